#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/deadline.hpp"
#include "base/error.hpp"

namespace bespoke::ports {

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::uint64_t max_response_bytes = 64ULL * 1024;
    /// Public: the name is resolved once, every address must be public, and the connection goes to one of those (against DNS rebinding).
    /// Configured: the operator named this host; any address will do.
    enum class Reach { Public, Configured } reach = Reach::Public;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in lower case; the last one wins
    std::string body;
};

/// One request, no redirects, no proxy, no cookies. Safe from many threads.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    /// Any answer is a response. `Forbidden` "address" if the address may not be reached; `LimitExceeded` "response-too-large";
    /// `Unavailable` "connect" | "tls" | "no-egress"; `Timeout` "deadline".
    virtual Result<HttpResponse> send(const HttpRequest&, Deadline) = 0;
};

}  // namespace bespoke::ports
