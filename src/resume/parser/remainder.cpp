#include "resume/parser/remainder.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "resume/parser/contact_labels.hpp"
#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/name.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"
#include "text/text.hpp"

namespace bespoke::resume::parser {
namespace {

/// Words that join a value to its label or its giver, in plain() form; one alone says nothing of the person.
constexpr auto kJoints = std::to_array<std::string_view>({
    "by",      "in",        "at",      "on",        "of",     "for",      "from",     "to",           "since", "until", "as",
    "and",     "with",      "the",     "a",         "an",     "or",       "und",      "et",           "y",     "e",     "i",
    "von",     "par",       "por",     "de",        "im",     "bei",      "bis",      "seit",         "page",  "seite", "issued",
    "awarded", "presented", "granted", "published", "issuer", "provider", "keywords", "technologies", "stack", "tools", "date",
    "dates",   "name",
});

/// Every word that the resume says.
class Said {
public:
    explicit Said(const Resume& resume) {
        const auto add = [this](const Text& text) { add_text(text.value); };
        for_each_text(resume, add);
        const auto flat = to_json(resume, Provenance::Omit).flatten();
        for (const auto& [pointer, value] : flat.items()) {
            const auto date = value.is_string() ? Date::from_iso(value.get_ref<const std::string&>()) : std::nullopt;
            if (date) years_.insert(date->year);
        }
    }

    void add_text(std::string_view text) {
        for (auto& token : text::tokens(text)) words_.insert(std::move(token.text));
        letters_ += squashed(text) + ' ';
    }

    [[nodiscard]] bool has(std::string_view word) const {
        if (words_.contains(word)) return true;
        const auto letters = squashed(word);
        return letters.empty() || (letters.size() >= 4 && letters_.find(letters) != std::string::npos);
    }
    [[nodiscard]] bool has(const DateMatch& date) const {
        const auto dated = [this](const std::optional<Date>& one) { return !one || years_.contains(one->year); };
        return dated(date.start) && dated(date.finish);
    }

private:
    std::set<std::string, std::less<>> words_;
    std::set<int> years_;
    std::string letters_;
};

bool is_label(std::string_view phrase) {
    return is_known_label(plain(phrase)) || is_body_label(phrase) || is_score_label(phrase);
}

bool is_joint(std::string_view word) {
    const bool names_network = !network_of_label(word).empty();  // as a label it would stand in a profile
    return std::find(kJoints.begin(), kJoints.end(), plain(word)) != kJoints.end() || (is_label(word) && !names_network);
}

/// Where the words behind a label begin.
std::size_t label_end(std::string_view text) {
    const auto colon = text.find(':');
    return colon != std::string_view::npos && is_label(strip_decoration(text.substr(0, colon))) ? colon + 1 : 0;
}

/// The words of a row that are missing, as the stretch from the first to the last of them; empty if none is.
std::string_view missing_part(std::string_view text, const Said& said) {
    const auto dates = find_dates(text);
    const auto behind_label = label_end(text);
    const auto is_missed = [&](const text::Token& token) {
        if (token.begin < behind_label || said.has(token.text) || is_joint(token.text)) return false;
        return std::none_of(dates.begin(), dates.end(), [&](const DateMatch& date) {
            return date.begin <= token.begin && token.end <= date.end && said.has(date);
        });
    };
    std::size_t begin = text.size(), end = 0;
    for (const auto& token : text::tokens(text)) {
        if (!is_missed(token)) continue;
        begin = std::min(begin, token.begin);
        end = std::max(end, token.end);
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

}  // namespace

Rows left_out(const RowSet& set, const Outline& outline, const Resume& resume) {
    Said said(resume);
    for (const auto& chapter : outline.chapters) said.add_text(chapter.heading);
    Rows out;
    for (const auto& row : set.rows) {
        if (is_page_number(row.text) || is_document_title(row.text)) continue;
        if (is_date_word(row.text)) continue;  // the end of a date on two rows
        const auto part = missing_part(row.text, said);
        if (part.empty()) continue;
        out.push_back(part_of(row, part));
        said.add_text(part);
    }
    return out;
}

}  // namespace bespoke::resume::parser
