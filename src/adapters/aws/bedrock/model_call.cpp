#include "adapters/aws/bedrock/model_call.hpp"

#include "base/strict_json.hpp"

namespace bespoke::adapters::aws::bedrock {
namespace {

/// Answers nest six deep; vectors of 1,024 numbers and assessments take some kilobytes.
constexpr JsonLimits kLimits{.bytes = 4UL * 1024 * 1024, .depth = 32};

Answer<nlohmann::json> send(Client& client, const Call& call, const Caller& caller, Deadline deadline) {
    const auto reply = client.send(call, caller, deadline);
    if (!reply) return tl::unexpected(reply.error());
    auto answer = parse_strict_json(reply->body, kLimits);
    if (answer) return std::move(*answer);
    Fault fault;
    fault.code = "Reply";
    fault.message = "the answer is no JSON";
    fault.operation = "bedrock." + call.operation;
    return tl::unexpected(std::move(fault));
}

}  // namespace

Answer<nlohmann::json> post(Client& client, Pacer& pacer, std::string operation, std::string path, const nlohmann::json& body,
                            const TenantId& tenant, std::chrono::milliseconds attempt_timeout, Deadline deadline) {
    Call call;
    call.service = Service::BedrockRuntime;
    call.operation = std::move(operation);
    call.path = std::move(path);
    call.headers = {{"content-type", "application/json"}, {"accept", "application/json"}};
    call.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    call.max_response_bytes = kLimits.bytes;
    call.attempt_timeout = attempt_timeout;
    const auto caller = tenant.str().empty() ? Caller::service() : Caller::tenant(tenant);
    return pacer.run(deadline, [&] { return send(client, call, caller, deadline); });
}

}  // namespace bespoke::adapters::aws::bedrock
