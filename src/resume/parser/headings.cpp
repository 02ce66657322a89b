#include "resume/parser/headings.hpp"

#include <map>
#include <set>

#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

constexpr std::size_t kLongestHeading = 48;  // characters
constexpr std::size_t kMostWords = 6;
constexpr double kEnough = 4;

std::optional<Topic> alias_topic(std::string_view squashed_text) {
    for (const auto& alias : kHeadingAliases) {
        if (alias.squashed == squashed_text) return alias.topic;
    }
    return std::nullopt;
}

bool is_joint(std::string_view word) {
    for (const std::string_view joint : {"&", "and", "und", "et", "y", "e", "en", "+", "/", "och", "og", "i", "|", ","}) {
        if (word == joint) return true;
    }
    return false;
}

/// Parts of "Skills & Languages", "Honors/Awards", "Projects, Publications", squashed.
std::vector<std::string> joined_parts(std::string_view text) {
    std::string spaced;
    for (const char c : plain(text)) {
        const bool joint = c == '&' || c == '/' || c == '+' || c == '|' || c == ',';
        spaced += joint ? std::string{' ', c, ' '} : std::string{c};
    }
    std::vector<std::string> parts(1);
    for (const auto word : words(spaced)) {
        if (is_joint(word))
            parts.emplace_back();
        else
            parts.back() += squashed(word);
    }
    std::erase(parts, "");
    return parts;
}

std::optional<HeadingWords> joined_topics(std::string_view text) {
    HeadingWords found;
    const auto parts = joined_parts(text);
    if (parts.size() < 2) return std::nullopt;
    for (const auto& part : parts) {
        const auto topic = alias_topic(part);
        if (!topic) return std::nullopt;
        if (std::find(found.topics.begin(), found.topics.end(), *topic) == found.topics.end()) found.topics.push_back(*topic);
    }
    if (found.topics.size() > 1) std::erase(found.topics, Topic::Other);
    return found;
}

std::optional<HeadingWords> suffix_topic(std::string_view text) {
    const auto all = words(text);
    if (all.size() < 2 || all.size() > 5 || contains(text, ":")) return std::nullopt;
    const auto second = plain(all[1]);
    const bool head_first =
        second == "en" || second == "de" || second == "des" || second == "du" || second == "em" || second == "in";
    for (const auto& word : {all.back(), head_first ? all.front() : all.back()}) {
        const auto key = squashed(word);
        for (const auto& head : kHeadingHeads) {
            if (head.squashed == key) return HeadingWords{{head.topic}, Certainty::Suffix};
        }
    }
    return std::nullopt;
}

/// "1. Experience", "II. Experience", "A) Experience"
std::string_view without_number(std::string_view text) {
    const auto all = words(text);
    if (all.size() < 2 || all.front().size() > 5) return text;
    const auto first = all.front();
    const bool numbered = (first.ends_with('.') || first.ends_with(')')) &&
                          first.find_first_not_of("0123456789IVXABCDEF.)") == std::string_view::npos;
    return numbered ? strip_decoration(text.substr(first.size())) : text;
}

bool same_heading_look(const Look& a, const Look& b) {
    return a.half_points == b.half_points && a.bold == b.bold && a.italic == b.italic && a.caps == b.caps && a.colour == b.colour;
}

struct Candidate {
    std::size_t row = 0;
    HeadingWords words;
    std::string text, rest;
    Look look;
    double score = 0;
};

/// Where the look of a row first changes in size, weight or colour.
std::size_t end_of_first_face(const Row& row) {
    if (row.runs.size() < 2) return std::string::npos;
    const auto& first = row.runs[0].look;
    const auto& second = row.runs[1].look;
    const bool differs = first.half_points != second.half_points || first.bold != second.bold || !(first.colour == second.colour);
    return differs ? row.runs[0].text.size() : std::string::npos;
}

/// "LANGUAGES Dutch, English": where capitals at the front of a row give way to other words.
std::size_t end_of_capitals(const Row& row) {
    if (is_all_caps(row.text)) return std::string::npos;
    for (std::size_t at = row.text.find(' '); at != std::string::npos; at = row.text.find(' ', at + 1)) {
        const auto all = words(std::string_view(row.text).substr(at));
        if (all.empty()) return std::string::npos;
        const auto behind = all.front();
        if (is_all_caps(behind) || behind == "&") continue;
        return is_all_caps(row.text.substr(0, at)) ? at : std::string::npos;
    }
    return std::string::npos;
}

