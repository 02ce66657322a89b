#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>

#include "admin/admin_commands.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "serve/environment.hpp"
#include "serve/http_front.hpp"
#include "serve/platform.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using telemetry::Level;

/// EX_TEMPFAIL of sysexits.h: another server has the data, try again when it is gone.
constexpr int kDataInUse = 75;

struct Options {
    std::string config, data, listen;
    bool check = false, no_egress = false;
};

Result<Config> settings_of(const Options& options) {
    auto config =
        load_config(options.config.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.config), environment());
    if (!config) return config;
    if (!options.data.empty()) config->data = options.data;
    if (!options.listen.empty()) {
        if (auto taken = set_listen(*config, options.listen); !taken) return tl::unexpected(taken.error());
    }
    if (options.no_egress) config->egress = false;
    return config;
}

/// Each connection takes a descriptor; the soft limit that shells give is meant for select().
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// The process holds tenants' keys: no core dump, and no other process of this user may read its memory.
void protect_memory() { ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// The signals that end the server. Blocked before any thread begins, so that all of them leave these to wait_for_end().
sigset_t block_ending_signals() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return signals;
}

void wait_for_end(const sigset_t& signals) {
    int signal = 0;
    while (::sigwait(&signals, &signal) != 0) {
    }
    telemetry::log(Level::Info, "draining", "", {{"signal", static_cast<std::int64_t>(signal)}});
}

int run(const Config& config, Platform& platform, const sigset_t& signals) {
    if (auto started = platform.start(); !started) return report(started.error(), ExitCode::DependencyFailed);
    auto front = HttpFront::start(platform);
    if (!front) return report(front.error(), ExitCode::DependencyFailed);
    auto admin = AdminSocket::listen(config.data, [&](const AdminRequest& request) { return answer(platform, request); });
    if (!admin) return report(admin.error(), ExitCode::DependencyFailed);
    telemetry::log(Level::Info, "listening", "", {{"address", (*front)->address()}, {"port", (*front)->port()}});
    wait_for_end(signals);
    admin->reset();
    (*front)->drain(std::chrono::seconds(config.drain_seconds));
    if (auto stopped = platform.stop(); !stopped) {
        telemetry::log(Level::Warning, "stopped.early", "", {{"reason", stopped.error().reason}});
        std::_Exit(0);
    }
    telemetry::log(Level::Info, "stopped", "");
    return 0;
}

/// Looks whether the models are there and the policy can be read; gives the embedder's name.
Result<std::string> check_models(const Config& config) {
    const auto options = intelligence_options(config);
    if (!options) return tl::unexpected(options.error());
    const adapters::local::SystemClock clock;
    const auto intelligence = Intelligence::create(*options, clock);
    if (!intelligence) return tl::unexpected(intelligence.error());
    return (*intelligence)->embedder_name();
}

int report_on_models(const Error& error) {
    return report(error, error.code == ErrorCode::Unavailable ? ExitCode::DependencyFailed : ExitCode::Usage);
}

int serve(const Options& options) {
    const auto config = settings_of(options);
    if (!config) return report(config.error(), ExitCode::Usage);
    const auto embedder = check_models(*config);
    if (!embedder) return report_on_models(embedder.error());
    if (options.check) {
        fmt::print("The settings are sound: {} on {}; embedder {}, language model {}.\n", config->listen, config->data.string(),
                   *embedder, config->model_name.empty() ? "none" : config->model_name);
        return 0;
    }
    telemetry::set_log_level(level_of(config->log_level));
    raise_descriptor_limit();
    protect_memory();
    const auto signals = block_ending_signals();
    auto platform = Platform::open(*config, public_url_of(*config), environment());
    if (!platform) {
        report(platform.error());
        return platform.error().reason == "data-in-use" ? kDataInUse : static_cast<int>(ExitCode::DependencyFailed);
    }
    return run(*config, **platform, signals);
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "serve", "Serve the HTTP API to many tenants until SIGTERM. Exit code 75: another server has the data.");
    command->add_option("--config", options->config, "Settings; deploy/config/bespoke.toml explains each")->type_name("FILE");
    command->add_option("--data", options->data, "Where all state lives; default: from the settings, else ./data")
        ->type_name("DIR");
    command->add_option("--listen", options->listen, "Address and port; port 0 takes any free one")->type_name("ADDRESS:PORT");
    command->add_flag("--no-egress", options->no_egress, "Connect nowhere but to this machine");
    command->add_flag("--check", options->check, "Check the settings and start nothing");
    command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace bespoke::app
