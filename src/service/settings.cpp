#include "service/settings.hpp"

#include <fmt/format.h>

#include "artifacts/style_guide.hpp"
#include "service/documents.hpp"
#include "service/records.hpp"
#include "tailoring/policy.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

const RecordId kSettings("settings");
constexpr int kMaxDays = 3'650;
constexpr int kMaxPages = 10;
constexpr std::size_t kMaxPolicyBytes = 20'000;

tl::unexpected<Error> bad(std::string pointer, std::string text) {
    return fail(ErrorCode::InvalidInput, "bad-settings", std::move(text), {}, std::move(pointer));
}

json days_json(std::optional<int> days) { return days ? json(*days) : json(nullptr); }

Status check_days(std::optional<int> days, const char* pointer) {
    if (!days || (*days >= 1 && *days <= kMaxDays)) return {};
    return bad(pointer, fmt::format("Things are kept for 1 to {} days, or for ever with null; give one of these.", kMaxDays));
}

Result<Settings> checked(Settings settings) {
    if (auto days = check_days(settings.document_days, "/retention/documentDays"); !days) return tl::unexpected(days.error());
    if (auto days = check_days(settings.job_days, "/retention/jobDays"); !days) return tl::unexpected(days.error());
    if (settings.max_pages < 0 || settings.max_pages > kMaxPages) {
        return bad("/defaults/maxPages", "A page budget is 1 to 10 pages, or 0 for none; give one of these.");
    }
    if (const auto* name = std::get_if<std::string>(&settings.default_style); name && !artifacts::builtin_style(*name)) {
        return bad("/defaults/style", "The built-in styles are classic, modern and compact; choose one of them.");
    }
    if (settings.policy.size() > kMaxPolicyBytes)
        return bad("/tailoring/policy", "A policy has at most 20,000 characters; shorten it.");
    if (const auto policy = tailoring::policy_from_toml(settings.policy); !policy)
        return tl::unexpected(at(policy.error(), "/tailoring/policy"));
    return settings;
}

Settings settings_from(json shown) {
    auto whole = to_json(Settings{});
    // Not a merge patch: null is a value here ("for ever").
    for (auto& [group, members] : shown.items()) {
        for (auto& [name, value] : members.items()) whole.at(group).at(name) = std::move(value);
    }
    const auto days = [](const json& value) { return value.is_null() ? std::nullopt : std::optional<int>(value.get<int>()); };
    const auto& retention = whole.at("retention");
    Settings settings;
    settings.document_days = days(retention.at("documentDays"));
    settings.job_days = days(retention.at("jobDays"));
    settings.legal_hold = retention.at("legalHold").get<bool>() ? LegalHold::Held : LegalHold::None;
    settings.default_style = style_from_json(whole.at("defaults").at("style")).value_or(JobStyle(std::string()));
    settings.max_pages = whole.at("defaults").at("maxPages").get<int>();
    settings.webhooks = whole.at("webhooks").at("enabled").get<bool>() ? WebhookSwitch::On : WebhookSwitch::Paused;
    settings.learning = whole.at("privacy").at("learnFromFeedback").get<bool>() ? Learning::FromFeedback : Learning::None;
    const auto& tailoring = whole.at("tailoring");
    settings.generator = stages::generator_from(tailoring.at("generator").get<std::string>()).value_or(stages::Generator::Rules);
    settings.policy = tailoring.at("policy").get<std::string>();
    return settings;
}

Status check_sample(const ServicePorts& ports, const TenantId& tenant, const JobStyle& style) {
    const auto* id = std::get_if<RecordId>(&style);
    if (!id) return {};
    const auto document = get_document(ports, tenant, *id);
    if (!document) return tl::unexpected(at(document.error(), "/defaults/style/documentId"));
    if (document->kind == DocumentKind::StyleSample) return {};
    return fail(ErrorCode::InvalidInput, "wrong-kind",
                "The default style has to name a document of kind style_sample; choose one.", {}, "/defaults/style/documentId");
}

}  // namespace

json to_json(const Settings& settings) {
    return {{"retention",
             {{"documentDays", days_json(settings.document_days)},
              {"jobDays", days_json(settings.job_days)},
              {"legalHold", settings.legal_hold == LegalHold::Held}}},
            {"defaults", {{"style", to_json(settings.default_style)}, {"maxPages", settings.max_pages}}},
            {"webhooks", {{"enabled", settings.webhooks == WebhookSwitch::On}}},
            {"tailoring", {{"generator", stages::to_string(settings.generator)}, {"policy", settings.policy}}},
            {"privacy", {{"learnFromFeedback", settings.learning == Learning::FromFeedback}}}};
}

Result<Settings> settings_from_json(const json& value) {
    try {
        return checked(settings_from(value));
    } catch (const json::exception& error) {
        return fail(ErrorCode::InvalidInput, "bad-settings", "These are no settings; read the settings to see their form.",
                    error.what());
    }
}

Result<Settings> get_settings(const ServicePorts& ports, const TenantId& tenant) { return get_settings(ports.store, tenant); }

Result<Settings> get_settings(ports::MetadataStore& store, const TenantId& tenant) {
    const auto found = store.get(tenant, ports::RecordKind::Settings, kSettings);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return Settings{};
    auto settings = settings_from_json((*found)->body);
    if (!settings) return damaged(**found, settings.error().detail);
    settings->version = (*found)->version;
    return settings;
}

Result<Settings> put_settings(const ServicePorts& ports, const TenantId& tenant, const Settings& wanted,
                              std::uint64_t expected_version) {
    auto settings = checked(wanted);
    if (!settings) return settings;
    if (auto sample = check_sample(ports, tenant, settings->default_style); !sample) return tl::unexpected(sample.error());
    ports::Put put;
    put.record = {ports::RecordKind::Settings, kSettings, 0, {}, {}, ports.clock.now(), {}, to_json(*settings)};
    put.condition = expected_version == 0 ? ports::Put::If::Absent : ports::Put::If::Matches;
    put.expected_version = expected_version;
    const auto done = commit_one(ports, tenant, std::move(put));
    if (lost_race(done)) {
        return fail(ErrorCode::Conflict, "version",
                    "The settings were changed meanwhile; read them again and repeat your change.");
    }
    if (!done) return tl::unexpected(done.error());
    settings->version = expected_version + 1;
    return settings;
}

Status check_no_hold(const ServicePorts& ports, const TenantId& tenant) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    if (settings->legal_hold == LegalHold::None) return {};
    return fail(ErrorCode::Conflict, "legal-hold",
                "A legal hold is on, so nothing may be removed; an administrator can lift it.");
}

std::optional<Timestamp> expiry(const Settings& settings, std::optional<int> days, Timestamp made) {
    if (!days || settings.legal_hold == LegalHold::Held) return std::nullopt;
    return made + std::chrono::days(*days);
}

json to_json(const JobStyle& style) {
    if (const auto* sample = std::get_if<RecordId>(&style)) return {{"documentId", sample->str()}};
    return {{"name", std::get<std::string>(style)}};
}

std::optional<JobStyle> style_from_json(const json& value) {
    if (!value.is_object() || value.size() != 1 || !value.begin()->is_string()) return std::nullopt;
    const auto text = value.begin()->get<std::string>();
    if (value.contains("name")) return JobStyle(text);
    if (value.contains("documentId")) return JobStyle(RecordId(text));
    return std::nullopt;
}

}  // namespace bespoke::service
