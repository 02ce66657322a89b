#include "stages/generation.hpp"

#include <set>

namespace bespoke::stages {
namespace {

using artifacts::ModelAttempt;
using artifacts::NotProposed;
using nlohmann::json;
using nlohmann::ordered_json;
using tailoring::Edit;

constexpr std::size_t kRefusalsKept = 50;

ordered_json to_json(const ModelAttempt& attempt) {
    auto refused = ordered_json::array();
    for (const auto& finding : attempt.refused) refused.push_back({{"check", finding.check}, {"reason", finding.reason}});
    return {{"proposed", attempt.proposed},
            {"accepted", attempt.accepted},
            {"refused", std::move(refused)},
            {"inputTokens", attempt.input_tokens},
            {"outputTokens", attempt.output_tokens},
            {"costUsd", attempt.cost_usd},
            {"cached", attempt.cached},
            {"error", attempt.error}};
}

ModelAttempt attempt_from(const json& value) {
    ModelAttempt attempt;
    attempt.proposed = value.at("proposed").get<std::size_t>();
    attempt.accepted = value.at("accepted").get<std::size_t>();
    for (const auto& finding : value.at("refused"))
        attempt.refused.push_back({finding.at("check").get<std::string>(), finding.at("reason").get<std::string>()});
    attempt.input_tokens = value.at("inputTokens").get<int>();
    attempt.output_tokens = value.at("outputTokens").get<int>();
    attempt.cost_usd = value.at("costUsd").get<double>();
    attempt.cached = value.at("cached").get<bool>();
    attempt.error = value.at("error").get<std::string>();
    return attempt;
}

Result<Generation> generation_from(const json& value) {
    Generation generation;
    for (const auto& item : value.at("edits")) {
        auto edit = tailoring::edit_from_json(item);
        if (!edit) return tl::unexpected(edit.error());
        generation.edits.push_back(std::move(*edit));
    }
    auto& origin = generation.origin;
    origin.generator = value.at("generator").get<std::string>();
    origin.model = value.at("model").get<std::string>();
    for (const auto& [id, who] : value.at("proposers").items()) origin.proposers[EditId(id)] = who.get<std::string>();
    for (const auto& attempt : value.at("attempts")) origin.attempts.push_back(attempt_from(attempt));
    for (const auto& item : value.at("notProposed")) {
        origin.not_proposed.push_back({item.at("kind").get<std::string>(), item.at("target").get<std::string>(),
                                       item.at("before").get<std::string>(), item.at("after").get<std::string>(),
                                       item.at("because").get<std::string>()});
    }
    generation.warnings = value.at("warnings").get<std::vector<std::string>>();
    generation.unusable = value.at("unusable").get<bool>();
    return generation;
}

/// What an edit takes for itself alone; empty for additions, which many may make to one list.
std::string place_of(const Edit& edit) {
    if (std::holds_alternative<tailoring::Append>(edit.change)) return {};
    const bool is_text =
        std::holds_alternative<tailoring::Replace>(edit.change) || std::holds_alternative<tailoring::Remove>(edit.change);
    return (is_text ? "node " : "order ") + edit.target.str();
}

}  // namespace

ordered_json to_json(const Generation& generation, const resume::Resume& resume) {
    const auto& origin = generation.origin;
    ordered_json value = {{"generator", origin.generator},     {"model", origin.model},
                          {"edits", ordered_json::array()},    {"proposers", json::object()},
                          {"attempts", ordered_json::array()}, {"notProposed", ordered_json::array()},
                          {"warnings", generation.warnings},   {"unusable", generation.unusable}};
    for (const auto& edit : generation.edits) value["edits"].push_back(tailoring::to_json(edit, resume));
    for (const auto& [id, who] : origin.proposers) value["proposers"][id.str()] = who;
    for (const auto& attempt : origin.attempts) value["attempts"].push_back(to_json(attempt));
    for (const auto& one : origin.not_proposed) {
        value["notProposed"].push_back(
            {{"kind", one.kind}, {"target", one.target}, {"before", one.before}, {"after", one.after}, {"because", one.because}});
    }
    return value;
}

Result<Generation> generation_from_json(const json& value) {
    try {
        return generation_from(value);
    } catch (const json::exception& error) {
        return damaged_part("bad-generation", error.what());
    }
}

Result<Generation> load_generation(const Payload& payload) {
    const auto value = payload.get_json("generate", "generation.json");
    if (!value) return tl::unexpected(value.error());
    return generation_from_json(*value);
}

bool is_from_model(const artifacts::Origin& origin, const EditId& id) {
    const auto found = origin.proposers.find(id);
    return found != origin.proposers.end() && found->second == "model";
}

void note_verdicts(artifacts::Origin& origin, const std::vector<tailoring::Verdict>& verdicts) {
    if (origin.attempts.empty()) return;
    auto& attempt = origin.attempts.back();
    attempt.accepted = 0;
    for (const auto& verdict : verdicts) {
        if (!is_from_model(origin, verdict.edit)) continue;
        attempt.accepted += verdict.accepted() ? 1 : 0;
        for (const auto& finding : verdict.findings) {
            if (attempt.refused.size() < kRefusalsKept) attempt.refused.push_back(finding);
        }
    }
}

std::vector<Edit> joined(std::vector<Edit> first, const std::vector<Edit>& second) {
    std::set<std::string> taken;
    for (const auto& edit : first) taken.insert(place_of(edit));
    for (const auto& edit : second) {
        const auto place = place_of(edit);
        if (place.empty() || taken.insert(place).second) first.push_back(edit);
    }
    return first;
}

std::vector<NotProposed> withhold(std::vector<Edit>& edits, const resume::Resume& resume,
                                  const tailoring::Preferences& preferences) {
    std::vector<NotProposed> withheld;
    if (preferences.empty()) return withheld;
    std::erase_if(edits, [&](const Edit& edit) {
        const auto* past = preferences.reverted(edit, resume);
        if (past == nullptr) return false;
        withheld.push_back({std::string(tailoring::to_string(edit.kind)), edit.target.str(), past->before, past->after,
                            past->on.empty() ? "reverted before" : "reverted on " + past->on});
        return true;
    });
    return withheld;
}

}  // namespace bespoke::stages
