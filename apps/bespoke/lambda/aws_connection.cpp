#include "lambda/aws_connection.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;

aws::Client::Options client_options(const LambdaSettings& settings, const Environment& environment) {
    aws::Client::Options options{.endpoints = aws::Endpoints(settings.region, environment)};
    options.ca_file = settings.ca_file;
    // The runtime sets it anew for each event.
    options.trace = [environment] { return environment("_X_AMZN_TRACE_ID").value_or(""); };
    return options;
}

}  // namespace

AwsConnection::AwsConnection(const LambdaSettings& settings, const Environment& environment)
    : chain_({.environment = environment, .region = settings.region, .ca_file = settings.ca_file}, clock_),
      sts_(client_options(settings, environment), chain_, clock_),
      sessions_(sts_, {.role_arn = settings.tenant_role}),
      client_(client_options(settings, environment), sessions_, clock_) {}

}  // namespace bespoke::app
