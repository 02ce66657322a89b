#pragma once

#include <string_view>

namespace bespoke::tailoring {

/// The closed table of words that may stand for each other in a rewritten statement; lexicon.hpp reads it. senses_table.cpp states its rules.
extern const std::string_view kSenses;

}  // namespace bespoke::tailoring
