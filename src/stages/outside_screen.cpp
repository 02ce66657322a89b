#include "stages/outside_screen.hpp"

#include <algorithm>

namespace bespoke::stages {
namespace {

using nlohmann::json;
using ports::Screening;
using ports::ScreenRequest;
using Policy = Screening::Finding::Policy;
using Action = Screening::Finding::Action;

/// As it is kept: numbers of enumerators and the guardrail's own words, nothing of the text.
json to_json(const Screening& screening) {
    auto list = json::array();
    for (const auto& finding : screening.findings)
        list.push_back(
            {{"policy", static_cast<int>(finding.policy)}, {"kind", finding.kind}, {"action", static_cast<int>(finding.action)}});
    return list;
}

Screening screening_from(const json& list) {
    Screening screening;
    for (const auto& one : list) {
        screening.findings.push_back({static_cast<Policy>(one.at("policy").get<int>()), one.at("kind").get<std::string>(),
                                      static_cast<Action>(one.at("action").get<int>())});
    }
    return screening;
}

/// The guardrail's answer about one text, asked for once a visit.
Result<Screening> screened(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                           const std::string& name, const ScreenRequest& request) {
    const auto kept = payload.once("guardrail-" + name + ".json", [&]() -> Result<json> {
        const auto screening = ports.guardrail->screen(request, context.deadline);
        if (!screening) return tl::unexpected(screening.error());
        return to_json(*screening);
    });
    if (!kept) return tl::unexpected(kept.error());
    try {
        return screening_from(*kept);
    } catch (const json::exception& error) {
        return damaged_part("bad-screening", error.what());
    }
}

/// Why an edit that says this is not taken.
std::string reason_of(const Screening& screening) {
    const auto blocked = std::ranges::find(screening.findings, Action::Blocked, &Screening::Finding::action);
    if (blocked != screening.findings.end() && blocked->policy == Policy::Grounding)
        return "The guardrail finds that the line does not say so.";
    return "The guardrail does not let this text pass.";
}

/// What a finding in a document means for its owner; nothing for what every resume has.
std::optional<guardrail::Notice> notice_of(const Screening::Finding& finding) {
    const auto rule = "guardrail:" + finding.kind;
    if (finding.policy == Policy::PromptAttack)
        return guardrail::Notice{"injection_suspected", rule, "document",
                                 "The guardrail suspects text that speaks to machines. Nothing was done because of it."};
    if (finding.policy == Policy::PersonalData && finding.action == Action::Blocked)
        return guardrail::Notice{
            "personal_data", rule, "document",
            "The guardrail found personal data that a resume does not need. Leave it out unless it is asked for."};
    return std::nullopt;
}

}  // namespace

Result<std::vector<guardrail::Notice>> notices_from_outside(const StagePorts& ports, const engine::TaskContext& context,
                                                            const Payload& payload, std::string_view document,
                                                            const std::string& text) {
    std::vector<guardrail::Notice> notices;
    if (ports.guardrail == nullptr || text.empty()) return notices;
    const auto screening =
        screened(ports, context, payload, std::string(document), {context.tenant, ScreenRequest::Source::Input, text, {}});
    if (!screening) return tl::unexpected(screening.error());
    for (const auto& finding : screening->findings) {
        auto notice = notice_of(finding);
        const bool known = !notice || std::ranges::find(notices, *notice) != notices.end();
        if (!known && notices.size() < guardrail::kMostNotices) notices.push_back(std::move(*notice));
    }
    return notices;
}

std::vector<Claim> open_claims(const Claims& claims, std::vector<tailoring::Verdict>& verdicts) {
    std::vector<Claim> open;
    for (auto& verdict : verdicts) {
        if (!verdict.accepted() || !is_from_model(claims.generation.origin, verdict.edit)) continue;
        const auto edit = std::ranges::find(claims.generation.edits, verdict.edit, &tailoring::Edit::id);
        const auto* change = edit == claims.generation.edits.end() ? nullptr : std::get_if<tailoring::Replace>(&edit->change);
        if (change != nullptr) open.push_back({*edit, change->text, verdict});
    }
    return open;
}

Status screen_claims(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload, const Claims& claims,
                     std::vector<tailoring::Verdict>& verdicts) {
    if (ports.guardrail == nullptr) return {};
    for (const auto& [edit, text, verdict] : open_claims(claims, verdicts)) {
        const auto shown = tailoring::to_json(edit, claims.original);
        const auto before = shown.find("before");
        const auto source = before != shown.end() && before->is_string() ? before->get<std::string>() : std::string();
        const auto screening =
            screened(ports, context, payload, verdict.edit.str(), {context.tenant, ScreenRequest::Source::Output, text, source});
        if (!screening) return tl::unexpected(screening.error());
        if (screening->blocked()) verdict.findings.push_back({"guardrail", reason_of(*screening)});
    }
    return {};
}

}  // namespace bespoke::stages
