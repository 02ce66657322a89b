#include "evidence/embeddings.hpp"

#include <numeric>
#include <unordered_set>

namespace bespoke::evidence {

void Embeddings::add(std::string text, std::vector<float> vector) {
    vectors_.insert_or_assign(std::move(text), std::move(vector));
}

std::span<const float> Embeddings::of(std::string_view text) const {
    const auto found = vectors_.find(text);
    return found == vectors_.end() ? std::span<const float>() : std::span<const float>(found->second);
}

double Embeddings::cosine(std::string_view a, std::string_view b) const {
    const auto left = of(a), right = of(b);
    if (left.size() != right.size()) return 0;
    return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
}

std::vector<std::string> texts_to_embed(std::span<const Evidence> evidence, const job_description::JobDescription& job) {
    std::vector<std::string> texts;
    std::unordered_set<std::string_view> seen;
    const auto add = [&](const std::string& text) {
        if (!text.empty() && seen.insert(text).second) texts.push_back(text);
    };
    for (const auto& piece : evidence) add(piece.text);
    for (const auto& requirement : job.requirements) add(requirement.text);
    for (const auto& responsibility : job.responsibilities) add(responsibility);
    return texts;
}

}  // namespace bespoke::evidence
