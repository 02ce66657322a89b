#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace bespoke::quality {

/// Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002) with gain 2^grade - 1, over the first `depth` by falling score; equal
/// scores stand as they did, as they do in the product. 1 is the best order. There must be a grade above 0.
double ndcg(std::span<const double> scores, std::span<const int> grades, std::size_t depth);

/// Mean of what is added.
class Mean {
public:
    void add(double value) {
        sum_ += value;
        ++count_;
    }
    [[nodiscard]] double value() const { return count_ == 0 ? 0 : sum_ / static_cast<double>(count_); }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    double sum_ = 0;
    std::size_t count_ = 0;
};

}  // namespace bespoke::quality
