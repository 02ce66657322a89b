#include <cmath>

#include "evidence/evidence.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using vocabulary::MentionKind;
using vocabulary::Vocabulary;

constexpr double kSaturation = 1.2;     // k1
constexpr double kLengthWeight = 0.75;  // b

/// What texts and queries are compared by: stems of content words, and terms of the vocabulary under one name each. The blank
/// at the front keeps terms apart from stems.
std::map<std::string, int> features(std::string_view text) {
    std::map<std::string, int> out;
    for (const auto& token : text::tokens(text)) {
        if (!text::is_stop_word(token.text)) ++out[text::stem(token.text)];
    }
    for (const auto& mention : Vocabulary::builtin().mentions(text)) {
        if (mention.kind != MentionKind::Cue) ++out[" " + mention.term->name];
    }
    return out;
}

int length(const std::map<std::string, int>& features) {
    int sum = 0;
    for (const auto& [feature, count] : features) sum += count;
    return sum;
}

class LexicalRanker final : public Ranker {
public:
    explicit LexicalRanker(std::span<const Evidence> texts) : lengths_(texts.size()) {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto found = features(texts[i].text);
            lengths_[i] = length(found);
            total_length_ += lengths_[i];
            for (const auto& [feature, count] : found) postings_[feature].push_back({i, count});
        }
    }

    [[nodiscard]] std::vector<double> scores(std::string_view query) const override {
        std::vector<double> out(lengths_.size(), 0.0);
        for (const auto& [feature, repeats] : features(query)) {
            const auto found = postings_.find(feature);
            if (found == postings_.end()) continue;
            const auto rarity = inverse_frequency(found->second.size());
            for (const auto& posting : found->second) out[posting.text] += rarity * saturated(posting);
        }
        return out;
    }

private:
    struct Posting {
        std::size_t text = 0;
        int count = 0;
    };

    [[nodiscard]] double inverse_frequency(std::size_t texts_with) const {
        const auto all = static_cast<double>(lengths_.size());
        const auto with = static_cast<double>(texts_with);
        return std::log(1.0 + (all - with + 0.5) / (with + 0.5));
    }

    [[nodiscard]] double saturated(const Posting& posting) const {
        const auto mean = static_cast<double>(total_length_) / static_cast<double>(lengths_.size());
        const auto relative = static_cast<double>(lengths_[posting.text]) / mean;
        return posting.count * (kSaturation + 1) / (posting.count + kSaturation * (1 - kLengthWeight + kLengthWeight * relative));
    }

    std::vector<int> lengths_;
    long total_length_ = 0;
    std::map<std::string, std::vector<Posting>> postings_;
};

}  // namespace

std::unique_ptr<Ranker> make_lexical_ranker(std::span<const Evidence> texts) { return std::make_unique<LexicalRanker>(texts); }

}  // namespace bespoke::evidence
