#pragma once

#include <string>
#include <vector>

#include "evidence/levels.hpp"
#include "job_description/job_description.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::evidence {

/// A term that a requirement speaks of.
struct WantedTerm {
    const vocabulary::Term* term = nullptr;
    bool named = true;  ///< false: the requirement paraphrases it, so having it is a likely answer, not a sure one
};

/// What a requirement asks for, as evidence is searched by it.
struct Wish {
    std::vector<WantedTerm> terms;
    enum class Join { Any, All } join = Join::Any;  ///< of the named terms
    std::vector<std::string> words;                 ///< stems of the content words of the requirement's text
    std::vector<std::string> telling_words;         ///< those of `words` that telling_stems() keeps
    /// Names of which one is enough and that the vocabulary doesn't have, as spelt: "Mosaic or Liquidlogic".
    std::vector<std::string> alternatives;
    /// Names that the vocabulary doesn't have, folded: "AQA specifications" asks for "aqa". Beside terms they prove nothing.
    std::vector<std::string> names;
    /// Stems of the other words that must stand beside the names for these to prove the wish; "specifications" need not.
    std::vector<std::string> beside_names;
    std::vector<Level> levels;  ///< each must be reached by what proves: "Level 3"
    /// Words beyond the named terms, if they are most of a long text: naming "social work" does not prove all of "registered
    /// with the council, with two years in statutory children's services after social work training". Else empty.
    std::vector<std::string> unnamed;
    bool credential = false;        ///< a certificate or the like of what is named, which having done it is not
    bool stand_ins = false;         ///< "or similar": another thing of the same kind is an answer, though not the best
    bool names_a_paper = false;     ///< a qualification, which one may still be working towards
    bool takes_unfinished = false;  ///< and that would do
    bool excludes = false;          ///< asks that something be absent: "no endorsements"; no resume shows that
    bool waived = false;            ///< the advertisement itself says that this is not required
};

Wish wish_of(const job_description::Requirement&);

/// The first word of a text that is this folded name, or a numbered one of its family, as spelt there; empty for none.
std::string spelling_of(std::string_view name, const std::string& text);

/// True if a text says a name of the wish that the vocabulary lacks.
bool says_a_name(const Wish&, const std::string& text);

/// True if a text speaks of a certificate, licence, qualification or the like.
bool speaks_of_a_credential(std::string_view text);

/// Stems of the content words of a text, in order.
std::vector<std::string> content_stems(std::string_view text);

/// Those of `stems` that tell one activity from another; "work", "use", "team" and the like are shared by all.
std::vector<std::string> telling_stems(std::vector<std::string> stems);

}  // namespace bespoke::evidence
