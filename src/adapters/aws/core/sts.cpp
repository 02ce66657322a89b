#include "adapters/aws/core/sts.hpp"

#include <fmt/format.h>

#include "adapters/aws/core/credentials_reader.hpp"

namespace bespoke::adapters::aws {
namespace {

Fields parameters(const RoleRequest& request) {
    Fields out = {{"Action", "AssumeRole"},
                  {"Version", "2011-06-15"},
                  {"RoleArn", request.role_arn},
                  {"RoleSessionName", request.session_name},
                  {"DurationSeconds", std::to_string(request.duration.count())}};
    if (!request.external_id.empty()) out.emplace_back("ExternalId", request.external_id);
    int number = 0;
    for (const auto& [name, value] : request.tags) {
        ++number;
        out.emplace_back(fmt::format("Tags.member.{}.Key", number), name);
        out.emplace_back(fmt::format("Tags.member.{}.Value", number), value);
    }
    return out;
}

}  // namespace

std::string form_text(const Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields)
        out += fmt::format("{}{}={}", out.empty() ? "" : "&", percent_encode(name), percent_encode(value));
    return out;
}

Result<Credentials> assume_role(Client& sts, const RoleRequest& request, Deadline deadline) {
    Call call;
    call.service = Service::Sts;
    call.operation = "AssumeRole";
    call.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    call.body = form_text(parameters(request));
    call.max_response_bytes = 64 * 1024;
    const auto reply = sts.send(call, Caller::service(), deadline);
    const auto away = [](std::string detail) {
        return fail(ErrorCode::Unavailable, "aws-credentials",
                    "The server has no valid keys for a service it needs; try again later, or tell its operator.",
                    std::move(detail));
    };
    if (!reply) {
        auto error = to_error(reply.error());
        if (error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout) return tl::unexpected(std::move(error));
        return away(std::move(error.detail));
    }
    auto credentials = read_sts_credentials(reply->body);
    if (!credentials) return away("sts.AssumeRole: the reply holds no keys");
    return *std::move(credentials);
}

}  // namespace bespoke::adapters::aws
