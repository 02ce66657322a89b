#include "api/answer.hpp"

#include "base/rfc3339.hpp"

namespace bespoke::api {

http::Response json_answer(int status, const nlohmann::json& body) {
    http::Response response;
    response.status = status;
    response.headers.set("Content-Type", "application/json");
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return response;
}

http::Response no_content() {
    http::Response response;
    response.status = 204;
    return response;
}

http::Response with_etag(http::Response response, std::string_view tag) {
    response.headers.set("ETag", fmt::format("\"{}\"", tag));
    return response;
}

http::Response with_etag(http::Response response, std::uint64_t version) {
    return with_etag(std::move(response), std::to_string(version));
}

http::Response with_location(http::Response response, std::string path) {
    response.headers.set("Location", std::move(path));
    return response;
}

std::string time_text(Timestamp at) { return to_rfc3339(at); }

nlohmann::json time_json(const std::optional<Timestamp>& at) {
    return at ? nlohmann::json(time_text(*at)) : nlohmann::json(nullptr);
}

}  // namespace bespoke::api
