#include <span>

#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/labels.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// A role as work and volunteering share it.
struct RoleEntry {
    Text name, position, location, url;
    Period period;
    Body body;
};

Text node_of(const std::optional<Field>& field, double confidence = 0.9) {
    return field ? text_node(field->text, field->row, confidence) : Text{};
}

/// What the head says beyond names and place goes in front of the summary; a kind of contract or a URL has its own place.
void place_extras(RoleEntry& role, const std::vector<Field>& extras) {
    for (auto extra = extras.rbegin(); extra != extras.rend(); ++extra) {
        if (!find_urls(extra->text).empty() && role.url.value.empty()) {
            role.url = text_node(url_of(extra->row, find_urls(extra->text).front().value), extra->row);
            continue;
        }
        auto& summary = role.body.summary;
        if (summary.value.empty())
            summary = text_node(extra->text, extra->row, 0.5);
        else
            summary.value = extra->text + ' ' + summary.value;
    }
}

/// The entries of one chapter.
struct RoleChapter {
    Topic topic;
    std::vector<Entry> entries;
};

/// Roles below one another share the employer that only the first of them names.
class RoleReader {
public:
    std::vector<RoleEntry> read(std::vector<Entry>& entries, std::span<const Labelled> heads) {
        std::vector<RoleEntry> roles;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto role = role_of(entries[i], heads[i]);
            inherit(role);
            const bool banner = role.position.value.empty() && role.body.highlights.empty() && role.body.summary.value.empty();
            if (banner && i + 1 < entries.size() && !heads[i + 1].second) continue;
            roles.push_back(std::move(role));
        }
        return roles;
    }

private:
    static RoleEntry role_of(Entry& entry, const Labelled& head) {
        RoleEntry role;
        if (auto url = take_url(entry.body)) role.url = text_node(url->text, *url);
        role.body = read_body(entry.body);
        role.name = node_of(head.second);
        role.position = node_of(head.first);
        role.location = node_of(head.place);
        role.period = period_of(entry);
        place_extras(role, head.extras);
        return role;
    }

    void inherit(RoleEntry& role) {
        const bool inherits = role.name.value.empty() && !role.position.value.empty();
        if (inherits) {
            role.name = employer_;
            if (role.location.value.empty()) role.location = place_;
        }
        if (!role.name.value.empty()) std::tie(employer_, place_) = std::tie(role.name, role.location);
    }

    Text employer_, place_;
};

std::vector<RoleChapter> role_chapters(const std::vector<Chapter>& chapters, const RowSet& set) {
    std::vector<RoleChapter> out;
    for (const auto& chapter : chapters) {
        const auto topic = chapter.topics.front();
        if (topic == Topic::Work || topic == Topic::Volunteer) out.push_back({topic, entries_of(chapter.rows, set)});
    }
    return out;
}

void add(RoleEntry role, Topic topic, Resume& resume) {
    if (topic == Topic::Work) {
        resume.work.push_back(
            {role.name, role.position, role.location, role.url, role.body.summary, role.period, role.body.highlights});
        return;
    }
    if (!role.location.value.empty()) role.name.value += ", " + role.location.value;
    resume.volunteer.push_back({role.name, role.position, role.url, role.body.summary, role.period, role.body.highlights});
}

}  // namespace

void read_roles(const std::vector<Chapter>& chapters, const RowSet& set, Resume& resume) {
    auto role_entries = role_chapters(chapters, set);
    std::vector<Entry> all;
    for (const auto& chapter : role_entries) all.insert(all.end(), chapter.entries.begin(), chapter.entries.end());
    const auto heads = label_heads(all, {title_likeness, organisation_likeness});
    std::size_t done = 0;
    for (auto& chapter : role_entries) {
        const auto own = std::span(heads).subspan(done, chapter.entries.size());
        for (auto& role : RoleReader().read(chapter.entries, own)) add(std::move(role), chapter.topic, resume);
        done += chapter.entries.size();
    }
}

}  // namespace bespoke::resume::parser
