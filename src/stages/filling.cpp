#include "stages/filling.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>

#include "text/text.hpp"

namespace bespoke::stages {
namespace {

using ports::Entity;
using resume::Resume;
using resume::Text;
using Kind = Entity::Kind;

/// Below this a recogniser guesses.
constexpr double kSure = 0.9;

/// A text, and how it would be used.
struct Candidate {
    Text* text;
    enum class Use {
        Whole,  ///< the text is what is missing: it moves
        Tail,   ///< it ends in what is missing, the rest stays
        Head,   ///< it begins with what is missing, and ends in an organisation that stays
    } use;
};

/// An empty field, and where its text may stand.
struct Gap {
    Text* field;
    Kind kind;  ///< of what is missing; of Head: of what stays
    std::vector<Candidate> candidates;
    std::optional<Kind> rest;  ///< what the rest of a divided text has to be, if anything
};

/// Lines of the document, from the first to the last of an entry.
struct Lines {
    int first = std::numeric_limits<int>::max(), last = -1;
    void add(const resume::Source& source) {
        if (source.page == 0) return;
        first = std::min(first, source.line);
        last = std::max(last, source.line);
    }
    void add(const Text& text) {
        if (!text.value.empty()) add(text.source);
    }
    void add(const resume::Period& period) {
        for (const auto* date : {&period.start, &period.end})
            if (*date) add((*date)->source);
    }
    [[nodiscard]] bool has(int line) const { return first <= line && line <= last; }
};

/// Not the employer's: roles below one another share the one that the first of them names.
template <class Role>
Lines lines_of(const Role& role) {
    Lines lines;
    for (const auto* text : {&role.position, &role.summary}) lines.add(*text);
    for (const auto& highlight : role.highlights) lines.add(highlight);
    lines.add(role.period);
    return lines;
}
Lines lines_of(const resume::Education& education) {
    Lines lines;
    for (const auto* text : {&education.institution, &education.study_type, &education.area, &education.score}) lines.add(*text);
    lines.add(education.period);
    return lines;
}

/// Gaps of a resume whose texts they point to.
class GapFinder {
public:
    explicit GapFinder(Resume& resume) : resume_(resume) {
        Lines entries;
        for (const auto& work : resume.work) entries.add(work.period);
        for (const auto& education : resume.education) entries.add(education.period);
        above_.first = 0;
        above_.last = entries.last < 0 ? -1 : entries.first - 1;
    }
    std::vector<Gap> find() {
        if (is_missing(resume_.basics.name)) add({&resume_.basics.name, Kind::Person, unplaced(above_), {}});
        for (auto& work : resume_.work) find_in_work(work);
        for (auto& volunteer : resume_.volunteer) find_in_volunteer(volunteer);
        for (auto& education : resume_.education) find_in_education(education);
        return std::move(gaps_);
    }

private:
    using Use = Candidate::Use;
    static bool is_missing(const Text& text) { return text.value.empty(); }

    /// Lines without a heading that nobody could place.
    std::vector<Candidate> unplaced(const Lines& within) {
        std::vector<Candidate> candidates;
        for (auto& block : resume_.unplaced) {
            if (!is_missing(block.heading)) continue;
            for (auto& line : block.lines) {
                if (line.source.page > 0 && within.has(line.source.line)) candidates.push_back({&line, Use::Whole});
            }
        }
        return candidates;
    }
    void add(Gap gap) {
        std::erase_if(gap.candidates, [](const Candidate& one) { return one.text->value.empty(); });
        if (!gap.candidates.empty()) gaps_.push_back(std::move(gap));
    }
    /// Title and employer, one of which has swallowed the other.
    template <class Role>
    void find_names(Role& role, Text& employer) {
        if (is_missing(role.position)) add({&role.position, Kind::Organization, {{&employer, Use::Head}}, {}});
        if (!is_missing(employer)) return;
        auto candidates = unplaced(lines_of(role));
        candidates.push_back({&role.position, Use::Tail});
        candidates.push_back({&role.summary, Use::Whole});
        add({&employer, Kind::Organization, std::move(candidates), {}});
    }
    void find_in_work(resume::Work& work) {
        find_names(work, work.name);
        if (!is_missing(work.location)) return;
        auto candidates = unplaced(lines_of(work));
        candidates.push_back({&work.name, Use::Tail});
        candidates.push_back({&work.summary, Use::Whole});
        add({&work.location, Kind::Location, std::move(candidates), Kind::Organization});
    }
    void find_in_volunteer(resume::Volunteer& volunteer) { find_names(volunteer, volunteer.organization); }
    void find_in_education(resume::Education& education) {
        if (is_missing(education.institution)) {
            auto candidates = unplaced(lines_of(education));
            for (auto* text : {&education.area, &education.study_type}) candidates.push_back({text, Use::Tail});
            add({&education.institution, Kind::Organization, std::move(candidates), {}});
        }
        if (!is_missing(education.location)) return;
        auto candidates = unplaced(lines_of(education));
        candidates.push_back({&education.institution, Use::Tail});
        add({&education.location, Kind::Location, std::move(candidates), Kind::Organization});
    }

