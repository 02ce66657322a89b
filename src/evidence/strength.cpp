#include "evidence/strength.hpp"

#include <algorithm>

namespace bespoke::evidence {
namespace {

using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Term;
using vocabulary::Vocabulary;

constexpr double kNamed = 1.0;
constexpr double kCueOfWords = 0.8;  ///< a cue of several words
constexpr double kCueOfOneWord = 0.6;
constexpr double kInstance = 0.85;    ///< of the above, where it is an instance of what is wanted
constexpr double kWider = 0.3;        ///< of the above, where what is wanted is an instance of it
constexpr double kParaphrased = 0.5;  ///< of what the query itself only paraphrases

bool is_one_word(std::string_view text) { return text.find_first_of(" -") == std::string_view::npos; }

double strength(const Mention& mention, std::string_view text, const Term& wanted) {
    const bool cue = mention.kind == MentionKind::Cue;
    const auto said = text.substr(mention.begin, mention.end - mention.begin);
    const auto clear = !cue ? kNamed : is_one_word(said) ? kCueOfOneWord : kCueOfWords;
    if (mention.term == &wanted) return clear;
    const auto& vocabulary = Vocabulary::builtin();
    if (vocabulary.is_a(*mention.term, wanted)) return clear * kInstance;
    return vocabulary.is_a(wanted, *mention.term) ? clear * kWider : 0.0;
}

}  // namespace

double strength(std::span<const Mention> mentions, std::string_view text, std::span<const WantedTerm> wanted) {
    double best = 0;
    for (const auto& mention : mentions) {
        for (const auto& term : wanted) {
            best = std::max(best, strength(mention, text, *term.term) * (term.named ? 1.0 : kParaphrased));
        }
    }
    return best;
}

std::vector<WantedTerm> terms_wanted(std::span<const Mention> mentions) {
    std::vector<WantedTerm> wanted;
    for (const bool named : {true, false}) {
        for (const auto& mention : mentions) {
            const auto same = [&](const WantedTerm& other) { return other.term == mention.term; };
            if ((mention.kind != MentionKind::Cue) == named && std::none_of(wanted.begin(), wanted.end(), same))
                wanted.push_back({mention.term, named});
        }
    }
    return wanted;
}

}  // namespace bespoke::evidence
