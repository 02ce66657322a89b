#include "resume/parser/places.hpp"

#include <gtest/gtest.h>

namespace bespoke::resume::parser {
namespace {

TEST(Places, AddressesAreTakenApart) {
    struct Case {
        const char* text;
        Place place;
    };
    const Case cases[] = {
        {"Utrecht, Netherlands", {"", "", "Utrecht", "Netherlands", ""}},
        {"Guadalajara, Jalisco, MX", {"", "", "Guadalajara", "Jalisco", "MX"}},
        {"St. Louis, MO (US)", {"", "", "St. Louis", "MO", "US"}},
        {"12 Rose Lane, 1012 AB Amsterdam, Netherlands", {"12 Rose Lane", "1012 AB", "Amsterdam", "Netherlands", ""}},
        {"Hauptstraße 5, 10115 Berlin", {"Hauptstraße 5", "10115", "Berlin", "", ""}},
        {"Boston, MA 02139", {"", "02139", "Boston", "MA", ""}},
        {"Oslo", {"", "", "Oslo", "", ""}},
    };
    for (const auto& [text, want] : cases) {
        const auto place = read_place(text);
        EXPECT_EQ(place.address, want.address) << text;
        EXPECT_EQ(place.postal_code, want.postal_code) << text;
        EXPECT_EQ(place.city, want.city) << text;
        EXPECT_EQ(place.region, want.region) << text;
        EXPECT_EQ(place.country_code, want.country_code) << text;
    }
}

TEST(Places, KnownCitiesAndAreasAreLikelierThanNamesOfPeopleAndFirms) {
    for (const char* text : {"Leipzig", "Geelong, VIC", "Whitby, Ontario", "Remote", "Pune, Maharashtra, India"})
        EXPECT_GE(place_likeness(text), 0.7) << text;
    for (const char* text : {"Maren Holt", "Alderman Foods", "Senior Nurse", "2019 – 2021", "Managed 12 people in Oslo"})
        EXPECT_LT(place_likeness(text), 0.5) << text;
}

}  // namespace
}  // namespace bespoke::resume::parser
