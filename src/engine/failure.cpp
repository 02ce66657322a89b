#include "engine/failure.hpp"

#include <array>

#include "engine/task.hpp"

namespace bespoke::engine {
namespace {

using nlohmann::json;

struct CodeName {
    ErrorCode code;
    const char* name;
};
constexpr std::array kCodeNames = {
    CodeName{ErrorCode::InvalidInput, "InvalidInput"}, CodeName{ErrorCode::NotFound, "NotFound"},
    CodeName{ErrorCode::Conflict, "Conflict"},         CodeName{ErrorCode::LimitExceeded, "LimitExceeded"},
    CodeName{ErrorCode::Forbidden, "Forbidden"},       CodeName{ErrorCode::Unavailable, "Unavailable"},
    CodeName{ErrorCode::Timeout, "Timeout"},           CodeName{ErrorCode::Corrupt, "Corrupt"},
    CodeName{ErrorCode::Internal, "Internal"},
};

ErrorCode code_named(const std::string& name) {
    const auto* const found = std::ranges::find(kCodeNames, name, &CodeName::name);
    return found == kCodeNames.end() ? ErrorCode::Internal : found->code;
}

/// A task may carry bytes that are no UTF-8 into its error; JSON may not.
std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

std::string error_name(const Error& error) {
    const auto* const found = std::ranges::find(kCodeNames, error.code, &CodeName::code);
    return found == kCodeNames.end() ? "Internal" : found->name;
}

Failure failure_of(const Error& error, const std::string& state) {
    const json cause = {{"errorMessage", error.public_text}, {"reason", error.reason}, {"state", state}};
    return {error_name(error), dump(cause), error};
}

Failure engine_failure(std::string name, std::string cause) { return {std::move(name), std::move(cause), std::nullopt}; }

Failure overrun_failure(std::string name, const std::string& state) {
    auto failure =
        failure_of({ErrorCode::Timeout, "stage-timeout", "A step of the job took too long; try the job again.", {}, {}}, state);
    failure.name = std::move(name);
    return failure;
}

Failure crash_failure(int losses, const std::string& state) {
    auto failure = failure_of({ErrorCode::Internal,
                               "stage-crashed",
                               "A step of the job ended unexpectedly several times; try other files.",
                               fmt::format("the worker vanished {} times", losses),
                               {}},
                              state);
    failure.name = "Bespoke.Crashed";
    return failure;
}

Error error_of(const Failure& failure) {
    if (failure.error) return *failure.error;
    return {code_named(failure.name), failure.name, failure.cause, {}, {}};
}

json to_json(const Failure& failure) {
    json value = {{"name", failure.name}, {"cause", failure.cause}};
    if (const auto& error = failure.error) {
        value["error"] = {{"code", error_name(*error)},
                          {"reason", error->reason},
                          {"publicText", error->public_text},
                          {"detail", error->detail},
                          {"where", error->where}};
    }
    return value;
}

Failure failure_from_json(const json& value) {
    Failure failure{value.value("name", ""), value.value("cause", ""), std::nullopt};
    if (const auto error = value.find("error"); error != value.end()) {
        failure.error = Error{code_named(error->value("code", "")), error->value("reason", ""), error->value("publicText", ""),
                              error->value("detail", ""), error->value("where", "")};
    }
    return failure;
}

}  // namespace bespoke::engine
