#include "tailoring/checks/numbers.hpp"

#include <gtest/gtest.h>

namespace bespoke::tailoring {
namespace {

std::vector<Number> read(std::string_view text) { return numbers_of(text, text::tokens(text)); }

TEST(Numbers, AreReadWithValueUnitAndBound) {
    const struct {
        const char* text;
        double value, upper;
        const char* unit;
        Bound bound;
    } cases[] = {
        {"38 services", 38, 38, "", Bound::Exact},
        {"1,200 beds", 1200, 1200, "", Bound::Exact},
        {"1.200.000 letters", 1200000, 1200000, "", Bound::Exact},
        {"12\u00A0500 letters", 12500, 12500, "", Bound::Exact},
        {"1'200 beds", 1200, 1200, "", Bound::Exact},
        {"50k visits", 50000, 50000, "", Bound::Exact},
        {"1.5 million visits", 1.5e6, 1.5e6, "", Bound::Exact},
        {"$1.5M saved", 1.5e6, 1.5e6, "$", Bound::Exact},
        {"€8m decision", 8e6, 8e6, "€", Bound::Exact},
        {"465k EUR saved", 465000, 465000, "€", Bound::Exact},
        {"a share of 38%", 38, 38, "%", Bound::Exact},
        {"38 per cent", 38, 38, "%", Bound::Exact},
        {"38 percent", 38, 38, "%", Bound::Exact},
        {"179ms", 179, 179, "ms", Bound::Exact},
        {"10x faster", 10, 10, "x", Bound::Exact},
        {"over 50 guests", 50, 50, "", Bound::More},
        {"50+ guests", 50, 50, "", Bound::More},
        {"at least 50 guests", 50, 50, "", Bound::More},
        {"less than 5 seconds", 5, 5, "", Bound::Less},
        {"up to 5 seconds", 5, 5, "", Bound::Less},
        {"about 40 pupils", 40, 40, "", Bound::About},
        {"~40 pupils", 40, 40, "", Bound::About},
        {"5-10 people", 5, 10, "", Bound::Exact},
        {"5–10% more", 5, 10, "%", Bound::Exact},
        {"twelve nurses", 12, 12, "", Bound::Exact},
        {"twenty-five lessons", 25, 25, "", Bound::Exact},
        {"two hundred letters", 200, 200, "", Bound::Exact},
        {"a dozen pallets", 12, 12, "", Bound::Exact},
        {"٣٨ services", 38, 38, "", Bound::Exact},
        {"३८ services", 38, 38, "", Bound::Exact},
        {"３８ services", 38, 38, "", Bound::Exact},
        {"2,5 tonnes", 2.5, 2.5, "", Bound::Exact},
    };
    for (const auto& test : cases) {
        const auto numbers = read(test.text);
        ASSERT_EQ(numbers.size(), 1u) << test.text;
        EXPECT_DOUBLE_EQ(numbers[0].value, test.value) << test.text;
        EXPECT_DOUBLE_EQ(numbers[0].upper, test.upper) << test.text;
        EXPECT_EQ(numbers[0].unit, test.unit) << test.text;
        EXPECT_EQ(numbers[0].bound, test.bound) << test.text;
    }
}

TEST(Numbers, ThatDifferInMagnitudeUnitOrBoundAreNotTheSame) {
    const std::pair<const char*, const char*> pairs[] = {
        {"50k", "50"}, {"5%", "5"},   {"$5m", "$5"},       {"€5m", "$5m"},   {"5m", "$5m"}, {"50+", "50"},   {"over 50", "50"},
        {"5-10", "5"}, {"1.5", "15"}, {"5 percent", "5x"}, {"1,200", "1.2"}, {"12", "21"},  {"about 9", "9"}};
    for (const auto& [a, b] : pairs) EXPECT_FALSE(read(a).at(0).means_same(read(b).at(0))) << a << " / " << b;
}

TEST(Numbers, OfTwoSpellingsAreTheSame) {
    const std::pair<const char*, const char*> pairs[] = {
        {"50k", "50,000"}, {"50 thousand", "50k"},  {"5%", "5 per cent"},  {"$5m", "5 million dollars"},
        {"ten", "10"},     {"more than 50", "50+"}, {"€1.5bn", "€1,500m"}, {"5-10", "5–10"}};
    for (const auto& [a, b] : pairs) EXPECT_TRUE(read(a).at(0).means_same(read(b).at(0))) << a << " / " << b;
}

TEST(Numbers, InNamesAndPronounsAreNone) {
    for (const char* text : {"K8s", "B2B sales", "p99 latency", "one of the teams", "no one"})
        EXPECT_TRUE(read(text).empty()) << text;
}

TEST(Numbers, OfTwoYearsAreTwoDates) {
    EXPECT_EQ(read("2019-2021").size(), 2u);
    EXPECT_EQ(read("2019–2021").size(), 2u);
}

}  // namespace
}  // namespace bespoke::tailoring
