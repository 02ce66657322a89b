#include "tailoring/rules/page_fit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>

namespace bespoke::tailoring {
namespace {

FitProblem random_problem(std::mt19937& random) {
    const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
    FitProblem problem;
    const auto lists = static_cast<std::size_t>(pick(1, 4)), requirements = static_cast<std::size_t>(pick(0, 4));
    problem.proofs_at_least.assign(requirements, 1);
    std::vector<std::size_t> sizes(lists), proofs(requirements);
    for (int i = pick(1, 12); i > 0; --i) {
        FitItem item{
            10.0 + 0.5 * pick(0, 60), 0.01 * pick(0, 300), static_cast<std::size_t>(pick(0, static_cast<int>(lists) - 1)), {}};
        for (std::size_t r = 0; r < requirements; ++r) {
            if (pick(0, 3) != 0) continue;
            item.requirements.push_back(r);
            ++proofs[r];
        }
        ++sizes[item.list];
        problem.items.push_back(std::move(item));
    }
    for (const auto size : sizes)
        problem.kept_at_least.push_back(std::min<std::size_t>(size, static_cast<std::size_t>(pick(0, 2))));
    for (std::size_t r = 0; r < requirements; ++r) problem.proofs_at_least[r] = std::min<std::size_t>(1, proofs[r]);
    return problem;
}

bool keeps_what_has_to_stay(const FitProblem& problem, const std::vector<std::size_t>& drops) {
    std::vector<std::size_t> lists(problem.kept_at_least.size()), proofs(problem.proofs_at_least.size());
    for (std::size_t i = 0; i < problem.items.size(); ++i) {
        if (std::find(drops.begin(), drops.end(), i) != drops.end()) continue;
        ++lists[problem.items[i].list];
        for (const auto requirement : problem.items[i].requirements) ++proofs[requirement];
    }
    return std::equal(lists.begin(), lists.end(), problem.kept_at_least.begin(), std::greater_equal<>()) &&
           std::equal(proofs.begin(), proofs.end(), problem.proofs_at_least.begin(), std::greater_equal<>());
}

double sum(const FitProblem& problem, const std::vector<std::size_t>& drops, double FitItem::*figure) {
    double all = 0;
    for (const auto drop : drops) all += problem.items[drop].*figure;
    return all;
}

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Every choice there is.
double least_loss_by_force(const FitProblem& problem, double to_free) {
    double least = kNever;
    for (std::size_t set = 0; set < (std::size_t{1} << problem.items.size()); ++set) {
        std::vector<std::size_t> drops;
        for (std::size_t i = 0; i < problem.items.size(); ++i) {
            if (set >> i & 1) drops.push_back(i);
        }
        if (sum(problem, drops, &FitItem::height) < to_free - 1e-9 || !keeps_what_has_to_stay(problem, drops)) continue;
        least = std::min(least, sum(problem, drops, &FitItem::value));
    }
    return least;
}

TEST(PageFit, LosesNoMoreThanTheBestOfAllChoices) {
    std::mt19937 random(20240601);
    int solved = 0, impossible = 0;
    for (int round = 0; round < 400; ++round) {
        const auto problem = random_problem(random);
        const double to_free = 1.0 + static_cast<double>(random() % 200);
        const auto best = least_loss_by_force(problem, to_free);
        const auto drops = least_loss(problem, to_free);
        if (best == kNever) {
            EXPECT_TRUE(drops.empty()) << round;
            ++impossible;
            continue;
        }
        ++solved;
        EXPECT_NEAR(sum(problem, drops, &FitItem::value), best, 1e-6) << round;
        EXPECT_GE(sum(problem, drops, &FitItem::height), to_free - 1e-6) << round;
        EXPECT_TRUE(keeps_what_has_to_stay(problem, drops)) << round;
    }
    EXPECT_GT(solved, 100);
    EXPECT_GT(impossible, 20);
}

TEST(PageFit, LeavesOutNothingIfNothingIsToBeFreed) { EXPECT_TRUE(least_loss({{{10, 1, 0, {}}}, {0}, {}}, 0).empty()); }

TEST(PageFit, TakesOneTallLineRatherThanTwoOfMoreValueTogether) {
    const FitProblem problem{{{10, 1, 0, {}}, {10, 1, 0, {}}, {20, 1.5, 0, {}}, {30, 9, 0, {}}}, {1}, {}};
    EXPECT_EQ(least_loss(problem, 20), std::vector<std::size_t>{2});
}

TEST(PageFit, EndsInReasonableTimeWithManyLinesOfOneHeight) {
    FitProblem problem{{}, {2}, {}};
    for (std::size_t i = 0; i < 60; ++i) problem.items.push_back({12, 1.0 + 0.001 * static_cast<double>(i % 7), 0, {}});
    EXPECT_EQ(least_loss(problem, 12 * 20).size(), 20u);
}

TEST(PageFit, LetsGoWhatNeitherListNorRequirementNeeds) {
    const FitProblem problem{{{10, 1, 0, {0}}, {10, 1, 0, {0}}, {10, 1, 1, {}}}, {0, 1}, {1}};
    EXPECT_EQ(all_that_may_go(problem), std::vector<std::size_t>{0});
}

}  // namespace
}  // namespace bespoke::tailoring
