#include "tailoring/checks/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "tailoring/nodes.hpp"
#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

/// Bytes. A summary of this size fills a third of a page.
constexpr std::size_t kLongestSummary = 1600;
constexpr std::size_t kLongestSkill = 100;
/// A reworded highlight may grow by half and a few words.
constexpr std::size_t kGrowthAllowance = 60;

bool is_highlight(const NodeId& id) {
    const auto& pointer = id.str();
    const auto slash = pointer.rfind('/');
    return slash != std::string::npos && last_step(NodeId(pointer.substr(0, slash))) == "highlights";
}

bool is_skill(const NodeId& id) {
    return section_of(id) == "skills" && (last_step(id) == "name" || id.str().find("/keywords/") != std::string::npos);
}

bool is_description(const NodeId& id) {
    static constexpr auto kSections = std::to_array<std::string_view>({"work", "volunteer", "projects"});
    const bool described = std::find(kSections.begin(), kSections.end(), section_of(id)) != kSections.end();
    return described && (last_step(id) == "summary" || last_step(id) == "description");
}

bool is_summary(const NodeId& id) { return id.str() == "/basics/summary"; }

bool fits_kind(const Edit& edit) {
    const auto& target = edit.target;
    const bool replaces = std::holds_alternative<Replace>(edit.change);
    const bool permutes = std::holds_alternative<Permute>(edit.change);
    const bool in_skills = target.str() == "/skills" || is_keyword_list(target);
    switch (edit.kind) {
        case EditKind::ReorderHighlights: return permutes && last_step(target) == "highlights";
        case EditKind::ReorderSkills: return permutes && in_skills;
        case EditKind::RegroupSkills: return std::holds_alternative<Regroup>(edit.change);
        case EditKind::SurfaceSkill: return std::holds_alternative<Append>(edit.change) && in_skills;
        case EditKind::UseJobSpelling: return replaces;
        case EditKind::ComposeSummary:
        case EditKind::RewriteSummary:
        case EditKind::TrimSummary: return replaces && is_summary(target);
        case EditKind::NormalizeVoice: return replaces && (is_highlight(target) || is_description(target) || is_summary(target));
        case EditKind::RewriteHighlight: return replaces && is_highlight(target);
        case EditKind::MergeHighlights:
        case EditKind::DropHighlight: return std::holds_alternative<Remove>(edit.change) && is_highlight(target);
        case EditKind::OrderSections: return std::holds_alternative<SectionOrder>(edit.change);
    }
    return false;
}

const std::string* new_text(const Edit& edit) {
    if (const auto* replace = std::get_if<Replace>(&edit.change)) return &replace->text;
    if (const auto* append = std::get_if<Append>(&edit.change)) return &append->text;
    return nullptr;
}

std::size_t longest(const resume::Resume& resume, const Edit& edit) {
    const auto* old = find_text(resume, edit.target);
    if (is_summary(edit.target)) return std::max(kLongestSummary, old->value.size() + kLongestSummary / 2);
    if (std::holds_alternative<Append>(edit.change) || is_skill(edit.target)) return kLongestSkill;
    return old == nullptr ? 0 : old->value.size() * 3 / 2 + kGrowthAllowance;
}

/// True for a word in letters of other scripts that look Latin, unless the candidate spells it so: matching reads through them, so nothing
/// else would tell it from the plain word.
bool brings_disguise(const resume::Resume& resume, std::string_view text) {
    const auto disguises = text::disguises(text);
    if (disguises.empty()) return false;
    std::string own;
    resume::for_each_text(resume, [&](const resume::Text& each) { own += each.value + "\n"; });
    return std::ranges::any_of(disguises, [&](const text::Disguise& it) {
        return own.find(text.substr(it.begin, it.end - it.begin)) == std::string::npos;
    });
}

