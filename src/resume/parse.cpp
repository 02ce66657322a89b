#include "resume/parse.hpp"

#include <set>

#include "resume/parser/adopt.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/contact.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/orders.hpp"
#include "resume/parser/outline.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/remainder.hpp"
#include "resume/parser/verdict.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume {
namespace {

using namespace parser;

std::optional<Section> section_of(Topic topic) {
    switch (topic) {
        case Topic::Summary: return Section::Summary;
        case Topic::Work: return Section::Work;
        case Topic::Volunteer: return Section::Volunteer;
        case Topic::Education:
        case Topic::Courses: return Section::Education;
        case Topic::Awards: return Section::Awards;
        case Topic::Certificates: return Section::Certificates;
        case Topic::Publications: return Section::Publications;
        case Topic::Skills: return Section::Skills;
        case Topic::Languages: return Section::Languages;
        case Topic::Interests: return Section::Interests;
        case Topic::References: return Section::References;
        case Topic::Projects: return Section::Projects;
        case Topic::Contact:
        case Topic::Other: return std::nullopt;
    }
    return std::nullopt;
}

void set_aside(const std::string& heading, const Row& heading_row, const Rows& rows, Resume& resume) {
    if (rows.empty() && heading.empty()) return;
    Unplaced unplaced;
    // Our own renderings put lines that never had a heading under this one.
    if (!heading.empty() && squashed(heading) != "additionalinformation") unplaced.heading = text_node(heading, heading_row);
    for (const auto& row : rows) unplaced.lines.push_back(text_node(row.text, row, 0.3));
    resume.unplaced.push_back(std::move(unplaced));
}

void read_topic(Topic topic, const Rows& rows, const RowSet& set, Resume& resume) {
    switch (topic) {
        case Topic::Summary: return read_summary(rows, resume);
        case Topic::Education: return read_education(rows, set, resume);
        case Topic::Awards: return read_awards(rows, set, resume);
        case Topic::Certificates: return read_certificates(rows, set, resume);
        case Topic::Publications: return read_publications(rows, set, resume);
        case Topic::Skills: return read_skills(rows, resume);
        case Topic::Languages: return read_languages(rows, resume);
        case Topic::Interests: return read_interests(rows, resume);
        case Topic::References: return read_references(rows, set, resume);
        case Topic::Projects: return read_projects(rows, set, resume);
        case Topic::Work:
        case Topic::Volunteer:
        case Topic::Courses:
        case Topic::Contact:
        case Topic::Other: return;
    }
}

bool speaks_of_languages(const Row& row) { return is_language_name(row.text); }

/// Rows of a chapter with two topics go to the one that they speak of; the first topic is the default.
void read_joint_chapter(const Chapter& chapter, const RowSet& set, Resume& resume) {
    std::vector<Rows> rows_of(chapter.topics.size());
    const auto languages = std::find(chapter.topics.begin(), chapter.topics.end(), Topic::Languages);
    for (const auto& row : chapter.rows) {
        const bool to_languages = languages != chapter.topics.end() && speaks_of_languages(row);
        rows_of[to_languages ? static_cast<std::size_t>(languages - chapter.topics.begin()) : 0].push_back(row);
    }
    for (std::size_t i = 0; i < rows_of.size(); ++i) {
        if (!rows_of[i].empty()) read_topic(chapter.topics[i], rows_of[i], set, resume);
    }
}

/// What the head left over is unplaced, but for a list of skills without a heading.
void place_leftover(const Chapter& leftover, Resume& resume) {
    if (leftover.rows.empty()) return;
    if (resume.skills.empty() && reads_like_skills(leftover)) {
        read_skills(leftover.rows, resume);
        resume.section_order.push_back(Section::Skills);
        return;
    }
    set_aside({}, {}, leftover.rows, resume);
}

/// What no reader took joins the lines that never had a heading.
void keep_left_out(const Rows& rows, Resume& resume) {
    if (rows.empty()) return;
    if (resume.unplaced.empty() || !resume.unplaced.back().heading.value.empty()) return set_aside({}, {}, rows, resume);
    for (const auto& row : rows) resume.unplaced.back().lines.push_back(text_node(row.text, row, 0.3));
}

void note_order(const std::vector<Topic>& topics, Resume& resume) {
    for (const auto topic : topics) {
        const auto section = section_of(topic);
        auto& order = resume.section_order;
        if (section && std::find(order.begin(), order.end(), *section) == order.end()) order.push_back(*section);
    }
}

void read_chapter(const Chapter& chapter, const RowSet& set, Resume& resume) {
    const auto first = chapter.topics.front();
    if (first == Topic::Contact) return;
    if (first == Topic::Other || first == Topic::Courses)
        return set_aside(chapter.heading, chapter.heading_row, chapter.rows, resume);
    if (chapter.rows.empty()) return;
    note_order(chapter.topics, resume);
    if (chapter.topics.size() > 1)
        read_joint_chapter(chapter, set, resume);
    else
        read_topic(first, chapter.rows, set, resume);
}

}  // namespace

std::optional<Section> section_of_heading(std::string_view heading) {
    const auto words = heading_words(heading);
    return words ? section_of(words->topics.front()) : std::nullopt;
}

Result<Parsed> parse(const document::Document& document) {
    auto set = rows_of(document);
    const auto orders = take_orders(set.rows);
    if (auto status = check_readable(set); !status) return tl::unexpected(status.error());
    auto outline = outline_of(set);
    gather_role_rows(outline);
    gather_contact_rows(outline);
    gather_language_rows(outline);
    adopt_chapters(outline.chapters, set);
    Parsed parsed;
    auto& resume = parsed.resume;
    auto head = read_head(outline, set);
    resume.basics = std::move(head.basics);
    if (!resume.basics.summary.value.empty()) resume.section_order.push_back(Section::Summary);
    read_roles(outline.chapters, set, resume);
    for (const auto& chapter : outline.chapters) read_chapter(chapter, set, resume);
    place_leftover({{Topic::Other}, {}, {}, head.leftover}, resume);
    keep_left_out(left_out(set, outline, resume), resume);
    keep_left_out(orders, resume);
    if (auto status = check_resume(set, outline, resume); !status) return tl::unexpected(status.error());
    parsed.confidence = confidence_of(resume);
    parsed.warnings = warnings_of(resume);
    assign_ids(resume);
    return parsed;
}

}  // namespace bespoke::resume
