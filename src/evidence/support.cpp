#include "evidence/support.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/mentions.hpp"

namespace bespoke::evidence {
namespace {

using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Term;
using vocabulary::Vocabulary;

// How strongly a mention supports a wanted term. What the requirement only paraphrases counts less.
constexpr double kNamed = 1.0, kInstance = 0.95, kCue = 0.55, kGeneral = 0.25, kParaphrased = 0.6;
/// Best score of support by words alone.
constexpr double kWordsAlone = 0.5;
/// Least share of the requirement's words that makes a text worth naming.
constexpr double kLeastShare = 0.5;

Support by_mention(const Mention& mention, std::string_view text, const Term& wanted) {
    const auto& vocabulary = Vocabulary::builtin();
    const auto said = text.substr(mention.begin, mention.end - mention.begin);
    if (mention.kind == MentionKind::Cue) {
        if (!vocabulary.is_a(*mention.term, wanted)) return {};
        return {{}, kCue, false, fmt::format("\"{}\" suggests {}", said, mention.term->name)};
    }
    if (mention.term == &wanted) {
        return {
            {},
            kNamed,
            true,
            mention.kind != MentionKind::Name ? fmt::format("names {}, that is {}", said, wanted.name) : "names " + wanted.name};
    }
    if (vocabulary.is_a(*mention.term, wanted)) {
        return {{}, kInstance, true, fmt::format("names {}, which belongs to {}", mention.term->name, wanted.name)};
    }
    if (vocabulary.is_a(wanted, *mention.term)) {
        return {{}, kGeneral, false, fmt::format("names {}, of which {} is a part", mention.term->name, wanted.name)};
    }
    return {};
}

}  // namespace

SupportFinder::SupportFinder(std::span<const Evidence> evidence, const Ranker& ranker) : evidence_(evidence), ranker_(ranker) {
    for (const auto& item : evidence) {
        mentions_.push_back(affirmed_mentions(item.text));
        stems_.push_back(content_stems(affirmed_text(item.text)));
    }
}

Support SupportFinder::by_terms(std::size_t evidence, const Wish& wish) const {
    Support best;
    for (const auto& mention : mentions_[evidence]) {
        for (const auto& wanted : wish.terms) {
            auto support = by_mention(mention, evidence_[evidence].text, *wanted.term);
            if (!wanted.named) {
                support.score *= kParaphrased;
                support.proves = false;
            }
            if (support.score > best.score) best = std::move(support);
        }
    }
    return best;
}

bool SupportFinder::says_literally(std::size_t evidence, const Wish& wish) const {
    const auto& stems = stems_[evidence];
    return !wish.words.empty() && std::search(stems.begin(), stems.end(), wish.words.begin(), wish.words.end()) != stems.end();
}

double SupportFinder::share_of_words(std::size_t evidence, const Wish& wish) const {
    const auto& stems = stems_[evidence];
    const auto there = std::count_if(wish.words.begin(), wish.words.end(), [&](const std::string& word) {
        return std::find(stems.begin(), stems.end(), word) != stems.end();
    });
    return wish.words.empty() ? 0 : static_cast<double>(there) / static_cast<double>(wish.words.size());
}

bool SupportFinder::names(std::size_t evidence, const Term& term) const {
    return std::any_of(mentions_[evidence].begin(), mentions_[evidence].end(), [&](const Mention& mention) {
        return mention.kind != MentionKind::Cue && Vocabulary::builtin().is_a(*mention.term, term);
    });
}

/// "Modelled sales in dbt" does data modelling, as "data modelling in dbt" is wanted: it has the activity, and it names
/// something else of the same requirement, which tells the activity from others of that name.
bool SupportFinder::does_with_another(std::size_t evidence, const Term& term, const Wish& wish) const {
    const auto words = content_stems(term.name);
    if (words.size() < 2) return false;
    const auto& stems = stems_[evidence];
    if (std::find(stems.begin(), stems.end(), words.back()) == stems.end()) return false;
    return std::any_of(wish.terms.begin(), wish.terms.end(), [&](const WantedTerm& other) {
        return other.named && other.term != &term && names(evidence, *other.term);
    });
}

bool SupportFinder::any_proves(const Term& term, const Wish& wish) const {
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
        if (names(i, term) || does_with_another(i, term, wish)) return true;
    }
    return false;
}

double SupportFinder::proven_share(const Wish& wish) const {
    double named = 0, proven = 0;
    for (const auto& wanted : wish.terms) {
        if (!wanted.named) continue;
        ++named;
        if (any_proves(*wanted.term, wish)) ++proven;
    }
    if (named == 0) return 0;
    if (wish.join == Wish::Join::Any) return proven > 0 ? 1 : 0;
    return proven / named;
}

SupportFinder::Found SupportFinder::find(const Wish& wish, std::string_view text) const {
    const auto ranks = ranker_.scores(text);
    const auto top = ranks.empty() ? 0.0 : *std::max_element(ranks.begin(), ranks.end());
    const bool terms_decide =
        std::any_of(wish.terms.begin(), wish.terms.end(), [](const WantedTerm& wanted) { return wanted.named; });
    Found found{{}, proven_share(wish)};
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
        auto support = by_terms(i, wish);
        // A thing that the vocabulary lacks is named by its very words.
        if (!terms_decide && says_literally(i, wish)) {
            support = {{}, kNamed, true, fmt::format("says \"{}\"", text)};
            found.proven = 1;
        }
        const auto share = share_of_words(i, wish);
        const auto words = top > 0 && share >= kLeastShare ? kWordsAlone * share * ranks[i] / top : 0.0;
        if (support.score == 0 && words > 0) support = {{}, words, false, "speaks of the same in similar words"};
        if (support.score == 0) continue;
        support.node = evidence_[i].node;
        found.support.push_back(std::move(support));
    }
    auto& all = found.support;
    std::stable_sort(all.begin(), all.end(), [](const Support& a, const Support& b) { return a.score > b.score; });
    std::vector<Support> distinct;
    for (auto& support : all) {
        const auto same = [&](const Support& other) { return other.node == support.node; };
        if (distinct.size() < kMostSupport && std::none_of(distinct.begin(), distinct.end(), same))
            distinct.push_back(std::move(support));
    }
    all = std::move(distinct);
    return found;
}

}  // namespace bespoke::evidence
