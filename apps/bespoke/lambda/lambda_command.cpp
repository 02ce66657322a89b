#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "adapters/local/crash/handler.hpp"
#include "adapters/local/crash/trace_file.hpp"
#include "adapters/local/system_clock.hpp"
#include "cli_error.hpp"
#include "commands.hpp"
#include "lambda/function.hpp"
#include "serve/environment.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using telemetry::Level;

/// On standard output, each line by itself: CloudWatch reads metrics from lines that hold nothing else.
void write_lines(const std::vector<std::string>& lines) {
    for (const auto& line : lines) fmt::print(stdout, "{}\n", line);
    std::fflush(stdout);
}

/// What ends the process is over for the runtime too: Lambda begins a new environment.
int give_up(const Error& error) {
    telemetry::log(Level::Error, "lambda.ended", "", {{"reason", error.reason}, {"detail", error.detail}});
    // A handler that overran may still be at work on all of this.
    std::fflush(nullptr);
    std::_Exit(static_cast<int>(ExitCode::DependencyFailed));
}

/// A state machine's Catch would take some of our errors for the user's own fault. What a wrong setting or role breaks is ours, and only what
/// may pass by itself is worth another try.
lambda::Failure init_failure(const Error& error) {
    auto failure = lambda::failure_of(error);
    if (error.code != ErrorCode::Unavailable && error.code != ErrorCode::Timeout) failure.type = "Internal";
    return failure;
}

int serve(lambda::Runtime& runtime, LambdaFunction& function, const std::string& name, const ports::Clock& clock) {
    lambda::EmbeddedMetrics embedded(function.metrics(), name);
    const auto ended = runtime.serve([&](const lambda::Invocation& invocation) {
        auto outcome = function.handle(invocation);
        // Before the answer: the environment may be frozen right behind it.
        write_lines(embedded.lines(clock.now(), function.properties()));
        return outcome;
    });
    return ended ? 0 : give_up(ended.error());
}

Result<std::unique_ptr<LambdaFunction>> make(const Result<LambdaSettings>& settings, const Environment& environment) {
    if (!settings) return tl::unexpected(settings.error());
    return make_lambda_function(*settings, environment);
}

/// What the zip brings along beside the program, unless the environment names something else.
void point_to_own_files() {
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "etc";
    constexpr int kKeep = 0;
    if (const auto fonts = folder / "fonts" / "fonts.conf"; std::filesystem::exists(fonts, error))
        ::setenv("FONTCONFIG_FILE", fonts.c_str(), kKeep);
    if (const auto certificates = folder / "ca-certificates.crt"; std::filesystem::exists(certificates, error))
        ::setenv("BESPOKE_CA_FILE", certificates.c_str(), kKeep);
}

/// The runtime that follows one that crashed often has the same environment, and its files: its log tells how the other ended.
void tell_of_crashes(adapters::local::crash::Handler& crashes, telemetry::Metrics& metrics) {
    std::error_code error;
    const auto file = std::filesystem::temp_directory_path(error) / "bespoke-crash-trace";
    (void)adapters::local::crash::read_trace(file, metrics);
    std::filesystem::remove(file, error);
    (void)crashes.install(file);  // without it a crash only leaves no trace
}

int run() {
    point_to_own_files();
    const auto variables = environment();
    const auto api = variables("AWS_LAMBDA_RUNTIME_API").value_or("");
    if (api.empty()) {
        return report(
            {ErrorCode::InvalidInput, "usage", "AWS_LAMBDA_RUNTIME_API is not set; `lambda` runs inside AWS Lambda.", {}, {}},
            ExitCode::Usage);
    }
    telemetry::set_log_level(level_of(variables("BESPOKE_LOG_LEVEL").value_or("info")));
    const adapters::local::SystemClock clock;
    lambda::Runtime runtime({.api = api}, clock);
    const auto settings = read_lambda_settings(variables);
    auto function = make(settings, variables);
    if (!function) {
        const auto& error = function.error();
        telemetry::log(Level::Error, "lambda.init-failed", "",
                       {{"reason", error.reason}, {"text", error.public_text}, {"detail", error.detail}});
        runtime.report_init_failure(init_failure(error));
        return static_cast<int>(error.reason == "bad-setting" ? ExitCode::Usage : ExitCode::DependencyFailed);
    }
    adapters::local::crash::Handler crashes;
    tell_of_crashes(crashes, (*function)->metrics());
    telemetry::log(Level::Info, "lambda.ready", "", {{"function", settings->handler}});
    return serve(runtime, **function, settings->handler, clock);
}

}  // namespace

void add_lambda_command(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "lambda", "Be the AWS Lambda function that _HANDLER names; docs/formats/lambda-environment.md has all settings.");
    command->callback([&exit_code] { exit_code = run(); });
}

}  // namespace bespoke::app
