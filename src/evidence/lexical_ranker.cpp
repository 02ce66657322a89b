#include <cmath>

#include "evidence/evidence.hpp"
#include "evidence/mentions.hpp"
#include "evidence/strength.hpp"
#include "evidence/wish.hpp"

namespace bespoke::evidence {
namespace {

using vocabulary::Mention;
using vocabulary::MentionKind;

constexpr double kSaturation = 1.2;     // k1
constexpr double kLengthWeight = 0.75;  // b
/// Weight of likeness by words beside the strength of terms. With 0.1 to 0.5 the order hardly changes.
constexpr double kWords = 0.3;

using Features = std::map<std::string, int>;

/// What texts and queries are compared by: stems of content words, and terms of the vocabulary under one name each. The blank
/// at the front keeps terms apart from stems.
Features features(std::string_view text, std::span<const Mention> mentions) {
    Features out;
    for (const auto& stem : content_stems(affirmed_text(text))) ++out[stem];
    for (const auto& mention : mentions) {
        if (mention.kind != MentionKind::Cue) ++out[" " + mention.term->name];
    }
    return out;
}

int length(const Features& features) {
    int sum = 0;
    for (const auto& [feature, count] : features) sum += count;
    return sum;
}

/// BM25 as a share of what a text of usual length with all of the query's features has.
class Bm25 {
public:
    void add(const Features& features) {
        const auto text = lengths_.size();
        lengths_.push_back(length(features));
        total_length_ += lengths_.back();
        for (const auto& [feature, count] : features) postings_[feature].push_back({text, count});
    }

    [[nodiscard]] std::vector<double> scores(const Features& query) const {
        std::vector<double> out(lengths_.size(), 0.0);
        double all = 0;
        for (const auto& [feature, repeats] : query) {
            const auto found = postings_.find(feature);
            const auto rarity = inverse_frequency(found == postings_.end() ? 0 : found->second.size());
            all += rarity;
            if (found == postings_.end()) continue;
            for (const auto& posting : found->second) out[posting.text] += rarity * saturated(posting);
        }
        for (auto& score : out) score = all > 0 ? score / all : 0.0;
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

class WordRanker final : public Ranker {
public:
    explicit WordRanker(std::span<const Evidence> texts) {
        for (const auto& item : texts) bm25_.add(features(item.text, affirmed_mentions(item.text)));
    }
    [[nodiscard]] std::vector<double> scores(std::string_view query) const override {
        return bm25_.scores(features(query, affirmed_mentions(query)));
    }

private:
    Bm25 bm25_;
};

class LexicalRanker final : public Ranker {
public:
    explicit LexicalRanker(std::span<const Evidence> texts) : texts_(texts) {
        for (const auto& item : texts) {
            mentions_.push_back(affirmed_mentions(item.text));
            bm25_.add(features(item.text, mentions_.back()));
        }
    }

    [[nodiscard]] std::vector<double> scores(std::string_view query) const override {
        const auto mentions = affirmed_mentions(query);
        auto out = bm25_.scores(features(query, mentions));
        const auto wanted = terms_wanted(mentions);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = kWords * out[i] + strength(mentions_[i], texts_[i].text, wanted);
        return out;
    }

private:
    std::span<const Evidence> texts_;
    std::vector<std::vector<Mention>> mentions_;
    Bm25 bm25_;
};

}  // namespace

std::unique_ptr<Ranker> make_word_ranker(std::span<const Evidence> texts) { return std::make_unique<WordRanker>(texts); }

std::unique_ptr<Ranker> make_lexical_ranker(std::span<const Evidence> texts) { return std::make_unique<LexicalRanker>(texts); }

}  // namespace bespoke::evidence
