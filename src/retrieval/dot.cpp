#include "retrieval/dot.hpp"

namespace bespoke::retrieval {

float dot(const float* a, const float* b, std::size_t size) {
    // Floating point may not be reordered, so the compiler vectorises only what is written as independent sums.
    constexpr std::size_t kLanes = 16;
    float sums[kLanes] = {};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
    }
    float sum = 0;
    for (const float lane : sums) sum += lane;
    for (; i < size; ++i) sum += a[i] * b[i];
    return sum;
}

}  // namespace bespoke::retrieval
