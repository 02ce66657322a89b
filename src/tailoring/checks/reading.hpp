#pragma once

#include <string>
#include <vector>

#include "tailoring/checks/statement.hpp"

namespace bespoke::tailoring {

/// A word of a statement with the part that it plays. Guessed by rules from word forms and neighbours, the same way on both sides of a
/// comparison; where a guess is wrong, it is wrong on both sides.
struct Word {
    std::string stem;              ///< lexical_stem; of a phrase ("set_up") on its first word
    std::string single;            ///< lexical_stem of the word by itself
    bool glue = false;             ///< adds no claim
    bool opens_with_glue = false;  ///< a phrase that begins with "a", "each", "in"
    bool consumed = false;         ///< a further word of a phrase
    bool verb = false;             ///< says what was done
    bool present = false;          ///< a verb in the present tense
    bool past = false;             ///< a verb in the past tense, or a participle
    bool passive = false;          ///< a participle after "was"; its object stands before it
    bool by_other = false;         ///< "led by …": somebody else did it
    bool foreign = false;          ///< in a clause about somebody else: "nurses who led rounds"
    bool plural = false;           ///< ends as a plural does
    bool attributive = false;      ///< stands before a noun that it describes: "patient" in "patient care"
    bool breaks_before = false;    ///< punctuation or a new sentence before it
    bool sentence_start = false;   ///< first of its sentence
    bool number = false;           ///< part of a number
    bool partial = false;          ///< what "helped", "would" and the like make smaller
    bool shared = false;           ///< what "jointly" and the like make common
    std::size_t clause = 0;        ///< words of one verb share it
};

/// A number with its unit brought to one spelling and the part it plays.
struct Quantity {
    enum class Role { Plain, From, To, By };
    double value = 0, upper = 0;
    std::string unit;        ///< "%", "$", "s" (times in seconds), "m" (lengths in metres), …; empty for a count
    std::string spelt_unit;  ///< the unit as it is spelt, in the base form; empty for a count
    Bound bound = Bound::Exact;
    Role role = Role::Plain;
    std::size_t first = 0, last = 0;  ///< tokens, unit included
};

/// A statement read for comparison with another. Owns its text.
class Reading {
public:
    explicit Reading(std::string text);

    [[nodiscard]] const Statement& statement() const { return statement_; }
    [[nodiscard]] const std::vector<Word>& words() const { return words_; }
    [[nodiscard]] const std::vector<Quantity>& quantities() const { return quantities_; }
    [[nodiscard]] std::string_view raw(std::size_t token) const;
    /// True for a word that claims something of its own.
    [[nodiscard]] bool counts(std::size_t i) const { return !words_[i].glue && !words_[i].consumed && !words_[i].number; }
    [[nodiscard]] bool has(const std::string& stem) const;
    /// True if what stands between two neighbouring words is a blank, or nothing.
    [[nodiscard]] bool adjoin(std::size_t i) const;

private:
    void read_words();
    void join_phrases();
    void read_quantities();
    void join_ranges();
    void mark_bound(std::size_t first);
    void mark_verbs();
    void mark_clauses();
    void mark_parts();
    [[nodiscard]] bool is_person_behind(std::size_t from) const;
    [[nodiscard]] bool word_for(std::size_t to) const;
    [[nodiscard]] bool verb_follows(std::size_t from) const;
    [[nodiscard]] bool peer_follows(std::size_t with) const;
    [[nodiscard]] bool is_verb(std::size_t i) const;

    Statement statement_;
    std::vector<Word> words_;
    std::vector<Quantity> quantities_;
};

}  // namespace bespoke::tailoring
