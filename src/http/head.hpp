#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "http/limits.hpp"
#include "http/message.hpp"
#include "http/target.hpp"

namespace bespoke::http {

/// Why the server answers by itself and closes. `slug` names the problem for the client, `cause` the exact reason for the log.
struct Refusal {
    int status = 400;
    std::string_view slug = "bad-request";
    std::string_view cause;
};

template <class T>
using Checked = tl::expected<T, Refusal>;

inline tl::unexpected<Refusal> refuse(std::string_view cause) { return tl::make_unexpected(Refusal{400, "bad-request", cause}); }
inline tl::unexpected<Refusal> refuse(int status, std::string_view slug, std::string_view cause) {
    return tl::make_unexpected(Refusal{status, slug, cause});
}

/// RFC 9112 section 3. Views into the line.
struct RequestLine {
    std::string_view method, target;
    int minor_version = 1;
};

enum class Framing { None, Length, Chunked };

/// A request without its body.
struct Head {
    std::string method;
    int minor_version = 1;
    Target target;
    Fields headers;
    Framing framing = Framing::None;
    std::uint64_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false;
};

Checked<RequestLine> parse_request_line(std::string_view line);
/// Appends one field line (RFC 9112 section 5) to `fields`. Folded lines, a space before the colon and an empty name are refused.
Checked<void> parse_field_line(std::string_view line, Fields& fields);
/// Puts the lines together: Host, framing, target, persistence, expectation.
Checked<Head> make_head(const RequestLine&, Fields, const ServerLimits&);

}  // namespace bespoke::http
