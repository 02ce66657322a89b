#include <algorithm>
#include <cmath>

#include "evidence/evidence.hpp"
#include "evidence/mentions.hpp"
#include "evidence/wish.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using job_description::Importance;
using job_description::JobDescription;
using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Term;
using vocabulary::Vocabulary;

// How strongly a mention in a highlight shows a wanted term.
constexpr double kNamed = 1.0;
constexpr double kCueOfWords = 0.8;  ///< a cue of several words
constexpr double kCueOfOneWord = 0.4;
constexpr double kInstance = 0.85;    ///< of the above, where it is an instance of what is wanted
constexpr double kParaphrased = 0.5;  ///< of what the requirement itself only paraphrases
/// Two words of a long requirement say as much as a cue.
constexpr int kManyWords = 2;
constexpr double kManyWordsShared = 0.6;
constexpr double kVague = 0.6;  ///< of what only suggests something preferred
/// Weight of likeness by words, beside the terms.
constexpr double kWordsOfRequirement = 0.2, kWordsOfResponsibility = 0.7;
/// Weight of the responsibility that a highlight answers best.
constexpr double kResponsibility = 0.8;
/// Each further requirement that a highlight serves adds less.
constexpr double kDecay = 0.5;

double weight(Importance importance) { return importance == Importance::Required ? 2.0 : 1.0; }

bool is_one_word(std::string_view text) { return text.find_first_of(" -") == std::string_view::npos; }

/// How strongly `mention` of a highlight shows `wanted`.
double shows(const Mention& mention, std::string_view highlight, const Term& wanted) {
    const auto& vocabulary = Vocabulary::builtin();
    const bool cue = mention.kind == MentionKind::Cue;
    const auto strength = !cue                                                                        ? kNamed
                          : is_one_word(highlight.substr(mention.begin, mention.end - mention.begin)) ? kCueOfOneWord
                                                                                                      : kCueOfWords;
    if (mention.term == &wanted) return strength;
    return vocabulary.is_a(*mention.term, wanted) ? strength * kInstance : 0.0;
}

double shows(std::span<const Mention> mentions, std::string_view highlight, const Wish& wish) {
    double best = 0;
    for (const auto& mention : mentions) {
        for (const auto& wanted : wish.terms) {
            best = std::max(best, shows(mention, highlight, *wanted.term) * (wanted.named ? 1.0 : kParaphrased));
        }
    }
    return best;
}

/// Likeness of each highlight to a query, 0..1: the share of the query's content words that it has, rare words counting more.
class Likeness {
public:
    explicit Likeness(std::span<const std::string> highlights) {
        for (const auto& highlight : highlights) {
            const auto stems = telling_stems(content_stems(affirmed_text(highlight)));
            stems_.emplace_back(stems.begin(), stems.end());
            for (const auto& stem : stems_.back()) ++highlights_with_[stem];
        }
    }

    [[nodiscard]] std::vector<double> to(std::string_view query) const {
        const auto words = telling_stems(content_stems(query));
        double all = 0;
        std::vector<double> out(stems_.size(), 0.0);
        for (const auto& word : std::set<std::string>(words.begin(), words.end())) {
            const auto rarity = rarity_of(word);
            all += rarity;
            for (std::size_t i = 0; i < stems_.size(); ++i) out[i] += stems_[i].contains(word) ? rarity : 0.0;
        }
        for (auto& share : out) share = all > 0 ? share / all : 0.0;
        return out;
    }

    /// How many words of the query each highlight has.
    [[nodiscard]] std::vector<int> shared_with(std::string_view query) const {
        const auto words = telling_stems(content_stems(query));
        std::vector<int> out(stems_.size(), 0);
        for (const auto& word : std::set<std::string>(words.begin(), words.end())) {
            for (std::size_t i = 0; i < stems_.size(); ++i) out[i] += stems_[i].contains(word) ? 1 : 0;
        }
        return out;
    }

private:
    [[nodiscard]] double rarity_of(const std::string& stem) const {
        const auto found = highlights_with_.find(stem);
        const auto with = found == highlights_with_.end() ? 0.0 : static_cast<double>(found->second);
        return std::log(1.0 + (static_cast<double>(stems_.size()) + 1.0) / (with + 0.5));
    }

    std::vector<std::set<std::string>> stems_;
    std::map<std::string, int> highlights_with_;
};

/// A responsibility describes work and names no skills to have; all that it speaks of is paraphrase.
Wish wish_of_responsibility(const std::string& text) {
    Wish wish;
    for (const auto& mention : Vocabulary::builtin().mentions(text)) wish.terms.push_back({mention.term, false});
    return wish;
}

/// Largest first, each next one counting half as much.
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

std::vector<double> relevance(std::span<const std::string> highlights, const JobDescription& job) {
    std::vector<std::vector<Mention>> mentions;
    for (const auto& highlight : highlights) mentions.push_back(affirmed_mentions(highlight));
    const Likeness likeness(highlights);
    std::vector<std::vector<double>> values(highlights.size());
    std::vector<double> duties(highlights.size(), 0.0);
    for (const auto& requirement : job.requirements) {
        const auto wish = wish_of(requirement);
        if (wish.waived || !requirement.names_a_skill()) continue;
        const auto words = likeness.to(requirement.text);
        const auto shared = likeness.shared_with(requirement.text);
        for (std::size_t i = 0; i < highlights.size(); ++i) {
            const auto by_words = shared[i] >= kManyWords ? kManyWordsShared : kWordsOfRequirement * words[i];
            const auto shown = std::max(shows(mentions[i], highlights[i], wish), by_words);
            // A mere cue of something preferred is a weak reason.
            const bool vague = requirement.importance == Importance::Preferred && shown <= kCueOfWords;
            values[i].push_back(weight(requirement.importance) * shown * (vague ? kVague : 1.0));
        }
    }
    for (const auto& responsibility : job.responsibilities) {
        const auto words = likeness.to(responsibility);
        const auto wish = wish_of_responsibility(responsibility);
        for (std::size_t i = 0; i < highlights.size(); ++i) {
            const auto shown = std::max(shows(mentions[i], highlights[i], wish), kWordsOfResponsibility * words[i]);
            duties[i] = std::max(duties[i], shown);
        }
    }
    std::vector<double> out;
    for (std::size_t i = 0; i < highlights.size(); ++i)
        out.push_back(decayed_sum(std::move(values[i])) + kResponsibility * duties[i]);
    return out;
}

}  // namespace bespoke::evidence
