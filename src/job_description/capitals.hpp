#pragma once

#include <string>
#include <string_view>

namespace bespoke::job_description {

/// A text that is typed in capitals as it is usually written: names of the vocabulary as spelt there, short words without
/// vowels as they stand, all else in small letters. Other texts and
/// one or two short words ("SQL", "IPAF/PASMA") stay as they are.
std::string in_sentence_case(std::string_view text);

}  // namespace bespoke::job_description
