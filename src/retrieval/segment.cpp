#include "retrieval/segment.hpp"

#include <cmath>

#include "retrieval/dot.hpp"

namespace bespoke::retrieval {
namespace {

tl::unexpected<Error> bad_embedding(const char* reason, std::string where) {
    return fail(ErrorCode::InvalidInput, reason, "The embedding of a passage doesn't fit; embed all passages with one model.", {},
                std::move(where));
}

/// To unit length, so that the dot product is the cosine. Zeros stay zeros. False if a number is not finite or far too large.
bool normalise(float* row, std::size_t size) {
    const float norm = std::sqrt(dot(row, row, size));
    if (!std::isfinite(norm)) return false;
    for (std::size_t i = 0; i < size && norm > 0; ++i) row[i] /= norm;
    return true;
}

}  // namespace

Result<Segment> Segment::build(std::string document, std::vector<Passage> passages) {
    Segment segment;
    segment.document_ = std::move(document);
    segment.passages_ = std::move(passages);
    if (auto taken = segment.take_embeddings(); !taken) return tl::unexpected(taken.error());
    segment.take_terms();
    return segment;
}

Status Segment::take_embeddings() {
    for (const Passage& passage : passages_) dimension_ = std::max(dimension_, passage.embedding.size());
    if (dimension_ > kMaxDimension) return bad_embedding("dimension", document_);
    matrix_.resize(passages_.size() * dimension_);
    for (std::size_t i = 0; i < passages_.size(); ++i) {
        auto& embedding = passages_[i].embedding;
        if (embedding.empty()) continue;
        if (embedding.size() != dimension_) return bad_embedding("dimension", passages_[i].id);
        float* row = matrix_.data() + i * dimension_;
        std::ranges::copy(embedding, row);
        if (!normalise(row, dimension_)) return bad_embedding("embedding", passages_[i].id);
        embedding = {};
    }
    return {};
}

void Segment::take_terms() {
    lengths_.reserve(passages_.size());
    for (std::uint32_t i = 0; i < passages_.size(); ++i) {
        auto terms = terms_of(passages_[i].text);
        lengths_.push_back(static_cast<std::uint32_t>(terms.size()));
        total_length_ += terms.size();
        std::ranges::sort(terms);
        for (const Term term : terms) {
            const bool again = !postings_.empty() && postings_.back().passage == i && postings_.back().term == term;
            if (again) {
                ++postings_.back().count;
            } else {
                postings_.push_back({term, i, 1});
            }
        }
    }
    std::ranges::sort(postings_, {}, [](const Posting& posting) { return std::pair(posting.term, posting.passage); });
    postings_.shrink_to_fit();
}

std::span<const Segment::Posting> Segment::postings(Term term) const {
    const auto found = std::ranges::equal_range(postings_, term, {}, &Posting::term);
    return {found.begin(), found.end()};
}

std::size_t Segment::bytes() const {
    std::size_t sum = sizeof(Segment) + document_.size() + matrix_.capacity() * sizeof(float) +
                      postings_.capacity() * sizeof(Posting) + lengths_.capacity() * sizeof(std::uint32_t) +
                      passages_.capacity() * sizeof(Passage);
    for (const Passage& passage : passages_) sum += passage.id.capacity() + passage.text.capacity();
    return sum;
}

}  // namespace bespoke::retrieval
