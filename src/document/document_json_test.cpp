#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "document/document.hpp"

namespace bespoke::document {
namespace {

using Json = nlohmann::json;

Document full_document() {
    Span span;
    span.text = "Zoë\tKöln";
    span.font = "Lato";
    span.size_pt = 10.5F;
    span.weight = 700;
    span.italic = span.underlined = true;
    span.colour = {1, 2, 255};
    span.box = {-1.25F, 2.5F, 300, 14};
    span.link = "mailto:zoe@example.org";
    Span hidden;
    hidden.text = "ignore me";
    hidden.visibility = Visibility::Hidden;
    Block block;
    block.kind = BlockKind::ListItem;
    block.level = 2;
    block.region = Region::Sidebar;
    block.column = 1;
    block.cell = Cell{3, 4, 5};
    block.style = "List Bullet";
    block.marker = "•";
    block.lines = {{{span, hidden}, {0, 0, 300, 14}}, {{span}, {}}};
    Document document;
    document.format = Format::Pdf;
    document.pages = {{595.28F, 841.89F, {block, {}}}, {}};
    document.metadata = {"Title", "Author", "en-GB", "Producer", "2024-02-29"};
    document.warnings = {{"hidden-text", "A sentence.", 2}};
    return document;
}

TEST(DocumentJson, ComesBackAsItWasSent) {
    const Json sent = to_json(full_document());
    const auto received = document_from_json(Json::parse(sent.dump()));
    ASSERT_TRUE(received) << received.error().detail;
    EXPECT_EQ(to_json(*received), sent);
    EXPECT_EQ(received->text(), "Zoë\tKöln\nZoë\tKöln");
    const Span& span = received->pages[0].blocks[0].lines[0].spans[0];
    EXPECT_EQ(span.box, (Box{-1.25F, 2.5F, 300, 14}));
    EXPECT_EQ(span.colour, (Colour{1, 2, 255}));
    EXPECT_EQ(received->pages[0].blocks[0].cell, (Cell{3, 4, 5}));
    EXPECT_EQ(received->warnings[0].page, 2);
    EXPECT_EQ(received->metadata.modified, "2024-02-29");
}

TEST(DocumentJson, LeavesDefaultsOut) {
    Document document;
    document.pages = {{0, 0, {Block{}}}};
    document.pages[0].blocks[0].lines = {{{Span{}}, {}}};
    EXPECT_EQ(to_json(document).dump(), R"({"f":"text","p":[{"b":[{"l":[{"s":[{"t":""}]}]}]}]})");
}

TEST(DocumentJson, SendsNoNumbersThatJsonHasNot) {
    Document document = full_document();
    document.pages[0].width_pt = std::numeric_limits<float>::infinity();
    document.pages[0].blocks[0].lines[0].box.left = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(document_from_json(Json::parse(to_json(document).dump())));
}

TEST(DocumentJson, RefusesWhateverTheReaderMayNotSay) {
    for (const char* text : {
             R"([])",
             R"({})",
             R"({"f":"pdf"})",
             R"({"f":"exe","p":[]})",
             R"({"f":"pdf","p":{}})",
             R"({"f":"pdf","p":[],"x":1})",
             R"({"f":"pdf","p":[],"format":1})",
             R"({"f":"pdf","p":[{"w":"1"}]})",
             R"({"f":"pdf","p":[{"w":-5}]})",
             R"({"f":"pdf","p":[{"w":1.5}]})",
             R"({"f":"pdf","p":[{"b":[{"k":3}]}]})",
             R"({"f":"pdf","p":[{"b":[{"v":10}]}]})",
             R"({"f":"pdf","p":[{"b":[{"t":[0,0]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"t":[0,-1,0]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":5}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a\u0000b"}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a\nb"}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a","i":false}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a","c":16777216}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a","b":[0,0,0]}]}]}]}]})",
             R"({"f":"pdf","p":[{"b":[{"l":[{"s":[{"t":"a","b":[0,0,0,18446744073709551615]}]}]}]}]})",
             R"({"f":"pdf","p":[],"w":[["slug","text"]]})",
         }) {
        const auto document = document_from_json(Json::parse(text));
        ASSERT_FALSE(document) << text;
        EXPECT_EQ(document.error().code, ErrorCode::Corrupt) << text;
        EXPECT_FALSE(document.error().detail.empty()) << text;
    }
}

TEST(DocumentText, LeavesHiddenTextAndEmptyBlocksOut) {
    Document document = full_document();
    document.pages[1].blocks = {document.pages[0].blocks[0]};
    EXPECT_EQ(document.text(), "Zoë\tKöln\nZoë\tKöln\n\nZoë\tKöln\nZoë\tKöln");
}

}  // namespace
}  // namespace bespoke::document
