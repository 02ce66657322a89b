#pragma once

#include <string>
#include <vector>

namespace bespoke::tailoring {

/// What texts without any function word, such as lists of skills, are taken for.
enum class WhenSilent { English, Foreign };

/// True if the texts together read as English: English function words are common and those of other languages rare.
bool reads_as_english(const std::vector<std::string>& texts, WhenSilent when_silent);

}  // namespace bespoke::tailoring
