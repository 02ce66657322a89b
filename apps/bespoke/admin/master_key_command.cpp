#include <CLI/CLI.hpp>

#include "adapters/local/key_service.hpp"
#include "adapters/local/master_key.hpp"
#include "adapters/local/master_key_rotation.hpp"
#include "adapters/local/sqlite/file_lock.hpp"
#include "adapters/local/sqlite/system_store.hpp"
#include "adapters/local/sqlite_key_table.hpp"
#include "adapters/local/system_clock.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "serve/environment.hpp"
#include "serve/store.hpp"

namespace bespoke::app {
namespace {

using namespace adapters::local;

struct MasterKeyOptions {
    std::filesystem::path data;
    std::optional<std::filesystem::path> config;
    bool data_keys = false;
};

/// The new key, once everything is wrapped with it: where the key comes from the environment, so does the new one.
Result<crypto::SecretKey> change_master_key(const Config& config, KeyTable& table) {
    const auto text = environment()("BESPOKE_MASTER_KEY");
    if (!text) return rotate_master_key(table, master_key_file(config));
    const auto next_text = environment()("BESPOKE_NEW_MASTER_KEY");
    if (!next_text) {
        return fail(ErrorCode::InvalidInput, "master-key",
                    "The master key comes from BESPOKE_MASTER_KEY; give the new one in BESPOKE_NEW_MASTER_KEY.");
    }
    const auto old = master_key({}, text);
    if (!old) return old;
    auto next = master_key({}, next_text);
    if (!next) return next;
    if (auto wrapped = rewrap(table, *old, *next); !wrapped) return tl::unexpected(wrapped.error());
    return next;
}

/// A new data key for each tenant; the server seals everything anew and destroys the old ones by and by.
Result<std::size_t> renew_data_keys(sqlite::SystemStore& system, KeyTable& table, const crypto::SecretKey& master) {
    const SystemClock clock;
    const auto keys = KeyService::create(table, master, clock);
    if (!keys) return tl::unexpected(keys.error());
    const auto tenants = system.list();
    if (!tenants) return tl::unexpected(tenants.error());
    std::size_t renewed = 0;
    for (const auto& tenant : *tenants) {
        if (tenant.state == ports::TenantState::Erased) continue;
        if (auto rotated = (*keys)->rotate(tenant.id); !rotated) return tl::unexpected(rotated.error());
        ++renewed;
    }
    return renewed;
}

Status rotate(const MasterKeyOptions& options) {
    auto config = load_config(options.config, environment());
    if (!config) return tl::unexpected(config.error());
    if (!options.data.empty()) config->data = options.data;
    if (!std::filesystem::exists(config->data / "system.db")) {
        return fail(ErrorCode::InvalidInput, "no-data", "No server has kept data in this directory; name another with --data.",
                    {}, config->data.string());
    }
    const auto lock = sqlite::FileLock::acquire(config->data);
    if (!lock) return tl::unexpected(lock.error());
    auto system = sqlite::SystemStore::open({.data = config->data});
    if (!system) return tl::unexpected(system.error());
    SqliteKeyTable table(**system);
    const auto master = change_master_key(*config, table);
    if (!master) return tl::unexpected(master.error());
    fmt::print("All keys are wrapped with {} now.\n", name_of_master(*master));
    if (!options.data_keys) return {};
    const auto renewed = renew_data_keys(**system, table, *master);
    if (!renewed) return tl::unexpected(renewed.error());
    fmt::print("{} tenants have a new data key; the server seals their data anew.\n", *renewed);
    return {};
}

}  // namespace

void add_master_key_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<MasterKeyOptions>();
    auto* group = app.add_subcommand("master-key", "The key that wraps all others: rotate.");
    group->require_subcommand(1);
    auto* command = group->add_subcommand(
        "rotate",
        "Replace the master key, while no server runs. In the environment: from BESPOKE_MASTER_KEY to BESPOKE_NEW_MASTER_KEY.");
    command->add_option("--data", options->data, "The server's data directory; default: from --config, else ./data")
        ->type_name("DIR");
    command->add_option("--config", options->config, "The server's settings")->type_name("FILE");
    command->add_flag("--data-keys", options->data_keys, "Give every tenant a new data key, too");
    command->callback([options, &exit_code] {
        if (const auto done = rotate(*options); !done) exit_code = report(done.error());
    });
}

}  // namespace bespoke::app
