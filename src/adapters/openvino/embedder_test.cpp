#include "adapters/openvino/embedder.hpp"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <numeric>
#include <thread>

#include "adapters/openvino/fixture_for_test.hpp"
#include "adapters/openvino/processor.hpp"

// OpenVINO's TBB starts under a sanitizer only if it is told so, and the thread sanitizer must not look into either. The engine also gives
// the thread that loads it a signal stack, which the address sanitizer would unmap as its own (use_sigaltstack=0). The presets see to it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SKIP_WITHOUT_ENGINE()                            \
    SKIP_WITHOUT_MODEL();                                \
    if (std::getenv("TBB_ENABLE_SANITIZERS") == nullptr) \
    GTEST_SKIP() << "needs TBB_ENABLE_SANITIZERS=1 and " \
                    "TSAN_OPTIONS=ignore_noninstrumented_modules=1"
#else
#define SKIP_WITHOUT_ENGINE() SKIP_WITHOUT_MODEL()
#endif

namespace bespoke::adapters::openvino {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::unique_ptr<ports::Embedder> make(Precision precision) {
    return std::move(make_minilm_embedder(default_minilm_directory(), {.precision = precision}).value());
}

std::vector<float> reference(const nlohmann::json& row) {
    const auto bytes = crypto::from_base64(row["int16"].get<std::string>()).value();
    std::vector<float> values(bytes.size() / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto low = std::to_integer<unsigned>(bytes[2 * i]), high = std::to_integer<unsigned>(bytes[2 * i + 1]);
        values[i] = static_cast<float>(static_cast<std::int16_t>(low | high << 8));
    }
    return values;
}

/// A copy of the installed model's folder, to damage; links where nothing is damaged.
struct ModelCopy {
    fs::path folder = [] {
        auto pattern = (fs::temp_directory_path() / "minilm-XXXXXX").string();
        return fs::path(::mkdtemp(pattern.data()));
    }();
    ModelCopy() {
        for (const auto& file : {kWeightsFile, kVocabularyFile})
            fs::create_symlink(default_minilm_directory() / file.name, folder / file.name);
    }
    ModelCopy(const ModelCopy&) = delete;
    ModelCopy& operator=(const ModelCopy&) = delete;
    ~ModelCopy() { fs::remove_all(folder); }

    /// Replaces a link by a copy with one byte changed.
    void flip(const char* name, std::size_t offset) const {
        fs::remove(folder / name);
        fs::copy_file(default_minilm_directory() / name, folder / name);
        std::fstream file(folder / name, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(offset));
        const auto byte = static_cast<char>(file.get() ^ 1);
        file.seekp(static_cast<std::streamoff>(offset));
        file.put(byte);
    }
};

struct ParityCase {
    Precision precision;
    double least, mean;
};
class Parity : public testing::TestWithParam<ParityCase> {};

TEST_P(Parity, VectorsAreTheReferences) {
    SKIP_WITHOUT_ENGINE();
    const auto& rows = parity_fixture()["vectors"];
    ASSERT_EQ(rows.size(), 200);
    std::vector<std::string> texts;
    for (const auto& row : rows) texts.push_back(row["text"]);
    const auto vectors = make(GetParam().precision)->embed(texts);
    ASSERT_TRUE(vectors) << vectors.error().detail;
    double least = 1, sum = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto similarity = cosine((*vectors)[i], reference(rows[i]));
        EXPECT_GE(similarity, GetParam().least) << texts[i];
        least = std::min(least, similarity);
        sum += similarity;
    }
    EXPECT_GE(sum / 200, GetParam().mean);
    RecordProperty("least_cosine", std::to_string(least));
}

std::string precision_name(const testing::TestParamInfo<ParityCase>& info) {
    static const char* const kNames[] = {"Automatic", "F32", "Bf16", "Int8"};
    return kNames[static_cast<std::size_t>(info.param.precision)];
}

// The int8 figure is that of single punctuation marks; sentences have 0.998.
constexpr ParityCase kCases[] = {{Precision::F32, 0.9999, 0.99999},
                                 {Precision::Bf16, 0.999, 0.9999},
                                 {Precision::Int8, 0.98, 0.997},
                                 {Precision::Automatic, 0.98, 0.997}};
INSTANTIATE_TEST_SUITE_P(Precisions, Parity, testing::ValuesIn(kCases), precision_name);

/// The same to the last bit: a cache, or another order, must not change what is decided.
TEST_P(Parity, VectorsHaveUnitLengthAndDoNotDependOnTheirNeighbours) {
    SKIP_WITHOUT_ENGINE();
    const auto embedder = make(GetParam().precision);
    std::vector<std::string> texts{""};
    for (const auto& row : parity_fixture()["vectors"]) texts.push_back(row["text"]);
    const auto together = embedder->embed(texts).value();
    const std::vector<std::string> reversed(texts.rbegin(), texts.rend());
    const auto backwards = embedder->embed(reversed).value();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(backwards[texts.size() - 1 - i], together[i]) << texts[i];
        EXPECT_NEAR(std::inner_product(together[i].begin(), together[i].end(), together[i].begin(), 0.0), 1, 1e-5);
        if (i % 17 == 0) {
            EXPECT_EQ(embedder->embed(std::span(texts).subspan(i, 1)).value().front(), together[i]) << texts[i];
        }
    }
}

