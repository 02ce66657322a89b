#include "job_description/segments.hpp"

#include <algorithm>
#include <array>

#include "job_description/lexicon.hpp"
#include "job_description/phrase.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

struct Tables {
    PhraseTable title_labels{lexicon::kTitleLabels}, company_labels{lexicon::kCompanyLabels},
        location_labels{lexicon::kLocationLabels}, employment_labels{lexicon::kEmploymentLabels},
        other_labels{lexicon::kOtherLabels}, employment{lexicon::kEmploymentTypes}, workplaces{lexicon::kWorkplaces},
        places{lexicon::kPlaceNames}, organisations{lexicon::kOrganisationWords}, occupations{lexicon::kOccupationWords},
        noise{lexicon::kHeaderNoise};
};
const Tables& tables() {
    static const Tables instance;
    return instance;
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool speaks_of_money(std::string_view text) {
    constexpr std::array<std::string_view, 8> kCurrencies = {"$", "€", "£", "¥", "EUR", "USD", "GBP", "CHF"};
    return has_digit(text) &&
           std::ranges::any_of(kCurrencies, [&](auto sign) { return text.find(sign) != std::string_view::npos; });
}

/// "CO", "NSW": the code of a state or country.
bool is_region_code(std::string_view text) {
    return text.size() >= 2 && text.size() <= 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view without_parenthesis(std::string_view text) { return text::trim(text.substr(0, text.find('('))); }

bool starts_with_capital(std::string_view text) {
    return !text.empty() && ((text.front() >= 'A' && text.front() <= 'Z') || static_cast<unsigned char>(text.front()) >= 0xC0);
}

/// "Denver, CO", "Köln, Germany", "Leeds".
bool looks_like_a_place(std::string_view segment) {
    constexpr std::size_t kMostWords = 8;
    const auto bare = without_parenthesis(segment);
    const auto tokens = text::tokens(bare);
    if (tokens.empty() || tokens.size() > kMostWords || !starts_with_capital(bare)) return false;
    if (tables().places.matches_all(tokens)) return true;
    const auto comma = bare.rfind(',');
    if (comma == std::string_view::npos) return false;
    auto last = text::trim(bare.substr(comma + 1));
    // "Denver, CO 80202"
    if (const auto blank = last.find(' '); blank != std::string_view::npos && has_digit(last.substr(blank)))
        last = last.substr(0, blank);
    return is_region_code(last) || tables().places.matches_all(text::tokens(last)) ||
           tables().places.matches_all(text::tokens(bare.substr(0, comma)));
}

}  // namespace

std::vector<std::string_view> segments(std::string_view line) {
    constexpr std::array<std::string_view, 12> kSeparators = {" · ",  " • ", " | ", " — ", " – ", " - ",
                                                              " // ", " / ", "\t",  " ∙ ", " ● ", " ⋅ "};
    std::vector<std::string_view> out;
    while (!line.empty()) {
        std::size_t first = std::string_view::npos, width = 0;
        for (const auto separator : kSeparators)
            if (const auto at = line.find(separator); at < first) first = at, width = separator.size();
        if (const auto part = text::trim(line.substr(0, first)); !part.empty()) out.push_back(part);
        line.remove_prefix(first == std::string_view::npos ? line.size() : first + width);
    }
    return out;
}

Fact label_alone(std::string_view line) {
    const auto tokens = text::tokens(line);
    const auto& known = tables();
    if (known.title_labels.matches_all(tokens)) return Fact::Title;
    if (known.company_labels.matches_all(tokens)) return Fact::Company;
    if (known.location_labels.matches_all(tokens)) return Fact::Location;
    if (known.employment_labels.matches_all(tokens)) return Fact::Employment;
    return known.other_labels.matches_all(tokens) ? Fact::Other : Fact::Unknown;
}

LabelledFact labelled_fact(std::string_view line) {
    auto colon = line.find(':');
    if (colon == std::string_view::npos) colon = line.find('\t');
    if (colon == std::string_view::npos) return {};
    return {label_alone(line.substr(0, colon)), std::string(text::trim(line.substr(colon + 1)))};
}

Fact fact_of(std::string_view segment) {
    const auto tokens = text::tokens(segment);
    const auto& known = tables();
    if (tokens.empty() || known.noise.match_at(tokens, 0) || known.noise.match_end(tokens)) return Fact::Noise;
    if (speaks_of_money(segment)) return Fact::Other;
    if (looks_like_a_place(segment)) return Fact::Location;
    constexpr std::size_t kMostWords = 7;
    if (tokens.size() <= kMostWords && known.employment.contains(TokenView(tokens)) && !names_an_occupation(segment))
        return Fact::Employment;
    if (tokens.size() <= kMostWords && known.workplaces.contains(TokenView(tokens)) && !names_an_occupation(segment))
        return Fact::Location;
    return Fact::Unknown;
}

bool names_an_organisation(std::string_view segment) {
    const auto tokens = text::tokens(segment);
    return starts_with_capital(segment) && tables().organisations.contains(TokenView(tokens));
}

bool names_an_occupation(std::string_view segment) {
    const auto tokens = text::tokens(without_parenthesis(segment));
    return tables().occupations.contains(TokenView(tokens));
}

}  // namespace bespoke::job_description
