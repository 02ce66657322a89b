#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "evidence/cosine.hpp"
#include "evidence/embeddings.hpp"
#include "evidence/mentions.hpp"
#include "evidence/strength.hpp"
#include "evidence/wish.hpp"

namespace bespoke::evidence {
namespace {

using job_description::Importance;
using job_description::JobDescription;
using job_description::Requirement;
using vocabulary::Mention;
using vocabulary::Vocabulary;

// The weights are chosen by tests/quality: in broad maxima, of halves of the occupations in turn.

/// Two words of a long requirement say as much as a cue.
constexpr int kManyWords = 2;
constexpr double kManyWordsShared = 0.6;
constexpr double kUnknownName = 0.9;
constexpr double kVague = 0.8;         ///< of what only suggests something preferred
constexpr double kOnlySuggests = 0.8;  ///< most that a mere suggestion reaches
/// Weight of likeness by words, beside the terms.
constexpr double kWordsOfRequirement = 0.2, kWordsOfResponsibility = 0.7;
/// Weight of likeness in meaning. A responsibility is a sentence as a highlight is, so that likeness tells more of it.
constexpr double kMeaningOfRequirement = 0.2, kMeaningOfResponsibility = 0.5;
/// Cosines of texts that have nothing in common, and how much more those of paraphrases have.
constexpr double kUnlike = 0.2, kRangeOfRequirement = 0.5, kRangeOfResponsibility = 0.4;
/// Weight of the responsibility that a highlight answers best.
constexpr double kResponsibility = 1.0;
/// Each further requirement that a highlight serves adds less.
constexpr double kDecay = 0.3;

double weight(Importance importance) { return importance == Importance::Required ? 2.0 : 1.0; }

/// Two independent reasons, each 0..1.
double either(double a, double b) { return 1.0 - (1.0 - std::min(1.0, a)) * (1.0 - b); }

using Stems = std::set<std::string>;

Stems stems_of(std::string_view text) {
    const auto stems = telling_stems(content_stems(text));
    return {stems.begin(), stems.end()};
}

/// The highlights, read once.
class Highlights {
public:
    Highlights(std::span<const std::string> texts, const Embeddings& embeddings) : texts_(texts), embeddings_(embeddings) {
        for (const auto& text : texts) {
            mentions_.push_back(affirmed_mentions(text));
            stems_.push_back(stems_of(affirmed_text(text)));
            vectors_.push_back(embeddings.of(text));
            for (const auto& stem : stems_.back()) ++texts_with_[stem];
        }
    }

    [[nodiscard]] std::size_t size() const { return texts_.size(); }
    [[nodiscard]] double shows(std::size_t i, std::span<const WantedTerm> wanted) const {
        return strength(mentions_[i], texts_[i], wanted);
    }
    /// What the vocabulary lacks is shown by its very name.
    [[nodiscard]] double names(std::size_t i, const Wish& wish) const {
        return says_a_name(wish, texts_[i]) ? kUnknownName : 0.0;
    }

    /// What words and meaning each highlight shares with a query.
    struct Shared {
        int words = 0;
        double share = 0;   ///< of the query's words, 0..1, rare words counting more
        double cosine = 0;  ///< 0 where there are no vectors
    };
    [[nodiscard]] std::vector<Shared> shared_with(std::string_view query) const {
        std::vector<Shared> out(size());
        double all = 0;
        for (const auto& word : stems_of(query)) {
            const auto rarity = rarity_of(word);
            all += rarity;
            for (std::size_t i = 0; i < size(); ++i) {
                if (!stems_[i].contains(word)) continue;
                ++out[i].words;
                out[i].share += rarity;
            }
        }
        const auto vector = embeddings_.of(query);
        for (std::size_t i = 0; i < size(); ++i) {
            out[i].share = all > 0 ? out[i].share / all : 0.0;
            out[i].cosine = rounded_cosine(vector, vectors_[i]);
        }
        return out;
    }

private:
    [[nodiscard]] double rarity_of(const std::string& stem) const {
        const auto found = texts_with_.find(stem);
        const auto with = found == texts_with_.end() ? 0.0 : static_cast<double>(found->second);
        return std::log(1.0 + (static_cast<double>(size()) + 1.0) / (with + 0.5));
    }

