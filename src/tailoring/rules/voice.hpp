#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bespoke::tailoring {

/// When the work was done that a text tells of.
enum class RoleTime { Ended, Ongoing };

/// The text as resumes usually put it: without "I" before a verb ("I led" → "Led"), "the team" for "my team", and, of work that
/// has ended, in the past tense ("Manages and prepares" → "Managed and prepared"). Only verbs that no other word looks like are
/// touched, and none where a clause is not plain. Nothing if there is nothing to change, or the text is not in English.
std::optional<std::string> in_usual_voice(std::string_view text, RoleTime);

/// True if `after` is `before` but for what in_usual_voice() may change: a dropped "I", "I have" or "I was" at the head of a
/// sentence, "the" for "my" before a group that one works in, and the past of the same verb at the head of a clause. Every other word
/// and sign is the same, in the same order. The way back (past to present, "the" to "my", a new "I") is none.
bool differs_in_voice_only(std::string_view before, std::string_view after);

/// True if two folded words are forms of one verb: "leading" and "led", "reviewing" and "reviewed".
bool same_verb(std::string_view a, std::string_view b);

/// True for a folded past form of a verb: "led", "reviewed".
bool is_past(std::string_view word);

}  // namespace bespoke::tailoring
