#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tailoring/edit.hpp"

namespace bespoke::tailoring {

/// What became of an edit of an earlier job.
struct PastEdit {
    EditKind kind{};
    std::string before, after;  ///< as compared_texts() gives them
    enum class Decision {
        Accepted,   ///< by a person
        Reverted,   ///< by a person
        Rated,      ///< a person gave a rating and decided nothing
        Validated,  ///< it passed validation, and nobody has said a word to it
    } decision = Decision::Accepted;
    int rating = 0;  ///< 1..5; 0 for none
    std::string on;  ///< ISO date of it; may be empty
};

/// What earlier feedback says about texts and edits. A value; the newest word on the same thing counts.
///
/// The rule, and all of it. Texts are the same if they are but for blanks and case.
/// (1) An edit equal to one that was reverted (same kind, same before, same after) is not proposed again, until it is accepted.
/// (2) A text that was accepted, or rated 4 or 5, or whose removal was reverted, ranks up among its list; one that was rated 1 or 2
///     ranks down. A rating speaks of the edit's text before and after alike.
/// (3) A rewritten highlight that was accepted, or at least passed validation and was never reverted, is proposed again for the very same
///     source text: accepted before validated, newest first. Nothing else is taken from another job.
class Preferences {
public:
    Preferences() = default;
    /// Oldest first.
    explicit Preferences(std::vector<PastEdit> past);

    /// The past edit that forbids this one; null if none does.
    [[nodiscard]] const PastEdit* reverted(EditKind, std::string_view before, std::string_view after) const;
    /// The same for an edit of this resume.
    [[nodiscard]] const PastEdit* reverted(const Edit&, const resume::Resume&) const;
    /// Wordings of a text that rule (3) allows, best first.
    [[nodiscard]] std::vector<std::string> accepted_wordings(std::string_view before) const;
    /// What to add to a highlight's relevance: -1..1.
    [[nodiscard]] double bonus(std::string_view text) const;
    [[nodiscard]] bool empty() const { return past_.empty(); }

private:
    std::vector<PastEdit> past_;
    std::map<std::string, std::size_t> decided_;                ///< key of an edit → the newest decision on it
    std::map<std::string, double> bonus_;                       ///< folded text → bonus
    std::map<std::string, std::vector<std::size_t>> wordings_;  ///< folded source text → rewrites of it, oldest first
};

/// What tells one edit from another in another job: the texts of its node, nothing for what was not there before or is not there after;
/// of an order the list and the change. Takes an edit as to_json() or changes.json has it.
struct ComparedTexts {
    std::string before, after;
};
ComparedTexts compared_texts(const nlohmann::json& edit);

/// The inverse of to_string(EditKind).
std::optional<EditKind> edit_kind_from(std::string_view);

/// Edits of rule (3) for a resume: highlights whose very text was reworded before. To be judged like all others. Ids "w1", "w2" …
std::vector<Edit> reuse_wordings(const resume::Resume&, const Preferences&);

}  // namespace bespoke::tailoring
