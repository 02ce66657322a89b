#pragma once

#include <cstddef>
#include <vector>

namespace bespoke::tailoring {

/// Something that may be left out.
struct FitItem {
    double height = 0;                      ///< that leaving it out frees; above 0
    double value = 0;                       ///< that is lost with it; not below 0
    std::size_t list = 0;                   ///< the list that it stands in
    std::vector<std::size_t> requirements;  ///< that it proves
};

/// What to leave out so that the least is lost.
struct FitProblem {
    std::vector<FitItem> items;
    std::vector<std::size_t> kept_at_least;    ///< items that stay, of each list
    std::vector<std::size_t> proofs_at_least;  ///< items that stay, of those that prove each requirement
};

/// Positions, rising, of the items to leave out: they free at least `to_free`, and no other choice that does so and keeps what has to
/// stay loses less value. Empty if nothing is to be freed or no choice does it. Exact, by branch and bound (Land & Doig 1960) with
/// the fractional bound of the knapsack problem; of choices of equal loss the first in the order of search, so that the answer is always
/// the same. Beyond kMostSteps the best found so far.
std::vector<std::size_t> least_loss(const FitProblem&, double to_free);
inline constexpr std::size_t kMostSteps = 400'000;

/// Positions of all that may go together, highest first.
std::vector<std::size_t> all_that_may_go(const FitProblem&);

}  // namespace bespoke::tailoring
