#include "serve/config.hpp"

#include <toml++/toml.h>

#include <charconv>

#include "adapters/local/file.hpp"
#include "base/address.hpp"
#include "base/web_url.hpp"
#include "service/upload_formats.hpp"

namespace bespoke::app {
namespace {

constexpr std::uint64_t kMaxConfigBytes = 1024 * 1024;
constexpr std::uint64_t kMaxKeyBytes = 16 * 1024;

/// Takes a value over; says what it expected instead if it can't.
using Take = std::function<std::optional<std::string>(Config&, const toml::node&)>;

Take text(std::string Config::*field) {
    return [field](Config& config, const toml::node& node) -> std::optional<std::string> {
        if (!node.is_string()) return "a string in quotes";
        config.*field = node.as_string()->get();
        return std::nullopt;
    };
}

Take path(std::filesystem::path Config::*field) {
    return [field](Config& config, const toml::node& node) -> std::optional<std::string> {
        if (!node.is_string() || node.as_string()->get().empty()) return "a path in quotes";
        config.*field = node.as_string()->get();
        return std::nullopt;
    };
}

Take number(std::int64_t Config::*field, std::int64_t least, std::int64_t most) {
    return [=](Config& config, const toml::node& node) -> std::optional<std::string> {
        const auto* value = node.as_integer();
        if (value == nullptr || value->get() < least || value->get() > most) {
            return fmt::format("a whole number from {} to {}", least, most);
        }
        config.*field = value->get();
        return std::nullopt;
    };
}

Take price(double Config::*field) {
    return [field](Config& config, const toml::node& node) -> std::optional<std::string> {
        const auto value = node.value<double>();
        if (!value || node.is_boolean() || *value < 0 || *value > 1e6) return "a price in USD for a million tokens, 0 or more";
        config.*field = *value;
        return std::nullopt;
    };
}

Take flag(bool Config::*field) {
    return [field](Config& config, const toml::node& node) -> std::optional<std::string> {
        if (!node.is_boolean()) return "true or false";
        config.*field = node.as_boolean()->get();
        return std::nullopt;
    };
}

std::optional<std::string> take_listen(Config& config, const toml::node& node) {
    constexpr const char* kExpected = "an address and a port such as \"127.0.0.1:8080\"";
    if (!node.is_string()) return kExpected;
    const auto& value = node.as_string()->get();
    const auto colon = value.rfind(':');
    if (colon == std::string::npos || colon == 0) return kExpected;
    std::uint16_t port = 0;
    const auto* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data() + colon + 1, end, port);
    if (error != std::errc{} || stop != end) return kExpected;
    config.listen = value;
    return std::nullopt;
}

std::optional<std::string> take_log_level(Config& config, const toml::node& node) {
    static const std::set<std::string> kLevels = {"debug", "info", "warning", "error"};
    if (!node.is_string() || !kLevels.contains(node.as_string()->get())) return "\"debug\", \"info\", \"warning\" or \"error\"";
    config.log_level = node.as_string()->get();
    return std::nullopt;
}

std::optional<std::string> take_embedder(Config& config, const toml::node& node) {
    if (!node.is_string() || (node.as_string()->get() != "minilm" && node.as_string()->get() != "lexical"))
        return "\"minilm\" or \"lexical\"";
    config.embedder = node.as_string()->get();
    return std::nullopt;
}

std::optional<std::string> take_model_service(Config& config, const toml::node& node) {
    if (!node.is_string() || (node.as_string()->get() != "openai" && node.as_string()->get() != "bedrock"))
        return "\"openai\" or \"bedrock\"";
    config.model_service = node.as_string()->get();
    return std::nullopt;
}

/// A part of a host's name: nothing that leads elsewhere.
std::optional<std::string> take_model_region(Config& config, const toml::node& node) {
    constexpr const char* kExpected = "a region such as \"eu-central-1\", or \"\" for the environment's";
    if (!node.is_string()) return kExpected;
    const auto& region = node.as_string()->get();
    const bool good =
        std::ranges::all_of(region, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!good || region.size() > 32) return kExpected;
    config.model_region = region;
    return std::nullopt;
}

std::optional<std::string> take_model_url(Config& config, const toml::node& node) {
    constexpr const char* kExpected = "an http:// or https:// URL such as \"http://127.0.0.1:8080/v1\", or \"\" for none";
    if (!node.is_string()) return kExpected;
    const auto& url = node.as_string()->get();
    if (!url.empty() && !parse_web_url(url)) return kExpected;
    config.model_url = url;
    return std::nullopt;
}

/// A list of strings that all pass the test.
Take list(std::vector<std::string> Config::*field, bool (*is_good)(std::string_view), const char* expected) {
    return [=](Config& config, const toml::node& node) -> std::optional<std::string> {
        if (!node.is_array()) return expected;
        std::vector<std::string> values;
        for (const auto& element : *node.as_array()) {
            const auto* value = element.as_string();
            if (value == nullptr || !is_good(value->get())) return expected;
            values.push_back(value->get());
        }
        config.*field = std::move(values);
        return std::nullopt;
    };
}

/// Names of formats, at least one.
std::optional<std::string> take_upload_formats(Config& config, const toml::node& node) {
    constexpr const char* kExpected = "a list of \"pdf\", \"docx\", \"odt\", \"html\", \"markdown\" and \"text\", at least one";
    if (auto expected = list(
            &Config::upload_formats, [](std::string_view) { return true; }, kExpected)(config, node))
        return expected;
    return service::upload_formats_from(config.upload_formats) ? std::nullopt : std::optional<std::string>(kExpected);
}

bool is_origin(std::string_view text) {
    const auto begin = text.starts_with("https://") ? 8U : text.starts_with("http://") ? 7U : 0U;
    return begin > 0 && text.size() > begin && text.find('/', begin) == std::string_view::npos;
}

bool is_host_and_port(std::string_view text) {
    const auto colon = text.rfind(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size();
}

/// An IP address in the spelling that the server itself uses for it.
bool is_address(std::string_view text) {
    const auto address = parse_ip(text);
    return address && to_string(*address) == text;
}

bool is_role(std::string_view word) { return word == "viewer" || word == "editor" || word == "admin"; }

std::optional<std::string> take_roles(ExternalIssuer& issuer, const toml::node& node) {
    constexpr const char* kExpected = "a table such as {Recruiters = \"editor\"} for roles";
    if (!node.is_table()) return kExpected;
    for (const auto& [claim, role] : *node.as_table()) {
        if (!role.is_string() || !is_role(role.as_string()->get())) return kExpected;
        issuer.roles[std::string(claim.str())] = role.as_string()->get();
    }
    return std::nullopt;
}

std::optional<std::string> take_tenants(ExternalIssuer& issuer, const toml::node& node) {
    constexpr const char* kExpected = "a list of tenants' names for tenants";
    if (!node.is_array()) return kExpected;
    for (const auto& tenant : *node.as_array()) {
        if (!tenant.is_string()) return kExpected;
        issuer.tenants.push_back(tenant.as_string()->get());
    }
    return std::nullopt;
}

/// Keys that come in clear could be anybody's.
bool is_safe_source(std::string_view url) {
    static const std::set<std::string> kThisMachine = {"127.0.0.1", "localhost", "::1"};
    const auto parsed = parse_web_url(url);
    return parsed && (parsed->scheme == WebUrl::Scheme::Https || kThisMachine.contains(parsed->host));
}

std::optional<std::string> take_issuer(ExternalIssuer& issuer, const toml::table& table) {
    const std::map<std::string_view, std::string*> fields = {{"issuer", &issuer.issuer},
                                                             {"jwks_url", &issuer.jwks_url},
                                                             {"audience", &issuer.audience},
                                                             {"token_use", &issuer.token_use},
                                                             {"tenant_claim", &issuer.tenant_claim},
                                                             {"role_claim", &issuer.role_claim},
                                                             {"default_role", &issuer.default_role}};
    for (const auto& [key, value] : table) {
        if (key.str() == "roles" || key.str() == "tenants") {
            if (auto expected = key.str() == "roles" ? take_roles(issuer, value) : take_tenants(issuer, value)) return expected;
            continue;
        }
        const auto field = fields.find(key.str());
        if (field == fields.end()) {
            return fmt::format(
                "no key {}; there are issuer, jwks_url, audience, token_use, tenant_claim, role_claim, roles, default_role, "
                "tenants",
                key.str());
        }
        if (!value.is_string()) return fmt::format("a string for {}", key.str());
        *field->second = value.as_string()->get();
    }
    static const std::set<std::string> kUses = {"access-jwt", "cognito-access", "cognito-id"};
    if (!kUses.contains(issuer.token_use)) return "\"access-jwt\", \"cognito-access\" or \"cognito-id\" for token_use";
    if (!issuer.default_role.empty() && !is_role(issuer.default_role)) return "viewer, editor or admin for default_role";
    if (!issuer.jwks_url.empty() && !is_safe_source(issuer.jwks_url)) return "an https:// URL for jwks_url";
    if (issuer.issuer.empty() || issuer.jwks_url.empty() || issuer.audience.empty()) return "issuer, jwks_url and audience";
    return std::nullopt;
}

std::optional<std::string> take_issuers(Config& config, const toml::node& node) {
    if (!node.is_array()) return "[[identity.issuers]] tables";
    config.issuers.clear();
    for (const auto& element : *node.as_array()) {
        if (!element.is_table()) return "[[identity.issuers]] tables";
        ExternalIssuer issuer;
        if (auto expected = take_issuer(issuer, *element.as_table())) return expected;
        config.issuers.push_back(std::move(issuer));
    }
    return std::nullopt;
}

/// All keys by section and name.
const std::map<std::string, Take, std::less<>>& settings() {
    static const std::map<std::string, Take, std::less<>> kSettings = {
        {"server.listen", take_listen},
        {"server.public_url", text(&Config::public_url)},
        {"server.io_threads", number(&Config::io_threads, 1, 64)},
        {"server.handler_threads", number(&Config::handler_threads, 1, 256)},
        {"server.max_connections", number(&Config::max_connections, 16, 100'000)},
        {"server.max_connections_per_address", number(&Config::max_connections_per_address, 1, 100'000)},
        {"server.drain_seconds", number(&Config::drain_seconds, 0, 600)},
        {"server.trusted_proxies", list(&Config::trusted_proxies, is_address, "a list of addresses such as [\"10.0.0.7\"]")},
        {"server.cors_origins",
         list(&Config::cors_origins, is_origin, "a list of origins such as [\"https://app.example.com\"]")},
        {"server.metrics_token", text(&Config::metrics_token)},
        {"data.directory", path(&Config::data)},
        {"data.master_key_file", path(&Config::master_key_file)},
        {"pipeline.workers", number(&Config::workers, 1, 256)},
        {"pipeline.jobs_at_once_per_tenant", number(&Config::jobs_at_once_per_tenant, 1, 256)},
        {"pipeline.lease_seconds", number(&Config::lease_seconds, 1, 3600)},
        {"uploads.formats", take_upload_formats},
        {"identity.access_token_minutes", number(&Config::access_token_minutes, 1, 60)},
        {"identity.issuers", take_issuers},
        {"limits.requests_per_minute", number(&Config::requests_per_minute, 1, 10'000'000)},
        {"limits.writes_per_minute", number(&Config::writes_per_minute, 1, 10'000'000)},
        {"limits.requests_per_minute_per_address", number(&Config::requests_per_minute_per_address, 1, 100'000'000)},
        {"limits.exports_per_minute", number(&Config::exports_per_minute, 1, 1'000'000)},
        {"limits.attempts_per_minute_per_address", number(&Config::attempts_per_minute_per_address, 1, 10'000'000)},
        {"limits.signed_url_minutes", number(&Config::signed_url_minutes, 1, 1440)},
        {"embedding.embedder", take_embedder},
        {"embedding.model_directory", path(&Config::model_directory)},
        {"embedding.cache_megabytes", number(&Config::embedding_cache_megabytes, 1, 65'536)},
        {"model.service", take_model_service},
        {"model.region", take_model_region},
        {"model.guardrail", text(&Config::model_guardrail)},
        {"model.guardrail_version", text(&Config::model_guardrail_version)},
        {"model.url", take_model_url},
        {"model.name", text(&Config::model_name)},
        {"model.api_key", text(&Config::model_api_key)},
        {"model.api_key_file", path(&Config::model_api_key_file)},
        {"model.ca_file", path(&Config::model_ca_file)},
        {"model.plain_http", flag(&Config::model_plain_http)},
        {"model.answer_seconds", number(&Config::model_answer_seconds, 1, 590)},
        {"model.connect_seconds", number(&Config::model_connect_seconds, 1, 60)},
        {"model.idle_seconds", number(&Config::model_idle_seconds, 1, 590)},
        {"model.attempts", number(&Config::model_attempts, 1, 10)},
        {"model.usd_per_million_input_tokens", price(&Config::model_input_price)},
        {"model.usd_per_million_output_tokens", price(&Config::model_output_price)},
        {"model.daily_token_budget", number(&Config::model_daily_tokens, 0, 1'000'000'000'000)},
        {"policy.file", path(&Config::policy_file)},
        {"webhooks.allow_http", flag(&Config::webhooks_allow_http)},
        {"webhooks.trusted", list(&Config::webhooks_trusted, is_host_and_port, "a list such as [\"hooks.internal:8443\"]")},
        {"network.egress", flag(&Config::egress)},
        {"keys.rotate_after_days", number(&Config::rotate_after_days, 1, 3650)},
        {"log.level", take_log_level},
    };
    return kSettings;
}

tl::unexpected<Error> refuse(std::string what, std::string where) {
    return fail(ErrorCode::InvalidInput, "bad-config", std::move(what), {}, std::move(where));
}

std::string line_of(const std::string& file, const toml::source_region& source) {
    return fmt::format("{}:{}", file, source.begin.line);
}

Status take_key(Config& config, const std::string& key, const toml::node& node, const std::string& where) {
    const auto setting = settings().find(key);
    if (setting == settings().end())
        return refuse(fmt::format("There is no setting {}; deploy/config/bespoke.toml lists all.", key), where);
    if (const auto expected = setting->second(config, node)) return refuse(fmt::format("{} takes {}.", key, *expected), where);
    return {};
}

Status take_file(Config& config, const std::filesystem::path& path) {
    const auto bytes = adapters::local::read_file(path, kMaxConfigBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    toml::table document;
    try {
        document = toml::parse(as_text(*bytes));
    } catch (const toml::parse_error& error) {
        return refuse(fmt::format("This is not TOML: {}; correct it there.", error.description()),
                      line_of(path.string(), error.source()));
    }
    for (const auto& [section, node] : document) {
        if (!node.is_table()) {
            return refuse(fmt::format("{} stands outside a section; write it below [server] or another.", section.str()),
                          line_of(path.string(), node.source()));
        }
        for (const auto& [key, value] : *node.as_table()) {
            const auto taken =
                take_key(config, fmt::format("{}.{}", section.str(), key.str()), value, line_of(path.string(), value.source()));
            if (!taken) return taken;
        }
    }
    return {};
}

/// "server.listen" → "BESPOKE_SERVER_LISTEN".
std::string variable_of(const std::string& key) {
    std::string name = "BESPOKE_";
    for (const char c : key) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

/// A variable holds a TOML value, or text without its quotes.
toml::table value_of(const std::string& text) {
    try {
        return toml::parse("value = " + text);
    } catch (const toml::parse_error&) {
        return toml::table{{"value", text}};
    }
}

Status take_environment(Config& config, const Environment& environment) {
    for (const auto& [key, take] : settings()) {
        const auto name = variable_of(key);
        const auto text = environment(name);
        if (!text) continue;
        const auto value = value_of(*text);
        const auto* node = value.get("value");
        if (node == nullptr) return refuse(fmt::format("{} is empty; unset it or give it a value.", name), name);
        if (auto taken = take_key(config, key, *node, name); !taken) return taken;
    }
    return {};
}

/// Keys come from where all tools for AWS look.
Result<IntelligenceOptions> with_bedrock(const Config& config, IntelligenceOptions options) {
    if (config.model_name.empty())
        return refuse("A model of Amazon Bedrock needs model.name, its id or inference profile.", "[model]");
    if (!config.model_url.empty())
        return refuse("model.url is for the service \"openai\"; leave it out with \"bedrock\".", "[model]");
    if (config.model_guardrail.empty() != config.model_guardrail_version.empty())
        return refuse("A guardrail needs model.guardrail and model.guardrail_version; give both or neither.", "[model]");
    if (!config.egress)
        return refuse("Amazon Bedrock is on other machines, and network.egress is false; choose another model.", "[model]");
    options.bedrock = BedrockChoice{.model = config.model_name,
                                    .region = config.model_region,
                                    .guardrail = config.model_guardrail,
                                    .guardrail_version = config.model_guardrail_version,
                                    .ca_file = config.model_ca_file.string(),
                                    .answer_timeout = options.model_timeout,
                                    .usd_per_million_input_tokens = config.model_input_price,
                                    .usd_per_million_output_tokens = config.model_output_price,
                                    .daily_token_budget = config.model_daily_tokens};
    return options;
}

}  // namespace

Result<Config> load_config(const std::optional<std::filesystem::path>& file, const Environment& environment) {
    Config config;
    if (file) {
        if (auto taken = take_file(config, *file); !taken) return tl::unexpected(taken.error());
    }
    if (auto taken = take_environment(config, environment); !taken) return tl::unexpected(taken.error());
    return config;
}

Result<IntelligenceOptions> intelligence_options(const Config& config) {
    using adapters::openai::Options;
    IntelligenceOptions options;
    options.embedder = config.embedder;
    options.model_directory = config.model_directory;
    options.embedding_cache_bytes = static_cast<std::size_t>(config.embedding_cache_megabytes) << 20U;
    options.policy_file = config.policy_file;
    options.model_timeout = std::chrono::seconds(config.model_answer_seconds);
    if (config.model_service == "bedrock") return with_bedrock(config, std::move(options));
    if (!config.model_region.empty() || !config.model_guardrail.empty() || !config.model_guardrail_version.empty())
        return refuse("model.region and model.guardrail are for the service \"bedrock\"; leave them out with \"openai\".",
                      "[model]");
    if (config.model_url.empty() != config.model_name.empty())
        return refuse("A language model needs model.url and model.name; give both or neither.", "[model]");
    if (config.model_url.empty()) return options;
    Options model;
    model.base_url = config.model_url;
    model.model = config.model_name;
    model.ca_file = config.model_ca_file.string();
    model.egress = config.egress ? Options::Egress::Allowed : Options::Egress::LoopbackOnly;
    model.plain_http = config.model_plain_http ? Options::PlainHttp::Allowed : Options::PlainHttp::LoopbackOnly;
    model.connect_timeout = std::chrono::seconds(config.model_connect_seconds);
    model.idle_timeout = std::chrono::seconds(config.model_idle_seconds);
    model.max_attempts = static_cast<int>(config.model_attempts);
    model.usd_per_million_input_tokens = config.model_input_price;
    model.usd_per_million_output_tokens = config.model_output_price;
    model.daily_token_budget = config.model_daily_tokens;
    model.api_key = config.model_api_key;
    if (!config.model_api_key_file.empty()) {
        const auto bytes = adapters::local::read_file(config.model_api_key_file, kMaxKeyBytes);
        if (!bytes) return tl::unexpected(bytes.error());
        const auto words = as_text(*bytes);
        model.api_key = words.substr(0, words.find_last_not_of(" \t\r\n") + 1);
    }
    options.model = std::move(model);
    return options;
}

Status set_listen(Config& config, const std::string& text) {
    return take_key(config, "server.listen", *toml::table{{"value", text}}.get("value"), "--listen");
}

std::string public_url_of(const Config& config) {
    return config.public_url.empty() ? "http://" + config.listen : config.public_url;
}

}  // namespace bespoke::app
