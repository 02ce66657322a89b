#include "adapters/aws/core/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "adapters/aws/core/sending.hpp"

namespace bespoke::adapters::aws {
namespace {

/// Strings of bytes that are no UTF-8 can't be sent.
std::optional<std::string> text_of(const nlohmann::json& input) {
    try {
        return input.is_null() ? "{}" : input.dump();
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

Fault not_sendable(const Call& call) {
    Fault fault;
    fault.code = "Request";
    fault.operation = fmt::format("{}.{}", traits(call.service).name, call.operation);
    fault.message = "a text is no UTF-8";
    fault.cause =
        fail(ErrorCode::Internal, "aws-request", "The server made a mistake; its operator finds the cause in the log.").value();
    return fault;
}

}  // namespace

struct Client::Impl {
    Sender sender;
};

std::string_view Reply::header(std::string_view lower_case_name) const {
    const auto found = std::ranges::find(headers, lower_case_name, &Fields::value_type::first);
    return found == headers.end() ? std::string_view{} : found->second;
}

Client::Client(Options options, CredentialsSource& source, const ports::Clock& clock) {
    const int tokens = options.retry.bucket;
    impl_.reset(new Impl{{std::move(options), source, CorrectedClock(clock), RetryBudget(tokens), Transport()}});
}
Client::~Client() = default;

Answer<Reply> Client::send(const Call& call, const Caller& caller, Deadline deadline) {
    return Sending(impl_->sender, call, caller, deadline, Sending::Expect::Bytes).run();
}

Answer<nlohmann::json> Client::call(Service service, std::string_view operation, const nlohmann::json& input,
                                    const Caller& caller, Deadline deadline) {
    const auto& fixed = traits(service);
    Call request;
    request.service = service;
    request.operation = operation;
    request.headers = {{"content-type", std::string(fixed.content_type)},
                       {"x-amz-target", fmt::format("{}.{}", fixed.target_prefix, operation)}};
    auto body = text_of(input);
    if (!body) return tl::unexpected(not_sendable(request));
    request.body = *std::move(body);
    Sending sending(impl_->sender, request, caller, deadline, Sending::Expect::JsonObject);
    auto reply = sending.run();
    if (!reply) return tl::unexpected(std::move(reply.error()));
    return sending.take_output();
}

const Endpoints& Client::endpoints() const { return impl_->sender.options.endpoints; }
const ports::Clock& Client::clock() const { return impl_->sender.clock; }
CredentialsSource& Client::credentials() { return impl_->sender.source; }

}  // namespace bespoke::adapters::aws
