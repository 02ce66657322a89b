#include "resume/parser/name.hpp"

#include <array>

#include "resume/parser/dates.hpp"
#include "resume/parser/headings.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// Titles of documents, which often stand where a name would.
constexpr auto kDocumentTitles = std::to_array<std::string_view>({
    "curriculumvitae",
    "cv",
    "resume",
    "lebenslauf",
    "curriculum",
    "vitae",
    "curriculumvitaeet",
    "hojadevida",
    "curriculo",
    "bewerbung",
    "tabellarischerlebenslauf",
    "levensloop",
    "meritforteckning",
    "zyciorys",
});

}  // namespace

bool is_document_title(std::string_view text) {
    const auto key = squashed(text);
    return std::find(kDocumentTitles.begin(), kDocumentTitles.end(), key) != kDocumentTitles.end();
}

namespace {

/// "RN", "Ph.D.", "MBA", "CPA-Candidate": capitals and points behind a name.
bool is_credential(std::string_view word) {
    const auto bare = strip_edges(word, ",()");
    if (bare.empty() || bare.size() > 10) return false;
    const auto key = plain(bare);
    if (key == "jr" || key == "jr." || key == "sr" || key == "sr." || key == "ii" || key == "iii" || key == "iv") return false;
    return is_degree_word(bare) || (is_all_caps(bare) && character_count(bare) <= 6 && !contains(bare, "-"));
}

/// "Jane Doe, RN, BSN" and "Jane Doe MBA" without what follows the name. All-caps names keep their words.
std::string_view without_credentials(std::string_view text) {
    const auto comma = text.find(',');
    if (comma != std::string_view::npos) {
        const auto behind = words(text.substr(comma + 1));
        const bool suffix = !behind.empty() &&
                            (plain(behind.front()) == "jr." || plain(behind.front()) == "jr" || plain(behind.front()) == "sr.");
        if (!suffix) text = text.substr(0, comma);
    }
    if (const auto bracket = text.find('('); bracket != std::string_view::npos && bracket > 0) text = text.substr(0, bracket);
    const auto all = words(text);
    if (is_all_caps(text)) return strip_decoration(text);
    std::size_t keep = all.size();
    while (keep > 2 && is_credential(all[keep - 1])) --keep;
    if (keep == all.size() || keep == 0) return strip_decoration(text);
    return strip_decoration(text.substr(0, static_cast<std::size_t>(all[keep].data() - text.data())));
}

/// Letters, points, hyphens and apostrophes; two to six words that begin in capitals, particles apart.
bool is_possible_name(std::string_view text) {
    const auto all = words(text);
    if (all.empty() || all.size() > 6 || digit_count(text) > 0 || letter_count(text) < 3) return false;
    if (text.find_first_of("@:/|&+%$#_?!\t") != std::string_view::npos || heading_words(text).has_value()) return false;
    std::size_t capitalised = 0;
    for (const auto word : all) {
        const bool particle = starts_lower(word) && character_count(word) <= 4;
        if (!starts_lower(word))
            ++capitalised;
        else if (!particle)
            return false;
    }
    return capitalised >= 1;
}

/// Cuts "Name | Headline", "Name - Headline", "CV: Name" at the separator.
std::pair<std::string, std::string> cut_row(std::string_view text) {
    for (const std::string_view opening : {"Name:", "Resume of", "Curriculum Vitae of", "CV of", "Resume:", "CV:", "CV -",
                                           "Curriculum Vitae:", "Curriculum Vitae -", "Curriculum Vitae –", "Resume -",
                                           "Resume –", "Lebenslauf", "Curriculum Vitae"}) {
        if (text.size() > opening.size() && plain(text.substr(0, opening.size())) == plain(opening))
            text = strip_decoration(text.substr(opening.size()));
    }
    for (const std::string_view separator : {"\t", " | ", " – ", " — ", " - ", " • ", " · "}) {
        const auto at = text.find(separator);
        if (at != std::string_view::npos && at > 2)
            return {std::string(strip_decoration(text.substr(0, at))),
                    std::string(strip_decoration(text.substr(at + separator.size())))};
    }
    return {std::string(text), {}};
}

/// Headline behind a comma: "Jane Doe, Marketing Manager".
std::string headline_behind_comma(std::string_view text) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos) return {};
    const auto behind = strip_decoration(text.substr(comma + 1));
    return title_likeness(behind) >= 1.5 && !is_credential(behind) ? std::string(behind) : std::string{};
}

