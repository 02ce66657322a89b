#include "read_pdf.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pdf_builder.hpp"
#include "read_file.hpp"

namespace bespoke::reader {
namespace {

using document::Document;
using document::Span;
using document::Visibility;

/// Enough shown text for a file that is no scan.
const std::string kBody = show("This line stands on every page of these tests.", 50, 400);

Result<Document> read(const std::string& pdf, const Limits& limits = {}) { return read_pdf(as_bytes(pdf), limits); }
Result<Document> read_page(const std::string& content) { return read(PdfBuilder().page(content + kBody).build()); }

std::vector<Span> spans_of(const Document& document) {
    std::vector<Span> spans;
    for (const auto& page : document.pages) {
        for (const auto& block : page.blocks) {
            for (const auto& line : block.lines) spans.insert(spans.end(), line.spans.begin(), line.spans.end());
        }
    }
    return spans;
}

/// The first span that has this text somewhere in it.
Span span_with(const Document& document, std::string_view text) {
    for (const Span& span : spans_of(document)) {
        if (span.text.find(text) != std::string::npos) return span;
    }
    ADD_FAILURE() << "no span has " << text;
    return {};
}

bool has_warning(const Document& document, std::string_view slug) {
    return std::any_of(document.warnings.begin(), document.warnings.end(),
                       [&](const auto& warning) { return warning.slug == slug; });
}

std::string file(const std::string& name) {
    std::ifstream in(std::string(BESPOKE_SOURCE_DIR) + "/apps/reader/testdata/" + name, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    EXPECT_FALSE(bytes.str().empty()) << name;
    return bytes.str();
}

TEST(ReadPdf, GivesTextWithItsLookAndPlace) {
    const auto document = read_page(show("Ada Example", 100, 700, "/F2 20 Tf", "1 0 0 rg"));
    ASSERT_TRUE(document);
    const Span name = span_with(*document, "Ada Example");
    EXPECT_EQ(name.font, "Helvetica-Bold");
    EXPECT_EQ(name.weight, 700);
    EXPECT_FLOAT_EQ(name.size_pt, 20);
    EXPECT_EQ(name.colour, (document::Colour{255, 0, 0}));
    EXPECT_NEAR(name.box.left, 100, 1);
    EXPECT_GT(name.box.right, 190);
    EXPECT_LT(name.box.top, 100);  // y = 700 from the bottom of 800
    EXPECT_GT(name.box.bottom, 100);
    EXPECT_EQ(document->pages.front().width_pt, 600);
}

TEST(ReadPdf, FindsBlanksThatAreOnlyGaps) {
    const auto document = read_page("BT /F1 12 Tf 50 700 Td [(No) -300 (blank) -300 (glyphs)] TJ ET\n");
    ASSERT_TRUE(document);
    EXPECT_EQ(span_with(*document, "glyphs").text, "No blank glyphs");
}

TEST(ReadPdf, JoinsLetterSpacedTextIntoWords) {
    for (const char* content :
         {"BT /F2 12 Tf 4 Tc 50 700 Td (WORK) Tj 140 0 Td (HISTORY) Tj ET\n",
          "BT /F2 12 Tf 50 700 Td (W O R K   H I S T O R Y) Tj ET\n", "BT /F2 12 Tf 3 Tc 50 700 Td (WORK HISTORY) Tj ET\n"}) {
        const auto document = read_page(content);
        ASSERT_TRUE(document);
        std::string text = document->pages.front().blocks.front().text();
        for (char& c : text) c = c == '\t' ? ' ' : c;
        EXPECT_EQ(text, "WORK HISTORY") << content;
    }
}

TEST(ReadPdf, CountsTextDrawnTwiceOnceAndAsBold) {
    const auto document = read_page(show("Heading", 50, 700) + "BT /F1 12 Tf 50.3 700 Td (Heading) Tj ET\n");
    ASSERT_TRUE(document);
    const Span heading = span_with(*document, "Heading");
    EXPECT_EQ(heading.text, "Heading");
    EXPECT_EQ(heading.weight, 700);
}

TEST(ReadPdf, MarksWhatCannotBeSeenAsHidden) {
    struct Case {
        const char* what;
        std::string content;
    };
    for (const auto& [what, content] : std::vector<Case>{
             {"render mode 3", show("secret", 50, 700, "/F1 12 Tf", "3 Tr")},
             {"white on white", show("secret", 50, 700, "/F1 12 Tf", "1 1 1 rg")},
             {"nearly white on white", show("secret", 50, 700, "/F1 12 Tf", "0.97 0.97 0.97 rg")},
             {"tiny", show("secret", 50, 700, "/F1 1 Tf")},
             {"scaled to tiny", "q 0.1 0 0 0.1 0 0 cm " + show("secret", 500, 7000) + "Q\n"},
             {"off the page", show("secret", -300, 700)},
             {"transparent", "q /Clear gs " + show("secret", 50, 700) + "Q\n"},
             {"clipped", "q 400 100 10 10 re W n " + show("secret", 50, 700) + "Q\n"},
             {"on ground of its colour",
              "q 0.1 0.2 0.3 rg 40 690 200 30 re f Q " + show("secret", 50, 700, "/F1 12 Tf", "0.1 0.2 0.3 rg")},
             {"covered by a rectangle", show("secret", 50, 700) + "q 1 1 1 rg 40 690 200 30 re f Q\n"},
             {"covered by an image", show("secret", 50, 700) + "q 200 0 0 30 40 690 cm /Picture Do Q\n"},
         }) {
        const auto document = read_page(content);
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, "secret").visibility, Visibility::Hidden) << what;
        EXPECT_EQ(document->text().find("secret"), std::string::npos) << what;
        EXPECT_TRUE(has_warning(*document, "hidden-text")) << what;
    }
}

TEST(ReadPdf, ReadsWhatIsDrawnNotWhatActualTextClaims) {
    const auto document = read_page("/Span << /ActualText (Chief of everything) >> BDC " + show("Gardener", 50, 700) + " EMC\n");
    ASSERT_TRUE(document);
    EXPECT_EQ(span_with(*document, "Gardener").visibility, Visibility::Shown);
    EXPECT_EQ(document->text().find("Chief"), std::string::npos);
}

/// A font of the system, if it is installed.
std::string true_type() {
    std::ifstream in("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(ReadPdf, BelievesNoLettersThatAreDrawnAsOthers) {
    // Seen is "Gardener"; the file says that its G is an S.
    for (const auto& program : {std::string(), true_type()}) {
        PdfBuilder pdf;
        pdf.meaning("<47> <0053>", program);
        pdf.page(show("Gardener", 50, 700, "/F2 12 Tf") + show("at home", 50, 650, "/F2 12 Tf") + kBody);
        const auto document = read(pdf.build());
        ASSERT_TRUE(document);
        EXPECT_EQ(span_with(*document, "Sardener").visibility, Visibility::Hidden);
        EXPECT_EQ(span_with(*document, "at home").visibility, Visibility::Shown);
        EXPECT_TRUE(has_warning(*document, "hidden-text"));
    }
}

/// The font without its tables from Unicode: it says nothing of its letters but what a viewer needs to draw them, a table of bytes.
std::string without_unicode(std::string font) {
    constexpr std::size_t kDirectory = 12, kTableRecord = 16, kMapRecord = 8;
    const auto number = [&](std::size_t at, std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = value * 256 + static_cast<unsigned char>(font.at(at + i));
        return value;
    };
    for (std::size_t record = kDirectory; record < kDirectory + kTableRecord * number(4, 2); record += kTableRecord) {
        if (font.compare(record, 4, "cmap") != 0) continue;
        const std::size_t table = number(record + 8, 4);
        for (std::size_t map = 0; map < number(table + 2, 2); ++map) {
            const std::size_t platform = table + 4 + kMapRecord * map;
            if (number(platform, 2) != 1) font[platform + 1] = 9;  // of no platform that there is
        }
    }
    return font;
}

TEST(ReadPdf, BelievesNoFontThatDrawsSeveralLettersAsOthers) {
    const std::string program = true_type();
    if (program.empty()) GTEST_SKIP() << "the fonts of DejaVu are not installed";
    struct Case {
        const char *what, *pairs, *read;
        Visibility visibility;
    };
    for (const auto& [what, pairs, text, visibility] : std::vector<Case>{
             {"no lie", "<47> <0047>", "Gardener", Visibility::Shown},
             {"other letters, but of the same look", "<47> <0067> <64> <0044> <65> <0045>", "garDEnEr", Visibility::Shown},
             {"two letters", "<47> <0053> <72> <006D>", "Samdenem", Visibility::Hidden},
             {"letters changed places", "<61> <0065> <65> <0061> <64> <006E> <6E> <0064>", "Gernadar", Visibility::Hidden},
         }) {
        PdfBuilder pdf;
        pdf.meaning(pairs, without_unicode(program));
        pdf.page(show("Gardener", 50, 700, "/F2 12 Tf") + kBody);
        const auto document = read(pdf.build());
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, text).visibility, visibility) << what;
        EXPECT_EQ(has_warning(*document, "hidden-text"), visibility == Visibility::Hidden) << what;
        EXPECT_EQ(span_with(*document, "This line stands").visibility, Visibility::Shown) << what;
    }
}

