#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/read.hpp"
#include "support/outline.hpp"
#include "support/zip_writer.hpp"

namespace bespoke::document {
namespace {

using ::testing::ElementsAre;
using testing::outline;
using testing::reason_of;

struct OdtFile {
    std::string body, automatic_styles{}, styles{}, masters{}, manifest{};

    [[nodiscard]] Bytes bytes() const {
        const auto part = [](const std::string& root, const std::string& inside) {
            return "<" + root + R"( xmlns:o="o" xmlns:t="t" xmlns:s="s" xmlns:f="f" xmlns:x="x" xmlns:tb="tb" xmlns:d="d">)" +
                   inside + "</" + root + ">";
        };
        return testing::ZipWriter()
            .add("mimetype", "application/vnd.oasis.opendocument.text")
            .add("META-INF/manifest.xml", part("manifest", manifest))
            .add("content.xml",
                 part("o:document-content", "<o:automatic-styles>" + automatic_styles + "</o:automatic-styles><o:body><o:text>" +
                                                body + "</o:text></o:body>"))
            .add("styles.xml", part("o:document-styles",
                                    "<o:styles>" + styles + "</o:styles><o:master-styles>" + masters + "</o:master-styles>"))
            .add("meta.xml",
                 part("o:document-meta",
                      "<o:meta><d:title>CV</d:title><d:creator>Jane</d:creator><d:date>2023-01-02T03:04:05</d:date></o:meta>"))
            .finish();
    }
};

Result<Document> read(const OdtFile& file) { return read_odt(file.bytes(), {}); }

TEST(ReadOdt, ReadsHeadingsParagraphsAndWhiteSpace) {
    const auto document = read({.body = R"(<t:h t:outline-level="2">Work</t:h><t:p>  one
        two<t:s t:c="2"/>three<t:tab/>four<t:line-break/><t:span>five</t:span> <t:span>six</t:span></t:p><t:p/>)"});
    EXPECT_THAT(outline(document), ElementsAre("H2 Work", "P one two  three->four / five six"));
    EXPECT_EQ(document->metadata.title, "CV");
    EXPECT_EQ(document->metadata.modified, "2023-01-02");
}

TEST(ReadOdt, NumbersNestedLists) {
    const std::string styles =
        R"(<t:list-style s:name="L"><t:list-level-style-number t:level="1" s:num-format="1" s:num-suffix="."/>
        <t:list-level-style-bullet t:level="2" t:bullet-char="–"/></t:list-style>)";
    const auto document = read(
        {.body =
             R"(<t:list t:style-name="L"><t:list-item><t:p>a</t:p><t:list><t:list-item><t:p>b</t:p><t:p>still b</t:p></t:list-item></t:list></t:list-item>
        <t:list-item><t:p>c</t:p></t:list-item></t:list><t:p>d</t:p><t:list t:style-name="L" t:continue-numbering="true"><t:list-item><t:p>e</t:p></t:list-item></t:list>)",
         .automatic_styles = styles});
    EXPECT_THAT(outline(document), ElementsAre("L0 (1.) a", "L1 (–) b", "L1 still b", "L0 (2.) c", "P d", "L0 (3.) e"));
}

TEST(ReadOdt, ResolvesAutomaticStyles) {
    const std::string styles =
        R"(<s:default-style s:family="paragraph"><s:text-properties f:font-size="11pt" s:font-name="Lato"/></s:default-style>
        <s:style s:family="paragraph" s:name="Text_20_body"><s:text-properties f:font-size="12pt"/></s:style>)";
    const std::string automatic =
        R"(<s:style s:family="paragraph" s:name="P1" s:parent-style-name="Text_20_body"><s:text-properties f:font-size="150%" f:font-weight="bold"/></s:style>
        <s:style s:family="text" s:name="T1"><s:text-properties f:font-style="italic" f:color="#1f3a5f" s:text-underline-style="solid"/></s:style>)";
    const auto document = read({.body = R"(<t:p t:style-name="P1">a<t:span t:style-name="T1">b</t:span></t:p><t:p>c</t:p>)",
                                .automatic_styles = automatic,
                                .styles = styles});
    ASSERT_TRUE(document) << document.error().detail;
    const Block& block = document->pages[0].blocks[0];
    EXPECT_EQ(block.style, "Text body");
    const Span &first = block.lines[0].spans[0], &second = block.lines[0].spans[1];
    EXPECT_EQ(first.size_pt, 18);
    EXPECT_EQ(first.weight, 700);
    EXPECT_EQ(first.font, "Lato");
    EXPECT_TRUE(second.italic);
    EXPECT_TRUE(second.underlined);
    EXPECT_EQ(second.weight, 700);
    EXPECT_EQ(second.colour, (Colour{0x1f, 0x3a, 0x5f}));
    EXPECT_EQ(document->pages[0].blocks[1].lines[0].spans[0].size_pt, 11);
}