/// Names and addresses of one person mostly share letters: "jane.doe@…".
bool shares_address(std::string_view name, const Rows& rows) {
    for (const auto& row : rows) {
        for (const auto& email : find_emails(row.text)) {
            const auto local = squashed(email.value.substr(0, email.value.find('@')));
            for (const auto word : words(name)) {
                if (squashed(word).size() >= 3 && contains(local, squashed(word))) return true;
            }
        }
    }
    return false;
}

struct Scored {
    FoundName found;
    double score = 0;
};

std::optional<Scored> score_row(const Rows& rows, std::size_t index, const RowSet& set, int largest) {
    const auto& row = rows[index];
    auto [front, rest] = cut_row(row.text);
    if (row.list_item || is_document_title(front)) return std::nullopt;
    if (rest.empty()) rest = headline_behind_comma(front);
    const std::string name(without_credentials(front));
    if (!is_possible_name(name) || is_document_title(name)) return std::nullopt;
    double score = 3 - 0.25 * static_cast<double>(std::min<std::size_t>(index, 12));
    if (set.has_looks && row.look.half_points == largest && largest > set.body.half_points) score += 3;
    if (row.look.half_points > set.body.half_points || row.look.bold) score += 0.5;
    if (row.heading_level == 1) score += 1;
    if (shares_address(name, set.rows)) score += 3;
    const auto count = words(name).size();
    if (count == 1) score -= 1.5;
    if (title_likeness(name) >= 2) score -= 2.5;
    if (place_likeness(name) >= 0.7) score -= 2;
    if (row.region == document::Region::Footer) score -= 1;
    return Scored{{name, rest, index, 1}, score};
}

/// The second row of a name that is set in two: same look, one or two words.
bool continues_name(const Rows& rows, const FoundName& found, const RowSet& set) {
    if (found.row + 1 >= rows.size() || !found.rest.empty() || words(found.name).size() > 2) return false;
    const auto& first = rows[found.row];
    const auto& second = rows[found.row + 1];
    const bool same_look = first.look.half_points == second.look.half_points && first.look.half_points > set.body.half_points;
    return same_look && words(second.text).size() <= 2 && is_possible_name(second.text) && title_likeness(second.text) < 1.5 &&
           second.region == first.region;
}

/// Letter-spaced names: "J A N E  D O E" (words are two blanks or a tab apart).
bool is_letter_spaced(std::string_view text) {
    const auto all = words(text);
    return all.size() >= 5 &&
           std::all_of(all.begin(), all.end(), [](std::string_view word) { return character_count(word) == 1; });
}

}  // namespace

std::optional<FoundName> find_name(const Rows& rows, const RowSet& set) {
    int largest = 0;
    for (const auto& row : rows) {
        if (!is_document_title(row.text) && letter_count(row.text) > 2) largest = std::max(largest, row.look.half_points);
    }
    std::optional<Scored> best;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (is_letter_spaced(rows[i].text)) continue;
        auto scored = score_row(rows, i, set, largest);
        if (scored && (!best || scored->score > best->score)) best = std::move(scored);
    }
    if (!best || best->score < 1) return std::nullopt;
    auto found = std::move(best->found);
    if (continues_name(rows, found, set)) {
        found.name += ' ' + std::string(without_credentials(rows[found.row + 1].text));
        found.rows = 2;
    }
    return found;
}

}  // namespace bespoke::resume::parser
