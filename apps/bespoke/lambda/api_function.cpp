#include <chrono>

#include "api/api.hpp"
#include "api_front.hpp"
#include "crypto/random.hpp"
#include "http/answering.hpp"
#include "lambda/api_event.hpp"
#include "lambda/aws_installation.hpp"
#include "lambda/function.hpp"
#include "lambda/trace_header.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

api::Options api_options(const LambdaSettings& settings) {
    api::Options options;
    options.public_url = settings.public_url;
    options.requests_per_minute = static_cast<double>(settings.requests_per_minute);
    options.writes_per_minute = static_cast<double>(settings.writes_per_minute);
    options.cors_origins = settings.allowed_origins;
    // /metrics lets in who has the token, or who is on this machine; nobody shall be either.
    options.operator_token =
        crypto::random_id("off", std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
    return options;
}

/// /readyz: the registry is the one thing that every request needs.
std::vector<api::Check> check_readiness(AwsInstallation& installation) {
    const auto tenant = installation.store().tenants().get(TenantId("readiness"));
    return {tenant ? api::Check{api::Check::Outcome::Ok, "registry", "answers"}
                   : api::Check{api::Check::Outcome::Failed, "registry", tenant.error().reason}};
}

class ApiFunction final : public LambdaFunction {
public:
    static Result<std::unique_ptr<LambdaFunction>> create(const LambdaSettings& settings, const Environment& environment) {
        auto installation = AwsInstallation::create(settings, environment);
        if (!installation) return tl::unexpected(installation.error());
        auto* all = installation->get();
        auto front = ApiFront::create(*all, {.api = api_options(settings),
                                             .link_life = std::chrono::minutes(settings.signed_url_minutes),
                                             .transfers = &all->store().transfers(),
                                             .readiness = [all] { return check_readiness(*all); }});
        if (!front) return tl::unexpected(front.error());
        return std::unique_ptr<LambdaFunction>(new ApiFunction(std::move(*installation), std::move(*front)));
    }

    telemetry::Metrics& metrics() override { return installation_->metrics(); }

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        auto request = lambda::request_from(invocation);
        if (!request) return reply(refusal(400, "bad-request", invocation), invocation);
        http::Exchange exchange;
        exchange.request = std::move(*request);
        // A stage name of the gateway may stand in the public URL; the handler knows paths without it, as the event has them.
        http::answer(exchange, front_->handler(), page_);
        count(exchange);
        return reply(std::move(exchange.response), invocation);
    }

private:
    ApiFunction(std::unique_ptr<AwsInstallation> installation, std::unique_ptr<ApiFront> front)
        : installation_(std::move(installation)), front_(std::move(front)), page_(api::make_error_page()) {}

    [[nodiscard]] http::Response refusal(int status, std::string_view slug, const lambda::Invocation& invocation) const {
        return http::error_answer(page_, status, slug,
                                  lambda::trace_from(invocation.trace_header).value_or(telemetry::new_trace()));
    }

    /// Whatever is wrong, API Gateway gets an answer of its form: an error of the function would be a bare 502.
    lambda::Outcome<std::string> reply(http::Response response, const lambda::Invocation& invocation) const {
        auto text = lambda::reply_from(std::move(response));
        if (!text) text = lambda::reply_from(refusal(500, "internal", invocation));
        if (!text) return tl::unexpected(lambda::failure_of(text.error()));
        return std::move(*text);
    }

    void count(const http::Exchange& exchange) {
        metrics().add("bespoke_http_requests_total", {{"method", http::method_label(exchange.request.method)},
                                                      {"status", http::status_class(exchange.response.status)},
                                                      {"operation", exchange.operation}});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - exchange.began;
        metrics().observe("bespoke_http_request_duration_seconds", {{"operation", exchange.operation}}, took.count());
        telemetry::log(telemetry::Level::Info, "http.request", exchange.request.trace.trace_id,
                       {{"method", http::method_label(exchange.request.method)},
                        {"operation", exchange.operation},
                        {"status", std::int64_t{exchange.response.status}},
                        {"ms", took.count() * 1000}});
    }

    std::unique_ptr<AwsInstallation> installation_;
    std::unique_ptr<ApiFront> front_;
    const http::ErrorPage page_;
};

}  // namespace

Result<std::unique_ptr<LambdaFunction>> make_api_function(const LambdaSettings& settings, const Environment& environment) {
    return ApiFunction::create(settings, environment);
}

}  // namespace bespoke::app
