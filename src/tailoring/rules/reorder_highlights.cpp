#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {
namespace {

/// Positions by falling relevance, ties as they stood.
std::vector<std::size_t> ranking(const std::vector<double>& relevance) {
    std::vector<std::size_t> order(relevance.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return relevance[a] > relevance[b]; });
    return order;
}

void reorder(Draft& draft, const NodeId& pointer, const TextList& list) {
    const auto relevance = relevance_of(draft, list);
    auto order = ranking(relevance);
    // What only a cue suggests is no reason to put something else first than the candidate did.
    constexpr double kLeastToLead = 0.7;
    if (relevance[order.front()] < kLeastToLead) {
        const auto first = std::find(order.begin(), order.end(), std::size_t{0});
        std::rotate(order.begin(), first, first + 1);
    }
    if (std::is_sorted(order.begin(), order.end())) return;
    Permute permute;
    std::vector<NodeId> raised;
    for (std::size_t to = 0; to < order.size(); ++to) {
        permute.order.push_back(list[order[to]].id);
        if (order[to] > to && relevance[order[to]] > 0) raised.push_back(list[order[to]].id);
    }
    auto requirements = proven_by(draft, raised);
    auto reason = requirements.empty()
                      ? std::string("The highlights closest to the tasks of this job come first.")
                      : fmt::format("The highlights that speak to {} come first.", quoted_requirements(draft, requirements));
    draft.add(EditKind::ReorderHighlights, pointer, std::move(permute), std::move(requirements), std::move(raised),
              std::move(reason));
}

}  // namespace

void reorder_highlights(Draft& draft) {
    for_each_list(draft.resume, [&](const NodeId& pointer, const TextList& list) {
        if (last_step(pointer) == "highlights" && list.size() > 1) reorder(draft, pointer, list);
    });
}

}  // namespace bespoke::tailoring
