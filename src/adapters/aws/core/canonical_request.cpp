#include "adapters/aws/core/canonical_request.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <map>

#include "adapters/aws/core/client.hpp"
#include "base/bytes.hpp"

namespace bespoke::adapters::aws {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool is_never_signed(std::string_view name) {
    constexpr std::string_view kNames[] = {"authorization", "connection",        "expect",     "te",
                                           "trailer",       "transfer-encoding", "user-agent", "x-amzn-trace-id"};
    return std::ranges::find(kNames, name) != std::end(kNames);
}

/// Trimmed, with one space for every run of white space.
std::string collapsed(std::string_view value) {
    std::string out;
    bool space = false;
    for (const char c : value) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            space = !out.empty();
            continue;
        }
        if (space) out += ' ';
        space = false;
        out += c;
    }
    return out;
}

std::string canonical_query(const UnsignedRequest& request) {
    std::vector<std::pair<std::string, std::string>> encoded;
    encoded.reserve(request.query.size());
    for (const auto& [name, value] : request.query) encoded.emplace_back(percent_encode(name), percent_encode(value));
    std::ranges::sort(encoded);
    std::string out;
    for (const auto& [name, value] : encoded) out += fmt::format("{}{}={}", out.empty() ? "" : "&", name, value);
    return out;
}

/// S3 takes the path as it came. What may not stand in a path is encoded, since the service reads it so; its escapes stay.
std::string path_as_sent(std::string_view path) {
    std::string out;
    for (const char c : path) out += c == '%' ? "%" : percent_encode_path({&c, 1});
    return out.empty() ? "/" : out;
}

}  // namespace

std::string normalised_path(std::string_view path) {
    std::vector<std::string_view> kept;
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto segment = path.substr(at, end - at);
        at = end + 1;
        if (segment == "..") {
            if (!kept.empty()) kept.pop_back();
        } else if (!segment.empty() && segment != ".") {
            kept.push_back(segment);
        }
    }
    std::string out;
    for (const auto& segment : kept) (out += '/') += segment;
    if (kept.empty() || path.ends_with('/')) out += '/';
    return out;
}

CanonicalRequest canonical_request(const UnsignedRequest& request, SigningOptions::Path path, std::string_view payload_hash) {
    std::map<std::string, std::string> headers;
    for (const auto& [name, value] : request.headers) {
        const auto key = lower(name);
        if (is_never_signed(key)) continue;
        const auto [entry, is_new] = headers.try_emplace(key, collapsed(value));
        if (!is_new) entry->second += "," + collapsed(value);
    }
    CanonicalRequest out;
    const bool as_sent = path == SigningOptions::Path::AsSent;
    out.text = fmt::format("{}\n{}\n{}\n", request.method,
                           as_sent ? path_as_sent(request.path) : percent_encode_path(normalised_path(request.path)),
                           canonical_query(request));
    for (const auto& [name, value] : headers) {
        out.text += fmt::format("{}:{}\n", name, value);
        out.signed_headers += (out.signed_headers.empty() ? "" : ";") + name;
    }
    out.text += fmt::format("\n{}\n{}", out.signed_headers, payload_hash);
    return out;
}

std::string compact_time(Timestamp at) {
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

std::string scope_text(const SigningScope& scope) {
    return fmt::format("{}/{}/{}/aws4_request", compact_time(scope.at).substr(0, 8), scope.region, scope.service);
}

std::string string_to_sign(std::string_view canonical, const SigningScope& scope) {
    return fmt::format("AWS4-HMAC-SHA256\n{}\n{}\n{}", compact_time(scope.at), scope_text(scope),
                       sha256_hex(as_bytes(canonical)));
}

}  // namespace bespoke::adapters::aws
