#include "resume/parser/adopt.hpp"

#include "resume/parser/body.hpp"
#include "resume/parser/entries.hpp"
#include "resume/parser/headings.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::resume::parser {
namespace {

bool has_topic(const std::vector<Chapter>& chapters, Topic topic) {
    return std::any_of(chapters.begin(), chapters.end(), [&](const Chapter& chapter) {
        return std::find(chapter.topics.begin(), chapter.topics.end(), topic) != chapter.topics.end();
    });
}

/// Under a heading that says nothing to us. "Conferences" says something, though the model has no place for it.
bool is_unknown(const Chapter& chapter) {
    return chapter.topics.front() == Topic::Other && !chapter.rows.empty() && !heading_words(chapter.heading).has_value();
}

/// What the entries of a chapter look like.
struct Signs {
    std::size_t entries = 0, ranges = 0, titles = 0, schools = 0;
};

Signs signs_of(const Chapter& chapter, const RowSet& set) {
    Signs signs;
    for (const auto& entry : entries_of(chapter.rows, set)) {
        bool title = false, school = false;
        for (const auto& part : parts_of(entry.head)) {
            title = title || title_likeness(part.text) >= 2 || organisation_likeness(part.text) >= 2;
            school = school || school_likeness(part.text) >= 2 || degree_likeness(part.text) >= 2;
        }
        ++signs.entries;
        signs.ranges += entry.date && entry.date->is_range ? 1 : 0;
        signs.titles += title && !school ? 1 : 0;
        signs.schools += school ? 1 : 0;
    }
    return signs;
}

bool is_list_of_languages(std::string_view text) {
    const auto elements = list_elements(text);
    return !elements.empty() &&
           std::all_of(elements.begin(), elements.end(), [](const std::string& element) { return is_language_name(element); });
}

bool speaks_of_languages_only(const Chapter& chapter) {
    return std::all_of(chapter.rows.begin(), chapter.rows.end(), [](const Row& row) { return is_list_of_languages(row.text); });
}

/// All chapters of the kind, since a career may be told in several.
template <class Test>
void adopt(std::vector<Chapter>& chapters, Topic topic, Test test) {
    if (has_topic(chapters, topic)) return;
    for (auto& chapter : chapters) {
        if (is_unknown(chapter) && test(chapter)) chapter.topics = {topic};
    }
}

void adopt_skills(std::vector<Chapter>& chapters) {
    if (has_topic(chapters, Topic::Skills)) return;
    for (auto& chapter : chapters) {
        if (!reads_like_skills(chapter)) continue;
        auto name = chapter.heading_row;
        name.text = chapter.heading + ":";
        name.runs = {{name.text, name.look, {}}};
        chapter.topics = {Topic::Skills};
        chapter.rows.insert(chapter.rows.begin(), std::move(name));
    }
}

bool names_languages(std::string_view label) {
    const auto words = heading_words(strip_edges(label, ":"));
    return words && words->certainty == Certainty::Exact && words->topics.front() == Topic::Languages;
}

/// The list behind a label of languages: in the same row, or in the table's next cell.
std::optional<Row> languages_at(const Rows& rows, std::size_t index) {
    const auto& row = rows[index];
    const auto colon = row.text.find(':');
    if (colon != std::string::npos && names_languages(std::string_view(row.text).substr(0, colon))) {
        const auto rest = strip_edges(std::string_view(row.text).substr(colon + 1), "");
        return is_list_of_languages(rest) ? std::optional(part_of(row, rest)) : std::nullopt;
    }
    if (index == 0 || !row.cell || !is_list_of_languages(row.text)) return std::nullopt;
    const auto& label = rows[index - 1];
    const bool beside = label.cell && label.cell->table == row.cell->table && label.cell->row == row.cell->row;
    return beside && names_languages(label.text) ? std::optional(row) : std::nullopt;
}

void take_languages(Rows& rows, Rows& taken) {
    Rows kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto languages = languages_at(rows, i);
        if (!languages) {
            kept.push_back(rows[i]);
            continue;
        }
        if (rows[i].text.find(':') == std::string::npos && !kept.empty() && names_languages(kept.back().text)) kept.pop_back();
        languages->list_item = false;
        taken.push_back(*std::move(languages));
    }
    rows = std::move(kept);
}

