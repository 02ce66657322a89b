#pragma once

#include <span>
#include <vector>

#include "evidence/evidence.hpp"
#include "evidence/wish.hpp"

namespace bespoke::evidence {

/// Finds which nodes support what. Reads every text once. What only resembles the wish, by words or by meaning, never proves it.
/// The evidence and the ranker must outlive it.
class SupportFinder {
public:
    SupportFinder(std::span<const Evidence> evidence, const Ranker& ranker);

    struct Found {
        std::vector<Support> support;  ///< best first, one a node, at most kMostSupport
        double proven = 0;             ///< share of the wish that is proven, 0..1
        std::string missing;           ///< what of the wish is not proven, as a clause; empty where nothing is to be said
        std::vector<NodeId> proofs;    ///< all nodes that prove a part of the wish
    };
    static constexpr std::size_t kMostSupport = 8;
    /// Score from which unproven support is worth half the points: a cue, most of the words, or the same in other words.
    static constexpr double kLikely = 0.3;

    /// `text` is the requirement's wording, for ranking.
    [[nodiscard]] Found find(const Wish& wish, std::string_view text) const;

private:
    [[nodiscard]] Support by_terms(std::size_t evidence, const Wish& wish, std::string_view text) const;
    [[nodiscard]] bool says_literally(std::size_t evidence, const Wish& wish) const;
    [[nodiscard]] double share_of_words(std::size_t evidence, const Wish& wish) const;
    [[nodiscard]] std::string_view named_alternative(std::size_t evidence, const Wish& wish) const;
    [[nodiscard]] Support by_unknown_names(std::size_t evidence, const Wish& wish) const;
    [[nodiscard]] Support best_support(std::size_t evidence, const Wish& wish, std::string_view text) const;
    [[nodiscard]] Support by_meaning(std::size_t evidence, const Wish& wish, double likeness) const;
    void point_to_the_nearest(const Wish& wish, Found& found) const;
    [[nodiscard]] bool names_a_rival(std::size_t evidence, const Wish& wish) const;
    void measure(const Wish& wish, Found& found) const;
    [[nodiscard]] bool tells_the_rest(const Wish& wish) const;
    [[nodiscard]] bool names(std::size_t evidence, const vocabulary::Term& term) const;
    [[nodiscard]] std::string title_of(std::size_t evidence, const vocabulary::Term& term) const;
    [[nodiscard]] bool does_with_another(std::size_t evidence, const vocabulary::Term& term, const Wish& wish) const;
    [[nodiscard]] bool any_proves(const vocabulary::Term& term, const Wish& wish) const;

    std::span<const Evidence> evidence_;
    const Ranker& ranker_;
    std::vector<std::vector<vocabulary::Mention>> mentions_;
    std::vector<std::vector<std::string>> stems_;
    std::vector<std::vector<Level>> levels_;
    std::vector<std::vector<std::string>> titles_;  ///< words of what is a job's title, up to its first comma or bracket
    std::vector<bool> is_credential_;
    std::vector<bool> is_comparable_;  ///< says enough to be compared by meaning, and denies nothing
};

}  // namespace bespoke::evidence
