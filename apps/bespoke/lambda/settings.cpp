#include "lambda/settings.hpp"

#include <charconv>

namespace bespoke::app {
namespace {

using Settings = LambdaSettings;

constexpr std::array<std::string_view, 11> kStages = {"ingest", "parse",   "embed",  "retrieve", "generate",   "validate",
                                                      "render", "persist", "notify", "reject",   "dead-letter"};
constexpr std::array<std::string_view, 5> kOthers = {"api", "chores", "events", "dlq", "admin"};

tl::unexpected<Error> bad(const std::string& name, std::string_view expected) {
    return fail(ErrorCode::InvalidInput, "bad-setting",
                fmt::format("{} is missing or wrong: {} is expected; set it so.", name, expected), {}, name);
}

struct Text {
    const char* name;
    std::string Settings::*field;
};
constexpr std::array kTexts = {
    Text{"AWS_LAMBDA_RUNTIME_API", &Settings::runtime_api},
    Text{"AWS_REGION", &Settings::region},
    Text{"BESPOKE_TABLE", &Settings::table},
    Text{"BESPOKE_BUCKET", &Settings::bucket},
    Text{"BESPOKE_QUARANTINE_BUCKET", &Settings::quarantine_bucket},
    Text{"BESPOKE_LEDGER_BUCKET", &Settings::ledger_bucket},
    Text{"BESPOKE_KMS_KEY", &Settings::kms_key},
    Text{"BESPOKE_TENANT_ROLE", &Settings::tenant_role},
    Text{"BESPOKE_STATE_MACHINE", &Settings::state_machine},
    Text{"BESPOKE_DEAD_LETTER_QUEUE", &Settings::dead_letter_queue},
    Text{"BESPOKE_EVENT_BUS", &Settings::event_bus},
    Text{"BESPOKE_ALARM_GROUP", &Settings::alarm_group},
    Text{"BESPOKE_ALARM_ROLE", &Settings::alarm_role},
    Text{"BESPOKE_ALARM_DEAD_LETTERS", &Settings::alarm_dead_letters},
    Text{"BESPOKE_ALARM_TARGET", &Settings::alarm_target},
    Text{"BESPOKE_PUBLIC_URL", &Settings::public_url},
    Text{"BESPOKE_USER_POOL", &Settings::user_pool},
    Text{"BESPOKE_MODEL", &Settings::model},
    Text{"BESPOKE_EMBEDDING_MODEL", &Settings::embedding_model},
    Text{"BESPOKE_GUARDRAIL", &Settings::guardrail},
    Text{"BESPOKE_GUARDRAIL_VERSION", &Settings::guardrail_version},
    Text{"BESPOKE_COLLECTION", &Settings::collection},
    Text{"BESPOKE_COMPREHEND_LANGUAGE", &Settings::comprehend_language},
    Text{"BESPOKE_LOG_LEVEL", &Settings::log_level},
    Text{"BESPOKE_CA_FILE", &Settings::ca_file},
};

struct Number {
    const char* name;
    std::int64_t Settings::*field;
    std::int64_t least, most;
};
constexpr std::array kNumbers = {
    Number{"BESPOKE_EMBEDDING_DIMENSIONS", &Settings::embedding_dimensions, 256, 1'024},
    Number{"BESPOKE_DAILY_TOKEN_BUDGET", &Settings::daily_token_budget, 0, 1'000'000'000'000},
    Number{"BESPOKE_THROTTLE_PATIENCE_SECONDS", &Settings::throttle_patience_seconds, 0, 600},
    Number{"BESPOKE_JOBS_AT_ONCE_PER_TENANT", &Settings::jobs_at_once_per_tenant, 1, 1'000},
    Number{"BESPOKE_REQUESTS_PER_MINUTE", &Settings::requests_per_minute, 1, 1'000'000},
    Number{"BESPOKE_WRITES_PER_MINUTE", &Settings::writes_per_minute, 1, 1'000'000},
    Number{"BESPOKE_SIGNED_URL_MINUTES", &Settings::signed_url_minutes, 1, 55},
    Number{"BESPOKE_ROTATE_AFTER_DAYS", &Settings::rotate_after_days, 1, 3'650},
};

struct Price {
    const char* name;
    double Settings::*field;
};
constexpr double kMostUsdPerMillion = 100'000;
constexpr std::array kPrices = {
    Price{"BESPOKE_USD_PER_MILLION_INPUT_TOKENS", &Settings::usd_per_million_input_tokens},
    Price{"BESPOKE_USD_PER_MILLION_OUTPUT_TOKENS", &Settings::usd_per_million_output_tokens},
    Price{"BESPOKE_USD_PER_MILLION_EMBEDDING_TOKENS", &Settings::usd_per_million_embedding_tokens},
};

struct OnOff {
    const char* name;
    Settings::Switch Settings::*field;
};
constexpr std::array kSwitches = {
    OnOff{"BESPOKE_OCR", &Settings::ocr},
    OnOff{"BESPOKE_COMPREHEND", &Settings::comprehend},
    OnOff{"BESPOKE_NO_EGRESS", &Settings::no_egress},
};

/// Needed by every function, and by those that are not stages.
constexpr std::array kNeeded = {"AWS_REGION", "BESPOKE_TABLE", "BESPOKE_BUCKET", "BESPOKE_KMS_KEY", "BESPOKE_TENANT_ROLE"};
constexpr std::array kNeededByOthers = {"BESPOKE_QUARANTINE_BUCKET", "BESPOKE_LEDGER_BUCKET", "BESPOKE_STATE_MACHINE",
                                        "BESPOKE_DEAD_LETTER_QUEUE"};

std::string value_of(const Environment& environment, const std::string& name) { return environment(name).value_or(""); }

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find(',', begin), text.size());
        if (end > begin) parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

Status read_number(Settings& settings, const Number& number, const std::string& text) {
    if (text.empty()) return {};
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < number.least || value > number.most)
        return bad(number.name, fmt::format("a whole number from {} to {}", number.least, number.most));
    settings.*number.field = value;
    return {};
}

Status read_price(Settings& settings, const Price& price, const std::string& text) {
    if (text.empty()) return {};
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= kMostUsdPerMillion))
        return bad(price.name, fmt::format("a number of US dollars from 0 to {}", kMostUsdPerMillion));
    settings.*price.field = value;
    return {};
}

/// One of two words; empty is the first.
template <class T>
Status read_choice(const std::string& name, const std::string& text, T& field, std::pair<std::string_view, T> first,
                   std::pair<std::string_view, T> second) {
    if (!text.empty() && text != first.first && text != second.first)
        return bad(name, fmt::format("{} or {}", first.first, second.first));
    field = text == second.first ? second.second : first.second;
    return {};
}

Status read_choices(Settings& settings, const Environment& environment) {
    using Switch = Settings::Switch;
    for (const auto& entry : kSwitches) {
        if (auto read = read_choice<Switch>(entry.name, value_of(environment, entry.name), settings.*entry.field,
                                            {"off", Switch::Off}, {"on", Switch::On});
            !read)
            return read;
    }
    using Indexes = Settings::VectorIndexes;
    if (auto read = read_choice<Indexes>("BESPOKE_VECTOR_INDEX", value_of(environment, "BESPOKE_VECTOR_INDEX"),
                                         settings.vector_indexes, {"shared", Indexes::Shared}, {"tenant", Indexes::PerTenant});
        !read)
        return read;
    using Token = Settings::PoolToken;
    return read_choice<Token>("BESPOKE_USER_POOL_TOKEN", value_of(environment, "BESPOKE_USER_POOL_TOKEN"),
                              settings.user_pool_token, {"id", Token::Id}, {"access", Token::Access});
}

Status check_presence(const Settings& settings, const Environment& environment) {
    for (const auto* name : kNeeded)
        if (value_of(environment, name).empty()) return bad(name, "a value");
    if (is_stage_handler(settings.handler)) return {};
    for (const auto* name : kNeededByOthers)
        if (value_of(environment, name).empty()) return bad(name, "a value");
    if ((settings.handler == "api" || settings.handler == "admin") && settings.public_url.empty())
        return bad("BESPOKE_PUBLIC_URL", "the URL that clients use");
    if (settings.alarm_group.empty() != settings.alarm_role.empty() ||
        settings.alarm_group.empty() != settings.alarm_dead_letters.empty())
        return bad("BESPOKE_ALARM_GROUP", "a schedule group together with BESPOKE_ALARM_ROLE and BESPOKE_ALARM_DEAD_LETTERS");
    if (settings.user_pool.empty() != settings.user_pool_clients.empty())
        return bad("BESPOKE_USER_POOL_CLIENTS", "a list of app clients together with BESPOKE_USER_POOL");
    return {};
}

}  // namespace