TEST(ReadPdf, BelievesNoWordWithOneForgedLetter) {
    const std::string program = true_type();
    if (program.empty()) GTEST_SKIP() << "the fonts of DejaVu are not installed";
    struct Case {
        const char *what, *pairs, *drawn, *read;
        Visibility visibility;
    };
    for (const auto& [what, pairs, drawn, text, visibility] : std::vector<Case>{
             {"1 that is said to be 9", "<31> <0039>", "by 15 %", "95", Visibility::Hidden},
             {"2 that is said to be 8", "<32> <0038>", "by 25 %", "85", Visibility::Hidden},
             {"6 that is said to be 9", "<36> <0039>", "by 65 %", "95", Visibility::Hidden},
             {"4 that is said to be 40", "<34> <00340030>", "by 45 %", "405", Visibility::Hidden},
             {"a blank that is said to be 9", "<20> <0039>", "by 5 %", "959", Visibility::Hidden},
             {"no lie", "<31> <0031>", "by 15 %", "15", Visibility::Shown},
             {"4 that is said to be a fraction", "<34> <0031002F0032>", "by 45 %", "1/25", Visibility::Hidden},
             {"G that is said to be S", "<47> <0053>", "Gardener", "Sardener", Visibility::Hidden},
             {"G that is said to be two letters", "<47> <00470065>", "Gardener", "Geardener", Visibility::Hidden},
             {"a letter with accent that is said to be another one", "<E9> <0061>", "caf\xE9", "cafa", Visibility::Hidden},
             {"a letter that is said to be another one with accent", "<61> <00E9>", "caf", "c\u00E9f", Visibility::Hidden},
             {"its accent only, which no scale tells", "<E9> <00EB>", "caf\xE9", "caf\u00EB", Visibility::Shown},
             {"a letter that is said to be Cyrillic", "<66> <0416>", "caf", "ca\u0416", Visibility::Hidden},
             {"a letter that is said to be a Cyrillic one of its look", "<61> <0430>", "caf", "c\u0430f", Visibility::Shown},
             {"a letter that is said to be Greek", "<66> <03A9>", "caf", "ca\u03A9", Visibility::Hidden},
         }) {
        PdfBuilder pdf;
        pdf.meaning(pairs, without_unicode(program));
        pdf.page(show(drawn, 50, 700, "/F2 12 Tf") + show("whole", 50, 650, "/F2 12 Tf") + kBody);
        const auto document = read(pdf.build());
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, text).visibility, visibility) << what;
        EXPECT_EQ(has_warning(*document, "hidden-text"), visibility == Visibility::Hidden) << what;
        EXPECT_EQ(span_with(*document, "whole").visibility, Visibility::Shown) << what;
    }
}

