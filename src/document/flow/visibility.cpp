#include "document/flow/visibility.hpp"

#include <algorithm>

namespace bespoke::document {
namespace {

/// Nobody reads text of this size; layout tables are squeezed with it too.
constexpr float kUnreadablePoints = 2;
/// Lighter than any grey that people set text in.
constexpr int kNearWhite = 0xf7;

}  // namespace

bool is_unseen(const Span& look, Backdrop backdrop) {
    const bool white = std::min({look.colour.red, look.colour.green, look.colour.blue}) >= kNearWhite;
    return (white && backdrop == Backdrop::Paper) || look.size_pt <= kUnreadablePoints;
}

}  // namespace bespoke::document
