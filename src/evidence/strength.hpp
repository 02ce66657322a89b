#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "evidence/wish.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::evidence {

/// How strongly a text with these mentions shows one of the wanted terms, 0..1: 1 for naming it, less for an instance, a cue or only the
/// wider thing, and half of that for what is only paraphrased by who wants it. For ranking; strength proves nothing.
double strength(std::span<const vocabulary::Mention> mentions, std::string_view text, std::span<const WantedTerm> wanted);

/// The terms that a query with these mentions speaks of: those that it names, and as paraphrased those that it only suggests.
std::vector<WantedTerm> terms_wanted(std::span<const vocabulary::Mention> mentions);

}  // namespace bespoke::evidence