TEST(ReadPdf, BelievesNoLettersInAMirror) {
    const std::string program = true_type();
    if (program.empty()) GTEST_SKIP() << "the fonts of DejaVu are not installed";
    PdfBuilder pdf;
    pdf.meaning("<20> <0020>", program);
    pdf.page("BT /F2 12 Tf 1 0 0 -1 50 700 Tm (bdbq) Tj ET\n" + kBody);
    const auto document = read(pdf.build());
    ASSERT_TRUE(document);
    EXPECT_EQ(span_with(*document, "bdbq").visibility, Visibility::Hidden);
}

TEST(ReadPdf, TakesIconsInThePlacesOfLettersForNoText) {
    const std::string program = true_type();
    if (program.empty()) GTEST_SKIP() << "the fonts of DejaVu are not installed";
    for (const char* pairs : {"<47> <0053>", "<47> <0045006E00760065006C006F00700065>"}) {
        PdfBuilder pdf;
        pdf.meaning(pairs, without_unicode(program));
        const auto document = read(pdf.page(show("G", 50, 700, "/F2 12 Tf") + show("0151 2345", 70, 700) + kBody).build());
        ASSERT_TRUE(document);
        EXPECT_EQ(document->text().find("S"), std::string::npos);
        EXPECT_EQ(document->text().find("Envelope"), std::string::npos);
        EXPECT_NE(document->text().find("0151"), std::string::npos);
        EXPECT_FALSE(has_warning(*document, "hidden-text"));
    }
}

