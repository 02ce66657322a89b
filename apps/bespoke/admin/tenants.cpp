#include <fstream>

#include "admin/operator.hpp"
#include "admin/subcommand.hpp"
#include "installation.hpp"
#include "service/export.hpp"
#include "service/quota.hpp"

namespace bespoke::app {
namespace {

using nlohmann::ordered_json;
using ports::TenantState;

constexpr std::chrono::minutes kLongest{60};

ordered_json shown(const ports::Tenant& tenant) {
    return {{"name", tenant.id.str()},
            {"state", ports::to_string(tenant.state)},
            {"created", to_rfc3339(tenant.created_at)},
            {"erased", tenant.erased_at ? ordered_json(to_rfc3339(*tenant.erased_at)) : ordered_json(nullptr)}};
}

TenantId named(const AdminOptions& options) { return TenantId(options.id); }

Result<ordered_json> show_tenant(Installation& installation, const AdminOptions& options, const std::string&) {
    const auto tenant = installation.ports().tenants.get(named(options));
    if (!tenant) return tl::unexpected(tenant.error());
    if (!*tenant)
        return fail(ErrorCode::NotFound, "no-tenant", "There is no tenant of this name; see `bespoke tenant list`.", {},
                    options.id);
    return shown(**tenant);
}

Result<ordered_json> create_tenant(Installation& installation, const AdminOptions& options, const std::string& input) {
    if (auto created = installation.create_tenant(named(options)); !created) return tl::unexpected(created.error());
    if (auto noted = note(installation, named(options), "createTenant"); !noted) return tl::unexpected(noted.error());
    return show_tenant(installation, options, input);
}

Result<ordered_json> list_tenants(Installation& installation, const AdminOptions&, const std::string&) {
    const auto tenants = installation.ports().tenants.list();
    if (!tenants) return tl::unexpected(tenants.error());
    auto list = ordered_json::array();
    for (const auto& tenant : *tenants) list.push_back(shown(tenant));
    return list;
}

// A suspended tenant's store still takes audit entries; so the note comes first, and is true even if the process dies after it.

Result<ordered_json> suspend_tenant(Installation& installation, const AdminOptions& options, const std::string& input) {
    if (auto noted = note(installation, named(options), "suspendTenant"); !noted) return tl::unexpected(noted.error());
    const auto changed =
        installation.ports().tenants.set_state(named(options), TenantState::Suspended, installation.ports().clock.now());
    if (!changed) return tl::unexpected(changed.error());
    return show_tenant(installation, options, input);
}

Result<ordered_json> resume_tenant(Installation& installation, const AdminOptions& options, const std::string& input) {
    if (auto noted = note(installation, named(options), "resumeTenant"); !noted) return tl::unexpected(noted.error());
    if (auto resumed = installation.resume_tenant(named(options)); !resumed) return tl::unexpected(resumed.error());
    return show_tenant(installation, options, input);
}

Result<ordered_json> set_quotas(Installation& installation, const AdminOptions& options, const std::string&) {
    auto quotas = service::get_quotas(installation.ports(), named(options));
    if (!quotas) return tl::unexpected(quotas.error());
    quotas->active_jobs = options.active_jobs.value_or(quotas->active_jobs);
    quotas->jobs_per_day = options.jobs_per_day.value_or(quotas->jobs_per_day);
    quotas->documents = options.documents.value_or(quotas->documents);
    quotas->stored_bytes = options.stored_bytes.value_or(quotas->stored_bytes);
    if (auto set = service::set_quotas(installation.ports(), named(options), *quotas); !set) return tl::unexpected(set.error());
    if (auto noted = note(installation, named(options), "setQuotas"); !noted) return tl::unexpected(noted.error());
    return ordered_json{{"activeJobs", quotas->active_jobs},
                        {"jobsPerDay", quotas->jobs_per_day},
                        {"documents", quotas->documents},
                        {"storedBytes", quotas->stored_bytes}};
}

tl::unexpected<Error> not_written(const std::string& path) {
    return fail(ErrorCode::Unavailable, "output-not-writable",
                "The export can't be written; check the folder and the free space.", {}, path);
}

Result<ordered_json> export_tenant(Installation& installation, const AdminOptions& options, const std::string&) {
    if (auto noted = note(installation, named(options), "exportTenant"); !noted) return tl::unexpected(noted.error());
    const auto target = (options.directory / options.out).string();
    const auto partial = target + ".partial";
    std::ofstream file(partial, std::ios::binary | std::ios::trunc);
    service::TenantExport lines(installation.ports(), named(options));
    std::uint64_t bytes = 0;
    for (;;) {
        const auto next = lines.next(Deadline::after(kLongest));
        if (!next) return tl::unexpected(next.error());
        if (!*next) break;
        bytes += (*next)->size();
        if (!file.write((*next)->data(), static_cast<std::streamsize>((*next)->size()))) return not_written(target);
    }
    file.close();
    std::error_code error;
    std::filesystem::rename(partial, target, error);
    if (!file || error) return not_written(target);
    return ordered_json{{"file", target}, {"bytes", bytes}};
}

Result<ordered_json> erase_tenant(Installation& installation, const AdminOptions& options, const std::string&) {
    if (options.confirm != options.id) {
        return fail(ErrorCode::InvalidInput, "not-confirmed", "Erasing can't be undone; repeat the tenant's name with --confirm.",
                    {}, options.id);
    }
    const auto receipt = installation.erasure().erase(named(options), "operator", Deadline::after(kLongest));
    if (!receipt) return tl::unexpected(receipt.error());
    return service::to_full_json(*receipt);
}

}  // namespace

void add_tenant_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    const auto add = [&](const char* name, const char* help, AdminGroup::Act act) {
        auto added = group.add(name, help, std::move(act));
        added.command->add_option("name", added.options->id, "1 to 63 of a-z, 0-9 and hyphens")->required()->type_name("NAME");
        return added;
    };
    add("create", "Make a tenant.", create_tenant);
    group.add("list", "All tenants.", list_tenants);
    add("show", "One tenant.", show_tenant);
    add("suspend", "Refuse the tenant's users and keys; its data stays.", suspend_tenant);
    add("resume", "Let a suspended tenant in again and go on with its jobs.", resume_tenant);
    auto quota = add("quota", "Show what the tenant may use, or change it.", set_quotas);
    quota.command->add_option("--active-jobs", quota.options->active_jobs, "Jobs that have not ended");
    quota.command->add_option("--jobs-per-day", quota.options->jobs_per_day, "Jobs begun in a UTC day");
    quota.command->add_option("--documents", quota.options->documents, "Documents kept");
    quota.command->add_option("--stored-bytes", quota.options->stored_bytes, "Bytes of documents kept");
    auto exported = add("export", "Write all that the tenant has to a file of JSON lines.", export_tenant);
    exported.command->add_option("--out", exported.options->out, "The file")->required()->type_name("FILE");
    auto erased = add("erase", "Remove the tenant and all its data for good; prints the receipt.", erase_tenant);
    erased.command->add_option("--confirm", erased.options->confirm, "The tenant's name again")->required()->type_name("NAME");
}

}  // namespace bespoke::app
