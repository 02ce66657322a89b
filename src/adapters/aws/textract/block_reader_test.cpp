#include "adapters/aws/textract/block_reader.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws::textract {
namespace {

using document::BlockKind;
using document::Region;
using nlohmann::json;

/// Blocks of one page, one call each.
class Scan {
public:
    Scan& page(int number) {
        page_ = number;
        return *this;
    }
    std::string line(const std::string& text, double confidence = 99) {
        std::vector<std::string> words;
        std::istringstream in(text);
        for (std::string word; in >> word;) words.push_back(add("WORD", {{"Text", word}, {"Confidence", confidence}}, {}));
        return add("LINE", {{"Text", text}, {"Confidence", confidence}}, words);
    }
    std::string add(const std::string& type, json more, const std::vector<std::string>& children) {
        const auto id = "b" + std::to_string(blocks.size());
        more.update({{"BlockType", type}, {"Id", id}, {"Page", page_}});
        const auto top = 0.01 * static_cast<double>(blocks.size() % 90);
        more["Geometry"] = {{"BoundingBox", {{"Left", 0.1}, {"Top", top}, {"Width", 0.5}, {"Height", 0.0166}}}};
        if (!children.empty()) more["Relationships"] = json::array({{{"Type", "CHILD"}, {"Ids", children}}});
        blocks.push_back(std::move(more));
        return id;
    }
    std::string layout(const std::string& kind, const std::vector<std::string>& children) {
        return add("LAYOUT_" + kind, json::object(), children);
    }
    [[nodiscard]] document::Document read() const {
        auto document = document_from_blocks(blocks, {});
        EXPECT_TRUE(document) << document.error().detail;
        if (!document) return {};
        EXPECT_TRUE(document::document_from_json(document::to_json(*document))) << "no document that a reader may give";
        return std::move(*document);
    }
    json blocks = json::array();

private:
    int page_ = 1;
};

TEST(DocumentFromBlocks, ReadsInTheOrderOfTheLayoutNotOfTheLines) {
    Scan scan;
    const auto last = scan.line("second column"), first = scan.line("first column"), title = scan.line("Ada Example");
    scan.layout("TITLE", {title});
    scan.layout("TEXT", {first});
    scan.layout("TEXT", {last});
    EXPECT_EQ(scan.read().text(), "Ada Example\n\nfirst column\n\nsecond column");
}

TEST(DocumentFromBlocks, TellsHeadingsListsHeadersAndFootersApart) {
    Scan scan;
    const auto title = scan.line("Ada Example"), section = scan.line("Experience"), item = scan.line("• Led 4 audits"),
               more = scan.line("in two years"), head = scan.line("Curriculum"), foot = scan.line("Page 1");
    scan.layout("HEADER", {head});
    scan.layout("TITLE", {title});
    scan.layout("SECTION_HEADER", {section});
    const auto text = scan.layout("TEXT", {item, more});
    scan.layout("LIST", {text});
    scan.layout("PAGE_NUMBER", {foot});
    const auto blocks = scan.read().pages.at(0).blocks;
    ASSERT_EQ(blocks.size(), 5U);
    EXPECT_EQ(blocks[0].region, Region::Header);
    EXPECT_EQ(blocks[1].kind, BlockKind::Heading);
    EXPECT_EQ(blocks[1].level, 1);
    EXPECT_EQ(blocks[2].level, 2);
    EXPECT_EQ(blocks[3].kind, BlockKind::ListItem);
    EXPECT_EQ(blocks[3].marker, "•");
    EXPECT_EQ(blocks[3].text(), "Led 4 audits\nin two years");
    EXPECT_EQ(blocks[4].region, Region::Footer);
}

TEST(DocumentFromBlocks, CutsATextIntoItsListItems) {
    Scan scan;
    const auto one = scan.line("- Closed ledgers"), two = scan.line("- Filed returns"), three = scan.line("without a penalty");
    scan.layout("TEXT", {one, two, three});
    const auto blocks = scan.read().pages.at(0).blocks;
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].text(), "Closed ledgers");
    EXPECT_EQ(blocks[1].text(), "Filed returns\nwithout a penalty");
}

