#include "adapters/openai/cached_model.hpp"

#include <gtest/gtest.h>

#include "adapters/openai/budgeted_model.hpp"
#include "adapters/openai/token_budget.hpp"

namespace bespoke::adapters::openai {
namespace {

using Finish = ports::Completion::Finish;

struct CountingModel final : ports::LanguageModel {
    explicit CountingModel(int& asked, Finish finish = Finish::Stop) : asked_(asked), finish_(finish) {}
    [[nodiscard]] std::string_view name() const override { return "m"; }
    Result<ports::Completion> complete(const ports::CompletionRequest&, Deadline) override {
        ++asked_;
        return ports::Completion{.text = "answer " + std::to_string(asked_),
                                 .model = "m",
                                 .finish = finish_,
                                 .input_tokens = 3,
                                 .output_tokens = 4,
                                 .cost_usd = 0.5};
    }
    int& asked_;
    Finish finish_;
};

ports::CompletionRequest question(const char* owner, const char* user = "q") {
    ports::CompletionRequest request;
    request.owner = TenantId(owner);
    request.user = user;
    return request;
}

const Deadline kSoon = Deadline::after(std::chrono::seconds(10));

TEST(CachedModel, AsksTheSameQuestionOfOneOwnerOnce) {
    int asked = 0;
    MemoryAnswerStore store;
    CachedModel model(std::make_unique<CountingModel>(asked), store);
    const auto first = model.complete(question("alice"), kSoon), again = model.complete(question("alice"), kSoon);
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(again->text, first->text);
    EXPECT_TRUE(again->from_cache);
    EXPECT_EQ(again->cost_usd, 0);
    EXPECT_EQ(again->input_tokens, 0);
    static_cast<void>(model.complete(question("alice", "other"), kSoon));
    EXPECT_EQ(asked, 2);
}

TEST(CachedModel, GivesNoAnswerOfOneOwnerToAnother) {
    int asked = 0;
    MemoryAnswerStore store;
    CachedModel model(std::make_unique<CountingModel>(asked), store);
    for (const char* owner : {"alice", "bob", "", ""}) EXPECT_FALSE(model.complete(question(owner), kSoon)->from_cache);
    EXPECT_EQ(asked, 4);
}

TEST(CachedModel, TellsRequestsApartInEveryField) {
    int asked = 0;
    MemoryAnswerStore store;
    CachedModel model(std::make_unique<CountingModel>(asked), store);
    auto request = question("alice");
    static_cast<void>(model.complete(request, kSoon));
    const std::vector<std::function<void(ports::CompletionRequest&)>> changes = {
        [](auto& r) { r.system = "s"; }, [](auto& r) { r.schema["x"] = 1; }, [](auto& r) { r.max_output_tokens = 1; },
        [](auto& r) { r.temperature = 1; }, [](auto& r) { r.seed = 1; }};
    for (const auto& change : changes) {
        change(request);
        EXPECT_FALSE(model.complete(request, kSoon)->from_cache);
    }
}

TEST(CachedModel, KeepsOnlyFinishedAnswers) {
    for (const auto finish : {Finish::Length, Finish::Refusal}) {
        int asked = 0;
        MemoryAnswerStore store;
        CachedModel model(std::make_unique<CountingModel>(asked, finish), store);
        for (int i = 0; i < 2; ++i) EXPECT_FALSE(model.complete(question("alice"), kSoon)->from_cache);
    }
}

TEST(CachedModel, ForgetsAnOwner) {
    int asked = 0;
    MemoryAnswerStore store;
    CachedModel model(std::make_unique<CountingModel>(asked), store);
    for (const char* owner : {"alice", "alice2"}) static_cast<void>(model.complete(question(owner), kSoon));
    store.forget(cache_prefix(TenantId("alice")));
    EXPECT_FALSE(model.complete(question("alice"), kSoon)->from_cache);
    EXPECT_TRUE(model.complete(question("alice2"), kSoon)->from_cache);
}

TEST(MemoryAnswerStore, DropsTheLeastRecentlyUsedFirst) {
    MemoryAnswerStore store(1'500);
    const ports::Completion big{.text = std::string(400, 'x')};
    store.put("a", big);
    store.put("b", big);
    EXPECT_TRUE(store.get("a"));
    store.put("c", big);
    EXPECT_TRUE(store.get("a"));
    EXPECT_FALSE(store.get("b"));
    EXPECT_TRUE(store.get("c"));
    store.put("huge", {.text = std::string(4'000, 'x')});
    EXPECT_FALSE(store.get("huge"));
    EXPECT_TRUE(store.get("c"));
}

struct SetClock final : ports::Clock {
    [[nodiscard]] Timestamp now() const override { return at; }
    Timestamp at = from_millis(0);
};

TEST(TokenBudget, CountsByOwnerAndDay) {
    constexpr std::int64_t kDay = 86'400'000;
    SetClock clock;
    TokenBudget budget(100, clock);
    const TenantId alice("alice"), bob("bob");
    EXPECT_TRUE(*budget.reserve(alice, 60));
    EXPECT_FALSE(*budget.reserve(alice, 60));
    EXPECT_TRUE(*budget.reserve(bob, 60));
    EXPECT_TRUE(budget.settle(alice, 60, 30));
    EXPECT_TRUE(*budget.reserve(alice, 70));
    clock.at = from_millis(kDay - 1);
    EXPECT_FALSE(*budget.reserve(alice, 1));
    clock.at = from_millis(kDay);
    EXPECT_TRUE(*budget.reserve(alice, 100));
}

/// Grants what a test says; remembers what was settled.
struct ScriptedLedger final : ports::TokenLedger {
    explicit ScriptedLedger(std::vector<std::int64_t>& settled, Result<bool> answer)
        : settled_(settled), answer_(std::move(answer)) {}
    Result<bool> reserve(const TenantId&, std::int64_t) override { return answer_; }
    Status settle(const TenantId&, std::int64_t, std::int64_t used) override {
        settled_.push_back(used);
        return fail(ErrorCode::Unavailable, "storage-full", "No.");
    }
    std::vector<std::int64_t>& settled_;
    Result<bool> answer_;
};

TEST(BudgetedModel, CountsWhatWasUsedAndKeepsTheAnswerThoughTheLedgerFailsAfterIt) {
    int asked = 0;
    std::vector<std::int64_t> settled;
    BudgetedModel model(std::make_unique<CountingModel>(asked), std::make_unique<ScriptedLedger>(settled, true));
    EXPECT_TRUE(model.complete(question("alice"), kSoon));
    EXPECT_EQ(settled, std::vector<std::int64_t>{7});
}

TEST(BudgetedModel, AsksNobodyBeyondTheBudgetOrWithoutALedger) {
    const std::pair<Result<bool>, const char*> cases[] = {
        {false, "model-budget"}, {fail(ErrorCode::Unavailable, "throttled", "The service is busy; try again."), "throttled"}};
    for (const auto& [answer, reason] : cases) {
        int asked = 0;
        std::vector<std::int64_t> settled;
        BudgetedModel model(std::make_unique<CountingModel>(asked), std::make_unique<ScriptedLedger>(settled, answer));
        const auto completion = model.complete(question("alice"), kSoon);
        ASSERT_FALSE(completion);
        EXPECT_EQ(completion.error().reason, reason);
        EXPECT_EQ(asked, 0);
        EXPECT_TRUE(settled.empty());
    }
}

}  // namespace
}  // namespace bespoke::adapters::openai
