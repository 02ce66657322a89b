#include <gmock/gmock.h>
#include <zip.h>

#include <pugixml.hpp>

#include "artifacts/render.hpp"
#include "artifacts/testing.hpp"
#include "artifacts/view/view.hpp"
#include "document/read.hpp"

namespace bespoke::artifacts {
namespace {

using ::testing::HasSubstr;
using Parts = std::map<std::string, std::string>;

Parts parts_of(const Bytes& bytes) {
    Parts parts;
    zip_error_t error;
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (archive == nullptr) throw std::runtime_error("not a zip archive");
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
        zip_stat_t stat;
        zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
        std::string content(stat.size, '\0');
        zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
        zip_fread(file, content.data(), content.size());
        zip_fclose(file);
        parts[stat.name] = std::move(content);
    }
    zip_discard(archive);
    return parts;
}

Parts rendered_parts(const resume::Resume& resume, const char* style = "classic") {
    const auto docx = render_docx(resume, *builtin_style(style), 0);
    if (!docx) throw std::runtime_error(docx.error().detail);
    return parts_of(*docx);
}

pugi::xml_document parsed(const std::string& xml) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_buffer(xml.data(), xml.size())) << xml.substr(0, 200);
    return document;
}

/// Children come in the order of the schema, each at most once.
void expect_order(const pugi::xml_node& node, const std::vector<std::string>& order) {
    auto last = order.begin();
    for (const auto& child : node.children()) {
        const auto found = std::find(last, order.end(), child.name());
        ASSERT_NE(found, order.end()) << child.name() << " is out of order in " << node.name();
        last = std::next(found);
    }
}

const std::vector<std::string> kParagraphOrder = {"w:pStyle", "w:keepNext", "w:keepLines", "w:widowControl",
                                                  "w:numPr",  "w:pBdr",     "w:tabs",      "w:spacing",
                                                  "w:ind",    "w:jc",       "w:outlineLvl"};
const std::vector<std::string> kRunOrder = {"w:rStyle", "w:rFonts", "w:b",    "w:bCs", "w:i",   "w:iCs",
                                            "w:color",  "w:sz",     "w:szCs", "w:u",   "w:lang"};

class DocxOfStyle : public ::testing::TestWithParam<const char*> {};

TEST_P(DocxOfStyle, IsTheSameBytesEachTime) {
    const auto guide = *builtin_style(GetParam());
    const auto first = render_docx(testing::full_resume(), guide, 0), second = render_docx(testing::full_resume(), guide, 0);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(sha256_hex(*first), sha256_hex(*second));
}

TEST_P(DocxOfStyle, KeepsTheSchemasOrderOfElements) {
    for (const auto& [name, content] : rendered_parts(testing::full_resume(), GetParam())) {
        const auto document = parsed(content);
        for (const auto& found : document.select_nodes("//w:pPr")) expect_order(found.node(), kParagraphOrder);
        for (const auto& found : document.select_nodes("//w:rPr")) expect_order(found.node(), kRunOrder);
    }
}

TEST_P(DocxOfStyle, DefinesEveryStyleThatItUses) {
    const auto parts = rendered_parts(testing::full_resume(), GetParam());
    const auto styles = parsed(parts.at("word/styles.xml")), body = parsed(parts.at("word/document.xml"));
    std::set<std::string> defined;
    for (const auto& found : styles.select_nodes("//w:style")) defined.insert(found.node().attribute("w:styleId").value());
    for (const auto& found : body.select_nodes("//w:pStyle | //w:rStyle")) {
        EXPECT_TRUE(defined.contains(found.node().attribute("w:val").value())) << found.node().attribute("w:val").value();
    }
}

TEST_P(DocxOfStyle, ResolvesEveryRelationship) {
    const auto parts = rendered_parts(testing::full_resume(), GetParam());
    const auto relationships = parsed(parts.at("word/_rels/document.xml.rels")), body = parsed(parts.at("word/document.xml"));
    std::set<std::string> ids;
    for (const auto& it : relationships.child("Relationships").children()) {
        EXPECT_TRUE(ids.insert(it.attribute("Id").value()).second);
        const bool is_external = std::string(it.attribute("TargetMode").value()) == "External";
        EXPECT_TRUE(is_external || parts.contains(std::string("word/") + it.attribute("Target").value()));
    }
    for (const auto& found : body.select_nodes("//@r:id")) EXPECT_TRUE(ids.contains(found.attribute().value()));
}
INSTANTIATE_TEST_SUITE_P(BuiltIn, DocxOfStyle, ::testing::Values("classic", "modern", "compact"));

TEST(RenderDocx, ReadsBackAsTheTextOfTheView) {
    const auto resume = testing::full_resume();
    const auto guide = *builtin_style("modern");
    const auto docx = render_docx(resume, guide, 0);
    ASSERT_TRUE(docx);
    const auto document = document::read_docx(*docx, {});
    ASSERT_TRUE(document) << document.error().public_text;
    for (const auto& block : make_view(resume, guide).blocks) {
        if (block.kind == BlockKind::Contact) continue;  // cut into lines
        EXPECT_THAT(document->text(), HasSubstr(text_of(block.left)));
    }
    EXPECT_EQ(document->metadata.title, "Željka Novák-O’Brien – Resume");
}

TEST(RenderDocx, UsesHeadingsListsAndTabsForWhatTheyAre) {
    const auto docx = render_docx(testing::full_resume(), *builtin_style("modern"), 0);
    const auto document = document::read_docx(*docx, {});
    ASSERT_TRUE(document);
    const auto block_of = [&](std::string_view text) {
        for (const auto& block : document->pages.front().blocks) {
            if (block.text().starts_with(text)) return block;
        }
        return document::Block{};
    };
    EXPECT_EQ(block_of("Experience").kind, document::BlockKind::Heading);
    EXPECT_EQ(block_of("Experience").level, 1);
    EXPECT_EQ(block_of("Trained 12").kind, document::BlockKind::ListItem);
    EXPECT_EQ(block_of("Operations Manager\t").text(), "Operations Manager\tMar 2021 – Present");
}

TEST(RenderDocx, SurvivesHostileText) {
    auto resume = testing::full_resume();
    resume.basics.name.value = "<w:p>&\"']]>\x01 \xEF\xBF\xBE\xEF\xBF\xBF";
    resume.basics.label.value = std::string(10'000, 'W');
    resume.basics.url.value = "https://x.example/\"><x y='";
    resume.basics.summary.value = "שלום 👩‍👩‍👧 漢字";
    resume.work[0].highlights[0].value = "not utf-8: \xFF\xC3";
    for (const auto& [name, content] : rendered_parts(resume)) parsed(content);
    const auto docx = render_docx(resume, *builtin_style("compact"), 1);
    ASSERT_TRUE(docx);
    EXPECT_TRUE(document::read_docx(*docx, {}));
}

TEST(RenderDocx, IsReadableWhenEmpty) {
    for (const auto& [name, content] : rendered_parts({})) {
        EXPECT_FALSE(content.empty()) << name;
        parsed(content);
    }
}

}  // namespace
}  // namespace bespoke::artifacts
