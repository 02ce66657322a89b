#include "evidence/cosine.hpp"
#include "evidence/embeddings.hpp"

namespace bespoke::evidence {
namespace {

class DenseRanker final : public Ranker {
public:
    DenseRanker(std::span<const Evidence> texts, const Embeddings& embeddings) : embeddings_(embeddings) {
        for (const auto& item : texts) vectors_.push_back(embeddings.of(item.text));
    }

    [[nodiscard]] std::vector<double> scores(std::string_view query) const override {
        std::vector<double> out(vectors_.size(), 0.0);
        const auto wanted = embeddings_.of(query);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = rounded_cosine(wanted, vectors_[i]);
        return out;
    }
    [[nodiscard]] std::vector<double> likeness(std::string_view query) const override { return scores(query); }

private:
    const Embeddings& embeddings_;
    std::vector<std::span<const float>> vectors_;
};

/// The sum of both. The strength of a term and a cosine have the same range, and their margins tell more than their ranks: a text that names
/// what is wanted is far ahead of the next, and reciprocal ranks would make one step of that.
class FusedRanker final : public Ranker {
public:
    FusedRanker(std::span<const Evidence> texts, const Embeddings& embeddings)
        : lexical_(make_lexical_ranker(texts)), dense_(texts, embeddings) {}

    [[nodiscard]] std::vector<double> scores(std::string_view query) const override {
        auto out = lexical_->scores(query);
        const auto cosines = dense_.scores(query);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] += cosines[i];
        return out;
    }
    [[nodiscard]] std::vector<double> likeness(std::string_view query) const override { return dense_.likeness(query); }

private:
    std::unique_ptr<Ranker> lexical_;
    DenseRanker dense_;
};

}  // namespace

std::unique_ptr<Ranker> make_dense_ranker(std::span<const Evidence> texts, const Embeddings& embeddings) {
    return std::make_unique<DenseRanker>(texts, embeddings);
}

std::unique_ptr<Ranker> make_fused_ranker(std::span<const Evidence> texts, const Embeddings& embeddings) {
    if (embeddings.empty()) return make_lexical_ranker(texts);
    return std::make_unique<FusedRanker>(texts, embeddings);
}

}  // namespace bespoke::evidence
