#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace bespoke::http {

enum class Persistence { Close, KeepAlive };
/// How the end of a response's body is told.
enum class BodyEnd { Length, Chunks, Close, NoBody };

/// What the server adds to a response.
struct HeadFacts {
    int minor_version = 1;  ///< of the request
    Persistence persistence = Persistence::KeepAlive;
    BodyEnd end = BodyEnd::Length;
    std::size_t body_bytes = 0;
};

/// Status line and header section, with Date, Connection and the framing. The server's own fields replace the handler's.
std::string response_head(int status, const Fields&, const HeadFacts&);
/// Whether no field can split the message: names are tokens, values have no control characters (CWE-113), the status has three digits.
bool is_safe(const Response&);
/// 1xx, 204 and 304 never have a body (RFC 9110 section 6.4.1).
bool may_have_body(int status);
/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
std::string http_date(std::chrono::sys_seconds);

}  // namespace bespoke::http
