#pragma once

#include <string_view>
#include <vector>

#include "guardrail/guardrail.hpp"
#include "guardrail/skeleton.hpp"

namespace bespoke::guardrail {

/// Words of a piece of a skeleton.
std::vector<std::string_view> words_of(std::string_view piece);
/// Where a finding begins in the skeleton's text.
std::size_t skeleton_place(const Skeleton&, const Finding&);
/// The sentence of the skeleton that holds the place.
std::string_view sentence_around(const Skeleton&, std::size_t at);
/// True if the word is one of a list parted by '|'.
bool is_one_of(std::string_view word, std::string_view list);
/// True if any word of the piece is one of them.
bool has_one_of(std::string_view piece, std::string_view list);

}  // namespace bespoke::guardrail
