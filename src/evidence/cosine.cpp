#include "evidence/cosine.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bespoke::evidence {
namespace {

/// In lanes, which the compiler may add up side by side.
float dot(std::span<const float> a, std::span<const float> b) {
    constexpr std::size_t kLanes = 16;
    std::array<float, kLanes> lanes{};
    std::size_t i = 0;
    for (; i + kLanes <= a.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane] += a[i + lane] * b[i + lane];
    }
    float sum = 0;
    for (const float lane : lanes) sum += lane;
    for (; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace

double rounded_cosine(std::span<const float> a, std::span<const float> b) {
    if (a.size() != b.size()) return 0;
    constexpr double kSteps = 1000;
    return std::round(std::max(0.0, static_cast<double>(dot(a, b))) * kSteps) / kSteps;
}

}  // namespace bespoke::evidence
