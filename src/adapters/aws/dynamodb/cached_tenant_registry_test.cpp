#include "adapters/aws/dynamodb/cached_tenant_registry.hpp"

#include <gtest/gtest.h>

#include "adapters/memory/clock.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using namespace std::chrono_literals;
using ports::Tenant;
using ports::TenantState;

const TenantId kAlice("alice"), kBob("bob");

/// The table that all processes share; counts who asks.
class Table final : public ports::TenantRegistry {
public:
    Status create(const TenantId& tenant, Timestamp now) override {
        tenants[tenant] = {tenant, TenantState::Active, now, {}};
        return {};
    }
    Result<std::optional<Tenant>> get(const TenantId& tenant) override {
        ++asked;
        const auto found = tenants.find(tenant);
        std::optional<Tenant> answer;
        if (found != tenants.end()) answer = found->second;
        if (while_answering) std::exchange(while_answering, {})();
        if (away) return fail(ErrorCode::Unavailable, "throttled", "x");
        return answer;
    }
    Result<std::vector<Tenant>> list() override { return std::vector<Tenant>{}; }
    Status set_state(const TenantId& tenant, TenantState state, Timestamp now) override {
        if (!tenants.contains(tenant)) return tl::unexpected(ports::no_tenant());
        return ports::change_state(tenants[tenant], state, now);
    }
    std::map<TenantId, Tenant> tenants;
    int asked = 0;
    bool away = false;
    std::function<void()> while_answering;
};

struct CachedTenantRegistryTest : ::testing::Test {
    memory::Clock clock;
    Table table;
    std::chrono::milliseconds waited{0};
    CachedTenantRegistry::Options options{.trust = 5s, .most = 3, .wait = [this](auto time) { waited += time; }};
    CachedTenantRegistry here{table, clock, options}, there{table, clock, options};

    void SetUp() override { ASSERT_TRUE(here.create(kAlice, clock.now())); }
    std::optional<TenantState> state(CachedTenantRegistry& registry, const TenantId& tenant = kAlice) {
        const auto got = registry.get(tenant).value();
        return got ? std::optional(got->state) : std::nullopt;
    }
};

TEST_F(CachedTenantRegistryTest, AsksOnceAsLongAsItTrusts) {
    for (int i = 0; i < 100; ++i) EXPECT_EQ(state(here), TenantState::Active);
    EXPECT_EQ(table.asked, 1);
    clock.advance(4'999ms);
    EXPECT_EQ(state(here), TenantState::Active);
    EXPECT_EQ(table.asked, 1);
    clock.advance(1ms);
    EXPECT_EQ(state(here), TenantState::Active);
    EXPECT_EQ(table.asked, 2);
}

TEST_F(CachedTenantRegistryTest, WhoSuspendsOrErasesWaitsUntilNoOtherProcessServesTheTenant) {
    for (const auto end : {TenantState::Suspended, TenantState::Erased}) {
        EXPECT_EQ(state(there), TenantState::Active);
        ASSERT_TRUE(here.set_state(kAlice, end, clock.now()));
        EXPECT_EQ(state(here), end) << "at once where it was done";
        EXPECT_EQ(std::exchange(waited, 0ms), 5s);
        clock.advance(5s);
        EXPECT_EQ(state(there), end);
        if (end == TenantState::Erased) return;
        ASSERT_TRUE(here.set_state(kAlice, TenantState::Active, clock.now()));
        EXPECT_EQ(waited, 0ms) << "nobody suffers from a late resumption";
    }
}

TEST_F(CachedTenantRegistryTest, RemembersNothingButThatATenantIsActive) {
    EXPECT_FALSE(state(here, kBob));
    ASSERT_TRUE(there.create(kBob, clock.now()));
    EXPECT_EQ(state(here, kBob), TenantState::Active);
    ASSERT_TRUE(there.set_state(kAlice, TenantState::Suspended, clock.now()));
    EXPECT_EQ(state(here), TenantState::Suspended);
    ASSERT_TRUE(there.set_state(kAlice, TenantState::Active, clock.now()));
    EXPECT_EQ(state(here), TenantState::Active) << "resumed, at once";
    table.away = true;
    clock.advance(5s);
    EXPECT_EQ(here.get(kAlice).error().reason, "throttled") << "an outage is no reason to trust for longer";
}

TEST_F(CachedTenantRegistryTest, AnAnswerThatAChangeOvertookIsNotKept) {
    table.while_answering = [this] { (void)here.set_state(kAlice, TenantState::Erased, clock.now()); };
    EXPECT_EQ(state(here), TenantState::Active) << "as it was when it was asked";
    EXPECT_EQ(state(here), TenantState::Erased);
}

TEST_F(CachedTenantRegistryTest, TheAgeOfAnAnswerCountsFromTheQuestion) {
    table.while_answering = [this] { clock.advance(5s); };
    EXPECT_EQ(state(here), TenantState::Active);
    table.tenants[kAlice].state = TenantState::Suspended;
    EXPECT_EQ(state(here), TenantState::Suspended);
}

TEST_F(CachedTenantRegistryTest, AClockSetBackMakesNothingLastLonger) {
    EXPECT_EQ(state(here), TenantState::Active);
    clock.advance(-1h);
    table.tenants[kAlice].state = TenantState::Erased;
    EXPECT_EQ(state(here), TenantState::Erased);
}

TEST_F(CachedTenantRegistryTest, HoldsNoMoreTenantsThanItMay) {
    for (int i = 0; i < 10; ++i) {
        const TenantId tenant("t" + std::to_string(i));
        ASSERT_TRUE(here.create(tenant, clock.now()));
        EXPECT_EQ(state(here, tenant), TenantState::Active);
    }
    table.asked = 0;
    for (int i = 0; i < 10; ++i) (void)state(here, TenantId("t" + std::to_string(i)));
    EXPECT_GE(table.asked, 7);
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
