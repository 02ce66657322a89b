#include "retrieval/collection.hpp"

#include <cmath>

#include "retrieval/dot.hpp"
#include "retrieval/ranking.hpp"

namespace bespoke::retrieval {
namespace {

/// How many of each ranking take part in the fusion: deep enough that what is good by both is seen.
std::size_t depth_for(std::size_t limit) { return std::max<std::size_t>(100, 4 * limit); }

tl::unexpected<Error> other_dimension(std::size_t got, std::size_t wanted) {
    return fail(ErrorCode::InvalidInput, "dimension",
                "The embedding doesn't fit those that are stored; embed everything with one model.",
                fmt::format("{} instead of {} numbers", got, wanted));
}

Result<std::vector<float>> unit(std::vector<float> vector) {
    const float norm = std::sqrt(dot(vector.data(), vector.data(), vector.size()));
    if (!std::isfinite(norm))
        return fail(ErrorCode::InvalidInput, "embedding",
                    "The embedding of the query is no vector of numbers; embed it with the model of what is stored.");
    if (norm > 0) {
        for (float& number : vector) number /= norm;
    }
    return vector;
}

}  // namespace

std::size_t Collection::dimension_without(const std::string& document) const {
    for (const auto& [name, segment] : segments_) {
        if (name != document && segment->dimension() > 0) return segment->dimension();
    }
    return 0;
}

std::size_t Collection::dimension() const {
    for (const auto& [name, segment] : segments_) {
        if (segment->dimension() > 0) return segment->dimension();
    }
    return 0;
}

Status Collection::put(Segment segment) {
    const auto wanted = dimension_without(segment.document());
    if (wanted > 0 && segment.dimension() > 0 && segment.dimension() != wanted)
        return other_dimension(segment.dimension(), wanted);
    remove(segment.document());
    if (segment.size() == 0) return {};
    bytes_ += segment.bytes();
    const auto document = segment.document();
    segments_.emplace(document, std::make_shared<const Segment>(std::move(segment)));
    return {};
}

void Collection::remove(const std::string& document) {
    const auto found = segments_.find(document);
    if (found == segments_.end()) return;
    bytes_ -= found->second->bytes();
    segments_.erase(found);
}

std::vector<std::shared_ptr<const Segment>> Collection::chosen(const Query& query) const {
    std::vector<std::shared_ptr<const Segment>> segments;
    for (const auto& [name, segment] : segments_) {
        if (query.documents.empty() || std::ranges::find(query.documents, name) != query.documents.end())
            segments.push_back(segment);
    }
    return segments;
}

Result<std::vector<Hit>> Collection::search(const Query& query) const {
    if (!query.embedding.empty() && dimension() > 0 && query.embedding.size() != dimension()) {
        return other_dimension(query.embedding.size(), dimension());
    }
    const auto embedding = unit(query.embedding);
    if (!embedding) return tl::unexpected(embedding.error());
    const Searched searched(chosen(query));
    std::vector<double> fused(searched.size());
    if (!embedding->empty()) add_reciprocal_ranks(searched.cosines(*embedding), depth_for(query.limit), fused);
    add_reciprocal_ranks(searched.bm25(query.text), depth_for(query.limit), fused);

    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < fused.size(); ++i) {
        if (fused[i] > 0) order.push_back(i);
    }
    const auto kept = static_cast<std::ptrdiff_t>(std::min(query.limit, order.size()));
    const auto better = [&](std::size_t a, std::size_t b) {
        return fused[a] != fused[b] ? fused[a] > fused[b] : searched.before(a, b);
    };
    std::ranges::partial_sort(order, order.begin() + kept, better);
    std::vector<Hit> hits;
    for (const auto number : std::span(order).first(static_cast<std::size_t>(kept))) {
        auto [segment, passage] = searched.place(number);
        hits.push_back({std::move(segment), passage, fused[number]});
    }
    return hits;
}

}  // namespace bespoke::retrieval
