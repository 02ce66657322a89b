#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tailoring/checks/numbers.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring {

/// A piece of text taken apart for comparison. Owns its text; offsets and token numbers refer to it.
class Statement {
public:
    explicit Statement(std::string text);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<text::Token>& tokens() const { return tokens_; }
    [[nodiscard]] const std::vector<std::string>& stems() const { return stems_; }
    [[nodiscard]] const std::vector<Number>& numbers() const { return numbers_; }
    /// Names and aliases of the vocabulary; cues are ordinary words here.
    [[nodiscard]] const std::vector<vocabulary::Mention>& mentions() const { return mentions_; }

    [[nodiscard]] bool has_stem(const std::string& stem) const { return stem_set_.contains(stem); }
    /// True if the stems of `words` stand here side by side.
    [[nodiscard]] bool has_phrase(std::string_view words) const;
    /// True if the token stands inside a mention, and which.
    [[nodiscard]] const vocabulary::Mention* mention_at(std::size_t token) const;
    /// The number that takes the token; null if none does.
    [[nodiscard]] const Number* number_at(std::size_t token) const;
    /// True if the text names the term itself or an instance of it, other than to deny it.
    [[nodiscard]] bool proves(const vocabulary::Term& term) const;
    /// True if the text names the very term, other than to deny it.
    [[nodiscard]] bool names(const vocabulary::Term& term) const;
    /// Runs of two or more capitalised words ("Northfell Group"); the first word of the text only with those behind it.
    [[nodiscard]] std::vector<std::string> capitalised_runs() const;

private:
    /// True if the mention does not say that the candidate has it.
    /// True for a part of the name of an organisational unit: "Child Protection Team".
    [[nodiscard]] bool names_a_unit(const vocabulary::Mention& mention) const;
    [[nodiscard]] bool speaks_of_person(const vocabulary::Mention& mention) const;
    [[nodiscard]] bool denied(const vocabulary::Mention& mention) const;

    std::string text_;
    std::vector<text::Token> tokens_;
    std::vector<std::string> stems_;
    std::set<std::string> stem_set_;
    std::string phrase_index_;  ///< " stem stem stem "
    std::vector<Number> numbers_;
    std::vector<vocabulary::Mention> mentions_;
};

}  // namespace bespoke::tailoring
