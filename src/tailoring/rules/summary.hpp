#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {

/// The summary that this job calls for.
struct SummaryText {
    EditKind kind{};  ///< ComposeSummary or TrimSummary
    std::string text;
    std::vector<RequirementId> requirements;
    std::vector<NodeId> evidence;
    std::string reason;
    std::size_t sentences_left_out = 0;  ///< of the candidate's own
};

/// Words from which a summary is trimmed.
inline constexpr std::size_t kLongestSummaryWords = 110;

/// The candidate's own sentences, and what the resume proves in the words of the job. Own sentences that neither the job asks for nor
/// any fact depends on are left out, the last first, as long as the own text has more than `longest_words`. Nothing if there is
/// nothing to change, or either side is not in English. Edits of the summary in the draft count as not made.
std::optional<SummaryText> summary_for(const Draft&, std::size_t longest_words);

}  // namespace bespoke::tailoring
