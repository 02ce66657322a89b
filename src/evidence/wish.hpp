#pragma once

#include <string>
#include <vector>

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
    bool waived = false;                            ///< the advertisement itself says that this is not required
};

Wish wish_of(const job_description::Requirement&);

/// Stems of the content words of a text, in order.
std::vector<std::string> content_stems(std::string_view text);

}  // namespace bespoke::evidence