/// Length of the heading at the front of a row: all of it, or what stands before a tab or colon.
std::optional<Candidate> candidate_of(const Row& row, std::size_t index) {
    const auto whole = strip_decoration(row.text);
    if (character_count(whole) <= kLongestHeading) {
        if (auto words = heading_words(whole)) return Candidate{index, *words, std::string(whole), {}, row.look, 0};
    }
    for (const auto at : {row.text.find('\t'), row.text.find(':'), end_of_first_face(row), end_of_capitals(row)}) {
        if (at == std::string::npos || at > kLongestHeading) continue;
        const auto front = strip_decoration(std::string_view(row.text).substr(0, at));
        const auto words = heading_words(front);
        const bool part_of_name = squashed(front).starts_with("drivinglicen");  // "B, C1" says nothing without it
        const std::string rest(part_of_name ? row.text : strip_edges(std::string_view(row.text).substr(at), ":"));
        if (!words || words->certainty != Certainty::Exact || rest.empty()) continue;
        return Candidate{index, *words, std::string(front), rest, part_of(row, row.text.substr(0, at)).look, 0};
    }
    return std::nullopt;
}

/// What the look and the place of a row say for its being a heading.
double evidence(const Candidate& candidate, const Row& row, const RowSet& set) {
    const auto& look = candidate.look;
    double score = candidate.words.certainty == Certainty::Exact ? 3 : 1.5;
    if (row.heading_level > 0) score += 2;
    if (look.bold) score += 1;
    if (look.caps) score += 1;
    if (look.half_points > set.body.half_points) score += look.half_points * 100 >= set.body.half_points * 115 ? 1.5 : 0.5;
    if (!(look.colour == set.body.colour)) score += 0.5;
    if (row.gap_above > 0.5F) score += 0.5;
    if (row.starts_block && !set.has_looks) score += 1;
    if (row.text != strip_decoration(row.text)) score += 0.5;
    const bool like_body = look.half_points <= set.body.half_points && !look.bold && !look.caps && look.colour == set.body.colour;
    if (set.has_looks && like_body && row.heading_level == 0) score -= 1;
    if (row.list_item) score -= 3;
    if (set.has_looks && letter_count(candidate.text) < 3) score -= 2;  // "IT" may name a group of skills
    if (candidate.rest.empty()) return score;
    const bool plain_language_list = candidate.words.topics.front() == Topic::Languages && !is_language_name(candidate.rest);
    const bool opens_paragraph = row.starts_block && !set.has_looks && contains(row.text, ":");
    return score - 0.6 + (opens_paragraph ? 1 : 0) - (plain_language_list ? 3 : 0);
}

/// Headings with numbers, which the reader takes for items of a list: the wordings of several topics, each the whole item.
bool has_numbered_headings(const std::vector<Candidate>& candidates, const RowSet& set) {
    std::set<Topic> topics;
    for (const auto& candidate : candidates) {
        const bool item = set.rows[candidate.row].list_item && candidate.rest.empty();
        if (item && candidate.words.certainty == Certainty::Exact) topics.insert(candidate.words.topics.front());
    }
    return topics.size() >= 3;
}

std::vector<Candidate> candidates_in(const RowSet& set) {
    std::vector<Candidate> found;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        if (auto candidate = candidate_of(set.rows[i], i)) found.push_back(*std::move(candidate));
    }
    const bool numbered = has_numbered_headings(found, set);
    for (auto& candidate : found) {
        auto row = set.rows[candidate.row];
        if (numbered && candidate.rest.empty()) row.list_item = false;
        candidate.score = evidence(candidate, row, set);
    }
    return found;
}

/// Looks that at least two different topics share: the document's own heading styles.
std::vector<Look> heading_looks(const std::vector<Candidate>& candidates) {
    std::vector<std::pair<Look, std::set<Topic>>> looks;
    for (const auto& candidate : candidates) {
        if (candidate.score < kEnough || candidate.words.certainty != Certainty::Exact) continue;
        auto found = std::find_if(looks.begin(), looks.end(),
                                  [&](const auto& entry) { return same_heading_look(entry.first, candidate.look); });
        if (found == looks.end()) found = looks.insert(looks.end(), {candidate.look, {}});
        found->second.insert(candidate.words.topics.front());
    }
    std::vector<Look> shared;
    for (const auto& [look, topics] : looks) {
        if (topics.size() >= 2) shared.push_back(look);
    }
    return shared;
}

bool holds_look(const std::vector<Look>& looks, const Look& look) {
    return std::any_of(looks.begin(), looks.end(), [&](const Look& other) { return same_heading_look(look, other); });
}

