#include "ndcg.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace bespoke::quality {
namespace {

double gain(std::span<const int> grades, std::size_t depth) {
    double sum = 0;
    for (std::size_t i = 0; i < std::min(depth, grades.size()); ++i)
        sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
    return sum;
}

}  // namespace

double ndcg(std::span<const double> scores, std::span<const int> grades, std::size_t depth) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    std::vector<int> seen, best(grades.begin(), grades.end());
    for (const auto i : order) seen.push_back(grades[i]);
    std::sort(best.begin(), best.end(), std::greater<>());
    return gain(seen, depth) / gain(best, depth);
}

}  // namespace bespoke::quality
