#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/degree.hpp"
#include "resume/parser/labels.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// "GPA: 3.8/4.0", "Grade: 8.2/10", "First-class honours", "3.9 GPA", "Note 1,3": the value, or nullopt.
std::optional<std::string> score_in(std::string_view text) {
    const auto bare = strip_decoration(strip_edges(text, "()"));
    const auto all = words(bare);
    if (all.empty() || all.size() > 6) return std::nullopt;
    if (is_honours_class(bare)) return std::string(bare);
    if (const auto colon = bare.find(':'); colon != std::string_view::npos && is_score_label(bare.substr(0, colon)))
        return std::string(strip_decoration(bare.substr(colon + 1)));
    if (all.size() >= 2 && is_score_label(all.front()) && digit_count(bare) > 0)
        return std::string(strip_decoration(bare.substr(all.front().size())));
    if (all.size() == 2 && is_score_label(all.back()) && digit_count(all.front()) > 0) return std::string(all.front());
    return is_score_label(bare) && all.size() >= 1 && letter_count(bare) > 5 ? std::optional(std::string(bare)) : std::nullopt;
}

/// Takes a score out of the rows: a whole row, or a part of one.
std::optional<Row> take_score(Rows& rows) {
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        for (const auto& element : list_elements(row->text)) {
            const auto open = element.rfind('(');
            const auto bracket =
                open != std::string::npos && element.ends_with(')') ? score_in(element.substr(open)) : std::nullopt;
            const auto score = bracket ? bracket : score_in(element);
            if (!score) continue;
            auto value = part_of(*row, *score);
            value.text = *score;
            auto rest = row->text;
            const auto taken = bracket ? element.substr(open) : element;
            rest.replace(rest.find(taken), taken.size(), "");
            const std::string bare(strip_decoration(strip_edges(rest, "()")));
            if (bare.empty())
                rows.erase(row);
            else
                *row = part_of(*row, bare);
            return value;
        }
    }
    return std::nullopt;
}

void set_degree(Education& education, const Field& field) {
    const auto degree = read_degree(field.text);
    if (!degree.kind.empty()) education.study_type = text_node(degree.kind, field.row);
    if (!degree.subject.empty()) education.area = text_node(degree.subject, field.row, degree.kind.empty() ? 0.7 : 1.0);
}

/// "High school diploma" is no school.
bool names_degree(std::string_view text) {
    const auto all = words(text);
    return all.size() > 1 && is_degree_word(all.back()) && starts_upper(text);
}

void place_extras(Education& education, const std::vector<Field>& extras) {
    for (const auto& extra : extras) {
        const auto urls = find_urls(extra.text);
        if (!urls.empty() && education.url.value.empty())
            education.url = text_node(url_of(extra.row, urls.front().value), extra.row);
        else if (education.study_type.value.empty() && degree_likeness(extra.text) >= 2)
            set_degree(education, extra);
        else if (education.area.value.empty())
            education.area = text_node(extra.text, extra.row, 0.7);
        else
            education.courses.push_back(text_node(extra.text, extra.row, 0.4));
    }
}

void add_courses(Education& education, const Rows& rows) {
    for (const auto& row : rows) {
        if (is_body_label(row.text)) continue;
        std::string_view text = row.text;
        const auto colon = text.find(':');
        const bool labelled = colon != std::string_view::npos && is_body_label(text.substr(0, colon));
        if (labelled) text = strip_edges(text.substr(colon + 1), "");
        if (!labelled) {
            education.courses.push_back(text_node(text, row, 0.8));
            continue;
        }
        for (const auto& course : separated(text)) education.courses.push_back(text_node(course, row));
    }
}

/// "A levels: French, Drama": subjects of one examination, which name no school.
bool sets_subjects(Education& education, const Rows& head) {
    if (head.size() != 1) return false;
    const auto& row = head.front();
    const auto colon = row.text.find(':');
    if (colon == std::string::npos || words(row.text.substr(0, colon)).size() > 3) return false;
    const std::string label(strip_decoration(row.text.substr(0, colon))), rest(strip_decoration(row.text.substr(colon + 1)));
    const auto subjects = separated(rest);
    const bool examination = plain(label).ends_with("level") || plain(label).ends_with("levels") || degree_likeness(label) >= 1.5;
    const bool school =
        std::any_of(subjects.begin(), subjects.end(), [](const std::string& subject) { return school_likeness(subject) >= 1; });
    if (!examination || school || subjects.size() < 2) return false;
    education.study_type = text_node(label, row);
    education.area = text_node(rest, row);
    return true;
}

bool names_something(const Education& education) {
    return !education.institution.value.empty() || !education.study_type.value.empty() || !education.area.value.empty();
}

/// "MRICS 2019" among degrees: letters behind the name that a body gave, which no school teaches.
bool is_membership(const Entry& entry) {
    if (entry.head.size() != 1 || !entry.body.empty() || !entry.date || entry.date->is_range) return false;
    const auto text = strip_decoration(entry.head.front().text);
    return words(text).size() == 1 && is_all_caps(text) && letter_count(text) >= 4 && degree_likeness(text) < 1 &&
           school_likeness(text) < 1;
}

void add_membership(const Entry& entry, Resume& resume) {
    const auto& row = entry.head.front();
    resume.certificates.push_back({text_node(strip_decoration(row.text), row), {}, {}, single_date(entry)});
    auto& order = resume.section_order;
    if (std::find(order.begin(), order.end(), Section::Certificates) == order.end()) order.push_back(Section::Certificates);
}

}  // namespace

void read_education(const Rows& chapter, const RowSet& set, Resume& resume) {
    auto entries = entries_of(chapter, set);
    if (entries.size() > 1) {
        for (const auto& entry : entries) {
            if (is_membership(entry)) add_membership(entry, resume);
        }
        std::erase_if(entries, is_membership);
    }
    std::vector<std::optional<Row>> scores;
    for (auto& entry : entries) {
        scores.push_back(take_score(entry.head));
        if (!scores.back()) scores.back() = take_score(entry.body);
    }
    const auto heads = label_heads(entries, {degree_likeness, school_likeness});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        Education education;
        education.period = period_of(entries[i]);
        if (sets_subjects(education, entries[i].head)) {
            add_courses(education, entries[i].body);
            resume.education.push_back(std::move(education));
            continue;
        }
        const bool only_degree = !heads[i].first && heads[i].second && names_degree(heads[i].second->text);
        if (only_degree) set_degree(education, *heads[i].second);
        if (heads[i].second && !only_degree) education.institution = text_node(heads[i].second->text, heads[i].second->row);
        if (heads[i].place) education.location = text_node(heads[i].place->text, heads[i].place->row);
        if (heads[i].first) set_degree(education, *heads[i].first);
        if (scores[i]) education.score = text_node(scores[i]->text, *scores[i]);
        place_extras(education, heads[i].extras);
        add_courses(education, entries[i].body);
        if (names_something(education) || education.period.start || education.period.end)
            resume.education.push_back(std::move(education));
    }
}

}  // namespace bespoke::resume::parser
