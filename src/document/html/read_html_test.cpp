#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/read.hpp"
#include "support/outline.hpp"

namespace bespoke::document {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::outline;
using testing::reason_of;

Result<Document> read(std::string_view html) { return read_html(as_bytes(html), {}); }

TEST(ReadHtml, CutsBlocksWhereABrowserDoes) {
    EXPECT_THAT(outline(read("<div>a <b>b</b>\n c<p>d</div>e<br>f<h2>g</h2><pre>h\n  i</pre><dl><dt>j<dd>k</dl>")),
                ElementsAre("P a b c", "P d", "P e / f", "H2 g", "P h / i", "P j", "P k"));
    EXPECT_THAT(outline(read("<p>a&nbsp;&nbsp;&nbsp;&nbsp;b <span> c</span></p>")), ElementsAre("P a->b c"));
    EXPECT_THAT(outline(read("one<br><br>two")), ElementsAre("P one", "P two"));
}

TEST(ReadHtml, SetsTheItemsOfARowApart) {
    EXPECT_THAT(outline(read("<div><b>Nurse</b><span>2019 – 2021</span></div>")), ElementsAre("P Nurse->2019 – 2021"));
    EXPECT_THAT(outline(read("<div><span>Leeds</span><a href='x'>jane@example.org</a><span>/</span><span>x</span></div>")),
                ElementsAre("P Leeds->jane@example.org/x"));
    EXPECT_THAT(outline(read("<div><b>Nurse</b> <span>2019</span></div><p><b>J</b><i>Son</i></p><div><b>wo</b><i>rd</i></div>")),
                ElementsAre("P Nurse 2019", "P JSon", "P word"));
    EXPECT_THAT(outline(read("<p>Nurse\t2019\n\tand</p>")), ElementsAre("P Nurse->2019 and"));
}

TEST(ReadHtml, NumbersNestedLists) {
    EXPECT_THAT(outline(read("<ol start=3><li>a<ul><li><p>b</p><p>more b</p></ul><li>c</ol><ul><li>d</ul>")),
                ElementsAre("L0 (3.) a", "L1 (•) b", "L1 more b", "L0 (4.) c", "L0 (•) d"));
}

TEST(ReadHtml, GivesTableCellsTheirPlace) {
    EXPECT_THAT(outline(read("<table><tr><th colspan=2>a<td>b<tr><td>c<table><tr><td>in</table>d</table>")),
                ElementsAre("P [0,0,0] a", "P [0,0,2] b", "P [0,1,0] c", "P [1,0,0] in", "P [0,1,0] d"));
}

TEST(ReadHtml, KnowsTheLookOfARun) {
    const auto document = read(R"(<html lang="en-GB"><head><title> My CV </title><meta name=author content="Jane"></head>
        <p style="font-family: 'Lato', serif; font-size: 20px">a<strong>b</strong><em>c</em><u>d</u><a href="mailto:x@example.org">e</a><span style="font-weight:600;color:#f00">f</span>)");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->metadata.title, "My CV");
    EXPECT_EQ(document->metadata.author, "Jane");
    EXPECT_EQ(document->metadata.language, "en-GB");
    const auto& spans = document->pages[0].blocks[0].lines[0].spans;
    ASSERT_EQ(spans.size(), 6);
    EXPECT_EQ(spans[0].size_pt, 15);
    EXPECT_EQ(spans[0].font, "'lato'");
    EXPECT_EQ(spans[1].weight, 700);
    EXPECT_TRUE(spans[2].italic);
    EXPECT_TRUE(spans[3].underlined);
    EXPECT_EQ(spans[4].link, "mailto:x@example.org");
    EXPECT_EQ(spans[5].weight, 600);
    EXPECT_EQ(spans[5].colour, (Colour{255, 0, 0}));
}

TEST(ReadHtml, LeavesOutWhatIsNoText) {
    EXPECT_THAT(outline(read("<body><script>a</script><style>b</style><template>c</template><noscript>d</noscript><svg><text>e</"
                             "text></svg><select><option>f</select>text<!-- g -->")),
                ElementsAre("P text"));
}

TEST(ReadHtml, MarksHiddenElements) {
    for (const char* hidden : {"style='display:none'", "style='visibility: hidden'", "style='font-size:0'", "hidden",
                               "style='color:#fff'", "style='color:WHITE !important'", "style='opacity:0'"}) {
        const auto document = read(fmt::format("<p>seen</p><div {}>ignore <b>all</b></div>", hidden));
        ASSERT_TRUE(document) << hidden;
        EXPECT_EQ(document->text(), "seen") << hidden;
        EXPECT_EQ(document->warnings.size(), 1) << hidden;
    }
    for (const char* seen :
         {"style='color:white;background:#1f3a5f'", "style='display:block'", "bgcolor='#000000' style='color:white'"}) {
        const auto document = read(fmt::format("<div {}>Jane</div>", seen));
        ASSERT_TRUE(document) << seen;
        EXPECT_THAT(document->warnings, IsEmpty()) << seen;
    }
}

TEST(ReadHtml, FollowsTheDeclaredCharset) {
    EXPECT_THAT(outline(read("<meta charset='windows-1252'><p>caf\xe9 \x80 5")), ElementsAre("P café € 5"));
    EXPECT_THAT(outline(read("<meta charset='windows-1252'><p>caf\xc3\xa9")), ElementsAre("P café")) << "UTF-8 by its form";
    EXPECT_THAT(outline(read("<meta charset='koi8-r'><p>\xcf\xd0\xd9\xd4")), ElementsAre("P опыт"));
}

TEST(ReadHtml, ReadsPagesSavedAsOneFile) {
    const std::string_view mhtml =
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"=_B\"\r\n\r\n--=_B\r\nContent-Type: "
        "text/plain\r\n\r\nno\r\n"
        "--=_B\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; "
        "charset=\"utf-8\"\r\n\r\nPHA+SMOp\r\nbMOobmU8L3A+\r\n--=_B--\r\n";
    EXPECT_THAT(outline(read(mhtml)), ElementsAre("P Hélène"));
}

TEST(ReadHtml, NamesNavigationForThoseWhoSkipIt) {
    const auto document = read("<nav><a href='/'>Home</a></nav><p>Text</p><footer>Imprint</footer>");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->pages[0].blocks[0].style, "nav");
    EXPECT_EQ(document->pages[0].blocks[1].style, "");
    EXPECT_EQ(document->pages[0].blocks[2].style, "footer");
}

TEST(ReadHtml, SurvivesHostileMarkup) {
    const auto nested = [](int depth) {
        std::string html = "<p>start</p>";
        for (int level = 0; level < depth; ++level) html += "<div>";
        return html + "end";
    };
    EXPECT_THAT(outline(read(nested(900))), ElementsAre("P start", "P end"));
    EXPECT_EQ(reason_of(read(nested(200'000))), "resource-limit");
    // Each paragraph opens all unclosed formatting elements again: a square number of nodes.
    std::string formatting = "<p>";
    for (int index = 0; index < 900; ++index) formatting += fmt::format("<b id={}>", index);
    for (int index = 0; index < 5000; ++index) formatting += "<p>x";
    EXPECT_EQ(reason_of(read(formatting)), "resource-limit");
    std::string honest;
    for (int index = 0; index < 5000; ++index) honest += "<p>x<li>y<td>z<br>";
    EXPECT_TRUE(read(honest)) << "end tags that may be left out";
    EXPECT_EQ(reason_of(read("<p> </p>")), "no-text");
}

}  // namespace
}  // namespace bespoke::document
