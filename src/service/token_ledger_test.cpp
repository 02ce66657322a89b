#include "service/token_ledger.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "adapters/memory/clock.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "support/store_between.hpp"

namespace bespoke::service {
namespace {

struct StoredTokens : ::testing::Test {
    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store{clock};
    TenantId alice{"alice"}, bob{"bob"};
    StoredTokenLedger ledger{1'000, store, clock};
};

TEST_F(StoredTokens, LastForADayAndEachTenantHasItsOwn) {
    EXPECT_TRUE(*ledger.reserve(alice, 700));
    EXPECT_FALSE(*ledger.reserve(alice, 301));
    EXPECT_TRUE(*ledger.reserve(alice, 300));
    EXPECT_TRUE(*ledger.reserve(bob, 1'000));
    clock.advance(std::chrono::hours(24));
    EXPECT_TRUE(*ledger.reserve(alice, 1'000));
}

TEST_F(StoredTokens, CountWhatWasUsedAndNotWhatWasSetAside) {
    EXPECT_TRUE(*ledger.reserve(alice, 900));
    EXPECT_TRUE(ledger.settle(alice, 900, 100));
    EXPECT_TRUE(*ledger.reserve(alice, 900));
    EXPECT_FALSE(*ledger.reserve(alice, 1));
    EXPECT_TRUE(ledger.settle(alice, 900, 5'000)) << "what was used is counted, however much it is";
    EXPECT_FALSE(*ledger.reserve(alice, 1));
}

TEST_F(StoredTokens, AreNotGivenBackToAnotherDay) {
    EXPECT_TRUE(*ledger.reserve(alice, 900));
    clock.advance(std::chrono::hours(24));
    EXPECT_TRUE(*ledger.reserve(alice, 100));
    EXPECT_TRUE(ledger.settle(alice, 900, 50));
    EXPECT_FALSE(*ledger.reserve(alice, 1'001));
}

TEST_F(StoredTokens, AreCountedAcrossProcesses) {
    StoredTokenLedger other{1'000, store, clock};
    EXPECT_TRUE(*ledger.reserve(alice, 600));
    EXPECT_FALSE(*other.reserve(alice, 600));
}

/// Somebody else is always faster the first times: lets them write between a read and the write that follows from it.
class Crowded final : public ports::testing::StoreBetween {
public:
    Crowded(ports::MetadataStore& inner, std::function<void()> others) : StoreBetween(inner), others_(std::move(others)) {}
    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        if (left_-- > 0) others_();
        return StoreBetween::commit(tenant, batch);
    }

private:
    std::function<void()> others_;
    int left_ = 3;
};

TEST_F(StoredTokens, OfOthersAreNotOverwritten) {
    Crowded crowded(store, [&] { EXPECT_TRUE(*ledger.reserve(alice, 100)); });
    StoredTokenLedger late{1'000, crowded, clock};
    EXPECT_TRUE(*late.reserve(alice, 100));
    EXPECT_TRUE(*ledger.reserve(alice, 600)) << "three of others, one of ours";
    EXPECT_FALSE(*ledger.reserve(alice, 1));
}

TEST_F(StoredTokens, AreNeverMoreThanTheBoundHoweverManyAsk) {
    std::atomic<int> granted{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                StoredTokenLedger own{1'000, store, clock};
                for (int k = 0; k < 10; ++k) {
                    if (own.reserve(alice, 100).value_or(false)) ++granted;
                }
            });
        }
    }
    EXPECT_LE(granted, 10);
    EXPECT_GE(granted, 1);
    EXPECT_FALSE(*ledger.reserve(alice, (10 - granted) * 100 + 1));
}

}  // namespace
}  // namespace bespoke::service
