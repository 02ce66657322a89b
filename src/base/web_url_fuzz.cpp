#include <cstdint>
#include <cstdlib>

#include "base/web_url.hpp"

/// A URL that is taken reads the same when written again, and nothing that may go out is an address that is not public.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto judged = classify_host(text);
    if (const auto address = parse_ip(text)) {
        if (parse_ip(to_string(*address)) != address) std::abort();
        if (judged == HostClass::PublicAddress && !is_public(*address)) std::abort();
    }
    const auto url = parse_web_url(text);
    if (!url) return 0;
    const auto again = parse_web_url(url->str());
    if (!again || again->host != url->host || again->port != url->port || again->target != url->target ||
        again->scheme != url->scheme)
        std::abort();
    if (check_egress(*url, {})) {
        const auto address = parse_ip(url->host);
        if (address && !is_public(*address)) std::abort();
        if (classify_host(url->host) == HostClass::Loopback) std::abort();
    }
    return 0;
}