TEST(ReadPdf, LooksAtLettersThatArePrograms) {
    const std::string t = "0 600 500 100 re 200 0 100 600 re f", l = "0 0 100 700 re 100 0 350 90 re f",
                      e = "0 0 100 700 re 100 0 380 90 re 100 310 330 90 re 100 610 380 90 re f";
    // Eight rows of pixels, a bit each: T.
    const std::string pixels = "450 0 0 700 0 0 cm BI /W 8 /H 8 /BPC 1 /IM true /F /AHx /D [1 0] ID FF18181818181818> EI";
    struct Case {
        const char* what;
        std::string forged;  ///< what is said to be E
        Visibility visibility;
    };
    for (const auto& [what, forged, visibility] : std::vector<Case>{
             {"no lie", e, Visibility::Shown},
             {"filled", t, Visibility::Hidden},
             {"stroked", "100 w 250 0 m 250 600 l 0 650 m 500 650 l S", Visibility::Hidden},
             {"stroked, no lie", "90 w 480 45 m 45 45 l 45 655 l 480 655 l S 45 350 m 430 350 l S", Visibility::Shown},
             {"of pixels", pixels, Visibility::Hidden},
             {"nothing", "", Visibility::Hidden},
             {"nothing that is seen", "q 900 900 1 1 re W n " + e + " Q", Visibility::Hidden},
             {"a speck beside it", t + " 5000 5000 1 1 re f", Visibility::Hidden},
             {"text", "BT /F1 1000 Tf (T) Tj ET", Visibility::Hidden},
             {"text, no lie", "BT /F1 1000 Tf (E) Tj ET", Visibility::Shown},
         }) {
        PdfBuilder pdf;
        pdf.meaning("<54> <0054> <4C> <004C> <45> <0045>").programs({{"T", t}, {"L", l}, {"E", forged}});
        const auto document =
            read(pdf.page(show("TELLE", 50, 700, "/F2 12 Tf") + show("TTL", 50, 650, "/F2 12 Tf") + kBody).build());
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, "TELLE").visibility, visibility) << what;
        EXPECT_EQ(span_with(*document, "TTL").visibility, Visibility::Shown) << what;
        EXPECT_EQ(has_warning(*document, "hidden-text"), visibility == Visibility::Hidden) << what;
    }
}

