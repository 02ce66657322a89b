#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "document/read.hpp"
#include "resume/parse.hpp"

namespace bespoke::resume {
namespace {

std::filesystem::path corpus() {
    const char* set = std::getenv("BESPOKE_CORPUS_DIR");
    return (set != nullptr ? std::filesystem::path(set) : std::filesystem::path(BESPOKE_SOURCE_DIR) / ".." / "shared") / "corpus";
}

std::string bytes_of(const std::filesystem::path& file) {
    std::stringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

Result<document::Document> read(const std::filesystem::path& file) {
    const auto bytes = bytes_of(file);
    if (file.extension() == ".docx") return document::read_docx(as_bytes(bytes), Limits{});
    if (file.extension() == ".md") return document::read_markdown(as_bytes(bytes), Limits{});
    return document::read_text(as_bytes(bytes), Limits{});
}

TEST(ParseCorpus, EveryResumeIsReadTheSameTwiceAndSurvivesJson) {
    if (!std::filesystem::exists(corpus())) GTEST_SKIP() << "no corpus at " << corpus();
    int documents = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus())) {
        const auto extension = entry.path().extension();
        if (extension != ".docx" && extension != ".md" && extension != ".txt") continue;
        if (entry.path().filename() == "README.md") continue;
        const auto document = read(entry.path());
        ASSERT_TRUE(document) << entry.path();
        const auto first = parse(*document), second = parse(*document);
        ASSERT_TRUE(first) << entry.path() << first.error().public_text;
        EXPECT_FALSE(first->resume.basics.name.value.empty()) << entry.path();
        EXPECT_EQ(to_json(first->resume, Provenance::Include), to_json(second->resume, Provenance::Include)) << entry.path();
        const auto again = resume_from_json(nlohmann::json(to_json(first->resume, Provenance::Omit)));
        ASSERT_TRUE(again) << entry.path();
        EXPECT_TRUE(same_content(first->resume, *again)) << entry.path();
        ++documents;
    }
    EXPECT_GT(documents, 0);
}

}  // namespace
}  // namespace bespoke::resume
