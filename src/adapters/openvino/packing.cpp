#include "adapters/openvino/packing.hpp"

#include <map>
#include <numeric>

namespace bespoke::adapters::openvino {

std::vector<std::vector<std::size_t>> pack(std::span<const std::size_t> lengths, std::size_t capacity) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return lengths[a] > lengths[b]; });
    std::vector<std::vector<std::size_t>> batches;
    std::multimap<std::size_t, std::size_t> by_room;  // room left to batch
    for (const auto text : order) {
        auto room = by_room.lower_bound(lengths[text]);
        if (room == by_room.end()) {
            room = by_room.emplace(std::max(capacity, lengths[text]), batches.size());
            batches.emplace_back();
        }
        auto node = by_room.extract(room);
        batches[node.mapped()].push_back(text);
        node.key() -= lengths[text];
        by_room.insert(std::move(node));
    }
    return batches;
}

}  // namespace bespoke::adapters::openvino