TEST(ReadPdf, BelievesLettersWhoseFontSaysNothingElse) {
    for (const auto& [what, pairs] :
         std::vector<std::pair<const char*, const char*>>{{"the same letter", "<47> <0047>"},
                                                          {"its other case, as fonts of small capitals have it", "<47> <0067>"},
                                                          {"a ligature", "<47> <00660069>"},
                                                          {"a bullet", "<47> <2022>"}}) {
        PdfBuilder pdf;
        pdf.meaning(pairs);
        const auto document = read(pdf.page(show("Gardener", 50, 700, "/F2 12 Tf") + kBody).build());
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, "ardener").visibility, Visibility::Shown) << what;
    }
}

TEST(ReadPdf, TakesNamesOfGlyphsOfWhichNoneFitsForArbitrary) {
    PdfBuilder pdf;
    pdf.meaning("<47> <0053>");
    const auto document = read(pdf.page(show("GGG", 50, 700, "/F2 12 Tf") + kBody).build());
    ASSERT_TRUE(document);
    EXPECT_EQ(span_with(*document, "SSS").visibility, Visibility::Shown);
}

TEST(ReadPdf, KeepsWhatCanBeSeen) {
    struct Case {
        const char* what;
        std::string content;
    };
    for (const auto& [what, content] : std::vector<Case>{
             {"white on a dark banner",
              "q 0.1 0.2 0.4 rg 40 690 200 30 re f Q " + show("shown", 50, 700, "/F1 12 Tf", "1 1 1 rg")},
             {"white on a picture", "q 200 0 0 30 40 690 cm /Picture Do Q " + show("shown", 50, 700, "/F1 12 Tf", "1 1 1 rg")},
             {"light grey", show("shown", 50, 700, "/F1 12 Tf", "0.75 0.75 0.75 rg")},
             {"outlined", show("shown", 50, 700, "/F1 12 Tf", "1 Tr")},
             {"inside a dark frame", "q 0 0 0 rg 30 680 300 60 re 32 682 296 56 re f* Q " + show("shown", 50, 700)},
             {"on a tint", "q 0.9 g 40 690 200 30 re f Q " + show("shown", 50, 700)},
         }) {
        const auto document = read_page(content);
        ASSERT_TRUE(document) << what;
        EXPECT_EQ(span_with(*document, "shown").visibility, Visibility::Shown) << what;
        EXPECT_FALSE(has_warning(*document, "hidden-text")) << what;
    }
}

TEST(ReadPdf, TakesSmallDiscsBeforeLinesForBullets) {
    const std::string disc =
        "q 52 703 m 52 704.1 51.1 705 50 705 c 48.9 705 48 704.1 48 703 c 48 701.9 48.9 701 50 701 c 51.1 701 52 701.9 52 703 c "
        "f Q\n";
    const auto document = read_page(disc + show("An item of a list", 60, 699));
    ASSERT_TRUE(document);
    const auto& block = document->pages.front().blocks.front();
    EXPECT_EQ(block.kind, document::BlockKind::ListItem);
    EXPECT_EQ(block.marker, "•");
    EXPECT_EQ(block.text(), "An item of a list");
}

TEST(ReadPdf, GivesLinksToTheWordsUnderThem) {
    const std::string link =
        "<< /Type /Annot /Subtype /Link /Rect [50 695 90 715] /A << /S /URI /URI (https://example.org/ada) >> >>";
    const auto document = read(PdfBuilder().page(show("Home page", 50, 700) + kBody, link).build());
    ASSERT_TRUE(document);
    EXPECT_EQ(span_with(*document, "Home").link, "https://example.org/ada");
    EXPECT_EQ(span_with(*document, "page").text, "page");
    EXPECT_EQ(span_with(*document, "This line").link, "");
}

