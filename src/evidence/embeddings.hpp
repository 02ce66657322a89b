#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/evidence.hpp"
#include "job_description/job_description.hpp"

namespace bespoke::evidence {

/// Vectors of unit length, found by their text. A value; empty where there is no embedder, and then everything goes by words.
class Embeddings {
public:
    void add(std::string text, std::vector<float> vector);
    /// Empty if the text has none.
    [[nodiscard]] std::span<const float> of(std::string_view text) const;
    /// -1..1; 0 if either has no vector.
    [[nodiscard]] double cosine(std::string_view a, std::string_view b) const;
    [[nodiscard]] bool empty() const { return vectors_.empty(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::vector<float>, Hash, std::equal_to<>> vectors_;
};

/// Every text of which the functions of this module look for a vector, each once.
std::vector<std::string> texts_to_embed(std::span<const Evidence>, const job_description::JobDescription&);

/// Cosine alone. The texts and the embeddings must outlive it.
std::unique_ptr<Ranker> make_dense_ranker(std::span<const Evidence>, const Embeddings&);
/// The lexical ranker's score and the cosine, added; tests/quality tells how that compares with reciprocal rank fusion. By words alone where
/// there are no vectors. The texts and the embeddings must outlive it.
std::unique_ptr<Ranker> make_fused_ranker(std::span<const Evidence>, const Embeddings&);

}  // namespace bespoke::evidence
