#include "webhooks/sender.hpp"

#include "webhooks/schedule.hpp"
#include "webhooks/signature.hpp"

namespace bespoke::webhooks {
namespace {

std::string slug_of(const Error& error) { return error.reason.empty() ? std::string(to_string(error.code)) : error.reason; }

std::string slug_of(int status) { return status >= 300 && status < 400 ? "redirect" : "status"; }

}  // namespace

Result<ports::HttpRequest> request_of(const Endpoint& endpoint, const Delivery& delivery, ports::HttpRequest::Reach reach,
                                      Timestamp now) {
    const Message message{delivery.event_id, std::chrono::floor<std::chrono::seconds>(now), delivery.body};
    auto signature = signature_header(secrets_at(endpoint, now), message);
    if (!signature) return tl::unexpected(signature.error());
    ports::HttpRequest request;
    request.method = "POST";
    request.url = endpoint.url;
    request.headers = {{"content-type", "application/json"},
                       {"user-agent", "Bespoke-Webhooks/1.0"},
                       {"webhook-id", message.id},
                       {"webhook-timestamp", std::to_string(message.at.time_since_epoch().count())},
                       {"webhook-signature", std::move(*signature)}};
    request.body = delivery.body;
    request.max_response_bytes = kAnswerBytes;
    request.reach = reach;
    return request;
}

Outcome judge(const Result<ports::HttpResponse>& answer, Timestamp now) {
    Outcome outcome;
    outcome.attempt.at = now;
    if (!answer) {
        outcome.attempt.error = slug_of(answer.error());
        return outcome;
    }
    outcome.attempt.status = answer->status;
    if (answer->status >= 200 && answer->status < 300) {
        outcome.kind = Outcome::Kind::Delivered;
        return outcome;
    }
    outcome.attempt.error = slug_of(answer->status);
    if (answer->status == 410) outcome.kind = Outcome::Kind::Gone;
    const auto header = answer->headers.find("retry-after");
    if (header != answer->headers.end()) outcome.retry_after = retry_after(header->second, now);
    return outcome;
}

}  // namespace bespoke::webhooks
