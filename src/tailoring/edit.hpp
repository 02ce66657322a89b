#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "resume/resume.hpp"

namespace bespoke::tailoring {

enum class EditKind {
    ReorderHighlights,  ///< same highlights of one role, most relevant first
    ReorderSkills,      ///< same skills or groups, those the job asks for first
    RegroupSkills,      ///< same skills under other group headings
    SurfaceSkill,       ///< list a skill that a highlight proves and the skills list lacks
    UseJobSpelling,     ///< the job's spelling of the very same term
    ComposeSummary,     ///< summary from the candidate's own sentences and computed facts
    TrimSummary,        ///< summary without its least relevant sentences
    DropHighlight,      ///< leave out a highlight for the page budget
    OrderSections,      ///< order of the sections
    MergeHighlights,    ///< leave out a highlight that another one of the same entry says already
    NormalizeVoice,     ///< the same statement in the usual tense, without "I" or "my"
    RewriteHighlight,   ///< the same statement in other words; from a model, or from a wording that the tenant accepted before
    RewriteSummary,     ///< the summary in other words; from a model
};
std::string_view to_string(EditKind);
/// True if the kind says a text in other words.
constexpr bool is_rewrite(EditKind kind) { return kind == EditKind::RewriteHighlight || kind == EditKind::RewriteSummary; }

/// Put a list into this order. Names each child by id ("+<edit id>" for one that an edit appends); children that another edit
/// removed or that were not appended are passed over, children not named keep their order after those named.
struct Permute {
    std::vector<NodeId> order;
};
/// The node's new text.
struct Replace {
    std::string text;
};
/// Take the node out.
struct Remove {};
/// Append a text to the list `target`; the new node gets the id "+<edit id>". Several may append to one list: they stand in the
/// order of their edit ids. On "/skills" the text becomes a skill of its own.
struct Append {
    std::string text;
};
/// Skills under new group headings; every keyword of the old groups (of a skill without keywords: its name) exactly once, and
/// any "+<edit id>" that an edit appends to "/skills". The headings get the ids "+<edit id>/0", "+<edit id>/1" …
struct Regroup {
    struct Group {
        std::string name;
        std::vector<NodeId> keywords;
    };
    std::vector<Group> groups;
};
/// Order of sections, each at most once.
struct SectionOrder {
    std::vector<resume::Section> order;
};
using Change = std::variant<Permute, Replace, Remove, Append, Regroup, SectionOrder>;

/// One proposed change of one node (or of the order of one list). Edits are independent: any subset applies, in any order, to
/// the same result.
struct Edit {
    EditId id;
    EditKind kind{};
    NodeId target;  ///< the node, or the list ("/work/0/highlights", "/skills", "/skills/2/keywords")
    Change change;
    std::vector<RequirementId> requirements;  ///< what of the job it serves; may be empty for the page budget
    std::vector<NodeId> evidence;             ///< the source nodes that support it; never empty
    std::string reason;                       ///< one sentence for the candidate
};

/// What one check says of one edit.
struct Finding {
    std::string check;   ///< "schema", "grounding", "identity", "omission", "match"
    std::string reason;  ///< one sentence: what is wrong and with which words
};
struct Verdict {
    EditId edit;
    std::vector<Finding> findings;  ///< empty means accepted
    [[nodiscard]] bool accepted() const { return findings.empty(); }
};

/// The only writer. Applies edits to the resume that they were made for. `InvalidInput`: "edit-target" if one names a node that is
/// not there, "edit-change" if the change does not fit its target (a text into a list, an empty text, half a regrouping),
/// "edit-conflict" if two change the same node or the order of the same list. `where` is the id of the edit.
Result<resume::Resume> apply(const resume::Resume& original, const std::vector<Edit>& edits);

/// The edits as an RFC 6902 JSON Patch from to_json(original) to to_json(apply(original, edits)), provenance omitted: "test"
/// before "replace" and "remove", "move" for orders. Fails as apply() does.
Result<nlohmann::ordered_json> to_json_patch(const resume::Resume& original, const std::vector<Edit>& edits);

/// The target of an edit of the section order.
inline constexpr const char* kSectionOrderTarget = "/meta/bespoke/sectionOrder";

/// `{id, kind, target, change:{type, …}, requirements, evidence, reason, before, after}`; before and after are what a reader
/// compares and are ignored when read back.
nlohmann::ordered_json to_json(const Edit&, const resume::Resume& original);
nlohmann::ordered_json to_json(const Verdict&);
/// Reads what to_json writes and the entries of changes.json, where requirements are `{id, …}` and evidence is `{node, …}`; other
/// keys are ignored. `InvalidInput` "bad-edit", with the JSON pointer of what is wrong.
Result<Edit> edit_from_json(const nlohmann::json&);
Result<Verdict> verdict_from_json(const nlohmann::json&);

}  // namespace bespoke::tailoring
