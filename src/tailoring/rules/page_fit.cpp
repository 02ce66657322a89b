#include "tailoring/rules/page_fit.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace bespoke::tailoring {
namespace {

/// Rounding of heights added up in another order.
constexpr double kTolerance = 1e-6;

/// What is left of each list and of the proofs of each requirement.
class Stock {
public:
    explicit Stock(const FitProblem& problem)
        : problem_(problem), in_list_(problem.kept_at_least.size()), proofs_(problem.proofs_at_least.size()) {
        for (const auto& item : problem.items) put_back(item);
    }
    [[nodiscard]] bool may_go(const FitItem& item) const {
        return in_list_[item.list] > problem_.kept_at_least[item.list] &&
               std::all_of(item.requirements.begin(), item.requirements.end(),
                           [&](std::size_t requirement) { return proofs_[requirement] > problem_.proofs_at_least[requirement]; });
    }
    void take(const FitItem& item) {
        --in_list_[item.list];
        for (const auto requirement : item.requirements) --proofs_[requirement];
    }
    void put_back(const FitItem& item) {
        ++in_list_[item.list];
        for (const auto requirement : item.requirements) ++proofs_[requirement];
    }

private:
    const FitProblem& problem_;
    std::vector<std::size_t> in_list_, proofs_;
};

class Search {
public:
    Search(const FitProblem& problem, double to_free)
        : problem_(problem), stock_(problem), to_free_(to_free), order_(problem.items.size()) {
        // What loses least by the point of height is tried first, and bounds the rest.
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            const auto &x = problem_.items[a], &y = problem_.items[b];
            return x.value * y.height < y.value * x.height;
        });
    }

    std::vector<std::size_t> run() {
        visit(0, 0, 0);
        std::sort(best_.begin(), best_.end());
        return best_;
    }

private:
    void visit(std::size_t depth, double freed, double lost) {
        if (freed + kTolerance >= to_free_) {
            if (lost < least_) {
                least_ = lost;
                best_ = chosen_;
            }
            return;
        }
        if (depth == order_.size() || ++steps_ > kMostSteps || lost + bound(depth, to_free_ - freed) >= least_) return;
        const auto& item = problem_.items[order_[depth]];
        if (stock_.may_go(item)) {
            stock_.take(item);
            chosen_.push_back(order_[depth]);
            visit(depth + 1, freed + item.height, lost + item.value);
            chosen_.pop_back();
            stock_.put_back(item);
        }
        visit(depth + 1, freed, lost);
    }
    /// Least loss if items could be cut to measure and nothing had to stay; infinite if they do not suffice.
    [[nodiscard]] double bound(std::size_t depth, double needed) const {
        double lost = 0;
        for (auto i = depth; i < order_.size() && needed > kTolerance; ++i) {
            const auto& item = problem_.items[order_[i]];
            lost += item.value * std::min(1.0, needed / item.height);
            needed -= item.height;
        }
        return needed > kTolerance ? std::numeric_limits<double>::infinity() : lost - kTolerance;
    }
    const FitProblem& problem_;
    Stock stock_;
    double to_free_;
    std::vector<std::size_t> order_, chosen_, best_;
    double least_ = std::numeric_limits<double>::infinity();
    std::size_t steps_ = 0;
};

}  // namespace

std::vector<std::size_t> least_loss(const FitProblem& problem, double to_free) {
    if (to_free <= 0) return {};
    return Search(problem, to_free).run();
}

std::vector<std::size_t> all_that_may_go(const FitProblem& problem) {
    std::vector<std::size_t> order(problem.items.size()), gone;
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return problem.items[a].height > problem.items[b].height; });
    Stock stock(problem);
    for (const auto index : order) {
        if (!stock.may_go(problem.items[index])) continue;
        stock.take(problem.items[index]);
        gone.push_back(index);
    }
    std::sort(gone.begin(), gone.end());
    return gone;
}

}  // namespace bespoke::tailoring
