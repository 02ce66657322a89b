#include "api/conditional.hpp"

#include <charconv>

namespace bespoke::api {
namespace {

constexpr std::size_t kTagDigits = 32;  ///< of SHA-256; enough that nobody finds two answers with one tag

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// The tag and what stands behind it. Nothing if the field is malformed from here on.
std::optional<std::string_view> next_tag(std::string_view& field) {
    field = trimmed(field);
    const std::size_t begin = field.starts_with("W/") ? 2 : 0;
    if (field.size() <= begin || field[begin] != '"') return std::nullopt;
    const auto end = field.find('"', begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto tag = field.substr(0, end + 1);
    field = trimmed(field.substr(end + 1));
    if (!field.empty() && field.front() != ',') return std::nullopt;
    field.remove_prefix(field.empty() ? 0 : 1);
    return tag;
}

std::string_view without_weakness(std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; }

bool same(std::string_view a, std::string_view b, Comparison comparison) {
    if (comparison == Comparison::Strong && (a.starts_with("W/") || b.starts_with("W/"))) return false;
    return without_weakness(a) == without_weakness(b);
}

tl::unexpected<Error> changed() {
    return fail(ErrorCode::Conflict, "version", "It has changed since you read it; read it again and repeat your change.", {},
                "If-Match");
}

std::optional<BytesView> bytes_of(const http::Response& response) {
    if (const auto* text = std::get_if<std::string>(&response.body)) return as_bytes(*text);
    if (const auto* bytes = std::get_if<Bytes>(&response.body)) return BytesView(*bytes);
    return std::nullopt;
}

}  // namespace

bool names_tag(std::string_view field, std::string_view etag, Comparison comparison) {
    if (trimmed(field) == "*") return true;
    while (const auto tag = next_tag(field)) {
        if (same(*tag, etag, comparison)) return true;
    }
    return false;
}

Status check_if_match(const Call& call, std::string_view tag) {
    const auto field = call.http.headers.get("If-Match");
    if (!field || names_tag(*field, fmt::format("\"{}\"", tag), Comparison::Strong)) return {};
    return changed();
}

Status check_if_match(const Call& call, std::uint64_t version) { return check_if_match(call, std::to_string(version)); }

Status need_if_match(const Call& call) {
    if (call.http.headers.get("If-Match")) return {};
    return fail(ErrorCode::Conflict, "if-match-required",
                "A change needs to say what it changes, so that nobody's is lost; send the ETag that you read as If-Match.", {},
                "If-Match");
}

Result<std::optional<std::uint64_t>> expected_version(const Call& call) {
    const auto field = call.http.headers.get("If-Match");
    if (!field || trimmed(*field) == "*") return std::nullopt;
    auto tag = trimmed(*field);
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return changed();
    tag = tag.substr(1, tag.size() - 2);
    std::uint64_t version = 0;
    const auto [at, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (error != std::errc() || at != tag.data() + tag.size()) return changed();
    return version;
}

http::Response conditional(const http::Request& request, http::Response response) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (!reads || response.status != 200) return response;
    const auto bytes = bytes_of(response);
    if (!bytes) return response;
    if (!response.headers.get("ETag"))
        response.headers.set("ETag", fmt::format("\"{}\"", sha256_hex(*bytes).substr(0, kTagDigits)));
    const auto wanted = request.headers.get("If-None-Match");
    if (!wanted || !names_tag(*wanted, *response.headers.get("ETag"), Comparison::Weak)) return response;
    http::Response unchanged;
    unchanged.status = 304;
    for (const auto& [name, value] : response.headers.all()) {
        if (name != "Content-Type" && name != "Content-Disposition") unchanged.headers.add(name, value);
    }
    return unchanged;
}

}  // namespace bespoke::api
