#include "api/middleware/rate_limit.hpp"

#include "api/client_address.hpp"

namespace bespoke::api {
namespace {

using Verdict = RateDecision::Verdict;

tl::unexpected<Error> refused(Exchange& exchange, const RateDecision& decision, telemetry::Metrics& metrics,
                              std::string_view limit) {
    metrics.add("bespoke_api_rate_limited_total", {{"limit", limit}});
    exchange.headers.set("Retry-After", std::to_string(decision.wait_seconds));
    return fail(ErrorCode::LimitExceeded, "rate-limited",
                fmt::format("Too many requests; try again in {} s.", decision.wait_seconds));
}

bool refuses_credentials(const Result<http::Response>& answer) {
    if (answer) return answer->status == 400 || answer->status == 401;
    return answer.error().reason == "invalid-token" || answer.error().reason == "bad-signature";
}

}  // namespace

PeerRateLimit::PeerRateLimit(const Options& options, ports::Clock& clock, telemetry::Metrics& metrics)
    : all_(policy_of(options.requests_per_minute_per_address)),
      attempts_(policy_of(options.attempts_per_minute_per_address)),
      trusted_proxies_(options.trusted_proxies),
      clock_(clock),
      metrics_(metrics) {}

Result<http::Response> PeerRateLimit::handle(Exchange& exchange, const Next& next) {
    const auto peer = client_address(exchange.request, trusted_proxies_);
    const auto now = clock_.now();
    const auto decision = buckets_.take("all " + peer, all_, now);
    if (decision.verdict == Verdict::Wait) return refused(exchange, decision, metrics_, "address");
    // Whoever shares the address with somebody who guesses still gets in with a good token, but nobody may try passwords meanwhile.
    const auto attempts = "attempts " + peer;
    const auto left = buckets_.look(attempts, attempts_, now);
    if (exchange.spec.rate_class == "auth" && left.verdict == Verdict::Wait) return refused(exchange, left, metrics_, "attempts");
    auto answer = next(exchange);
    if (!refuses_credentials(answer)) return answer;
    buckets_.take(attempts, attempts_, now);
    if (left.verdict == Verdict::Wait) return refused(exchange, left, metrics_, "attempts");
    return answer;
}

Result<http::Response> TenantRateLimit::handle(Exchange& exchange, const Next& next) {
    if (!exchange.call.principal) return next(exchange);
    const auto taken = limits_.take(exchange.call.tenant(), exchange.spec.rate_class, exchange.spec.id);
    exchange.headers.set("RateLimit-Policy", taken.policy);
    exchange.headers.set("RateLimit", taken.left);
    if (taken.decision.verdict == Verdict::Wait) return refused(exchange, taken.decision, metrics_, "tenant");
    return next(exchange);
}

}  // namespace bespoke::api
