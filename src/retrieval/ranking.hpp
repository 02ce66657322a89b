#pragma once

#include <memory>
#include <vector>

#include "retrieval/segment.hpp"

namespace bespoke::retrieval {

/// The searched passages, counted through all segments.
class Searched {
public:
    explicit Searched(std::vector<std::shared_ptr<const Segment>> segments);
    [[nodiscard]] std::size_t size() const { return begins_.back(); }
    struct Place {
        std::shared_ptr<const Segment> segment;
        std::size_t passage = 0;
    };
    [[nodiscard]] Place place(std::size_t number) const;
    /// By document and passage id.
    [[nodiscard]] bool before(std::size_t a, std::size_t b) const;

    /// Cosine of each passage with a query of unit length; 0 for those without an embedding.
    [[nodiscard]] std::vector<float> cosines(const std::vector<float>& query) const;
    /// BM25 of each passage for a query's words (Robertson and Zaragoza 2009).
    [[nodiscard]] std::vector<float> bm25(std::string_view query) const;

private:
    std::vector<std::shared_ptr<const Segment>> segments_;
    std::vector<std::size_t> begins_;  ///< number of each segment's first passage, and of all
};

/// Add 1 / (60 + rank) to `fused` for the `depth` best of the scores above 0. Equal scores have the same rank.
void add_reciprocal_ranks(const std::vector<float>& scores, std::size_t depth, std::vector<double>& fused);

}  // namespace bespoke::retrieval
