#include "admin/operator.hpp"
#include "admin/subcommand.hpp"
#include "installation.hpp"

namespace bespoke::app {
namespace {

using nlohmann::ordered_json;
constexpr std::size_t kPage = 1'000;

Result<ordered_json> list_entries(Installation& installation, const AdminOptions& options, const std::string&) {
    auto list = ordered_json::array();
    std::uint64_t after = 0;
    for (;;) {
        const auto entries = installation.ports().store.audit(options.tenant_id(), after, kPage);
        if (!entries) return tl::unexpected(entries.error());
        if (entries->empty()) return list;
        for (const auto& entry : *entries) {
            list.push_back({{"sequence", entry.sequence},
                            {"at", to_rfc3339(entry.at)},
                            {"actor", entry.actor},
                            {"action", entry.action},
                            {"object", entry.object},
                            {"outcome", entry.outcome},
                            {"trace", entry.trace},
                            {"hash", entry.hash}});
        }
        after = entries->back().sequence;
    }
}

ordered_json shown(const TenantId& tenant, const service::AuditVerdict& verdict) {
    auto findings = ordered_json::array();
    for (const auto& finding : verdict.findings) {
        findings.push_back({{"sequence", finding.sequence}, {"finding", service::to_string(finding.kind)}});
    }
    return {{"tenant", tenant.str()},     {"sound", verdict.sound()},
            {"entries", verdict.entries}, {"checkpoints", verdict.checkpoints},
            {"covered", verdict.covered}, {"findings", findings}};
}

Result<std::vector<TenantId>> tenants_to_verify(Installation& installation, const AdminOptions& options) {
    if (!options.tenant.empty()) return std::vector{options.tenant_id()};
    const auto tenants = installation.ports().tenants.list();
    if (!tenants) return tl::unexpected(tenants.error());
    std::vector<TenantId> all;
    for (const auto& tenant : *tenants) {
        if (tenant.state != ports::TenantState::Erased) all.push_back(tenant.id);
    }
    return all;
}

/// Says which entries are not what they were, and fails then: scripts look at the exit code.
Result<ordered_json> verify(Installation& installation, const AdminOptions& options, const std::string&) {
    const auto tenants = tenants_to_verify(installation, options);
    if (!tenants) return tl::unexpected(tenants.error());
    auto verdicts = ordered_json::array();
    for (const auto& tenant : *tenants) {
        const auto verdict = service::verify_stored_audit(installation.ports().store, installation.audit_checkpoints(), tenant,
                                                          service::keys_of(installation.audit_signer()));
        if (!verdict) return tl::unexpected(verdict.error());
        if (!verdict->sound()) {
            const auto& first = verdict->findings.front();
            return fail(
                ErrorCode::Corrupt, "audit-chain",
                fmt::format("The audit chain is not what was written: {} at entry {}, {} findings in all; restore it from a "
                            "backup and find out who changed it.",
                            service::to_string(first.kind), first.sequence, verdict->findings.size()),
                {}, tenant.str());
        }
        verdicts.push_back(shown(tenant, *verdict));
    }
    return verdicts;
}

}  // namespace

void add_audit_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    group.add("list", "Every access to a tenant's data, the oldest first.", list_entries).tenant();
    auto added = group.add("verify", "Check that no entry was changed, removed or added; all tenants, or one.", verify);
    added.command->add_option("--tenant", added.options->tenant, "Only this one")->type_name("TENANT");
}

}  // namespace bespoke::app
