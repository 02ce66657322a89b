#include "adapters/aws/opensearch/answers.hpp"

#include "base/strict_json.hpp"

namespace bespoke::adapters::aws::opensearch {
namespace {

using nlohmann::json;

constexpr JsonLimits kLimits{.bytes = 64U << 20U, .depth = 32};
constexpr int kNotFound = 404, kTooMany = 429, kUnavailable = 503;

tl::unexpected<Error> unreadable(std::string detail) {
    return fail(ErrorCode::Corrupt, "search-answer", "The search gave an answer that can't be read; try again later.",
                std::move(detail));
}

std::string text_in(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json* member(const json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::optional<Found> hit_in(const json& hit) {
    const json* source = member(hit, "_source");
    if (source == nullptr || !source->is_object()) return std::nullopt;
    Found found{text_in(hit, "_id"),         text_in(*source, "chunkKey"), text_in(*source, "docId"),
                text_in(*source, "chunkId"), text_in(*source, "text"),     0};
    const json* score = member(hit, "_score");
    if (score != nullptr && score->is_number()) found.score = score->get<double>();
    if (found.id.empty() || found.key.empty() || found.document.empty()) return std::nullopt;
    return found;
}

/// Of {"index": {…}} or {"delete": {…}}.
int status_of(const json& item, const char* operation) {
    const json* result = member(item, operation);
    const json* status = result != nullptr ? member(*result, "status") : nullptr;
    return status != nullptr && status->is_number_integer() ? status->get<int>() : 0;
}

/// The type only: the reason may hold what was to be stored.
std::string cause_of(const json& item) {
    const json* result = member(item, "index");
    const json* error = result != nullptr ? member(*result, "error") : nullptr;
    return error != nullptr && error->is_object() ? text_in(*error, "type") : "";
}

Status judge(const json& item) {
    const bool deletion = member(item, "delete") != nullptr;
    const int status = status_of(item, deletion ? "delete" : "index");
    if ((status >= 200 && status < 300) || (deletion && status == kNotFound)) return {};
    if (status == kTooMany || status == kUnavailable) {
        return fail(ErrorCode::Unavailable, "throttled", "The search is busy; try again in a while.", "item of _bulk");
    }
    if (status == 0) return unreadable("item without status");
    return fail(ErrorCode::Internal, "aws-request", "The search refused what was to be stored; tell the operator.",
                fmt::format("item of _bulk: {} {}", status, cause_of(item)));
}

}  // namespace

Result<std::vector<Found>> parse_hits(std::string_view body, const TenantId& asking) {
    const auto answer = parse_strict_json(body, kLimits);
    const json* outer = answer ? member(*answer, "hits") : nullptr;
    const json* hits = outer != nullptr ? member(*outer, "hits") : nullptr;
    if (hits == nullptr || !hits->is_array()) return unreadable("no hits");
    std::vector<Found> found;
    for (const json& hit : *hits) {
        auto one = hit_in(hit);
        if (!one) return unreadable("hit");
        if (text_in(hit["_source"], "tenantId") != asking.str()) {
            return fail(ErrorCode::Internal, "foreign-hit", "The search failed; tell the operator.", "a hit of another tenant");
        }
        found.push_back(std::move(*one));
    }
    return found;
}

Status parse_bulk(std::string_view body) {
    const auto answer = parse_strict_json(body, kLimits);
    const json* items = answer ? member(*answer, "items") : nullptr;
    if (items == nullptr || !items->is_array()) return unreadable("no items");
    for (const json& item : *items) {
        if (auto done = judge(item); !done) return done;
    }
    return {};
}

}  // namespace bespoke::adapters::aws::opensearch