TEST(MinilmEmbedder, PutsParaphrasesCloserThanOtherThings) {
    SKIP_WITHOUT_ENGINE();
    const auto vectors = make(Precision::Automatic)
                             ->embed(std::vector<std::string>{"Supervised junior staff", "Managed a team of younger employees",
                                                              "Baked sourdough bread"});
    ASSERT_TRUE(vectors);
    EXPECT_GT(cosine((*vectors)[0], (*vectors)[1]), cosine((*vectors)[0], (*vectors)[2]) + 0.2);
}

TEST(MinilmEmbedder, ServesManyThreadsAtOnceWithTheSameAnswers) {
    SKIP_WITHOUT_ENGINE();
    const auto embedder = make(Precision::Automatic);
    const std::vector<std::string> texts{"Wrote reports", "Planned budgets of 2 million"};
    const auto expected = embedder->embed(texts).value();
    std::atomic<int> same = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round) same += embedder->embed(texts).value() == expected ? 1 : 0;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(same, 30);
}

TEST(MinilmEmbedder, LoadsInTheBackgroundIfAskedTo) {
    SKIP_WITHOUT_ENGINE();
    const std::vector<std::string> texts{"Planned budgets"};
    const auto expected = make(Precision::Automatic)->embed(texts).value();
    const auto early = make_minilm_embedder(default_minilm_directory(), {.loading = Loading::InBackground}).value();
    EXPECT_EQ(early->embed(texts).value(), expected);
    (void)make_minilm_embedder(default_minilm_directory(), {.loading = Loading::InBackground});  // never used: ends well, too
}

TEST(MinilmEmbedder, HasANameForEachPrecisionBeforeAnythingIsLoaded) {
    SKIP_WITHOUT_MODEL();
    EXPECT_EQ(make(Precision::F32)->name(), "all-MiniLM-L6-v2/f32");
    EXPECT_EQ(make(Precision::Bf16)->name(), "all-MiniLM-L6-v2/bf16");
    EXPECT_EQ(make(Precision::Int8)->name(), "all-MiniLM-L6-v2/int8");
    EXPECT_EQ(make(Precision::Automatic)->dimension(), 384);
}

TEST(MinilmEmbedder, SaysHowToInstallAModelThatIsMissing) {
    const auto result = make_minilm_embedder("/nowhere");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(result.error().reason, "embedder-missing");
    EXPECT_THAT(result.error().public_text, HasSubstr("./dev build"));
    EXPECT_THAT(result.error().public_text, HasSubstr("--embedder lexical"));
    EXPECT_THAT(result.error().public_text, testing::Not(HasSubstr("/nowhere")));
}

TEST(MinilmEmbedder, SaysThatAnEngineIsMissing) {
    SKIP_WITHOUT_MODEL();
    const auto result = make_minilm_embedder(default_minilm_directory(), {.engine_directory = "/nowhere"});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, "embedder-missing");
}

TEST(MinilmEmbedder, RefusesADamagedModel) {
    SKIP_WITHOUT_ENGINE();
    const std::pair<const char*, std::size_t> places[] = {
        {kWeightsFile.name, kWeightsFile.bytes - 1}, {kWeightsFile.name, 20}, {kVocabularyFile.name, 100}};
    for (const auto& [name, offset] : places) {
        const ModelCopy copy;
        copy.flip(name, offset);
        const auto embedder = make_minilm_embedder(copy.folder);
        ASSERT_TRUE(embedder);
        const auto vectors = (*embedder)->embed(std::vector<std::string>{"x"});
        ASSERT_FALSE(vectors) << name << offset;
        EXPECT_EQ(vectors.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(vectors.error().reason, "embedder-corrupt");
        EXPECT_THAT(vectors.error().public_text, HasSubstr("./dev build"));
    }
}

TEST(MinilmEmbedder, WorksAfterAModelIsRepairedWithoutARestart) {
    SKIP_WITHOUT_ENGINE();
    const ModelCopy copy;
    copy.flip(kVocabularyFile.name, 100);
    const auto embedder = make_minilm_embedder(copy.folder);
    ASSERT_FALSE((*embedder)->embed(std::vector<std::string>{"x"}));
    fs::remove(copy.folder / kVocabularyFile.name);
    fs::copy_file(default_minilm_directory() / kVocabularyFile.name, copy.folder / kVocabularyFile.name);
    EXPECT_TRUE((*embedder)->embed(std::vector<std::string>{"x"}));
}

TEST(ModelFiles, HaveTheChecksumsThatTheSetUpChecks) {
    const auto committed = read_text(fs::path(BESPOKE_SOURCE_DIR) / "tools/models/all-minilm-l6-v2.sha256");
    EXPECT_EQ(committed, fmt::format("{}  {}\n{}  {}\n", kWeightsFile.sha256, kWeightsFile.name, kVocabularyFile.sha256,
                                     kVocabularyFile.name));
}

static_assert(best_compute_type({.bf16_dot = true, .int8_dot = true}) == ComputeType::Int8);
static_assert(best_compute_type({.bf16_dot = true}) == ComputeType::Bf16);
static_assert(best_compute_type({}) == ComputeType::F32);

}  // namespace
}  // namespace bespoke::adapters::openvino
