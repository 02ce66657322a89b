#include "artifacts/layout/fonts.hpp"

#include <gtest/gtest.h>

namespace bespoke::artifacts {
namespace {

TEST(Fonts, SetOfficeFamiliesInTheirMetricTwinsOnly) {
    EXPECT_TRUE(pango_families("Calibri").starts_with("Carlito,"));
    EXPECT_TRUE(pango_families("cambria").starts_with("Caladea,"));
    EXPECT_TRUE(pango_families("Arial").starts_with("Liberation Sans,"));
    EXPECT_TRUE(pango_families("Times New Roman").starts_with("Liberation Serif,"));
}

TEST(Fonts, PreferTheNamedFamilyAndFallBackOnItsKind) {
    EXPECT_TRUE(pango_families("Lato").starts_with("Lato,Carlito,"));
    EXPECT_TRUE(pango_families("EB Garamond").starts_with("EB Garamond,Liberation Serif,"));
    EXPECT_TRUE(pango_families("Fancy Slab Serif").starts_with("Fancy Slab Serif,Liberation Serif,"));
    EXPECT_TRUE(pango_families("No Such Sans").starts_with("No Such Sans,Liberation Sans,"));
    EXPECT_TRUE(pango_families("JetBrains Mono").starts_with("JetBrains Mono,Liberation Mono,"));
}

TEST(Fonts, AlwaysNameAFontOfOurs) {
    for (const auto* family : {"", ",", "a,b", "\xFF", "   "}) {
        EXPECT_NE(pango_families(family).find("DejaVu"), std::string::npos) << family;
    }
}

}  // namespace
}  // namespace bespoke::artifacts
