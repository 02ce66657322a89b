#pragma once

// The promises of ports::Ledger, kept by every adapter. Included by one file of an executable, which brings rigs and instantiates the suite.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "ports/ledger.hpp"

namespace bespoke::ledger_contract {

/// A ledger under test, empty at first, and what can be done to it from outside.
class Rig {
public:
    virtual ~Rig() = default;
    virtual ports::Ledger& ledger() = 0;
    /// Start again with what was stored; false where nothing survives (a declared deviation).
    virtual bool reopen() { return false; }
};

using MakeRig = std::unique_ptr<Rig> (*)();
using Lines = std::vector<std::string>;

class LedgerContract : public testing::TestWithParam<MakeRig> {
protected:
    std::unique_ptr<Rig> rig_ = GetParam()();
    ports::Ledger& ledger() { return rig_->ledger(); }
};

TEST_P(LedgerContract, IsEmptyBeforeTheFirstLine) { EXPECT_EQ(ledger().lines().value(), Lines{}); }

TEST_P(LedgerContract, GivesBackWholeLinesOldestFirst) {
    const std::string erasure = R"({"tenant":"acmé","n":1})";
    for (const auto& line : {erasure, std::string("two"), std::string("a"), std::string("two")})
        ASSERT_TRUE(ledger().append(line));
    EXPECT_EQ(ledger().lines().value(), (Lines{erasure, "two", "a", "two"}));
    ASSERT_TRUE(ledger().append("last"));
    EXPECT_EQ(ledger().lines().value(), (Lines{erasure, "two", "a", "two", "last"})) << "also after they were read before";
}

TEST_P(LedgerContract, LinesSurviveARestart) {
    ASSERT_TRUE(ledger().append("one"));
    if (!rig_->reopen()) GTEST_SKIP() << "declared deviation: keeps nothing across restarts";
    EXPECT_EQ(ledger().lines().value(), Lines{"one"});
    ASSERT_TRUE(ledger().append("two"));
    EXPECT_EQ(ledger().lines().value(), (Lines{"one", "two"}));
}

TEST_P(LedgerContract, ManyThreadsLoseAndDoubleNoLine) {
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 5; ++i) refused += ledger().append(fmt::format("{} {}", t, i)) ? 0 : 1;
            });
        }
    }
    EXPECT_EQ(refused, 0);
    auto lines = ledger().lines().value();
    for (int t = 0; t < 4; ++t) {
        Lines own;
        std::ranges::copy_if(lines, std::back_inserter(own), [&](const auto& line) { return line[0] == '0' + t; });
        EXPECT_TRUE(std::ranges::is_sorted(own)) << "each writer's lines stand in his order";
    }
    std::ranges::sort(lines);
    EXPECT_EQ(lines.size(), 20U);
    EXPECT_EQ(std::ranges::adjacent_find(lines), lines.end());
}

}  // namespace bespoke::ledger_contract
