#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/clock.hpp"
#include "ports/key_service.hpp"

namespace bespoke::api {

/// What a signed URL lets its holder do.
struct SignedTarget {
    std::string method = "GET";
    std::string path;  ///< as it will be sent, percent-encoded
    TenantId tenant;
    std::string version;      ///< SHA-256 of the content, so that the link dies with it
    std::string disposition;  ///< "attachment", "inline"; empty where nothing is sent back
    Timestamp expires{};      ///< counted in seconds; at most kMaxLinkLife from now
};

inline constexpr std::chrono::minutes kDefaultLinkLife{15};
inline constexpr std::chrono::hours kMaxLinkLife{24};

/// Makes and checks signed URLs: HMAC-SHA256 over every part, under a key derived from the tenant's data key, so that a link dies with
/// the key that signed it. Safe from many threads.
class UrlSigner {
public:
    UrlSigner(ports::KeyService& keys, ports::Clock& clock) : keys_(keys), clock_(clock) {}

    /// Path and query. Errors of the key service pass through; `Internal` for a life over the cap.
    Result<std::string> sign(const SignedTarget&) const;

    /// What was signed, if this method, path and query are exactly what sign() gave. Otherwise `Forbidden` "bad-signature", whatever is
    /// wrong and in the same time; `NotFound` "expired" for a true one that is over.
    Result<SignedTarget> check(std::string_view method, std::string_view path, std::string_view query) const;

private:
    ports::KeyService& keys_;
    ports::Clock& clock_;
};

}  // namespace bespoke::api
