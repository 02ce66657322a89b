#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tailoring/edit.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array kKinds{
    std::pair{EditKind::ReorderHighlights, std::string_view("reorder-highlights")},
    std::pair{EditKind::ReorderSkills, std::string_view("reorder-skills")},
    std::pair{EditKind::RegroupSkills, std::string_view("regroup-skills")},
    std::pair{EditKind::SurfaceSkill, std::string_view("surface-skill")},
    std::pair{EditKind::UseJobSpelling, std::string_view("use-job-spelling")},
    std::pair{EditKind::ComposeSummary, std::string_view("compose-summary")},
    std::pair{EditKind::TrimSummary, std::string_view("trim-summary")},
    std::pair{EditKind::DropHighlight, std::string_view("drop-highlight")},
    std::pair{EditKind::OrderSections, std::string_view("order-sections")},
    std::pair{EditKind::MergeHighlights, std::string_view("merge-highlights")},
    std::pair{EditKind::NormalizeVoice, std::string_view("normalize-voice")},
    std::pair{EditKind::RewriteHighlight, std::string_view("rewrite-highlight")},
    std::pair{EditKind::RewriteSummary, std::string_view("rewrite-summary")},
};

// ---- writing

template <class Ids>
ordered_json strings(const Ids& ids) {
    auto array = ordered_json::array();
    for (const auto& id : ids) array.push_back(id.str());
    return array;
}

struct ChangeToJson {
    ordered_json operator()(const Permute& change) const { return {{"type", "permute"}, {"order", strings(change.order)}}; }
    ordered_json operator()(const Replace& change) const { return {{"type", "replace"}, {"text", change.text}}; }
    ordered_json operator()(const Remove&) const { return {{"type", "remove"}}; }
    ordered_json operator()(const Append& change) const { return {{"type", "append"}, {"text", change.text}}; }
    ordered_json operator()(const Regroup& change) const {
        auto groups = ordered_json::array();
        for (const auto& group : change.groups) groups.push_back({{"name", group.name}, {"keywords", strings(group.keywords)}});
        return {{"type", "regroup"}, {"groups", std::move(groups)}};
    }
    ordered_json operator()(const SectionOrder& change) const {
        auto order = ordered_json::array();
        for (const auto section : change.order) order.push_back(resume::to_string(section));
        return {{"type", "section-order"}, {"order", std::move(order)}};
    }
};

/// What stands at the target, null where nothing does.
ordered_json value_at(const resume::Resume& resume, const NodeId& target) {
    if (const auto* text = find_text(resume, target); text && !text->value.empty()) return text->value;
    // A proposer may name anything, and what is no JSON Pointer throws.
    try {
        const auto document = to_json(resume, resume::Provenance::Omit);
        const ordered_json::json_pointer pointer(target.str());
        return document.contains(pointer) ? document.at(pointer) : ordered_json();
    } catch (const json::exception&) {
        return nullptr;
    }
}

ordered_json before(const Edit& edit, const resume::Resume& original) {
    return std::holds_alternative<Append>(edit.change) ? ordered_json() : value_at(original, edit.target);
}

ordered_json after(const Edit& edit, const resume::Resume& original) {
    if (const auto* replace = std::get_if<Replace>(&edit.change)) return replace->text;
    if (const auto* append = std::get_if<Append>(&edit.change)) return append->text;
    if (std::holds_alternative<Remove>(edit.change)) return nullptr;
    const auto tailored = tailoring::apply(original, {edit});
    return tailored ? value_at(*tailored, edit.target) : ordered_json();
}

// ---- reading

/// What is wrong with a JSON value and where; thrown and caught in this file only.
struct BadEdit {
    std::string where;
};

const json& member(const json& object, const char* key, const std::string& at) {
    if (!object.is_object() || !object.contains(key)) throw BadEdit{at + "/" + key};
    return object.at(key);
}

std::string string_at(const json& object, const char* key, const std::string& at = {}) {
    const auto& value = member(object, key, at);
    if (!value.is_string()) throw BadEdit{at + "/" + key};
    return value.get<std::string>();
}

const json& array_at(const json& object, const char* key, const std::string& at = {}) {
    const auto& value = member(object, key, at);
    if (!value.is_array()) throw BadEdit{at + "/" + key};
    return value;
}

