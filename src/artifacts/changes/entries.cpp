#include "artifacts/changes/entries.hpp"

#include <algorithm>
#include <array>

namespace bespoke::artifacts {
namespace {

using nlohmann::ordered_json;

/// Looks up what ids stand for. Built once a log.
class Lookup {
public:
    explicit Lookup(const ChangeLog& log) : log_(log), resume_(resume::to_json(log.original, resume::Provenance::Omit)) {}

    [[nodiscard]] RequirementEntry requirement(const RequirementId& id) const {
        const auto& all = log_.job_description.requirements;
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& it) { return it.id == id; });
        if (found == all.end()) return {id.str(), "", ""};
        return {id.str(), found->text, std::string(job_description::to_string(found->importance))};
    }

    /// A text as it is; of an entry, its naming fields.
    [[nodiscard]] EvidenceEntry evidence(const NodeId& id) const {
        const auto* node = find(id.str());
        if (node == nullptr) return {id.str(), ""};
        return {id.str(), node->is_string() ? node->get<std::string>() : name_of(*node)};
    }

    /// The entry that a target stands in: "Nurse, City Hospital" for "/work/0/highlights".
    [[nodiscard]] std::string place(const std::string& target) const {
        const auto section_end = target.find('/', 1);
        if (section_end == std::string::npos) return "";
        const auto entry_end = std::min(target.find('/', section_end + 1), target.size());
        const auto* entry = find(target.substr(0, entry_end));
        return entry == nullptr ? "" : name_of(*entry);
    }

    [[nodiscard]] tailoring::Verdict verdict(const EditId& id) const {
        const auto& all = log_.verdicts;
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& it) { return it.edit == id; });
        // An edit that nobody judged was not applied.
        return found != all.end() ? *found : tailoring::Verdict{id, {{"schema", "The edit was not judged."}}};
    }

private:
    [[nodiscard]] const ordered_json* find(const std::string& pointer) const {
        if (pointer.empty() || pointer.front() != '/') return nullptr;
        try {
            const ordered_json::json_pointer at(pointer);
            return resume_.contains(at) ? &resume_.at(at) : nullptr;
        } catch (const ordered_json::exception&) {
            return nullptr;  // not a pointer
        }
    }

    static std::string name_of(const ordered_json& entry) {
        constexpr std::array kNaming = {"position", "studyType",    "area",        "title",
                                        "name",     "organization", "institution", "language"};
        std::string name;
        if (!entry.is_object()) return name;
        for (const char* key : kNaming) {
            const auto value = entry.find(key);
            if (value == entry.end() || !value->is_string()) continue;
            if (!name.empty()) name += ", ";
            name += value->get<std::string>();
        }
        return name;
    }

    const ChangeLog& log_;
    ordered_json resume_;
};

/// "work" of "/work/0/highlights"; what stands under "/basics" and "/meta" by what it is.
std::string section_of(const std::string& target) {
    if (target.starts_with("/basics/summary")) return "summary";
    if (target.empty() || target.starts_with("/meta")) return "sections";
    return target.substr(1, std::min(target.find('/', 1), target.size()) - 1);
}

/// What an order makes of its list. It may place values that other edits add; alone it would seem to do nothing.
ordered_json after_of(const tailoring::Edit& edit, const ChangeLog& log, ordered_json alone) {
    const auto* permute = std::get_if<tailoring::Permute>(&edit.change);
    if (permute == nullptr) return alone;
    std::vector<tailoring::Edit> together = {edit};
    for (const auto& id : permute->order) {
        const auto added_by = [&](const auto& it) { return id.str() == "+" + it.id.str(); };
        std::copy_if(log.edits.begin(), log.edits.end(), std::back_inserter(together), added_by);
    }
    if (together.size() == 1) return alone;
    const auto applied = tailoring::apply(log.original, together);
    if (!applied) return alone;
    const auto json = resume::to_json(*applied, resume::Provenance::Omit);
    const ordered_json::json_pointer at(edit.target.str());
    return json.contains(at) ? json.at(at) : alone;
}

ChangeEntry entry_of(const tailoring::Edit& edit, const ChangeLog& log, const Lookup& lookup) {
    auto json = tailoring::to_json(edit, log.original);
    ChangeEntry entry;
    entry.id = edit.id.str();
    entry.kind = tailoring::to_string(edit.kind);
    entry.target = edit.target.str();
    entry.section = section_of(entry.target);
    entry.place = entry.section == "sections" ? "" : lookup.place(entry.target);
    entry.before = std::move(json["before"]);
    entry.after = after_of(edit, log, std::move(json["after"]));
    entry.change = std::move(json["change"]);
    entry.reason = edit.reason;
    for (const auto& id : edit.requirements) entry.requirements.push_back(lookup.requirement(id));
    for (const auto& id : edit.evidence) entry.evidence.push_back(lookup.evidence(id));
    const auto proposer = log.origin.proposers.find(edit.id);
    entry.proposer = proposer == log.origin.proposers.end() ? "rules" : proposer->second;
    entry.verdict = lookup.verdict(edit.id);
    return entry;
}

}  // namespace

std::vector<ChangeEntry> change_entries(const ChangeLog& log) {
    const Lookup lookup(log);
    std::vector<ChangeEntry> entries;
    for (const auto& edit : log.edits) entries.push_back(entry_of(edit, log, lookup));
    return entries;
}

std::vector<GapEntry> gap_entries(const ChangeLog& log) {
    const Lookup lookup(log);
    std::vector<GapEntry> gaps;
    for (const auto& match : log.after.requirements) {
        if (match.judgement == evidence::Judgement::Met) continue;
        gaps.push_back(
            {lookup.requirement(match.requirement), std::string(evidence::to_string(match.judgement)), match.explanation});
    }
    return gaps;
}

}  // namespace bespoke::artifacts
