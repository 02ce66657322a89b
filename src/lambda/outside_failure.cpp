#include "lambda/outside_failure.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestDetail = 500;

bool ran_too_long(const std::string& name) {
    return name == "States.Timeout" || name == "States.HeartbeatTimeout" || name == "Sandbox.Timedout";
}

std::string text_of(const json& value, const char* member) {
    const auto found = value.find(member);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

engine::Failure outside_failure(const std::string& name, const std::string& cause, const std::string& state) {
    if (ran_too_long(name)) return engine::overrun_failure(name, state);
    auto error = engine::error_of(engine::engine_failure(name, ""));
    error.reason = "stage-failed";
    error.public_text = "A step of the job failed unexpectedly; try the job again.";
    error.detail = name + ": " + cause.substr(0, kLongestDetail);
    const auto told = json::parse(cause, nullptr, false);
    if (told.is_object() && told.contains("state")) {  // ours
        error.reason = text_of(told, "reason");
        error.public_text = text_of(told, "errorMessage");
    }
    auto failure = engine::failure_of(error, state);
    failure.name = name;
    return failure;
}

std::optional<engine::Failure> caught_failure(const json& data, const std::string& state) {
    if (!data.is_object()) return std::nullopt;
    const auto found = data.find("failure");
    if (found == data.end() || !found->is_object() || text_of(*found, "Error").empty()) return std::nullopt;
    return outside_failure(text_of(*found, "Error"), text_of(*found, "Cause"), state);
}

void put_failure(json& data, const engine::Failure& failure, const std::string& state) {
    auto cause = failure.cause;
    if (failure.error) cause = engine::failure_of(*failure.error, state).cause;
    data["failure"] = {{"Error", failure.name}, {"Cause", std::move(cause)}};
}

}  // namespace bespoke::lambda