/// Ids as strings, or as changes.json has them: objects with the id under `inner` and texts for the reader beside it.
template <class Id>
std::vector<Id> ids_at(const json& object, const char* key, const std::string& at = {}, const char* inner = "") {
    std::vector<Id> ids;
    for (const auto& item : array_at(object, key, at)) {
        const auto& value = item.is_object() && item.contains(inner) ? item.at(inner) : item;
        if (!value.is_string()) throw BadEdit{at + "/" + key};
        ids.emplace_back(value.template get<std::string>());
    }
    return ids;
}

Regroup regroup_from(const json& change) {
    Regroup regroup;
    for (const auto& group : array_at(change, "groups", "/change")) {
        regroup.groups.push_back(
            {string_at(group, "name", "/change/groups"), ids_at<NodeId>(group, "keywords", "/change/groups")});
    }
    return regroup;
}

SectionOrder section_order_from(const json& change) {
    SectionOrder sections;
    for (const auto& name : array_at(change, "order", "/change")) {
        const auto section = name.is_string() ? resume::section_from_string(name.get<std::string>()) : std::nullopt;
        if (!section) throw BadEdit{"/change/order"};
        sections.order.push_back(*section);
    }
    return sections;
}

Change change_from(const json& change) {
    const auto type = string_at(change, "type", "/change");
    if (type == "permute") return Permute{ids_at<NodeId>(change, "order", "/change")};
    if (type == "replace") return Replace{string_at(change, "text", "/change")};
    if (type == "remove") return Remove{};
    if (type == "append") return Append{string_at(change, "text", "/change")};
    if (type == "regroup") return regroup_from(change);
    if (type == "section-order") return section_order_from(change);
    throw BadEdit{"/change/type"};
}

EditKind kind_from(const std::string& name) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.second == name; });
    if (found == kKinds.end()) throw BadEdit{"/kind"};
    return found->first;
}

/// Run a reader and turn what it throws into an Error.
template <class Read>
auto read_or_fail(const char* what, const Read& read) -> Result<decltype(read())> {
    try {
        return read();
    } catch (const BadEdit& bad) {
        return fail(ErrorCode::InvalidInput, "bad-edit",
                    fmt::format("The {} is malformed at \"{}\"; correct it there.", what, bad.where), {}, bad.where);
    }
}

}  // namespace

std::string_view to_string(EditKind kind) {
    const auto* found = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& known) { return known.first == kind; });
    return found == kKinds.end() ? std::string_view() : found->second;
}

ordered_json to_json(const Edit& edit, const resume::Resume& original) {
    return {{"id", edit.id.str()},
            {"kind", to_string(edit.kind)},
            {"target", edit.target.str()},
            {"change", std::visit(ChangeToJson{}, edit.change)},
            {"requirements", strings(edit.requirements)},
            {"evidence", strings(edit.evidence)},
            {"reason", edit.reason},
            {"before", before(edit, original)},
            {"after", after(edit, original)}};
}

ordered_json to_json(const Verdict& verdict) {
    auto findings = ordered_json::array();
    for (const auto& finding : verdict.findings) findings.push_back({{"check", finding.check}, {"reason", finding.reason}});
    return {{"edit", verdict.edit.str()}, {"accepted", verdict.accepted()}, {"findings", std::move(findings)}};
}

Result<Edit> edit_from_json(const json& value) {
    return read_or_fail("edit", [&] {
        return Edit{EditId(string_at(value, "id")),
                    kind_from(string_at(value, "kind")),
                    NodeId(string_at(value, "target")),
                    change_from(member(value, "change", {})),
                    ids_at<RequirementId>(value, "requirements", {}, "id"),
                    ids_at<NodeId>(value, "evidence", {}, "node"),
                    string_at(value, "reason")};
    });
}

Result<Verdict> verdict_from_json(const json& value) {
    return read_or_fail("verdict", [&] {
        Verdict verdict{EditId(string_at(value, "edit")), {}};
        for (const auto& finding : array_at(value, "findings")) {
            verdict.findings.push_back({string_at(finding, "check", "/findings"), string_at(finding, "reason", "/findings")});
        }
        return verdict;
    });
}

}  // namespace bespoke::tailoring
