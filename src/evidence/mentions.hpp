#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/vocabulary.hpp"

namespace bespoke::evidence {

/// The mentions of a text without those that it denies: "no experience with Java", "has never used Java".
std::vector<vocabulary::Mention> affirmed_mentions(std::string_view text);

/// Without those that are only a part of a body's name: "Social Work England", "Marketing Society".
std::vector<vocabulary::Mention> without_names_of_bodies(std::vector<vocabulary::Mention> mentions, std::string_view text);

/// The text without the stretches that it denies.
std::string affirmed_text(std::string_view text);

}  // namespace bespoke::evidence
