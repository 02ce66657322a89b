#pragma once

#include <string_view>

namespace bespoke::tailoring {

// Closed lists of English words that the checks treat specially. All take folded words.

/// Joins proven things in a sentence without adding a claim: "experience", "includes", "further".
bool is_connective(std::string_view word);
/// Turns a statement round: "no", "not", "without".
/// "removed", "retired": what follows was taken out of use.
bool is_removal(std::string_view word);
bool is_negation(std::string_view word);
/// Names a person by what they do: "lead", "nurse". In a sentence it may be somebody else.
bool is_role(std::string_view word);
/// Says that the candidate had a smaller part: "helped", "assisted", "contributed", "junior".
bool is_hedge(std::string_view word);
/// Says that the candidate had the whole part: "led", "owned", "headed".
bool is_strong_verb(std::string_view word);
/// Says how much of a skill there is, or carries an ad's wish: "advanced", "proven", "have", "your".
bool is_level_or_carrier(std::string_view word);
/// Names a formal qualification that experience does not give: "licence", "certified", "degree".
bool is_credential(std::string_view word);

}  // namespace bespoke::tailoring
