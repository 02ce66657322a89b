#include "resume/parser/places.hpp"

#include <set>
#include <vector>

#include "resume/parser/place_table.hpp"
#include "resume/parser/words.hpp"
#include "text/text.hpp"

namespace bespoke::resume::parser {
namespace {

template <const auto& Table>
bool holds(std::string_view name) {
    static const std::set<std::string_view> index(Table.begin(), Table.end());
    return index.contains(name);
}

bool is_country(std::string_view text) { return holds<kCountries>(plain(text)); }
bool is_region(std::string_view text) { return holds<kRegions>(plain(text)); }
bool is_country_code(std::string_view text) {
    return std::find(kCountryCodes.begin(), kCountryCodes.end(), text) != kCountryCodes.end();
}
bool is_region_code(std::string_view text) {
    return std::find(kRegionCodes.begin(), kRegionCodes.end(), text) != kRegionCodes.end();
}

bool is_workplace(std::string_view text) {
    const auto name = plain(text);
    for (const std::string_view place : {"remote", "hybrid", "on-site", "onsite", "home office", "worldwide", "fully remote",
                                         "remote work", "teletrabajo", "a distance", "various locations"}) {
        if (name == place) return true;
    }
    return false;
}

/// Capitalised words, letters and the signs of place names only.
bool is_place_name(std::string_view text) {
    const auto all = words(text);
    if (all.empty() || all.size() > 4 || digit_count(text) > 0 || !starts_upper(text)) return false;
    if (text.find_first_of("@:;|/&+%$") != std::string_view::npos) return false;
    return std::all_of(all.begin(), all.end(), [](std::string_view word) {
        return starts_upper(word) || character_count(word) <= 4 || contains(word, "-") || contains(word, "'");
    });
}

std::vector<std::string> comma_parts(std::string_view text) {
    std::vector<std::string> parts;
    for (const auto part : text::split(text, ',')) {
        const auto stripped = strip_decoration(part);
        if (!stripped.empty()) parts.emplace_back(stripped);
    }
    return parts;
}

/// Letters and digits of one word of a postal code: digits, or capitals with digits.
bool is_postal_word(std::string_view word) {
    const auto digits = digit_count(word);
    const auto letters = letter_count(word);
    if (digits == 0 || word.size() > 10 || word.find_first_of("/:.,@+()") != std::string_view::npos) return false;
    if (letters == 0) return digits >= 4;
    return letters <= 4 && is_all_caps(std::string(word) + "AA");
}

/// Takes a postal code off the front or back of "1012 AB Amsterdam", "MA 02139", "SW1A 1AA", "D-10115 Berlin".
std::string take_postal_code(std::string& part) {
    const auto all = words(part);
    std::size_t begin = 0;
    while (begin < all.size() && !is_postal_word(all[begin])) ++begin;
    if (begin == all.size()) return {};
    auto end = begin + 1;
    while (end < all.size() &&
           (is_postal_word(all[end]) || (all.size() > end + 1 && begin == 0 && all[end].size() == 2 && is_all_caps(all[end]))))
        ++end;
    if (begin > 0 && end < all.size()) return {};
    std::string code, rest;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& into = i >= begin && i < end ? code : rest;
        if (!into.empty()) into += ' ';
        into += all[i];
    }
    part = rest;
    return code;
}

bool is_street(std::string_view part) {
    const auto all = words(part);
    if (all.size() < 2 || digit_count(part) == 0) return false;
    return starts_digit(all.front()) || starts_digit(all.back()) || starts_digit(all[all.size() - 2]) || contains(part, "#") ||
           plain(part).starts_with("po box") || plain(part).starts_with("apt") || plain(part).starts_with("suite");
}

/// "(US)" behind the city or at the end.
std::string take_bracketed_code(std::string& text) {
    const auto open = text.find('(');
    if (open == std::string::npos || open + 3 >= text.size() || text[open + 3] != ')') return {};
    const auto code = text.substr(open + 1, 2);
    if (!is_country_code(code)) return {};
    text = std::string(strip_decoration(text.substr(0, open))) + text.substr(open + 4);
    return code;
}

/// "1012 AB Amsterdam": a postal code and a city. In the first part of an address only a known city tells it from "1012 Rose Lane".
enum class Position { First, Later };
bool is_postal_city(std::string part, Position position) {
    return !take_postal_code(part).empty() && digit_count(part) == 0 && (position == Position::Later || is_known_city(part));
}

void append(std::string& to, std::string_view part) {
    if (part.empty()) return;
    if (!to.empty()) to += ", ";
    to += part;
}

/// The last words of a part that are an area by themselves, 0 if there are none or nothing would be left.
std::size_t area_words(std::string_view part) {
    const auto all = words(part);
    if (is_known_city(part) || is_area(part)) return 0;
    for (std::size_t count = std::min<std::size_t>(all.size() - std::min<std::size_t>(all.size(), 1), 3); count > 0; --count) {
        if (is_area(part.substr(static_cast<std::size_t>(all[all.size() - count].data() - part.data())))) return count;
    }
    return 0;
}

}  // namespace