bool names_role(std::string_view text, const Row& row) {
    const auto parts = parts_of({part_of(row, text)});
    const auto any = [&](double (*likeness)(std::string_view)) {
        return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return likeness(part.text) >= 2; });
    };
    return (any(title_likeness) || any(organisation_likeness)) && !any(school_likeness) && !any(degree_likeness);
}

/// "2021 – present  Surveyor, Kessler Ltd, Leeds": years at one end of the row, a title or employer beside them.
bool opens_role(const Row& row) {
    if (row.list_item || character_count(row.text) > 160) return false;
    const auto date = head_date(row);
    if (!date || !date->is_range || (date->begin > 0 && date->end < row.text.size())) return false;
    const auto rest = without(row.text, *date);
    return !rest.ends_with('.') && names_role(rest, row);
}

bool is_contact(const Row& row) { return !find_emails(row.text).empty() || !find_phones(row.text).empty(); }

bool is_known_heading(const Row& row) {
    const auto words = heading_words(row.text);
    return words && words->certainty == Certainty::Exact;
}

/// What is no part of a career, wherever it stands: contact data, degrees, headings.
bool ends_career(const Row& row) {
    if (is_contact(row) || is_known_heading(row)) return true;
    const bool caps = row.starts_block && is_all_caps(row.text) && words(row.text).size() <= 3 && digit_count(row.text) == 0;
    if (row.list_item) return false;
    const auto date = head_date(row);
    const bool dated_aside = date && !date->is_range && row.starts_block && !names_role(row.text, row);
    return dated_aside || (caps && !names_role(row.text, row)) || (date && degree_likeness(row.text) >= 2.5);
}

/// A row that names a title or employer and nothing else, as some write above the row with the dates.
bool is_name_row(const Row& row) {
    return !row.list_item && words(row.text).size() <= 8 && !is_contact(row) && !head_date(row) && !is_sentence(row.text) &&
           names_role(row.text, row);
}

/// How many rows above `at` name the role, as far as all of them do.
std::ptrdiff_t name_rows_above(Rows::const_iterator begin, Rows::const_iterator at) {
    std::ptrdiff_t count = 0;
    while (at - count != begin && count < 2 && is_name_row(*(at - count - 1))) ++count;
    return count;
}

/// A short row of unknown wording above the first role, below the contact data: "WORK SO FAR".
bool heads_roles(const Rows& rows, Rows::const_iterator at) {
    if (at == rows.begin() || !std::any_of(rows.begin(), at - 1, is_contact)) return false;
    const auto& row = *(at - 1);
    const bool bare = digit_count(row.text) == 0 && row.text.find_first_of(",|\t@") == std::string::npos && !row.list_item;
    return bare && words(row.text).size() <= 5 && !row.text.ends_with('.') && starts_upper(row.text) && !is_contact(row) &&
           !names_role(row.text, row) && place_likeness(row.text) < 0.5;
}

bool is_bare_range(const Row& row) {
    const auto date = row.list_item ? std::nullopt : head_date(row);
    return date && date->is_range && without(row.text, *date).empty();
}

/// The first row of [from, last) that opens a role, or holds nothing but its years below the names.
Rows::const_iterator find_role(Rows::const_iterator from, Rows::const_iterator last) {
    for (auto row = from; row != last; ++row) {
        if (opens_role(*row) || (row != from && is_bare_range(*row) && is_name_row(*(row - 1)))) return row;
    }
    return last;
}

/// The rows from the first role to the last that belongs to one. A single dated line needs a list below it to be a role.
std::optional<Chapter> take_roles(Rows& rows) {
    auto first = find_role(rows.begin(), rows.end());
    const Rows::const_iterator last = std::find_if(first, rows.cend(), ends_career);
    if (first == last) return std::nullopt;
    const auto second = find_role(first + 1, last);
    const bool listed = first + 1 != last && (first + 1)->list_item;
    if (!listed && second == last) return std::nullopt;
    // The second role shows how many rows stand above the dates; below years alone stands no name.
    const auto most = name_rows_above(rows.begin(), first);
    const auto usual = second == last ? 0 : name_rows_above(first + 1, second);
    first -= is_bare_range(*first) ? most : std::min(usual, most);
    const bool headed = heads_roles(rows, first);
    Chapter roles{{Topic::Work}, "Work", *first, Rows(first, last)};
    rows.erase(headed ? first - 1 : first, last);  // the heading is no headline; its words stay as what found no place
    return roles;
}

bool names_credentials(const Row& row) { return credential_likeness(row.text) >= 2 || degree_likeness(row.text) >= 2.5; }

