#include "retrieval/ranking.hpp"

#include <cmath>

#include "retrieval/dot.hpp"

namespace bespoke::retrieval {
namespace {

constexpr double kSaturation = 1.2;     // k1
constexpr double kLengthWeight = 0.75;  // b
constexpr double kRankOffset = 60;      // the constant of the method's authors

/// Rarity of a term that `with` of `all` passages have.
double inverse_frequency(std::size_t all, std::size_t with) {
    return std::log(1.0 + (static_cast<double>(all) - static_cast<double>(with) + 0.5) / (static_cast<double>(with) + 0.5));
}

double saturated(double count, double relative_length) {
    return count * (kSaturation + 1) / (count + kSaturation * (1 - kLengthWeight + kLengthWeight * relative_length));
}

}  // namespace

Searched::Searched(std::vector<std::shared_ptr<const Segment>> segments) : segments_(std::move(segments)), begins_{0} {
    for (const auto& segment : segments_) begins_.push_back(begins_.back() + segment->size());
}

Searched::Place Searched::place(std::size_t number) const {
    const auto after = std::ranges::upper_bound(begins_, number);
    const auto segment = static_cast<std::size_t>(after - begins_.begin()) - 1;
    return {segments_[segment], number - begins_[segment]};
}

bool Searched::before(std::size_t a, std::size_t b) const {
    const Place first = place(a), second = place(b);
    return std::tie(first.segment->document(), first.segment->id(first.passage)) <
           std::tie(second.segment->document(), second.segment->id(second.passage));
}

std::vector<float> Searched::cosines(const std::vector<float>& query) const {
    std::vector<float> scores(size());
    float* score = scores.data();
    for (const auto& segment : segments_) {
        const bool comparable = segment->dimension() == query.size();
        for (std::size_t i = 0; i < segment->size(); ++i, ++score) {
            if (comparable) *score = dot(query.data(), segment->row(i), query.size());
        }
    }
    return scores;
}

std::vector<float> Searched::bm25(std::string_view query) const {
    std::vector<float> scores(size());
    std::uint64_t words = 0;
    for (const auto& segment : segments_) words += segment->total_length();
    if (words == 0) return scores;
    const double mean = static_cast<double>(words) / static_cast<double>(size());
    auto terms = terms_of(query);
    std::ranges::sort(terms);
    const auto repeated = std::ranges::unique(terms);
    terms.erase(repeated.begin(), repeated.end());
    std::vector<std::span<const Segment::Posting>> found(segments_.size());
    for (const Term term : terms) {
        std::size_t with = 0;
        for (std::size_t s = 0; s < segments_.size(); ++s) with += (found[s] = segments_[s]->postings(term)).size();
        const double rarity = inverse_frequency(size(), with);
        for (std::size_t s = 0; s < segments_.size(); ++s) {
            for (const auto& posting : found[s]) {
                const double relative = segments_[s]->length(posting.passage) / mean;
                scores[begins_[s] + posting.passage] += static_cast<float>(rarity * saturated(posting.count, relative));
            }
        }
    }
    return scores;
}

void add_reciprocal_ranks(const std::vector<float>& scores, std::size_t depth, std::vector<double>& fused) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < scores.size(); ++i) {
        if (scores[i] > 0) order.push_back(i);
    }
    depth = std::min(depth, order.size());
    const auto better = [&](std::uint32_t a, std::uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; };
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(depth), better);
    std::size_t rank = 0;
    for (std::size_t i = 0; i < depth; ++i) {
        if (i == 0 || scores[order[i]] != scores[order[i - 1]]) rank = i + 1;
        fused[order[i]] += 1.0 / (kRankOffset + static_cast<double>(rank));
    }
}

}  // namespace bespoke::retrieval
