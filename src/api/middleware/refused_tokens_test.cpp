#include "api/middleware/refused_tokens.hpp"

#include <gtest/gtest.h>

#include "adapters/memory/ledger.hpp"
#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::kAlice;
using testing::kBob;
using Outcomes = std::vector<std::string>;

struct RefusedTokensTest : ::testing::Test {
    testing::Rig rig;
    adapters::memory::Ledger ledger;
    RefusedTokens refused{rig.store, ledger, rig.clock};

    Outcomes of_tenant(const TenantId& tenant) {
        Outcomes outcomes;
        const auto stored = rig.store.audit(tenant, 0, 1'000);
        for (const auto& entry : *stored) {
            EXPECT_EQ(entry.action, "token_refused");
            outcomes.push_back(entry.outcome);
        }
        return outcomes;
    }
    std::vector<json> lines() {
        std::vector<json> all;
        const auto stored = ledger.lines();
        for (const auto& line : *stored) all.push_back(json::parse(line));
        return all;
    }
    Outcomes of_service() {
        Outcomes outcomes;
        const auto stored = lines();
        for (const auto& line : stored) outcomes.push_back(line.at("outcome"));
        return outcomes;
    }
};

TEST_F(RefusedTokensTest, StandInTheChainOfTheTenantOrElseOfTheService) {
    refused.note({kAlice, "exp", "t1"});
    refused.note({std::nullopt, "signature", "t2"});
    EXPECT_EQ(of_tenant(kAlice), Outcomes{"exp"});
    EXPECT_EQ(of_tenant(kBob), Outcomes{});
    EXPECT_EQ(of_service(), Outcomes{"signature"});
}

TEST_F(RefusedTokensTest, OfAFloodAreCountedAndFillNoDisk) {
    for (int n = 0; n < 10'000; ++n) refused.note({std::nullopt, "signature", "t"});
    EXPECT_EQ(of_service(), Outcomes{"signature"});
    rig.clock.advance(61s);
    refused.note({std::nullopt, "exp", "t"});
    EXPECT_EQ(of_service(), (Outcomes{"signature", "signature, 9999 more", "exp"}));
    for (int n = 0; n < 1'000; ++n) refused.note({std::nullopt, "cause " + std::to_string(n), "t"});
    EXPECT_EQ(of_service().size(), 2 + RefusedTokens::kMostCauses + 1) << "with the rest as \"other\"";
    EXPECT_EQ(of_service().back(), "other");
}

TEST_F(RefusedTokensTest, AreCountedAnewWhenTheClockIsSetBack) {
    refused.note({kAlice, "exp", "t"});
    rig.clock.advance(-24h);
    refused.note({kAlice, "exp", "t"});
    EXPECT_EQ(of_tenant(kAlice), (Outcomes{"exp", "exp"}));
}

TEST_F(RefusedTokensTest, OfTheServiceAreChainedByTheirHashes) {
    for (const char* cause : {"signature", "exp", "unknown kid"}) refused.note({std::nullopt, cause, "t"});
    std::string previous;
    const auto stored = lines();
    for (const auto& line : stored) {
        const ports::AuditEntry entry{.sequence = line.at("sequence"),
                                      .at = rig.clock.now(),
                                      .actor = line.at("actor"),
                                      .action = line.at("action"),
                                      .object = {},
                                      .outcome = line.at("outcome"),
                                      .trace = line.at("trace"),
                                      .hash = {}};
        EXPECT_EQ(line.at("hash"), ports::audit_hash(previous, entry));
        previous = line.at("hash");
    }
    EXPECT_EQ(lines().back().at("sequence"), 3);
}

}  // namespace
}  // namespace bespoke::api