/// "BSc", "M.A.": short forms of degrees have capitals within, and more than capitals.
bool opens_with_degree(std::string_view text) {
    const auto all = words(text);
    return !all.empty() && is_degree_word(all.front()) && letter_count(all.front()) <= 5 && !all.front().ends_with('s');
}

/// A school, a degree with a subject, or years spent at a school.
bool tells_of_schooling(const Row& row) {
    const auto date = head_date(row);
    const auto parts = parts_of({row});
    return (date && date->is_range) || std::any_of(parts.begin(), parts.end(), [](const Part& part) {
               return school_likeness(part.text) >= 2 || opens_with_degree(part.text);
           });
}

/// Headings whose topic depends on what stands below: "Courses" with dates or certificates, "Training" beside a chapter of schools,
/// "Papers" that are licences, "Qualifications" without a school.
bool holds_credentials(const Chapter& chapter, bool other_education) {
    const auto heading = squashed(chapter.heading);
    const auto& rows = chapter.rows;
    const bool brief = std::all_of(rows.begin(), rows.end(), [](const Row& row) { return words(row.text).size() <= 16; });
    const bool credentials = std::any_of(rows.begin(), rows.end(), names_credentials);
    if (!brief || rows.empty()) return false;
    if (heading == "training")
        return other_education &&
               std::none_of(rows.begin(), rows.end(), [](const Row& row) { return degree_likeness(row.text) >= 2.5; });
    if (heading == "papers") return credentials;
    if (contains(heading, "qualifications")) return rows.size() > 1 && std::none_of(rows.begin(), rows.end(), tells_of_schooling);
    const bool dated = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return head_date(row).has_value(); });
    return chapter.topics.front() == Topic::Courses && contains(heading, "course") == (heading == "courses") &&
           (dated || credentials);
}

void settle_by_content(std::vector<Chapter>& chapters) {
    const auto schools = std::count_if(chapters.begin(), chapters.end(),
                                       [](const Chapter& chapter) { return chapter.topics.front() == Topic::Education; });
    for (auto& chapter : chapters) {
        if (holds_credentials(chapter, schools > 1)) chapter.topics = {Topic::Certificates};
    }
}

}  // namespace

void gather_role_rows(Outline& outline) {
    if (has_topic(outline.chapters, Topic::Work)) return;
    auto taken = take_roles(outline.preamble);
    auto at = outline.chapters.begin();
    for (auto chapter = at; !taken && chapter != outline.chapters.end(); ++chapter) {
        if (chapter->topics.front() != Topic::Summary) continue;
        taken = take_roles(chapter->rows);
        at = chapter + 1;
    }
    if (taken) outline.chapters.insert(at, *std::move(taken));
}

bool reads_like_skills(const Chapter& chapter) {
    if (chapter.topics.front() != Topic::Other || chapter.rows.size() < 2) return false;
    std::size_t known = 0;
    for (const auto& row : chapter.rows) {
        if (words(row.text).size() > 5 || is_sentence(row.text) || digit_count(row.text) > 3) return false;
        known += vocabulary::Vocabulary::builtin().find(row.text) != nullptr ? 1 : 0;
    }
    return known * 3 >= chapter.rows.size();
}

void adopt_chapters(std::vector<Chapter>& chapters, const RowSet& set) {
    settle_by_content(chapters);
    adopt_skills(chapters);
    adopt(chapters, Topic::Languages, speaks_of_languages_only);
    adopt(chapters, Topic::Education, [&](const Chapter& chapter) {
        const auto signs = signs_of(chapter, set);
        return signs.schools * 2 > signs.entries;
    });
    adopt(chapters, Topic::Work, [&](const Chapter& chapter) {
        const auto signs = signs_of(chapter, set);
        return signs.ranges > 0 && signs.ranges * 2 >= signs.entries && signs.titles * 2 >= signs.entries;
    });
}

void gather_language_rows(Outline& outline) {
    Rows taken;
    take_languages(outline.preamble, taken);
    for (auto& chapter : outline.chapters) {
        switch (chapter.topics.front()) {
            case Topic::Skills:
            case Topic::Contact:
            case Topic::Summary:
            case Topic::Interests:
            case Topic::Other: take_languages(chapter.rows, taken); break;
            default: break;
        }
    }
    if (taken.empty()) return;
    const auto row = taken.front();
    outline.chapters.push_back({{Topic::Languages}, "Languages", row, std::move(taken)});
}

}  // namespace bespoke::resume::parser
