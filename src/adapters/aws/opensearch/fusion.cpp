#include "adapters/aws/opensearch/fusion.hpp"

#include <map>

#include "retrieval/ranking.hpp"

namespace bespoke::adapters::aws::opensearch {
namespace {

/// Below this a cosine is 0 but for the rounding of distance and score.
constexpr double kLeastCosine = 1e-6;

/// Out of 1 / (1 + d²), where d² = 2 - 2 cos for vectors of unit length.
float cosine_of(double score) {
    if (!(score > 0)) return 0;
    const double cosine = 1 - (1 / score - 1) / 2;
    return cosine < kLeastCosine ? 0 : static_cast<float>(cosine);
}

struct Candidate {
    const Found* found = nullptr;
    float cosine = 0, words = 0;
};

}  // namespace

std::size_t depth_for(std::size_t limit) { return std::clamp<std::size_t>(4 * limit, 100, 1'000); }

std::vector<ports::VectorHit> fused(const std::vector<Found>& nearest, const std::vector<Found>& by_words, std::size_t limit) {
    std::map<std::string_view, Candidate> by_key;
    for (const Found& found : nearest) by_key[found.key] = {&found, cosine_of(found.score), 0};
    for (const Found& found : by_words) {
        Candidate& candidate = by_key[found.key];
        candidate.found = &found;
        candidate.words = static_cast<float>(found.score);
    }
    std::vector<float> cosines, words;
    std::vector<const Found*> candidates;
    for (const auto& [key, candidate] : by_key) {
        cosines.push_back(candidate.cosine);
        words.push_back(candidate.words);
        candidates.push_back(candidate.found);
    }
    std::vector<double> scores(candidates.size());
    retrieval::add_reciprocal_ranks(cosines, depth_for(limit), scores);
    retrieval::add_reciprocal_ranks(words, depth_for(limit), scores);
    std::vector<ports::VectorHit> hits;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (scores[i] > 0)
            hits.push_back({RecordId(candidates[i]->document), candidates[i]->chunk, candidates[i]->text, scores[i]});
    }
    std::ranges::sort(hits, [](const ports::VectorHit& a, const ports::VectorHit& b) {
        return a.score != b.score ? a.score > b.score : std::tie(a.document, a.chunk) < std::tie(b.document, b.chunk);
    });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

}  // namespace bespoke::adapters::aws::opensearch
