#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "serve/config.hpp"

namespace bespoke::app {

/// What the environment says of a Lambda function; docs/formats/lambda-environment.md explains each variable.
struct LambdaSettings {
    std::string handler;      ///< "api", a Resource word of the pipeline, "chores", "events", "dlq", "admin"
    std::string runtime_api;  ///< host:port
    std::string region;
    std::string table, bucket, quarantine_bucket, ledger_bucket, kms_key, tenant_role;
    std::string state_machine, dead_letter_queue, event_bus;
    /// Where one-time schedules for jobs are made: all empty (no such schedules) or all but the target set.
    std::string alarm_group, alarm_role, alarm_dead_letters, alarm_target;
    std::string public_url;
    std::string user_pool;
    std::vector<std::string> user_pool_clients;
    enum class PoolToken { Id, Access } user_pool_token = PoolToken::Id;
    std::string model, embedding_model, guardrail, guardrail_version;
    std::int64_t embedding_dimensions = 1'024;
    /// Prices of the models, for what is told of costs; 0: none is told.
    double usd_per_million_input_tokens = 0, usd_per_million_output_tokens = 0, usd_per_million_embedding_tokens = 0;
    std::int64_t daily_token_budget = 0;          ///< of a tenant, in and out, a UTC day; 0: no bound
    std::int64_t throttle_patience_seconds = 30;  ///< how long a stage waits for a throttled model before it gives its turn back
    std::string collection;
    enum class VectorIndexes { Shared, PerTenant } vector_indexes = VectorIndexes::Shared;
    enum class Switch { Off, On } ocr = Switch::Off, comprehend = Switch::Off, no_egress = Switch::Off;
    std::string comprehend_language = "en";
    std::int64_t jobs_at_once_per_tenant = 2;
    std::int64_t requests_per_minute = 6'000, writes_per_minute = 1'200;
    std::int64_t signed_url_minutes = 15, rotate_after_days = 90;
    std::vector<std::string> allowed_origins;
    std::string log_level = "info";
    std::filesystem::path reader;  ///< empty: beside the executable
    std::string ca_file;           ///< certificates to trust in place of the system's; empty for these
};

/// `InvalidInput` "bad-setting" names the variable and what is expected. What the handler does not need may be missing.
Result<LambdaSettings> read_lambda_settings(const Environment&);

/// True for the words of pipeline/tailoring.asl.json.
bool is_stage_handler(std::string_view handler);

}  // namespace bespoke::app
