#pragma once

#include <string>

#include "adapters/local/name_resolver.hpp"
#include "base/web_url.hpp"
#include "ports/http_client.hpp"

namespace bespoke::adapters::local {

enum class Egress { Allowed, LoopbackOnly };

struct HttpClientOptions {
    Egress egress =
        Egress::Allowed;  ///< LoopbackOnly: whatever is elsewhere is `Unavailable` "no-egress", not even its name is asked for
    EgressPolicy public_policy;  ///< what Reach::Public allows
    std::string ca_file;         ///< certificates to trust in place of the system's; empty for these
    NameResolver resolver = resolve_by_system;
};

/// HTTP/1.1 by libcurl. Every request has a connection of its own, to an address that was checked: the name is resolved once, all
/// its addresses have to pass, and the socket is opened to none but those. Proxy settings of the environment don't count.
/// Certificates are always verified. Also refuses requests that are malformed: `InvalidInput` "url" or "request".
class HttpClient final : public ports::HttpClient {
public:
    explicit HttpClient(HttpClientOptions options = {});
    Result<ports::HttpResponse> send(const ports::HttpRequest&, Deadline) override;

private:
    [[nodiscard]] Status check(const WebUrl&, ports::HttpRequest::Reach) const;
    [[nodiscard]] Result<std::vector<IpAddress>> addresses_of(const WebUrl&, Deadline) const;
    HttpClientOptions options_;
};

}  // namespace bespoke::adapters::local
