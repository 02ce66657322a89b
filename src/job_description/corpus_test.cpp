#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "job_description/ads_for_test.hpp"
#include "text/text.hpp"

// Measures the parser on labelled ads that are not part of the project: BESPOKE_CORPUS_DIR/corpus/jobs.
namespace bespoke::job_description {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path jobs_directory() {
    const char* set = std::getenv("BESPOKE_CORPUS_DIR");
    return (set != nullptr ? fs::path(set) : fs::path(BESPOKE_SOURCE_DIR) / ".." / "shared") / "corpus" / "jobs";
}

std::string read_all(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Result<document::Document> read_ad(const fs::path& path) {
    const auto content = read_all(path);
    const auto extension = path.extension();
    if (extension == ".html") return document::read_html(as_bytes(content), Limits{});
    if (extension == ".docx") return document::read_docx(as_bytes(content), Limits{});
    return document::read_text(as_bytes(content), Limits{});
}

/// Share of words that both texts have.
double overlap(std::string_view a, std::string_view b) {
    std::set<std::string> left, right;
    for (const auto& token : text::tokens(a)) left.insert(token.text);
    for (const auto& token : text::tokens(b)) right.insert(token.text);
    const auto common = std::ranges::count_if(left, [&](const auto& word) { return right.contains(word); });
    return left.empty() || right.empty() ? 0.0
                                         : static_cast<double>(common) / static_cast<double>(std::max(left.size(), right.size()));
}

double f1(std::vector<std::string> found, const std::vector<std::string>& wanted) {
    constexpr double kSame = 0.8;
    if (found.empty() && wanted.empty()) return 1.0;
    const auto total = found.size() + wanted.size();
    std::size_t hits = 0;
    for (const auto& want : wanted) {
        const auto best = std::ranges::max_element(found, {}, [&](const auto& have) { return overlap(have, want); });
        if (best == found.end() || overlap(*best, want) < kSame) continue;
        ++hits;
        found.erase(best);
    }
    return 2.0 * static_cast<double>(hits) / static_cast<double>(total);
}

std::vector<std::string> texts_of(const json& list) {
    std::vector<std::string> out;
    for (const auto& item : list) out.push_back(item.is_string() ? item.get<std::string>() : item.at("text").get<std::string>());
    return out;
}

TEST(Corpus, AdsAreReadAsLabelled) {
    if (!fs::is_directory(jobs_directory()))
        GTEST_SKIP() << "no labelled ads at " << jobs_directory() << "; set BESPOKE_CORPUS_DIR";
    double required = 0, preferred = 0, responsibilities = 0, title = 0;
    int ads = 0;
    for (const auto& entry : fs::directory_iterator(jobs_directory())) {
        // PDF needs the reader process; the functional tests go through it.
        if (entry.path().extension() == ".json" || entry.path().extension() == ".pdf") continue;
        const auto document = read_ad(entry.path());
        ASSERT_TRUE(document) << entry.path();
        const auto ad = testing::parsed(*document);
        const auto truth = json::parse(read_all(fs::path(entry.path()).replace_extension(".truth.json")));
        ++ads;
        title += text::fold(ad.title) == text::fold(truth.at("title").get<std::string>()) ? 1 : 0;
        required += f1(testing::texts(ad, Importance::Required), texts_of(truth.at("required")));
        preferred += f1(testing::texts(ad, Importance::Preferred), texts_of(truth.at("preferred")));
        responsibilities += f1(ad.responsibilities, texts_of(truth.at("responsibilities")));
    }
    ASSERT_GT(ads, 0);
    EXPECT_GE(title / ads, 0.95);
    EXPECT_GE(required / ads, 0.95);
    EXPECT_GE(preferred / ads, 0.94);
    EXPECT_GE(responsibilities / ads, 0.95);
}

}  // namespace
}  // namespace bespoke::job_description