    std::span<const std::string> texts_;
    const Embeddings& embeddings_;
    std::vector<std::vector<Mention>> mentions_;
    std::vector<Stems> stems_;
    std::vector<std::span<const float>> vectors_;
    std::map<std::string, int> texts_with_;
};

/// A responsibility describes work and names no skills to have; all that it speaks of is paraphrase.
std::vector<WantedTerm> terms_of_responsibility(const std::string& text) {
    std::vector<WantedTerm> terms;
    for (const auto& mention : Vocabulary::builtin().mentions(text)) terms.push_back({mention.term, false});
    return terms;
}

double likeness(double cosine, double range) { return std::clamp((cosine - kUnlike) / range, 0.0, 1.0); }

/// What each highlight is worth for one requirement.
std::vector<double> worth_of(const Highlights& highlights, const Requirement& requirement, const Wish& wish) {
    std::vector<double> out;
    const auto all_shared = highlights.shared_with(requirement.text);
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        const auto& shared = all_shared[i];
        const auto by_words = shared.words >= kManyWords ? kManyWordsShared : kWordsOfRequirement * shared.share;
        const auto meaning = kMeaningOfRequirement * likeness(shared.cosine, kRangeOfRequirement);
        const auto shown = either(std::max({highlights.shows(i, wish.terms), highlights.names(i, wish), by_words}), meaning);
        // A mere hint at something preferred is a weak reason.
        const bool vague = requirement.importance == Importance::Preferred && shown <= kOnlySuggests;
        out.push_back(weight(requirement.importance) * shown * (vague ? kVague : 1.0));
    }
    return out;
}

std::vector<double> worth_of(const Highlights& highlights, const std::string& responsibility) {
    std::vector<double> out;
    const auto all_shared = highlights.shared_with(responsibility);
    const auto terms = terms_of_responsibility(responsibility);
    for (std::size_t i = 0; i < highlights.size(); ++i) {
        const auto by_words = std::max(highlights.shows(i, terms), kWordsOfResponsibility * all_shared[i].share);
        out.push_back(either(by_words, kMeaningOfResponsibility * likeness(all_shared[i].cosine, kRangeOfResponsibility)));
    }
    return out;
}

/// Largest first, each next one counting less.
double decayed_sum(std::vector<double> values) {
    std::sort(values.begin(), values.end(), std::greater<>());
    double sum = 0, factor = 1;
    for (const auto value : values) {
        sum += value * factor;
        factor *= kDecay;
    }
    return sum;
}

}  // namespace

std::vector<double> relevance(std::span<const std::string> highlights, const JobDescription& job, const Embeddings& embeddings) {
    const Highlights read(highlights, embeddings);
    std::vector<std::vector<double>> values(read.size());
    std::vector<double> duties(read.size(), 0.0);
    for (const auto& requirement : job.requirements) {
        const auto wish = wish_of(requirement);
        if (wish.waived || !requirement.names_a_skill()) continue;
        const auto worth = worth_of(read, requirement, wish);
        for (std::size_t i = 0; i < worth.size(); ++i) values[i].push_back(worth[i]);
    }
    for (const auto& responsibility : job.responsibilities) {
        const auto worth = worth_of(read, responsibility);
        for (std::size_t i = 0; i < worth.size(); ++i) duties[i] = std::max(duties[i], worth[i]);
    }
    std::vector<double> out;
    for (std::size_t i = 0; i < read.size(); ++i) out.push_back(decayed_sum(std::move(values[i])) + kResponsibility * duties[i]);
    return out;
}

std::vector<double> relevance(std::span<const std::string> highlights, const JobDescription& job) {
    return relevance(highlights, job, Embeddings{});
}

}  // namespace bespoke::evidence