    Resume& resume_;
    Lines above_;
    std::vector<Gap> gaps_;
};

/// Without the signs that join two names in one line.
std::string_view without_joints(std::string_view text) {
    constexpr std::array<std::string_view, 13> kJoints = {",", ";", ":", "|", "/", "(", ")", "-", "–", "—", "·", "•", "@"};
    for (bool again = true; again;) {
        text = text::trim(text);
        again = false;
        for (const auto joint : kJoints) {
            if (text.starts_with(joint)) text.remove_prefix(joint.size()), again = true;
            if (text.ends_with(joint)) text.remove_suffix(joint.size()), again = true;
        }
    }
    return text;
}

/// A word that only leads on to what follows ("at", "bei", "for the") says that the text is not two names side by side.
bool ends_in_a_name(std::string_view text) {
    const auto last = text.substr(text.find_last_of(' ') + 1);
    return !last.empty() && text::fold(last) != last;
}

/// How a text would be used up.
struct Division {
    std::string found, rest;
    double score = 0;
};

std::optional<Division> divided(const Gap& gap, const Candidate& candidate, const std::vector<Entity>& entities) {
    const std::string_view text = candidate.text->value;
    const auto is_wanted = [&](const Entity& one) { return one.kind == gap.kind && one.score >= kSure; };
    const auto wanted = std::ranges::find_if(entities, is_wanted);
    if (std::ranges::count_if(entities, is_wanted) != 1 || wanted->end > text.size()) return std::nullopt;
    // The full stop of "Ltd." belongs to it.
    const auto tail = text::trim(text.substr(wanted->begin));
    const auto behind = text.substr(wanted->end);
    const auto before = without_joints(text.substr(0, wanted->begin));
    if (!without_joints(behind).empty() && behind != ".") return std::nullopt;
    const std::string name(behind == "." ? tail : text.substr(wanted->begin, wanted->end - wanted->begin));
    if (candidate.use == Candidate::Use::Whole) {
        if (!before.empty()) return std::nullopt;
        return Division{name, {}, wanted->score};
    }
    if (before.empty() || !ends_in_a_name(before)) return std::nullopt;
    const bool is_alone = std::ranges::none_of(
        entities, [&](const Entity& one) { return one.end <= wanted->begin && one.kind != gap.rest.value_or(Kind::Other); });
    const bool fits = !gap.rest || std::ranges::any_of(entities, [&](const Entity& one) {
        return one.kind == *gap.rest && one.score >= kSure && one.end <= text.size() &&
               without_joints(text.substr(one.begin, one.end - one.begin)) == before;
    });
    if (!is_alone || !fits) return std::nullopt;
    if (candidate.use == Candidate::Use::Head) return Division{std::string(before), name, wanted->score};
    return Division{name, std::string(before), wanted->score};
}

std::optional<Filled> fill(const Gap& gap, const std::map<std::string, std::vector<Entity>>& known) {
    const Candidate* used = nullptr;
    std::optional<Division> division;
    for (const auto& candidate : gap.candidates) {
        const auto entities = known.find(candidate.text->value);
        auto found = entities == known.end() ? std::nullopt : divided(gap, candidate, entities->second);
        if (!found) continue;
        if (division) return std::nullopt;  // two of them: it is not for us to choose
        division = std::move(found);
        used = &candidate;
    }
    if (!division) return std::nullopt;
    gap.field->value = division->found;
    gap.field->source = used->text->source;
    gap.field->source.confidence = std::min(gap.field->source.confidence, division->score);
    used->text->value = division->rest;
    return Filled{gap.field->id, gap.kind};
}

void drop_placed_lines(Resume& resume) {
    for (auto& block : resume.unplaced) std::erase_if(block.lines, [](const Text& line) { return line.value.empty(); });
    std::erase_if(resume.unplaced, [](const auto& block) { return block.lines.empty() && block.heading.value.empty(); });
}

}  // namespace

std::vector<std::string> texts_beside_gaps(const Resume& resume) {
    auto copy = resume;
    std::vector<std::string> texts;
    for (const auto& gap : GapFinder(copy).find()) {
        for (const auto& candidate : gap.candidates) {
            const auto& text = candidate.text->value;
            if (text.find('\n') == std::string::npos && std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
        }
    }
    return texts;
}

std::vector<Filled> fill_gaps(Resume& resume, const std::vector<std::vector<Entity>>& entities) {
    std::map<std::string, std::vector<Entity>> known;
    const auto texts = texts_beside_gaps(resume);
    for (std::size_t i = 0; i < std::min(texts.size(), entities.size()); ++i) known[texts[i]] = entities[i];
    std::vector<std::pair<const Text*, Kind>> filled;
    for (const auto& gap : GapFinder(resume).find()) {
        if (!gap.field->value.empty()) continue;
        if (const auto one = fill(gap, known)) filled.emplace_back(gap.field, one->kind);
    }
    if (filled.empty()) return {};
    drop_placed_lines(resume);
    resume::assign_ids(resume);
    std::vector<Filled> out;
    for (const auto& [text, kind] : filled) out.push_back({text->id, kind});
    return out;
}

}  // namespace bespoke::stages
