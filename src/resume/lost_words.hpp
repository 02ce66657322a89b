#pragma once

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "resume/parse.hpp"
#include "resume/parser/dates.hpp"
#include "resume/parser/outline.hpp"
#include "resume/parser/words.hpp"
#include "text/text.hpp"

/// For tests: what of a document's shown text is nowhere in the resume that was parsed from it.
namespace bespoke::resume::test {

/// The closed list of words that may be missing, since the place of a value says the same. Headings of sections, words of dates whose
/// year is kept, numbers of pages, and marks without letters may be missing too.
inline constexpr auto kSpeakingOfPlaces = std::to_array<std::string_view>({
    "email",        "e",
    "mail",         "phone",
    "tel",          "telephone",
    "telefon",      "mobile",
    "address",      "location",
    "web",          "website",
    "url",          "contact",
    "personal",     "details",
    "profile",      "about",
    "curriculum",   "vitae",
    "resume",       "cv",
    "lebenslauf",   "highlights",
    "achievements", "responsibilities",
    "keywords",     "technologies",
    "courses",      "coursework",
    "gpa",          "grade",
    "issued",       "awarded",
    "by",           "from",
    "to",           "since",
    "until",        "in",
    "of",           "at",
    "and",          "page",
    "seite",
});

/// All words of a resume's values, and the years of its dates.
struct KeptWords {
    std::set<std::string> words;
    std::string letters;

    explicit KeptWords(const Resume& resume) {
        const auto flat = nlohmann::json(to_json(resume, Provenance::Omit)).flatten();
        for (const auto& [pointer, value] : flat.items()) {
            if (!value.is_string()) continue;
            const auto& text = value.get_ref<const std::string&>();
            for (const auto& token : text::tokens(text)) words.insert(token.text);
            if (const auto date = Date::from_iso(text)) words.insert(std::to_string(date->year));
            letters += parser::squashed(text) + ' ';
        }
    }
    /// Whole, or as part of a longer word: line ends, hyphens and letter spacing cut words.
    [[nodiscard]] bool has(const text::Token& token, std::string_view line) const {
        const auto bare = parser::squashed(token.text);
        if (bare.empty() || words.contains(token.text)) return true;
        const bool at_line_end = token.begin == 0 || token.end + 1 >= line.size();
        return (at_line_end || bare.size() >= 4) && letters.find(bare) != std::string::npos;
    }
    [[nodiscard]] bool has_dates_of(std::string_view line) const {
        const auto dates = parser::find_dates(line);
        const auto kept = [&](const std::optional<Date>& date) { return !date || words.contains(std::to_string(date->year)); };
        return std::all_of(dates.begin(), dates.end(),
                           [&](const parser::DateMatch& date) { return kept(date.start) && kept(date.finish); });
    }
};

/// True if a number or word is part of a date of the line, which may go on in the next line.
inline bool is_of_a_date(const text::Token& token, std::string_view line) {
    if (parser::is_date_word(token.text)) return true;
    const auto dates = parser::find_dates(line);
    return std::any_of(dates.begin(), dates.end(),
                       [&](const parser::DateMatch& date) { return date.begin <= token.begin && token.end <= date.end; });
}

/// Words of `document` that `resume` has lost, each with its line.
inline std::vector<std::string> lost_words(const document::Document& document, const Resume& resume) {
    const KeptWords kept(resume);
    std::vector<std::string> lost;
    const auto shown = document.text();
    for (const auto line : text::split(shown, '\n')) {
        if (section_of_heading(line) || parser::is_page_number(line)) continue;
        const bool has_dates = kept.has_dates_of(line);
        for (const auto& token : text::tokens(line)) {
            const bool speaks =
                std::find(kSpeakingOfPlaces.begin(), kSpeakingOfPlaces.end(), token.text) != kSpeakingOfPlaces.end();
            if (speaks || kept.has(token, line) || (has_dates && is_of_a_date(token, line))) continue;
            lost.push_back(token.text + "  in: " + std::string(line));
        }
    }
    return lost;
}

}  // namespace bespoke::resume::test
