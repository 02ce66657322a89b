#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bespoke::resume::parser {

/// A postal place taken apart. Parts are as typed; empty where absent.
struct Place {
    std::string address, postal_code, city, region, country_code;
};

/// How much a text looks like a place, 0 (not at all) to 1 (a known city in a known country). "Remote" and "Hybrid" are places of work.
double place_likeness(std::string_view text);

/// A country, region or a code of one.
bool is_area(std::string_view text);
/// One of the larger cities.
bool is_known_city(std::string_view text);

/// "Durban South Africa" with the comma that a layout has swallowed. Only for texts that are known to be places: "Air Canada" is none.
std::string with_area_commas(std::string_view text);

/// "12 Rose Lane, 1012 AB Amsterdam, Netherlands" taken apart; a country's name goes into `region` as typed, a code of two letters
/// into `country_code`.
Place read_place(std::string_view text);

}  // namespace bespoke::resume::parser