/// A sub-heading: its wording is known, but the document's headings are plainly larger or heavier.
bool is_minor(const Candidate& candidate, const std::vector<Look>& looks) {
    if (looks.empty() || holds_look(looks, candidate.look)) return false;
    return std::all_of(looks.begin(), looks.end(), [&](const Look& main) {
        const bool smaller = candidate.look.half_points < main.half_points;
        const bool lighter = candidate.look.half_points == main.half_points &&
                             ((main.bold && !candidate.look.bold) || (main.caps && !candidate.look.caps));
        return smaller || lighter;
    });
}

bool accepted(const Candidate& candidate, const std::vector<Look>& looks) {
    if (holds_look(looks, candidate.look)) return candidate.score >= kEnough - 1.5;
    if (is_minor(candidate, looks)) return false;
    const bool needs_look =
        !looks.empty() && (candidate.words.certainty == Certainty::Suffix || candidate.words.topics.front() == Topic::Other);
    return !needs_look && candidate.score >= kEnough;
}

/// Titles, degrees, employers and places stand in bold as well.
bool names_an_entry(std::string_view text) {
    return title_likeness(text) >= 1.5 || degree_likeness(text) >= 1.5 || school_likeness(text) >= 2 ||
           organisation_likeness(text) >= 2 || place_likeness(text) >= 0.7;
}

/// A row of unknown wording that looks like a heading by the document's own habits.
bool looks_like_heading(const Row& row, const RowSet& set) {
    const auto count = words(row.text).size();
    if (row.list_item || count == 0 || count > kMostWords || character_count(row.text) > kLongestHeading) return false;
    if (digit_count(row.text) > 0 || contains(row.text, "\t") || contains(row.text, "@")) return false;
    if (same_heading_look(row.look, set.body) || row.text.ends_with('.') || contains(row.text, ",")) return false;
    return !names_an_entry(row.text);
}

/// Items of a list follow one another in one look; a heading has text of another look below.
bool opens_other_look(const Rows& rows, std::size_t index) {
    return index + 1 < rows.size() && !same_heading_look(rows[index].look, rows[index + 1].look);
}

/// Looks of which known headings are the greater part, so that an unknown row of that look is a heading too.
std::vector<Look> reliable_looks(const std::vector<Look>& looks, const std::vector<Heading>& known, const RowSet& set) {
    std::vector<Look> reliable;
    std::set<std::size_t> known_rows;
    for (const auto& heading : known) known_rows.insert(heading.row);
    for (const auto& look : looks) {
        int headings = 0, others = 0;
        const bool larger = look.half_points * 100 >= set.body.half_points * 110;
        for (std::size_t i = 0; i < set.rows.size(); ++i) {
            if (!same_heading_look(set.rows[i].look, look)) continue;
            const bool own = known_rows.contains(i);
            if (!own && larger && looks_like_heading(set.rows[i], set) && opens_other_look(set.rows, i))
                continue;  // of unknown wording, but nothing else
            ++(own ? headings : others);
        }
        if (headings >= 2 * others && !same_heading_look(look, set.body)) reliable.push_back(look);
    }
    return reliable;
}

/// Same as known headings but for capitals, and the document calls both headings, of one level or at least in one size.
bool is_sibling(const Row& row, const std::vector<Heading>& known, const RowSet& set) {
    if (row.heading_level == 0) return false;
    return std::count_if(known.begin(), known.end(), [&](const Heading& heading) {
               const auto& other = set.rows[heading.row];
               auto look = other.look;
               look.caps = row.look.caps;
               const bool same_level = other.heading_level == row.heading_level ||
                                       (other.heading_level > 0 && row.look.half_points > set.body.half_points);
               return same_level && same_heading_look(look, row.look);
           }) >= 2;
}

/// Above the first known heading stands the name, too: a heading there has text in the document's own look right below.
bool opens_text(const Rows& rows, std::size_t index) {
    return index > 0 && index + 1 < rows.size() && rows[index + 1].page == rows[index].page &&
           !same_heading_look(rows[index + 1].look, rows[index].look) &&
           rows[index].look.half_points > rows[index + 1].look.half_points &&
           rows[index - 1].look.half_points <= rows[index].look.half_points;
}