TEST(ReadPdf, ReadsTheMetadata) {
    const auto document =
        read(PdfBuilder()
                 .page(kBody)
                 .catalog("/Lang (en-GB)")
                 .info("/Title (My CV) /Author <FEFF00C50064006100> /Producer (Maker) /ModDate (D:20240229101112+01'00')")
                 .build());
    ASSERT_TRUE(document);
    EXPECT_EQ(document->metadata.title, "My CV");
    EXPECT_EQ(document->metadata.author, "Åda");
    EXPECT_EQ(document->metadata.producer, "Maker");
    EXPECT_EQ(document->metadata.modified, "2024-02-29");
    EXPECT_EQ(document->metadata.language, "en-GB");
}

TEST(ReadPdf, CountsActiveContentAndRunsNone) {
    const auto document =
        read(PdfBuilder().page(kBody).catalog("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>").build());
    ASSERT_TRUE(document);
    EXPECT_TRUE(has_warning(*document, "active-content"));
    EXPECT_FALSE(has_warning(*read_page(""), "active-content"));
}

TEST(ReadPdf, RefusesAScan) {
    for (const std::string& content : {std::string("q 600 0 0 800 0 0 cm /Picture Do Q"), std::string(),
                                       "q 600 0 0 800 0 0 cm /Picture Do Q " + show("Scanned by a telephone app", 50, 20)}) {
        const auto document = read(PdfBuilder().page(content).build());
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().code, ErrorCode::InvalidInput);
        EXPECT_EQ(document.error().reason, "no-text");
        EXPECT_NE(document.error().public_text.find("scanned?"), std::string::npos);
    }
}

TEST(ReadPdf, SaysThatTheTextIsHiddenWhereNoneIsSeen) {
    const auto document =
        read(PdfBuilder().page(show("Nobody sees a letter of this line", 50, 700, "/F1 12 Tf", "3 Tr")).build());
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().reason, "no-text");
    EXPECT_NE(document.error().public_text.find("hidden"), std::string::npos);
}

TEST(ReadPdf, HoldsItsLimits) {
    Limits limits;
    limits.pages = 2;
    const auto long_one = read(PdfBuilder().page(kBody).page(kBody).page(kBody).build(), limits);
    ASSERT_FALSE(long_one);
    EXPECT_EQ(long_one.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(long_one.error().reason, "too-many-pages");
    limits.characters = 30;
    const auto dense = read(PdfBuilder().page(kBody).build(), limits);
    ASSERT_FALSE(dense);
    EXPECT_EQ(dense.error().reason, "resource-limit");
}

TEST(ReadPdf, OpensAFileThatNeedsNoPasswordToBeRead) {
    const auto open = read(file("encrypted_without_password.pdf"));
    ASSERT_TRUE(open);
    EXPECT_NE(open->text().find("This line stands"), std::string::npos);
    EXPECT_FALSE(has_warning(*open, "usage-rights"));
    const auto closed = read(file("encrypted.pdf"));
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().reason, "encrypted-document");
}

TEST(ReadPdf, TellsWhatTheFileAsksNotToBeDoneWithIt) {
    const auto document = read(file("print_and_copy_forbidden.pdf"));
    ASSERT_TRUE(document);
    EXPECT_NE(document->text().find("This line stands"), std::string::npos);
    EXPECT_TRUE(has_warning(*document, "usage-rights"));
}

