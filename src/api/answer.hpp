#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"
#include "http/message.hpp"

// What operations answer with.

namespace bespoke::api {

http::Response json_answer(int status, const nlohmann::json& body);
/// 204.
http::Response no_content();
/// Adds `ETag: "<tag>"`.
http::Response with_etag(http::Response, std::string_view tag);
http::Response with_etag(http::Response, std::uint64_t version);
/// Adds Location, a path.
http::Response with_location(http::Response, std::string path);

/// RFC 3339 in UTC with milliseconds: "2026-11-22T18:30:00.000Z".
std::string time_text(Timestamp);
/// The same, or null.
nlohmann::json time_json(const std::optional<Timestamp>&);

}  // namespace bespoke::api
