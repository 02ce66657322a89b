#include "lambda/failure.hpp"

#include "engine/task.hpp"

namespace bespoke::lambda {

Failure failure_of(const Error& error) {
    Failure failure{engine::error_name(error), error.public_text, {}};
    if (!error.where.empty()) failure.stack.push_back(error.where);
    if (!error.reason.empty()) failure.more["reason"] = error.reason;
    return failure;
}

std::string body_of(const Failure& failure) {
    nlohmann::json body = failure.more.is_object() ? failure.more : nlohmann::json::object();
    body["errorType"] = failure.type;
    body["errorMessage"] = failure.message;
    body["stackTrace"] = failure.stack;
    return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace bespoke::lambda