bool is_stage_handler(std::string_view handler) { return std::ranges::find(kStages, handler) != kStages.end(); }

Result<LambdaSettings> read_lambda_settings(const Environment& environment) {
    LambdaSettings settings;
    settings.handler = value_of(environment, "_HANDLER");
    if (!is_stage_handler(settings.handler) && std::ranges::find(kOthers, settings.handler) == kOthers.end())
        return bad("_HANDLER", "a stage of the pipeline, api, chores, events, dlq or admin");
    for (const auto& [name, field] : kTexts)
        if (auto value = environment(name); value && !value->empty()) settings.*field = std::move(*value);
    for (const auto& number : kNumbers)
        if (auto read = read_number(settings, number, value_of(environment, number.name)); !read)
            return tl::unexpected(read.error());
    for (const auto& price : kPrices)
        if (auto read = read_price(settings, price, value_of(environment, price.name)); !read)
            return tl::unexpected(read.error());
    if (auto read = read_choices(settings, environment); !read) return tl::unexpected(read.error());
    settings.user_pool_clients = split(value_of(environment, "BESPOKE_USER_POOL_CLIENTS"));
    settings.allowed_origins = split(value_of(environment, "BESPOKE_ALLOWED_ORIGINS"));
    settings.reader = value_of(environment, "BESPOKE_READER");
    if (auto there = check_presence(settings, environment); !there) return tl::unexpected(there.error());
    return settings;
}

}  // namespace bespoke::app
