#pragma once

#include <span>

namespace bespoke::evidence {

/// Of vectors of unit length, 0..1: what points away is unrelated, and so is what differs in length. Rounded to thousandths, so that what
/// two processors compute a little differently makes one report.
double rounded_cosine(std::span<const float> a, std::span<const float> b);

}  // namespace bespoke::evidence
