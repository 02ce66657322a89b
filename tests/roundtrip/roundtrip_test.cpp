#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "artifacts/render.hpp"
#include "document/read.hpp"
#include "generate.hpp"
#include "read_back.hpp"
#include "resume/lost_words.hpp"
#include "resume/parse.hpp"

namespace bespoke::roundtrip {
namespace {

namespace fs = std::filesystem;
using resume::Resume;

constexpr const char* kStyles[] = {"classic", "modern", "compact"};
#if defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kSeeds = 40;  // each takes some twenty times as long
#else
constexpr std::uint64_t kSeeds = 400;
#endif

enum class Format { Pdf, Docx };

Result<document::Document> rendered(const Resume& resume, const artifacts::StyleGuide& guide, Format format, int max_pages) {
    if (format == Format::Docx) {
        const auto docx = artifacts::render_docx(resume, guide, max_pages);
        return docx ? document::read_docx(*docx, {}) : tl::unexpected(docx.error());
    }
    const auto pdf = artifacts::render_pdf(resume, guide, max_pages);
    return pdf ? read_pdf(pdf->bytes) : tl::unexpected(pdf.error());
}

/// What is not the same after a round trip, as a JSON Patch with the old values; empty if all is.
std::string difference(const Resume& resume, const artifacts::StyleGuide& guide, Format format, int max_pages = 0) {
    const auto document = rendered(resume, guide, format, max_pages);
    if (!document) return document.error().public_text + document.error().detail;
    const auto parsed = resume::parse(*document);
    if (!parsed) return parsed.error().public_text;
    const nlohmann::json before = to_json(resume, resume::Provenance::Omit),
                         after = to_json(parsed->resume, resume::Provenance::Omit);
    std::string out;
    for (const auto& step : nlohmann::json::diff(before, after)) {
        const nlohmann::json::json_pointer at(step["path"].get<std::string>());
        out += step.dump() + (before.contains(at) ? "  was " + before[at].dump() : "") + "\n";
    }
    return out;
}

class RoundTrip : public ::testing::TestWithParam<Format> {};

TEST_P(RoundTrip, OfGeneratedResumesLosesNothing) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
        const auto* style = kStyles[seed % std::size(kStyles)];
        EXPECT_EQ(difference(readable(generate(seed)), *artifacts::builtin_style(style), GetParam()), "")
            << "seed " << seed << ", " << style;
    }
}

TEST_P(RoundTrip, UnderAPageBudgetLosesNothing) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto* style = kStyles[seed % std::size(kStyles)];
        EXPECT_EQ(difference(readable(generate(seed)), *artifacts::builtin_style(style), GetParam(), 1), "")
            << "seed " << seed << ", " << style;
    }
}

fs::path corpus() {
    const char* folder = std::getenv("BESPOKE_CORPUS_DIR");
    return (folder != nullptr ? fs::path(folder) : fs::path(BESPOKE_SOURCE_DIR) / ".." / "shared") / "corpus";
}

std::vector<fs::path> truths() {
    std::vector<fs::path> files;
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(corpus(), absent)) {
        if (entry.path().string().ends_with(".truth.json")) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TEST_P(RoundTrip, OfTheCorpusLosesNothing) {
    const auto files = truths();
    if (files.empty()) GTEST_SKIP() << "no corpus at " << corpus();
    std::size_t index = 0;
    for (const auto& file : files) {
        std::ifstream in(file);
        const auto resume = resume::resume_from_json(nlohmann::json::parse(in));
        ASSERT_TRUE(resume) << file;
        const auto* style = kStyles[index++ % std::size(kStyles)];
        EXPECT_EQ(difference(readable(*resume), *artifacts::builtin_style(style), GetParam()), "")
            << file.filename() << ", " << style;
    }
}

/// Documents of the corpus that have text and that this process can have read, with their formats told by the name.
std::vector<fs::path> documents() {
    std::vector<fs::path> files;
    for (const auto& truth : truths()) {
        const auto stem = truth.string().substr(0, truth.string().size() - std::string_view(".truth.json").size());
        for (const char* ending : {".pdf", ".docx", ".md", ".txt"}) {
            if (fs::exists(stem + ending)) files.emplace_back(stem + ending);
        }
    }
    return files;
}

Result<document::Document> read_any(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const auto bytes = to_bytes(std::string(std::istreambuf_iterator<char>(in), {}));
    if (file.extension() == ".docx") return document::read_docx(bytes, {});
    if (file.extension() == ".md") return document::read_markdown(bytes, {});
    if (file.extension() == ".txt") return document::read_text(bytes, {});
    return read_pdf(bytes);
}

// Text that found no place in a hard layout may find one when it is read again from an easy one: a few may gain by the trip.
TEST_P(RoundTrip, OfWhatWasParsedLosesNothing) {
    constexpr int kMostChanged = 0;
    const auto files = documents();
    if (files.empty()) GTEST_SKIP() << "no corpus at " << corpus();
    std::size_t index = 0;
    int changed = 0;
    std::string report;
    for (const auto& file : files) {
        const auto document = read_any(file);
        if (!document) continue;  // a scan
        const auto parsed = resume::parse(*document);
        if (!parsed) continue;
        const auto* style = kStyles[index++ % std::size(kStyles)];
        const auto step = difference(parsed->resume, *artifacts::builtin_style(style), GetParam());
        if (step.empty()) continue;
        ++changed;
        report += file.filename().string() + ", " + style + ": " + step;
    }
    EXPECT_GT(index, 0U);
    EXPECT_LE(changed, kMostChanged) << report;
}

TEST(ParseCorpus, EveryShownWordIsInTheResume) {
    const auto files = documents();
    if (files.empty()) GTEST_SKIP() << "no corpus at " << corpus();
    std::size_t read = 0;
    for (const auto& file : files) {
        const auto document = read_any(file);
        if (!document) continue;  // a scan
        const auto parsed = resume::parse(*document);
        ASSERT_TRUE(parsed) << file.filename() << ": " << parsed.error().public_text;
        EXPECT_THAT(resume::test::lost_words(*document, parsed->resume), ::testing::IsEmpty()) << file.filename();
        ++read;
    }
    EXPECT_GT(read, 0U);
}

INSTANTIATE_TEST_SUITE_P(Formats, RoundTrip, ::testing::Values(Format::Pdf, Format::Docx),
                         [](const auto& it) { return it.param == Format::Pdf ? "Pdf" : "Docx"; });

}  // namespace
}  // namespace bespoke::roundtrip
