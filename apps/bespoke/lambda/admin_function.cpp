#include <nlohmann/json.hpp>

#include "admin/admin_commands.hpp"
#include "lambda/aws_installation.hpp"
#include "lambda/event_json.hpp"
#include "lambda/function.hpp"

namespace bespoke::app {
namespace {

using nlohmann::json;

/// Files that a command writes go nowhere else, and are gone with the environment.
constexpr const char* kDirectory = "/tmp";

Result<AdminRequest> admin_request(std::string_view payload) {
    const auto event = lambda::parse_event(payload);
    if (!event) return tl::unexpected(event.error());
    const auto arguments = event->find("arguments");
    if (arguments == event->end() || !arguments->is_array() || arguments->empty()) return lambda::bad_event("arguments");
    AdminRequest request{{}, kDirectory, lambda::text_at(*event, "input")};
    for (const auto& argument : *arguments) {
        if (!argument.is_string()) return lambda::bad_event("arguments");
        request.arguments.push_back(argument.get<std::string>());
    }
    return request;
}

/// The administration commands of the program, for whoever may invoke this function: an operator.
class AdminFunction final : public LambdaFunction {
public:
    explicit AdminFunction(std::unique_ptr<AwsInstallation> installation) : installation_(std::move(installation)) {}
    telemetry::Metrics& metrics() override { return installation_->metrics(); }

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        const auto request = admin_request(invocation.payload);
        if (!request) return tl::unexpected(lambda::failure_of(request.error()));
        const auto answered = answer(*installation_, *request);
        const json reply = {{"exitCode", answered.exit_code}, {"output", answered.output}, {"errors", answered.errors}};
        return reply.dump(-1, ' ', false, json::error_handler_t::replace);
    }

private:
    std::unique_ptr<AwsInstallation> installation_;
};

}  // namespace

Result<std::unique_ptr<LambdaFunction>> make_admin_function(const LambdaSettings& settings, const Environment& environment) {
    auto installation = AwsInstallation::create(settings, environment);
    if (!installation) return tl::unexpected(installation.error());
    return std::make_unique<AdminFunction>(std::move(*installation));
}

}  // namespace bespoke::app
