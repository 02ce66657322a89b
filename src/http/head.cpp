#include "http/head.hpp"

#include <algorithm>

#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

/// More digits than any length that this server takes, few enough not to overflow.
constexpr std::size_t kMostLengthDigits = 18;

Checked<std::string> read_host(const Fields& headers, int minor_version) {
    const auto count = headers.count("Host");
    if (count == 0 && minor_version == 0) return std::string();
    if (count != 1) return refuse(count == 0 ? "no-host" : "two-hosts");
    const auto host = std::string(*headers.get("Host"));
    if (!is_valid_host(host)) return refuse("bad-host");
    return host;
}

/// Only digits: no sign, no list, no white space inside (RFC 9110 section 8.6).
Checked<std::uint64_t> read_length(std::string_view text) {
    if (text.empty() || text.size() > kMostLengthDigits || !std::all_of(text.begin(), text.end(), is_digit))
        return refuse("bad-length");
    std::uint64_t length = 0;
    for (const char digit : text) length = length * 10 + hexadecimal_value(digit);
    return length;
}

/// RFC 9112 section 6.3, but every case in which two readers could disagree is refused instead of repaired.
Checked<void> read_framing(Head& head, const ServerLimits& limits) {
    const auto lengths = head.headers.count("Content-Length"), encodings = head.headers.count("Transfer-Encoding");
    if (encodings > 0) {
        if (lengths > 0) return refuse("length-and-encoding");
        if (head.minor_version == 0) return refuse("encoding-on-1.0");
        if (encodings > 1 || head.headers.get("Transfer-Encoding") != "chunked") return refuse("bad-encoding");
        head.framing = Framing::Chunked;
    } else if (lengths > 0) {
        if (lengths > 1) return refuse("two-lengths");
        const auto length = read_length(*head.headers.get("Content-Length"));
        if (!length) return tl::make_unexpected(length.error());
        if (*length > limits.body_bytes) return refuse(413, "too-large", "declared-length");
        head.framing = *length > 0 ? Framing::Length : Framing::None;
        head.content_length = *length;
    }
    return {};
}

/// RFC 9112 section 9.3.
bool keeps_alive(const Fields& headers, int minor_version) {
    bool keep = minor_version >= 1;
    for (const auto& [name, value] : headers.all()) {
        if (!equal_ignoring_case(name, "Connection")) continue;
        for (const auto option : split_list(value)) {
            if (equal_ignoring_case(option, "close")) return false;
            if (equal_ignoring_case(option, "keep-alive")) keep = true;
        }
    }
    return keep;
}

/// RFC 9110 section 10.1.1.
Checked<void> read_expectation(Head& head) {
    const auto expectation = head.headers.get("Expect");
    if (!expectation || head.minor_version == 0) return {};
    if (head.headers.count("Expect") > 1 || !equal_ignoring_case(*expectation, "100-continue"))
        return refuse(417, "expectation-failed", "unknown-expectation");
    head.expects_continue = head.framing != Framing::None;
    return {};
}

}  // namespace

Checked<RequestLine> parse_request_line(std::string_view line) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return refuse("bad-request-line");
    const auto method = line.substr(0, first), target = line.substr(first + 1, last - first - 1), version = line.substr(last + 1);
    if (!is_token(method) || target.empty() || target.find_first_of(" \t") != std::string_view::npos)
        return refuse("bad-request-line");
    if (version == "HTTP/1.1") return RequestLine{method, target, 1};
    if (version == "HTTP/1.0") return RequestLine{method, target, 0};
    const bool well_formed =
        version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    if (well_formed) return refuse(505, "http-version", "other-version");
    return refuse("bad-version");
}

Checked<void> parse_field_line(std::string_view line, Fields& fields) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return refuse(line.starts_with(' ') || line.starts_with('\t') ? "folded-line" : "no-colon");
    if (!is_token(line.substr(0, colon))) return refuse("bad-field-name");
    fields.add(line.substr(0, colon), std::string(trim(line.substr(colon + 1))));
    return {};
}

Checked<Head> make_head(const RequestLine& line, Fields headers, const ServerLimits& limits) {
    Head head;
    head.method = line.method;
    head.minor_version = line.minor_version;
    head.headers = std::move(headers);
    const auto host = read_host(head.headers, line.minor_version);
    if (!host) return tl::make_unexpected(host.error());
    if (const auto framing = read_framing(head, limits); !framing) return tl::make_unexpected(framing.error());
    auto target = parse_target(line.target, *host);
    if (!target) return refuse("bad-target");
    head.target = std::move(*target);
    if (const auto expectation = read_expectation(head); !expectation) return tl::make_unexpected(expectation.error());
    head.keep_alive = keeps_alive(head.headers, line.minor_version);
    return head;
}

}  // namespace bespoke::http
