#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "retrieval/terms.hpp"

namespace bespoke::retrieval {

/// A piece of a document's text.
struct Passage {
    std::string id;
    std::string text;
    std::vector<float> embedding;  ///< of any length but zero in norm; empty where there is none
};

/// One document made ready for search. An immutable value.
class Segment {
public:
    static constexpr std::size_t kMaxDimension = 8'192;
    /// `InvalidInput` "dimension" if embeddings differ in length or are too long, "embedding" if a number is not finite.
    static Result<Segment> build(std::string document, std::vector<Passage> passages);

    [[nodiscard]] const std::string& document() const { return document_; }
    [[nodiscard]] std::size_t size() const { return passages_.size(); }
    [[nodiscard]] const std::string& id(std::size_t passage) const { return passages_[passage].id; }
    [[nodiscard]] const std::string& text(std::size_t passage) const { return passages_[passage].text; }

    /// Length of the embeddings; 0 if there are none.
    [[nodiscard]] std::size_t dimension() const { return dimension_; }
    /// The passage's embedding, of unit length; zeros if it has none.
    [[nodiscard]] const float* row(std::size_t passage) const { return matrix_.data() + passage * dimension_; }

    /// Where a term stands.
    struct Posting {
        Term term = 0;
        std::uint32_t passage = 0;
        std::uint32_t count = 0;
    };
    /// By passage.
    [[nodiscard]] std::span<const Posting> postings(Term term) const;
    /// Content words of a passage, and of all.
    [[nodiscard]] std::uint32_t length(std::size_t passage) const { return lengths_[passage]; }
    [[nodiscard]] std::uint64_t total_length() const { return total_length_; }
    /// Memory that it takes, about.
    [[nodiscard]] std::size_t bytes() const;

private:
    Segment() = default;
    Status take_embeddings();
    void take_terms();

    std::string document_;
    std::vector<Passage> passages_;  ///< their embeddings have moved to matrix_
    std::size_t dimension_ = 0;
    std::vector<float> matrix_;      ///< one row a passage
    std::vector<Posting> postings_;  ///< by term, then passage
    std::vector<std::uint32_t> lengths_;
    std::uint64_t total_length_ = 0;
};

}  // namespace bespoke::retrieval
