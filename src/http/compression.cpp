#include "http/compression.hpp"

#include <zlib.h>

#include <cstdlib>

#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

constexpr std::size_t kWorthwhile = 1024;
constexpr int kLevel = 5;                    // 1.6 times as fast as the default on JSON, for two per cent more bytes
constexpr int kGzipWindow = MAX_WBITS + 16;  // 16: gzip's wrapping instead of zlib's
constexpr int kMemoryLevel = 8;

/// "gzip;q=0.5": name and whether its weight is over nothing. A weight that can't be read counts as none.
std::pair<std::string_view, bool> coding_of(std::string_view part) {
    const auto semicolon = part.find(';');
    const auto name = trim(part.substr(0, semicolon));
    if (semicolon == std::string_view::npos) return {name, true};
    const auto weight = trim(part.substr(semicolon + 1));
    if (weight.size() < 3 || !equal_ignoring_case(weight.substr(0, 2), "q=")) return {name, false};
    const auto digits = weight.substr(2);
    const bool is_number = digits.find_first_not_of("0123456789.") == std::string_view::npos;
    return {name, is_number && digits.find_first_of("123456789") != std::string_view::npos};
}

bool is_fit(const Response& response) {
    const auto& headers = response.headers;
    if (headers.get("Content-Encoding") || headers.get("Content-Range") || response.status == 206) return false;
    const auto etag = headers.get("ETag");
    if (etag && !etag->starts_with("W/")) return false;
    return headers.get("Cache-Control").value_or("").find("no-transform") == std::string_view::npos;
}

std::string_view text_of(const Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
    if (const auto* bytes = std::get_if<Bytes>(&response.body)) return as_text(*bytes);
    return {};
}

void add_vary(Fields& headers) {
    const auto vary = headers.get("Vary");
    for (const auto part : split_list(vary.value_or("")))
        if (part == "*" || equal_ignoring_case(part, "Accept-Encoding")) return;
    headers.set("Vary", vary && !vary->empty() ? std::string(*vary) + ", Accept-Encoding" : "Accept-Encoding");
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    for (const auto part : split_list(accept_encoding)) {
        const auto [name, wanted] = coding_of(part);
        if (equal_ignoring_case(name, "gzip") || equal_ignoring_case(name, "x-gzip")) return wanted;
        if (name == "*") any = wanted;
    }
    return any;
}

bool is_compressible(std::string_view content_type) {
    const auto type = trim(content_type.substr(0, content_type.find(';')));
    if (equal_ignoring_case(type, "text/event-stream")) return false;
    if (type.size() > 5 && equal_ignoring_case(type.substr(0, 5), "text/")) return true;
    for (const std::string_view known :
         {"application/json", "application/xml", "application/javascript", "image/svg+xml", "application/yaml"})
        if (equal_ignoring_case(type, known)) return true;
    return type.ends_with("+json") || type.ends_with("+xml");
}

std::optional<std::string> gzip(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int ended = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return ended == Z_STREAM_END ? std::optional(std::move(packed)) : std::nullopt;
}

void compress(Response& response, const Request& request) {
    const bool fit = is_fit(response);
    if (response.headers.get("Content-Encoding") == "identity") response.headers.remove("Content-Encoding");
    if (!fit || !is_compressible(response.headers.get("Content-Type").value_or(""))) return;
    add_vary(response.headers);
    const auto text = text_of(response);
    if (text.size() <= kWorthwhile || !accepts_gzip(request.headers.get("Accept-Encoding").value_or(""))) return;
    auto packed = gzip(text);
    if (!packed || packed->size() >= text.size()) return;
    response.body = std::move(*packed);
    response.headers.set("Content-Encoding", "gzip");
}

}  // namespace bespoke::http