void add_unknown_headings(std::vector<Heading>& headings, const std::vector<Look>& looks, const RowSet& set) {
    if (headings.empty() || !set.has_looks) return;
    const auto reliable = reliable_looks(looks, headings, set);
    const auto first = headings.front().row;
    const auto known = headings;
    std::set<std::size_t> known_rows;
    for (const auto& heading : headings) known_rows.insert(heading.row);
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        const auto& row = set.rows[i];
        if (known_rows.contains(i) || !looks_like_heading(row, set)) continue;
        const bool sibling = i > first && is_sibling(row, known, set);
        if (!sibling && !(holds_look(reliable, row.look) && (i > first || opens_text(set.rows, i)))) continue;
        headings.push_back({i, {Topic::Other}, std::string(strip_decoration(row.text)), {}});
    }
    std::sort(headings.begin(), headings.end(), [](const Heading& a, const Heading& b) { return a.row < b.row; });
}

/// "Languages: …" / "Computer: …": labelled lines below each other in plain text are all headings if the first is.
bool follows_label(const Candidate& candidate, const std::vector<Heading>& headings, const RowSet& set) {
    if (set.has_looks || headings.empty() || headings.back().rest.empty() || candidate.rest.empty()) return false;
    return headings.back().row + 1 == candidate.row && candidate.words.certainty == Certainty::Exact &&
           contains(set.rows[candidate.row].text, ":") && !set.rows[candidate.row].list_item;
}

/// "Languages: English, Dutch" opens a paragraph of plain text, whatever the other headings look like, unless it names a group of its chapter.
bool labels_paragraph(const Candidate& candidate, const std::vector<Heading>& headings, const RowSet& set) {
    const auto& row = set.rows[candidate.row];
    if (set.has_looks || headings.empty() || candidate.rest.empty() || candidate.score < kEnough) return false;
    return row.starts_block && !row.list_item && contains(row.text, ":") &&
           headings.back().topics.front() != candidate.words.topics.front();
}

/// Chapters of entries, whose names may stand in capitals on rows of their own.
bool holds_entries(Topic topic) {
    return topic == Topic::Work || topic == Topic::Volunteer || topic == Topic::Projects || topic == Topic::References;
}

/// A short row of capitals that opens a paragraph of plain text.
bool looks_like_capital_heading(const RowSet& set, std::size_t index) {
    const auto& row = set.rows[index];
    const bool opens = row.starts_block && index + 1 < set.rows.size() && !is_all_caps(set.rows[index + 1].text);
    return opens && is_all_caps(row.text) && !row.list_item && letter_count(row.text) >= 3 && words(row.text).size() <= 4 &&
           digit_count(row.text) == 0 && row.text.find_first_of("\t@,:;|.") == std::string::npos && !names_an_entry(row.text);
}

/// Plain text whose known headings are all in capitals: other short rows of capitals below the first of them are headings as well.
void add_capital_headings(std::vector<Heading>& headings, const RowSet& set) {
    const auto in_capitals = [&](const Heading& heading) { return is_all_caps(heading.text); };
    if (set.has_looks || headings.size() < 2 || !std::all_of(headings.begin(), headings.end(), in_capitals)) return;
    std::vector<Heading> found;
    auto next = headings.begin();
    const Heading* above = nullptr;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        if (next != headings.end() && next->row == i) {
            above = &*next++;
            continue;
        }
        if (!above || holds_entries(above->topics.front()) || !looks_like_capital_heading(set, i)) continue;
        found.push_back({i, {Topic::Other}, std::string(strip_decoration(set.rows[i].text)), {}});
    }
    headings.insert(headings.end(), found.begin(), found.end());
    std::sort(headings.begin(), headings.end(), [](const Heading& a, const Heading& b) { return a.row < b.row; });
}

}  // namespace

std::optional<HeadingWords> heading_words(std::string_view text) {
    const auto stripped = without_number(strip_decoration(text));
    const bool abbreviation = stripped == "IT";
    if ((letter_count(stripped) < 3 && !abbreviation) || contains(stripped, "\t")) return std::nullopt;
    if (const auto topic = alias_topic(squashed(stripped))) return HeadingWords{{*topic}, Certainty::Exact};
    if (words(stripped).size() > kMostWords) return std::nullopt;
    if (auto joined = joined_topics(stripped)) return joined;
    return starts_upper(stripped) ? suffix_topic(stripped) : std::nullopt;
}

std::vector<Heading> find_headings(const RowSet& set) {
    const auto candidates = candidates_in(set);
    const auto looks = heading_looks(candidates);
    std::vector<Heading> headings;
    for (const auto& candidate : candidates) {
        if (accepted(candidate, looks) || labels_paragraph(candidate, headings, set) || follows_label(candidate, headings, set))
            headings.push_back({candidate.row, candidate.words.topics, candidate.text, candidate.rest});
    }
    add_unknown_headings(headings, looks, set);
    add_capital_headings(headings, set);
    return headings;
}

}  // namespace bespoke::resume::parser