TEST(ReadPdf, RepairsATruncatedFileAndSaysSoOrRefusesIt) {
    const std::string whole =
        PdfBuilder().page(show("First page", 50, 700) + kBody).page(show("Second page", 50, 700) + kBody).build();
    ASSERT_FALSE(has_warning(*read(whole), "repaired"));
    std::size_t repaired = 0, refused = 0;
    for (std::size_t size = whole.size() - 14; size > 20; size -= 11) {
        const auto document = read(whole.substr(0, size));
        if (!document) {
            ++refused;
            EXPECT_EQ(document.error().code, ErrorCode::InvalidInput) << size;
        } else {
            ++repaired;
            EXPECT_TRUE(has_warning(*document, "repaired")) << size;
        }
    }
    EXPECT_GT(repaired, 0U);
    EXPECT_GT(refused, 0U);
}

TEST(ReadPdf, FindsTheObjectsAgainWhereTheTableOfThemIsWrong) {
    std::string pdf = PdfBuilder().page(kBody).build();
    const std::size_t start = pdf.rfind("startxref\n") + 10;
    pdf.replace(start, 2, "99");
    const auto document = read(pdf);
    ASSERT_TRUE(document);
    EXPECT_TRUE(has_warning(*document, "repaired"));
    EXPECT_NE(document->text().find("This line stands"), std::string::npos);
}

TEST(ReadPdf, RefusesAFormOfMoreFieldsThanCanBeVisited) {
    const auto with_form = [](int levels) {
        std::string catalog = "/AcroForm << /Fields [";
        std::string field = "<< /FT /Tx /T (leaf) >>";
        for (int i = 0; i < levels; ++i) field = "<< /T (x) /Kids [" + field + "] >>";
        return PdfBuilder().catalog(catalog + field + "] >>").page(kBody).build();
    };
    EXPECT_TRUE(read(with_form(60)));
    const auto deep = read(with_form(70));
    ASSERT_FALSE(deep);
    EXPECT_EQ(deep.error().reason, "resource-limit");
}

TEST(ReadPdf, RefusesAFileWithAStreamOfMoreThanFourFilters) {
    const auto chain = [](const std::string& name, int filters) {
        std::string names;
        for (int i = 0; i < filters; ++i) names += name + " ";
        return "[" + names + "]";
    };
    const auto unused = [&](int filters) {
        return PdfBuilder()
            .object("<< /Filter " + chain("/ASCIIHexDecode", filters) + " /Length 1 >>\nstream\n>\nendstream")
            .page(kBody);
    };
    const auto within = [&](int filters, const std::string& kind) {
        return PdfBuilder().page("BI /W 1 /H 1 /F " + chain("/AHx", filters) + kind + " ID > EI\n" + kBody);
    };
    for (const auto& kind : {" /CS /G /BPC 8", " /IM true /BPC 1"}) {
        for (const auto& [good, bad] : {std::pair{unused(4), unused(5)}, {within(4, kind), within(5, kind)}}) {
            EXPECT_TRUE(read(good.build())) << kind;
            const auto document = read(bad.build());
            ASSERT_FALSE(document) << kind;
            EXPECT_EQ(document.error().code, ErrorCode::LimitExceeded);
            EXPECT_EQ(document.error().reason, "resource-limit");
        }
    }
}

TEST(ReadPdf, SurvivesPagesThatAreTheirOwnParents) {
    std::string pdf = PdfBuilder().page(kBody).build();
    const std::string kids = "/Kids [8 0 R ]";
    pdf.replace(pdf.find(kids), kids.size(), "/Kids [2 0 R ]");
    const auto document = read(pdf);
    EXPECT_FALSE(document);
}

TEST(ReadFile, ChoosesTheReaderByContent) {
    EXPECT_TRUE(read_file(as_bytes(PdfBuilder().page(kBody).build()), {}));
    EXPECT_EQ(read_file(as_bytes(std::string_view("Ada Example\nEngineer\n\nExperience\nAcme Works, 2020\n")), {})->format,
              document::Format::Text);
    const std::string jpeg("\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xFF\xD9", 22);
    const auto picture = read_file(as_bytes(jpeg), {});
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().reason, "unsupported-media");
    const auto empty = read_file({}, {});
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().reason, "unsupported-media");
}

}  // namespace
}  // namespace bespoke::reader
