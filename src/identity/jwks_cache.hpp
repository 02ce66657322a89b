#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/deadline.hpp"
#include "base/error.hpp"
#include "identity/jwk.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"

namespace bespoke::identity {

struct JwksOptions {
    std::string url;                  ///< from the configuration, never from a token
    std::chrono::seconds fresh{300};  ///< a set is asked for again after this long: a key taken back is refused from then on
    std::chrono::seconds stale{600};  ///< and counts this much longer while the provider is away
    std::chrono::seconds between_fetches{30};  ///< whatever happens
    std::chrono::milliseconds fetch_time{5'000};
};

/// The keys of one external issuer. At most one fetch at a time; others go on with what is there. Safe from many threads.
class JwksCache {
public:
    JwksCache(JwksOptions, ports::HttpClient&, ports::Clock&);

    /// The key of that name. `nullopt`: the issuer has none (asked just now). `Unavailable` "jwks": can't tell now, because the provider is
    /// away or was asked too recently; try again after half a minute.
    Result<std::optional<Jwk>> find(const std::string& key_id, Deadline);

private:
    struct Keys {
        std::map<std::string, Jwk> by_id;
        Timestamp fetched_at{};
    };
    enum class Age { Fresh, Stale, Useless };
    [[nodiscard]] Age age(Timestamp now) const;
    [[nodiscard]] std::optional<Jwk> look_up(const std::string& key_id) const;
    [[nodiscard]] bool may_fetch(Timestamp now) const;
    /// Unlocks while it waits for the network. True if there is a new set.
    bool refresh(std::unique_lock<std::mutex>&, Deadline);
    [[nodiscard]] std::optional<Keys> fetch(Deadline) const;

    JwksOptions options_;
    ports::HttpClient& http_;
    ports::Clock& clock_;
    std::mutex mutex_;
    std::condition_variable fetched_;
    std::optional<Keys> keys_;
    std::optional<Timestamp> last_fetch_;
    bool fetching_ = false;
};

}  // namespace bespoke::identity