std::optional<std::string> bad_text(const resume::Resume& resume, const Edit& edit) {
    const auto* text = new_text(edit);
    if (text == nullptr) return std::nullopt;
    if (!text::is_utf8(*text) || text::clean(*text) != *text || text->find_first_of("\n\t") != std::string::npos) {
        return "its text has characters that do not belong into a line of text";
    }
    if (brings_disguise(resume, *text)) return "it has letters that only look like those of the resume";
    if (text::tokens(*text).empty()) return "its text has no words";
    if (text->size() > longest(resume, edit)) return fmt::format("its text is longer than {} bytes", longest(resume, edit));
    return std::nullopt;
}

/// Anything may be named as evidence, and what is no JSON Pointer throws.
bool is_in(const nlohmann::ordered_json& document, const NodeId& node) {
    try {
        return !node.empty() && document.contains(nlohmann::ordered_json::json_pointer(node.str()));
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

std::optional<std::string> bad_evidence(const resume::Resume& resume, const nlohmann::ordered_json& document, const Edit& edit) {
    if (edit.evidence.empty()) return "it names no evidence";
    for (const auto& node : edit.evidence) {
        if (!is_in(document, node) && find_text(resume, node) == nullptr) {
            return fmt::format("its evidence \"{}\" is not in the resume", node.str());
        }
    }
    return std::nullopt;
}

std::optional<std::string> loses_sections(const resume::Resume& resume, const Edit& edit) {
    const auto* sections = std::get_if<SectionOrder>(&edit.change);
    if (sections == nullptr) return std::nullopt;
    for (const auto section : resume.section_order) {
        if (std::find(sections->order.begin(), sections->order.end(), section) == sections->order.end()) {
            return fmt::format("it leaves out the section \"{}\"", resume::to_string(section));
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> malformed(const resume::Resume& resume, const nlohmann::ordered_json& document, const Edit& edit) {
    if (!fits_kind(edit))
        return fmt::format("a {} edit does not change \"{}\" in this way", to_string(edit.kind), edit.target.str());
    if (edit.reason.empty()) return "it gives no reason";
    if (auto bad = bad_text(resume, edit)) return bad;
    if (auto bad = loses_sections(resume, edit)) return bad;
    return bad_evidence(resume, document, edit);
}

std::optional<std::string> touches_identity(const Edit& edit) {
    if (!std::holds_alternative<Replace>(edit.change) && !std::holds_alternative<Remove>(edit.change)) return std::nullopt;
    const auto& target = edit.target;
    if (is_highlight(target) || is_skill(target) || is_description(target) || is_summary(target)) return std::nullopt;
    return fmt::format("\"{}\" is a fact that no edit may change", target.str());
}

std::vector<std::string> identity_of(const resume::Resume& resume) {
    std::vector<std::string> values;
    const auto add = [&values](const std::string& field, const auto&... nodes) {
        std::string value = field;
        (value.append("|").append(nodes.value), ...);
        values.push_back(std::move(value));
    };
    const auto add_period = [&values](const std::string& field, const resume::Period& period) {
        values.push_back(fmt::format("{}|{}|{}", field, period.start ? period.start->value.iso() : "",
                                     period.end ? period.end->value.iso() : ""));
    };
    const auto& basics = resume.basics;
    add("basics", basics.name, basics.label, basics.email, basics.phone, basics.url, basics.location.city,
        basics.location.region);
    for (const auto& work : resume.work) {
        add("work", work.name, work.position, work.location, work.url);
        add_period("work " + work.name.value + " " + work.position.value, work.period);
    }
    for (const auto& volunteer : resume.volunteer) add("volunteer", volunteer.organization, volunteer.position);
    for (const auto& education : resume.education) {
        add("education", education.institution, education.study_type, education.area, education.score);
        add_period("education " + education.institution.value, education.period);
    }
    for (const auto& award : resume.awards) add("award", award.title, award.awarder);
    for (const auto& certificate : resume.certificates) add("certificate", certificate.name, certificate.issuer);
    for (const auto& publication : resume.publications) add("publication", publication.name, publication.publisher);
    for (const auto& language : resume.languages) add("language", language.language, language.fluency);
    for (const auto& project : resume.projects) add("project", project.name);
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace bespoke::tailoring
