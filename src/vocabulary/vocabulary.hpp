#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::vocabulary {

/// How strictly a text must spell a name, since many names are also common words.
enum class Matching {
    Folded,     ///< in any case, plural or hyphenation
    ExactCase,  ///< as spelt, and not as the first word of a sentence that goes on: "Go" and "Excel", not "go" or "Excel at"
    Listed,     ///< ExactCase, and standing as an item: "Word, Access and Teams" or "with Teams", not "Teams of ten"
    Item,       ///< in any case, standing as an item: "budgeting and reporting", not "reporting to the board"
};

/// One skill, tool, method or credential of any trade.
struct Term {
    std::string name;                  ///< usual spelling, e.g. "Kubernetes"
    std::string category;              ///< e.g. "Containers", used to group skills
    std::string trade;                 ///< e.g. "software", "nursing", "law"
    std::vector<std::string> aliases;  ///< other names of the very same thing: "K8s"
    std::vector<std::string> parents;  ///< names of what this is an instance of: "Container orchestration"
    /// Phrases that show the skill in a sentence without naming it ("split tests" shows "A/B testing").
    /// Good for relevance, too weak as proof of a claim.
    std::vector<std::string> cues;
    Matching matching = Matching::Folded;
    std::vector<std::string> ambiguous;  ///< the name or aliases to which `matching` applies; the others are Folded
    /// Inflected or verbal forms of the name ("mentored" for Mentoring). They name the term, but are no spelling of it.
    std::vector<std::string> forms;
};

/// How a text speaks of a term.
enum class MentionKind {
    Name,
    Alias,
    Form,  ///< names the term in other grammar: "mentored" for Mentoring
    Cue,   ///< only suggests it
};

/// Where a text names a term. Byte offsets.
struct Mention {
    const Term* term = nullptr;
    MentionKind kind = MentionKind::Name;
    std::size_t begin = 0, end = 0;
};

/// The skills vocabulary: immutable after loading, safe from many threads. Matching folds case, Unicode
/// form, plurals and hyphens and keeps symbols: "java" is not found in "JavaScript", "C" not in "C++".
class Vocabulary {
public:
    /// The vocabulary compiled into the program (src/vocabulary/skills.tsv).
    static const Vocabulary& builtin();

    /// A vocabulary in the format that the head of skills.tsv describes. `InvalidInput` with the line in `where`: wrong columns,
    /// an undeclared category or trade, a name or alias used twice, an unknown parent, a cycle of parents, lines out of order.
    static Result<Vocabulary> from_tsv(std::string_view tsv);

    /// Term by name, alias or form.
    [[nodiscard]] const Term* find(std::string_view name) const;
    /// Every mention in a text, longest match first at each place, in order of place. Names and aliases do not overlap each
    /// other: the longest one from the left wins ("React Native" is no mention of React). Cues may overlap anything, and are
    /// found with up to two other words inside. Nothing is matched across the end of a sentence or line.
    [[nodiscard]] std::vector<Mention> mentions(std::string_view text) const;
    /// True if both name the same term.
    [[nodiscard]] bool same(std::string_view a, std::string_view b) const;
    /// True if `term` is `ancestor` or an instance of it at any depth: PostgreSQL is a Relational database.
    [[nodiscard]] bool is_a(const Term& term, const Term& ancestor) const;
    /// What `term` is an instance of, nearest first, without itself.
    [[nodiscard]] std::vector<const Term*> ancestors(const Term& term) const;
    [[nodiscard]] std::span<const Term> terms() const;

    Vocabulary(Vocabulary&&) noexcept;
    Vocabulary& operator=(Vocabulary&&) noexcept;
    ~Vocabulary();

private:
    struct Index;
    explicit Vocabulary(std::unique_ptr<Index> index);
    std::unique_ptr<Index> index_;
};

}  // namespace bespoke::vocabulary
