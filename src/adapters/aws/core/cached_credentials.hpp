#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/aws/core/credentials.hpp"
#include "ports/clock.hpp"

namespace bespoke::adapters::aws {

/// One set of keys that is fetched anew before it expires. One thread fetches; meanwhile others go on with the set there is, or wait if
/// there is none. A set outlives a failed refresh: services may be more patient than its date says. Safe from many threads.
class CachedCredentials {
public:
    using Fetch = std::function<Result<Credentials>()>;
    /// The clock outlives it.
    CachedCredentials(Fetch fetch, const ports::Clock& clock) : fetch_(std::move(fetch)), clock_(clock) {}
    Result<Credentials> get();
    /// The set with this key is of no use any more.
    void refused(const std::string& access_key_id);

private:
    enum class State { Fresh, Ageing, Useless };
    [[nodiscard]] State state() const;
    Result<Credentials> refresh();
    [[nodiscard]] std::optional<Error> recent_failure() const;

    const Fetch fetch_;
    const ports::Clock& clock_;
    std::mutex fetching_;       ///< held while fetch_ runs; taken before guard_
    mutable std::mutex guard_;  ///< of what follows
    std::optional<Credentials> kept_;
    std::optional<Error> failure_;  ///< of the last fetch, while nothing is kept
    Timestamp failed_at_{};
    Timestamp refresh_at_{};  ///< of kept_
};

}  // namespace bespoke::adapters::aws
