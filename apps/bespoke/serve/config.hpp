#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "intelligence.hpp"

namespace bespoke::app {

/// An OpenID Connect issuer beside the built-in one, e.g. a Cognito user pool.
struct ExternalIssuer {
    std::string issuer;                    ///< exactly as in `iss`
    std::string jwks_url;                  ///< the only place that its keys are fetched from
    std::string audience;                  ///< `aud`, or `client_id` of Cognito access tokens
    std::string token_use = "access-jwt";  ///< "access-jwt" (RFC 9068), "cognito-access" or "cognito-id"
    std::string tenant_claim = "custom:tenantId";
    std::string role_claim = "custom:role";
    std::map<std::string, std::string> roles;  ///< value of the claim → viewer, editor or admin; empty: these words themselves
    std::string default_role;                  ///< for tokens without a known role; empty: they are refused
    std::vector<std::string> tenants;          ///< the only ones that it may speak for; empty: any
};

/// Everything that an operator can set; the defaults serve one machine. deploy/config/bespoke.toml explains each.
struct Config {
    // [server]
    std::string listen = "127.0.0.1:8080";
    std::string public_url;  ///< empty: http://<listen>
    std::int64_t io_threads = 1, handler_threads = 4, max_connections = 4096;
    std::int64_t max_connections_per_address = 1024;
    std::int64_t drain_seconds = 20;
    std::vector<std::string> trusted_proxies;  ///< whose X-Forwarded-For is believed
    std::vector<std::string> cors_origins;
    std::string metrics_token;  ///< bearer token for /metrics; empty: from this machine only
    // [data]
    std::filesystem::path data = "data";
    std::filesystem::path master_key_file;  ///< empty: <data>/master.key
    // [pipeline]
    std::int64_t workers = 2, jobs_at_once_per_tenant = 2;
    std::int64_t lease_seconds = 30;
    // [uploads]
    std::vector<std::string> upload_formats = {"pdf", "docx", "html", "markdown", "text"};
    // [identity]
    std::int64_t access_token_minutes = 60;
    std::vector<ExternalIssuer> issuers;
    // [limits]
    std::int64_t requests_per_minute = 6'000;               ///< reads of one tenant and operation
    std::int64_t writes_per_minute = 1'200;                 ///< writes of one tenant and operation
    std::int64_t requests_per_minute_per_address = 24'000;  ///< before it is known who asks
    std::int64_t exports_per_minute = 6;                    ///< and erasures, of one tenant
    std::int64_t attempts_per_minute_per_address = 60;      ///< at signing in, before it is known who asks
    std::int64_t signed_url_minutes = 15;
    // [embedding]
    std::string embedder = kDefaultEmbedder;  ///< "minilm", or "lexical" for none
    std::filesystem::path model_directory;    ///< of minilm; empty: where the set-up puts it
    std::int64_t embedding_cache_megabytes = 64;
    // [model]
    std::string model_service = "openai";  ///< "openai": any server that speaks its protocol; "bedrock": Amazon Bedrock
    std::string model_url, model_name;     ///< both empty: there is no language model; Bedrock needs no URL
    std::string model_region, model_guardrail, model_guardrail_version;  ///< of Bedrock
    std::string model_api_key;                                           ///< better from BESPOKE_MODEL_API_KEY or the file
    std::filesystem::path model_api_key_file, model_ca_file;
    bool model_plain_http = false;  ///< http:// to other machines than this
    std::int64_t model_answer_seconds = 240, model_connect_seconds = 5, model_idle_seconds = 90;
    std::int64_t model_attempts = 4;
    double model_input_price = 0, model_output_price = 0;  ///< USD for a million tokens
    std::int64_t model_daily_tokens = 0;                   ///< of one tenant; 0 for no bound
    // [policy]
    std::filesystem::path policy_file;  ///< empty: the built-in policy
    // [webhooks]
    bool webhooks_allow_http = false;
    std::vector<std::string> webhooks_trusted;  ///< "host:port" that may be reached whatever its address, by http too
    // [network]
    bool egress = true;  ///< false: connects nowhere but to this machine
    // [keys]
    std::int64_t rotate_after_days = 90;
    // [log]
    std::string log_level = "info";
};

/// Reads a variable of the environment, `nullopt` if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// The defaults, overlaid with the file if there is one, overlaid with BESPOKE_<SECTION>_<KEY> of the environment. Each error names the
/// file and line (or the variable), what is wrong and what is expected: `InvalidInput` "bad-config".
Result<Config> load_config(const std::optional<std::filesystem::path>& file, const Environment&);

/// The models that the settings name. `InvalidInput` "bad-config" if they contradict each other or the key can't be read.
Result<IntelligenceOptions> intelligence_options(const Config&);

/// Overrides `listen` as --listen does. `InvalidInput` "bad-config".
Status set_listen(Config&, const std::string& text);

/// What clients call the server: issuer of its tokens.
std::string public_url_of(const Config&);

}  // namespace bespoke::app