TEST(DocumentFromBlocks, GivesATableAsCellsAndItsLinesOnlyOnce) {
    Scan scan;
    const auto before = scan.line("Languages");
    const auto row = scan.line("Dutch fluent");
    const auto words = scan.blocks.back().at("Relationships")[0].at("Ids").get<std::vector<std::string>>();
    const auto left = scan.add("CELL", {{"RowIndex", 1}, {"ColumnIndex", 1}}, {words[0]});
    const auto right = scan.add("CELL", {{"RowIndex", 1}, {"ColumnIndex", 2}}, {words[1]});
    scan.add("TABLE", json::object(), {right, left});
    scan.layout("TEXT", {before});
    scan.layout("TABLE", {row});
    const auto blocks = scan.read().pages.at(0).blocks;
    ASSERT_EQ(blocks.size(), 3U);
    EXPECT_EQ(blocks[1].text(), "Dutch");
    EXPECT_EQ(blocks[1].cell, (document::Cell{0, 0, 0}));
    EXPECT_EQ(blocks[2].text(), "fluent");
    EXPECT_EQ(blocks[2].cell, (document::Cell{0, 0, 1}));
}

TEST(DocumentFromBlocks, LosesNoLineThatNoElementNames) {
    Scan scan;
    const auto known = scan.line("known");
    scan.line("forgotten");
    scan.layout("TEXT", {known, "no-such-block"});
    scan.page(2).line("on page two");
    const auto document = scan.read();
    EXPECT_EQ(document.pages.size(), 2U);
    EXPECT_EQ(document.text(), "known\n\nforgotten\n\non page two");
}

TEST(DocumentFromBlocks, WarnsThatAMachineReadItAndHowManyWordsAreDoubtful) {
    Scan scan;
    scan.line("sharp words");
    scan.line("blurred", 30);
    const auto warnings = scan.read().warnings;
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_EQ(warnings[0].slug, "recognised-text");
    EXPECT_EQ(warnings[1].slug, "low-confidence");
    EXPECT_EQ(warnings[1].text.substr(0, 14), "1 of the 3 wor");
}

TEST(DocumentFromBlocks, SurvivesElementsThatHoldEachOther) {
    Scan scan;
    const auto line = scan.line("text");
    scan.add("LAYOUT_LIST", json::object(), {"b3"});
    scan.add("LAYOUT_LIST", json::object(), {"b2", line});
    EXPECT_EQ(scan.read().text(), "text");
}

TEST(DocumentFromBlocks, RefusesWhatIsNoAnswerOrHasNoBounds) {
    const std::pair<const char*, const char*> cases[] = {
        {"null", "textract-answer"},
        {R"([7])", "textract-answer"},
        {R"([{"BlockType":"LINE"}])", "textract-answer"},
        {R"([{"BlockType":"LINE","Id":"a"},{"BlockType":"LINE","Id":"a"}])", "textract-answer"},
        {R"([{"BlockType":"LINE","Id":"a","Page":51}])", "too-many-pages"},
        {R"([{"BlockType":"LINE","Id":"a","Page":-1}])", "too-many-pages"}};
    for (const auto& [text, reason] : cases) {
        const auto document = document_from_blocks(json::parse(text), {});
        ASSERT_FALSE(document) << text;
        EXPECT_EQ(document.error().reason, reason) << text;
    }
    EXPECT_FALSE(document_from_blocks(json::parse(R"([{"BlockType":"LINE","Id":"a","Text":"too long"}])"), {.characters = 3}));
}

TEST(DocumentFromBlocks, TakesOddValuesForNone) {
    const auto blocks = json::parse(
        R"([{"BlockType":"LINE","Id":"a","Text":"a\u0001b","Confidence":"x","Geometry":{"BoundingBox":{"Left":1e300,"Height":-4}},"Relationships":7},
            {"BlockType":"TABLE","Id":"t","Relationships":[{"Type":"CHILD","Ids":["a",null,"t"]}]}])");
    const auto document = document_from_blocks(blocks, {});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text(), "a b");
}

}  // namespace
}  // namespace bespoke::adapters::aws::textract
