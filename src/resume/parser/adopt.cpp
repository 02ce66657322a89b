#include "resume/parser/adopt.hpp"

#include "resume/parser/body.hpp"
#include "resume/parser/entries.hpp"
#include "resume/parser/headings.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
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

}  // namespace

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
