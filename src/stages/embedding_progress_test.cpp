#include "stages/embedding_progress.hpp"

#include <gtest/gtest.h>

#include <random>

#include "adapters/memory/blob_store.hpp"
#include "stages/pipeline_for_test.hpp"

namespace bespoke::stages {
namespace {

using Vector = std::vector<float>;

/// A service that refuses single texts: `refuses` is asked for each, and one refused spoils its call.
struct BusyService {
    std::function<std::optional<Error>(const std::string&)> refuses = [](const std::string&) { return std::nullopt; };
    std::string name = "busy/1";
    std::size_t calls = 0, texts = 0;
    std::size_t too_many = 0;  ///< vectors that nobody asked for

    class Embedder final : public ports::Embedder {
    public:
        explicit Embedder(BusyService& service) : service_(service) {}
        [[nodiscard]] std::string_view name() const override { return service_.name; }
        [[nodiscard]] std::size_t dimension() const override { return 2; }
        Result<std::vector<Vector>> embed(std::span<const std::string> texts) override {
            ++service_.calls;
            std::vector<Vector> vectors;
            for (const auto& text : texts) {
                ++service_.texts;
                if (auto error = service_.refuses(text)) return tl::unexpected(*error);
                vectors.push_back({1, static_cast<float>(std::hash<std::string>{}(text) % 1'000)});
            }
            vectors.resize(vectors.size() + service_.too_many);
            return vectors;
        }

    private:
        BusyService& service_;
    };
};

Error throttle() { return {ErrorCode::Unavailable, "throttled", "Busy; try again."}; }

std::vector<std::string> texts(int count) {
    std::vector<std::string> all;
    for (int i = 0; i < count; ++i) all.push_back("text " + std::to_string(i));
    return all;
}

struct EmbeddingProgress : ::testing::Test {
    adapters::memory::BlobStore blobs;
    BusyService service;
    nlohmann::json state = nlohmann::json::object();
    std::chrono::milliseconds time{60'000};

    /// One try of the visit.
    Result<std::vector<Vector>> attempt(const std::vector<std::string>& wanted) {
        const engine::TaskContext context{TenantId("alice"), JobId("job-1"), Deadline::after(time)};
        const Payload payload(blobs, context, "embed", state);
        return patient(std::make_unique<BusyService::Embedder>(service), payload, context.deadline)->embed(wanted);
    }
};

TEST_F(EmbeddingProgress, AsksOnceForAllWhereNothingIsBusy) {
    const auto wanted = texts(50);
    const auto vectors = attempt(wanted);
    ASSERT_TRUE(vectors);
    EXPECT_EQ(vectors->size(), 50U);
    EXPECT_EQ(service.calls, 1U);
    EXPECT_TRUE(blobs.list(TenantId("alice"), "", Deadline::after(time))->empty()) << "nothing to keep";
}

TEST_F(EmbeddingProgress, GoesOnInTheNextTryWhereTheLastOneStopped) {
    std::set<std::string> came;
    bool storm = false;
    service.refuses = [&](const std::string& text) -> std::optional<Error> {
        if (storm || (came.size() == 24 && !came.contains(text))) return throttle();
        came.insert(text);
        return std::nullopt;
    };
    const auto wanted = texts(60);
    const auto stopped = attempt(wanted);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().reason, "throttled") << "a throttle stays one";
    const auto before = came;
    service.refuses = [&](const std::string& text) -> std::optional<Error> {
        EXPECT_FALSE(before.contains(text)) << "asked again for " << text;
        return std::nullopt;
    };
    const auto done = attempt(wanted);
    ASSERT_TRUE(done);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_EQ((*done)[i][1], static_cast<float>(std::hash<std::string>{}(wanted[i]) % 1'000)) << i;
}

/// The client asks three times, so of every third request refused 27 texts in a thousand remain.
TEST_F(EmbeddingProgress, SurvivesAStormThatRefusesEveryThirdRequest) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        state["seed"] = seed;
        std::mt19937 random(seed);
        service.refuses = [&](const std::string&) -> std::optional<Error> {
            if (random() % 1'000 < 27) return throttle();
            return std::nullopt;
        };
        int tries = 1;
        while (!attempt(texts(120)) && tries < 50) ++tries;
        EXPECT_LE(tries, 6) << "the state machine tries six times; seed " << seed;
    }
}

TEST_F(EmbeddingProgress, GivesUpAtOnceWhatDoesNotPass) {
    for (const auto& error :
         {Error{ErrorCode::Unavailable, "embedder-missing", "None."}, Error{ErrorCode::Internal, "x", "Broken."}}) {
        service.calls = 0;
        service.refuses = [&](const std::string&) { return error; };
        const auto refused = attempt(texts(40));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().reason, error.reason);
        EXPECT_EQ(service.calls, 1U);
    }
}

TEST_F(EmbeddingProgress, TakesAnotherNumberOfVectorsForAnAnswerThatMayComeRightInTheNextTry) {
    service.too_many = 1;
    const auto refused = attempt(texts(40));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable) << "what Retry of the pipeline tries again";
    EXPECT_EQ(refused.error().reason, "embedder-failed");
    service.too_many = 0;
    EXPECT_TRUE(attempt(texts(40)));
}

TEST_F(EmbeddingProgress, AsksOnceForATextThatIsNamedOften) {
    auto wanted = texts(30);
    for (const auto& again : texts(30)) wanted.push_back(again);
    const auto vectors = attempt(wanted);
    ASSERT_TRUE(vectors);
    EXPECT_EQ(service.texts, 30U);
    EXPECT_EQ((*vectors)[7], (*vectors)[37]);
}

TEST_F(EmbeddingProgress, AsksAFewTimesOnlyWhereEverythingIsRefused) {
    service.refuses = [](const std::string&) { return throttle(); };
    EXPECT_FALSE(attempt(texts(1'000)));
    EXPECT_LE(service.calls, 5U);
}

TEST_F(EmbeddingProgress, StopsInTimeToKeepWhatCame) {
    time = std::chrono::milliseconds(4'000);
    int asked = 0;
    service.refuses = [&](const std::string&) -> std::optional<Error> {
        if (++asked == 1) return throttle();
        return std::nullopt;
    };
    const auto stopped = attempt(texts(3));
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Timeout);
}

TEST_F(EmbeddingProgress, BelievesNoVectorsOfAnotherModel) {
    bool busy = true;
    service.refuses = [&](const std::string& text) -> std::optional<Error> {
        if (busy && text == "text 5") return throttle();
        return std::nullopt;
    };
    ASSERT_FALSE(attempt(texts(6)));
    busy = false;
    service.name = "other/2";
    service.texts = 0;
    ASSERT_TRUE(attempt(texts(6)));
    EXPECT_EQ(service.texts, 6U);
}

}  // namespace
}  // namespace bespoke::stages
