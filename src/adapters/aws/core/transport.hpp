#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bespoke::adapters::aws {

/// One request as it goes over the wire. The views have to live as long as the exchange.
struct WireRequest {
    std::string_view method;
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view body;
    std::size_t max_response_bytes = 64 * 1024;
    std::chrono::milliseconds connect_timeout{2'000}, timeout{30'000};
    std::string ca_file;
    /// Kept: libcurl may send anew by itself where a kept connection turns out to be dead. Fresh: it can't have been sent before.
    enum class Connection { Kept, Fresh } connection = Connection::Kept;
};

struct WireReply {
    enum class Ended { Whole, Broken, TimedOut, TooLarge, Tls } ended = Ended::Broken;
    /// Nothing: the server can't have seen the request.
    enum class Sent { Nothing, Maybe } sent = Sent::Nothing;
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in order
    std::string body;
    std::string detail;                                                             ///< libcurl's words if it did not end whole
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;  ///< the first; empty if there is none
};

/// HTTP/1.1 by libcurl on connections that are kept and used again. No redirects, no proxy, no cookies; certificates verified. Safe from
/// many threads: each exchange borrows a handle with its connections.
class Transport {
public:
    Transport();
    ~Transport();
    WireReply exchange(const WireRequest&);

private:
    struct Pool;
    std::unique_ptr<Pool> pool_;
};

/// True for a header that can't become another one: no control characters, a name that is a token (RFC 9110, section 5).
bool is_well_formed_header(std::string_view name, std::string_view value);

}  // namespace bespoke::adapters::aws
