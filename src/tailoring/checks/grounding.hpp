#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tailoring/checks/statement.hpp"

namespace bespoke::tailoring {

/// What is wrong with a text, one half-sentence each ("the number \"40\" is not in its evidence"); empty means grounded.
using Problems = std::vector<std::string>;

/// A node of the resume that can support a text.
struct Source {
    Statement own;    ///< the node's text
    Statement whole;  ///< with what heads its entry: employer, position, dates
    /// True for a sentence about work done. It may speak of what others have: "Coached 2 trainees through their AAT exams".
    bool narrative = false;
};

/// A term that is itself a formal qualification: one of its names says so.
bool is_credential_term(const vocabulary::Term& term);

/// True if the source lets the candidate list the term as theirs: it names it, and a sentence about work gives no credential.
bool may_list(const Source& source, const vocabulary::Term& term);

/// Does `claim` say nothing that `source` alone does not say? Each number with unit, bound and neighbouring words, each name, each
/// skill (the same term, or a category named together with the instance that proves it), each other content word; no denial
/// added or dropped, and no hedge of the source dropped ("helped").
Problems unsupported_by(const Statement& claim, const Source& source);

/// True if `category` is what `term` is an instance of, at most two steps up: further up the words get too wide for a claim.
bool is_near_instance(const vocabulary::Term& term, const vocabulary::Term& category);

/// True if nothing but skills that `sources` prove, and words that join them, stands in the sentence. A category counts only with
/// the instance that proves it in the same sentence: "relational databases (PostgreSQL)".
bool lists_proven_skills(const Statement& sentence, std::span<const Source> sources);

/// True if `source` has the capitalised `run` of `claim`; the word that opens a sentence need not belong to the name.
bool has_name(const Statement& claim, const std::string& run, const Statement& source);

/// Judge a text sentence by sentence: each must stand in a source as it is, list proven skills, or be supported by one source;
/// facts of two sources never mix.
Problems ungrounded_sentences(std::string_view text, std::span<const Source> sources);

/// True if both texts say the same, word by word, but for other names of the same terms.
bool differs_in_spelling_only(std::string_view a, std::string_view b);

}  // namespace bespoke::tailoring
