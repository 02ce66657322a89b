#include "font_look.hpp"

#include <gtest/gtest.h>

#include "glyph_text.hpp"
#include "pdf_properties.hpp"

namespace bespoke::reader {
namespace {

TEST(FontLook, ReadsWeightAndSlantFromTheName) {
    struct Case {
        const char* name;
        int weight;
        bool italic;
    };
    for (const Case& c : std::vector<Case>{
             {"ABCDEF+Lato-Black", 900, false},
             {"Helvetica", 400, false},
             {"Helvetica-BoldOblique", 700, true},
             {"Arial,BoldItalic", 700, true},
             {"SourceSans-Semibold", 600, false},
             {"SourceSans-ExtraBold", 800, false},
             {"Roboto-Medium", 500, false},
             {"Roboto-Light", 300, false},
             {"CMBX12", 700, false},
             {"SFBX1095", 700, false},
             {"CMTI10", 400, true},
             {"FrutigerLT-Bd", 700, false},
             {"LMRoman10-Bold", 700, false},
             {"Times-Roman", 400, false},
             {"HelveticaNeue-It", 400, true},
             {"GothamBook", 400, false},
             {"CMR10", 400, false},
         }) {
        const FontLook look = font_look(c.name, {});
        EXPECT_EQ(look.weight, c.weight) << c.name;
        EXPECT_EQ(look.italic, c.italic) << c.name;
    }
}

TEST(FontLook, StripsOnlySubsetPrefixes) {
    EXPECT_EQ(font_look("ABCDEF+Lato", {}).family, "Lato");
    EXPECT_EQ(font_look("ABCDE+Lato", {}).family, "ABCDE+Lato");
    EXPECT_EQ(font_look("abcdef+Lato", {}).family, "abcdef+Lato");
}

TEST(FontLook, AsksTheDescriptorWhereTheNameSaysNothing) {
    EXPECT_EQ(font_look("F1", {700, 0, false, false}).weight, 700);
    EXPECT_EQ(font_look("F1", {0, 140, false, false}).weight, 700);
    EXPECT_EQ(font_look("F1", {0, 80, false, false}).weight, 400);
    EXPECT_EQ(font_look("F1", {0, 0, true, false}).weight, 700);
    EXPECT_TRUE(font_look("F1", {0, 0, false, true}).italic);
    EXPECT_EQ(font_look("Lato-Light", {700, 0, true, false}).weight, 300);
}

TEST(GlyphText, SpellsLigaturesOutAndDropsIcons) {
    EXPECT_EQ(readable(U"\uFB03", "Times"), U"ffi");
    EXPECT_EQ(readable(U"\uF095", "FontAwesome"), U"");
    EXPECT_EQ(readable(U"\uF0B7", "ABC"), U"");
    EXPECT_EQ(readable(U"\uF0B7", "SymbolMT"), U"•");
    EXPECT_EQ(readable(U"\uF0A7", "Wingdings-Regular"), U"▪");
    EXPECT_EQ(readable(U"\u00AD", "Times"), U"-");
    EXPECT_EQ(readable(U"é", "Times"), U"é");
}

TEST(GlyphText, LeavesOutWhatUtf8CannotHold) { EXPECT_EQ(to_utf8(std::u32string{U'a', 0xD800, 0x1F600, 0x110000}), "a😀"); }

TEST(PdfDate, IsReadAsFarAsItIsSensible) {
    EXPECT_EQ(iso_date("D:20260131120000+01'00'"), "2026-01-31");
    EXPECT_EQ(iso_date("20260131"), "2026-01-31");
    EXPECT_EQ(iso_date("D:2026"), "2026-01-01");
    EXPECT_EQ(iso_date("D:20261301"), "");
    EXPECT_EQ(iso_date("D:2026-01-31"), "2026-01-01");
    EXPECT_EQ(iso_date("yesterday"), "");
    EXPECT_EQ(iso_date(""), "");
}

}  // namespace
}  // namespace bespoke::reader
