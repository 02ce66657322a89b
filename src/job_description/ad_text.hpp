#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "job_description/ad_lines.hpp"

namespace bespoke::job_description {

/// Bytes of an ad's text as UTF-8, normalized (NFC) and without what is invisible. Long ones have 8 KiB; what is much longer floods us.
inline constexpr std::size_t kMostTextBytes = 32UL * 1024;

/// Whether a text can be an ad's: there is something to be seen, and no more of it than kMostTextBytes. `InvalidInput` "bad-text".
Status check_text(std::string_view text);

/// Puts Latin letters for those of other scripts that pretend to be them (text::disguises), before anything matches, embeds or prompts with
/// a line. A line keeps its number, so that the original is found in the document.
void undisguise(std::vector<AdLine>& lines);

}  // namespace bespoke::job_description
