#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "document/detect.hpp"
#include "document/read.hpp"
#include "text/text.hpp"

// Checks the readers on labelled resumes outside the project; `BESPOKE_CORPUS_DIR` names their folder.
namespace bespoke::document {
namespace {

std::filesystem::path corpus() {
    const char* folder = std::getenv("BESPOKE_CORPUS_DIR");
    return (folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(BESPOKE_SOURCE_DIR) / ".." / "shared") /
           "corpus";
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Result<Document> read(std::string_view bytes) {
    const auto format = detect(as_bytes(bytes), {});
    if (!format) return tl::unexpected(format.error());
    switch (*format) {
        case Format::Docx: return read_docx(as_bytes(bytes), {});
        case Format::Odt: return read_odt(as_bytes(bytes), {});
        case Format::Html: return read_html(as_bytes(bytes), {});
        case Format::Markdown: return read_markdown(as_bytes(bytes), {});
        case Format::Text: return read_text(as_bytes(bytes), {});
        case Format::Pdf: break;
    }
    return fail(ErrorCode::InvalidInput, "pdf", "PDF is read in a process of its own.");
}

TEST(DocumentCorpus, LosesNoWordThatTheLabelsHave) {
    if (!std::filesystem::exists(corpus() / "manifest.json")) GTEST_SKIP() << "no corpus at " << corpus();
    const auto manifest = nlohmann::json::parse(contents(corpus() / "manifest.json"));
    int checked = 0;
    for (const auto& entry : manifest["documents"]) {
        const std::string format = entry["format"];
        if (format != "docx" && format != "txt" && format != "md") continue;
        const std::string id = entry["id"];
        const auto document = read(contents(corpus() / entry["file"].get<std::string>()));
        ASSERT_TRUE(document) << id << ": " << document.error().public_text;
        const std::string text = text::fold(document->text());
        const auto truth = nlohmann::json::parse(contents(corpus() / (id + ".truth.json")));
        EXPECT_NE(text.find(text::fold(truth["basics"]["name"].get<std::string>())), text.npos) << id;
        for (const auto& role : truth.value("work", nlohmann::json::array())) {
            for (const auto& highlight : role.value("highlights", nlohmann::json::array())) {
                EXPECT_NE(text.find(text::fold(highlight.get<std::string>())), text.npos) << id << ": " << highlight;
            }
        }
        ++checked;
    }
    EXPECT_GT(checked, 0);
}

}  // namespace
}  // namespace bespoke::document