TEST(ReadOdt, ReadsTablesLinksNotesAndTextBoxes) {
    const auto document = read(
        {.body =
             R"(<tb:table><tb:table-header-rows><tb:table-row><tb:table-cell tb:number-columns-spanned="2"><t:p>a</t:p></tb:table-cell><tb:covered-table-cell/>
        <tb:table-cell><t:p>b</t:p></tb:table-cell></tb:table-row></tb:table-header-rows><tb:table-row><tb:table-cell><t:p>c</t:p></tb:table-cell></tb:table-row></tb:table>
        <t:p>see <t:a x:href="https://a.example">site</t:a><t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>note</t:p></t:note-body></t:note><d:frame><d:text-box><t:p>boxed</t:p></d:text-box></d:frame></t:p>
        <t:tracked-changes><t:p>deleted</t:p></t:tracked-changes>)"});
    EXPECT_THAT(outline(document),
                ElementsAre("P [0,0,0] a", "P [0,0,2] b", "P [0,1,0] c", "P see site", "P note", "P box: boxed"));
    EXPECT_EQ(document->pages[0].blocks[3].lines[0].spans[1].link, "https://a.example");
}

TEST(ReadOdt, ReadsTheMarginsOfTheFirstPage) {
    const std::string masters = R"(<s:master-page s:name="Other"><s:header><t:p>no</t:p></s:header></s:master-page>
        <s:master-page s:name="Standard"><s:header><t:p>Jane Doe</t:p></s:header><s:footer><t:p>Page <t:page-number>1</t:page-number></t:p><t:p>jane@example.org</t:p></s:footer></s:master-page>)";
    EXPECT_THAT(outline(read({.body = "<t:p>Body</t:p>", .masters = masters})),
                ElementsAre("P header: Jane Doe", "P Body", "P footer: jane@example.org"));
}

TEST(ReadOdt, MarksHiddenText) {
    const std::string automatic = R"(<s:style s:family="text" s:name="T"><s:text-properties t:display="none"/></s:style>
        <s:style s:family="text" s:name="W"><s:text-properties f:color="#ffffff"/></s:style>)";
    const auto document = read(
        {.body =
             R"(<t:p>seen<t:span t:style-name="T">hidden</t:span><t:span t:style-name="W">white</t:span></t:p><t:section t:display="none"><t:p>section</t:p></t:section>)",
         .automatic_styles = automatic});
    ASSERT_TRUE(document);
    EXPECT_EQ(document->text(), "seen");
    EXPECT_EQ(document->warnings.at(0).slug, "hidden-text");
}

TEST(ReadOdt, RefusesWithAReason) {
    EXPECT_EQ(reason_of(read({.body = "<t:p>x</t:p>", .manifest = "<file-entry><encryption-data/></file-entry>"})),
              "encrypted-document");
    EXPECT_EQ(reason_of(read({.body = ""})), "no-text");
    EXPECT_EQ(reason_of(read({.body = "<t:p>"})), "malformed-document");
    EXPECT_EQ(reason_of(read({.body = "<!DOCTYPE x>"})), "forbidden-dtd");
    EXPECT_EQ(reason_of(read_odt(testing::ZipWriter().add("a", "").finish(), {})), "malformed-document");
}

}  // namespace
}  // namespace bespoke::document