std::string with_area_commas(std::string_view text) {
    std::string out;
    for (auto part : comma_parts(text)) {
        std::string tail;
        while (const auto count = area_words(part)) {
            const auto all = words(part);
            const auto at = static_cast<std::size_t>(all[all.size() - count].data() - part.data());
            tail = ", " + part.substr(at) + tail;
            part = std::string(strip_decoration(std::string_view(part).substr(0, at)));
        }
        append(out, part + tail);
    }
    return out;
}

bool is_area(std::string_view text) {
    if (text.empty()) return false;
    return is_country(text) || is_region(text) || (text.size() <= 3 && (is_country_code(text) || is_region_code(text)));
}

bool is_known_city(std::string_view text) { return holds<kCities>(plain(text)); }

double place_likeness(std::string_view text) {
    std::string rest(strip_decoration(text));
    if (rest.empty() || character_count(rest) > 60) return 0;
    if (is_workplace(rest)) return 1;
    const bool has_code = !take_bracketed_code(rest).empty();
    auto parts = comma_parts(rest);
    if (parts.empty() || parts.size() > 4) return 0;
    bool postal = false;
    for (auto& part : parts)
        postal = (parts.size() > 1 || words(part).size() > 1) && !take_postal_code(part).empty() ? true : postal;
    std::erase(parts, "");
    if (parts.empty() || !std::all_of(parts.begin(), parts.end(), is_place_name)) return 0;
    const bool area = has_code || (is_area(parts.back()) && (parts.size() > 1 || parts.back().size() > 3));
    const bool city = is_known_city(parts.front());
    if (area && (city || postal)) return 1;
    if (area && parts.size() > 1) return 0.9;
    if (parts.size() == 1 && (city || area)) return 0.8;
    if (city) return 0.7;
    if (postal) return 0.6;
    return parts.size() == 2 ? 0.2 : 0.1;
}

Place read_place(std::string_view text) {
    Place place;
    std::string rest(strip_decoration(text));
    place.country_code = take_bracketed_code(rest);
    auto parts = comma_parts(rest);
    while (parts.size() > 1 && is_street(parts.front()) &&
           !is_postal_city(parts.front(), place.address.empty() ? Position::First : Position::Later)) {
        append(place.address, parts.front());
        parts.erase(parts.begin());
    }
    for (auto& part : parts) {
        auto code = take_postal_code(part);
        if (place.postal_code.empty())
            place.postal_code = std::move(code);
        else if (!code.empty())
            append(part, code);
    }
    std::erase(parts, "");
    if (parts.empty()) return place;
    while (parts.size() > 2 && !is_area(parts[1]) && !is_known_city(parts[0]) && is_known_city(parts[1])) {
        append(place.address, parts.front());
        parts.erase(parts.begin());
    }
    place.city = parts.front();
    const bool code_last = parts.size() > 2 && is_country_code(parts.back()) && place.country_code.empty();
    if (code_last) place.country_code = parts.back();
    for (std::size_t i = 1; i + (code_last ? 1 : 0) < parts.size(); ++i) append(place.region, parts[i]);
    return place;
}

}  // namespace bespoke::resume::parser
