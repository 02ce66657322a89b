#include "adapters/aws/core/cached_credentials.hpp"

#include <algorithm>

namespace bespoke::adapters::aws {
namespace {

constexpr std::chrono::minutes kLongestLead{10};
constexpr std::chrono::minutes kPauseAfterFailure{1};
/// Those who waited for a fetch that failed share its failure, else each would wait for its own.
constexpr std::chrono::milliseconds kOneFailureForAll{500};
/// Sessions of a quarter of an hour must not be fetched all the time.
constexpr int kLeadFractionOfLife = 3;

Timestamp when_to_refresh(const Credentials& credentials, Timestamp now) {
    if (!credentials.expires) return Timestamp::max();
    const auto life = *credentials.expires - now;
    return *credentials.expires - std::min<std::chrono::milliseconds>(kLongestLead, life / kLeadFractionOfLife);
}

}  // namespace

CachedCredentials::State CachedCredentials::state() const {
    const std::lock_guard lock(guard_);
    if (!kept_) return State::Useless;
    const auto now = clock_.now();
    if (now < refresh_at_) return State::Fresh;
    return kept_->expires && now >= *kept_->expires ? State::Useless : State::Ageing;
}

Result<Credentials> CachedCredentials::get() {
    std::unique_lock fetching(fetching_, std::defer_lock);
    switch (state()) {
        case State::Fresh: break;
        case State::Ageing:
            if (fetching.try_lock() && state() == State::Ageing) return refresh();
            break;
        case State::Useless:
            fetching.lock();
            if (state() != State::Fresh) return refresh();
            break;
    }
    {
        const std::lock_guard lock(guard_);
        if (kept_) return *kept_;
    }
    // Refused between the two looks.
    if (!fetching.owns_lock()) fetching.lock();
    return refresh();
}

Result<Credentials> CachedCredentials::refresh() {
    if (auto failure = recent_failure()) return tl::unexpected(*std::move(failure));
    auto fetched = fetch_();
    const auto now = clock_.now();
    const std::lock_guard lock(guard_);
    if (fetched) {
        refresh_at_ = when_to_refresh(*fetched, now);
        kept_ = *fetched;
        failure_.reset();
        return fetched;
    }
    if (!kept_) {
        failure_ = fetched.error();
        failed_at_ = now;
        return fetched;
    }
    refresh_at_ = now + kPauseAfterFailure;
    return *kept_;
}

std::optional<Error> CachedCredentials::recent_failure() const {
    const std::lock_guard lock(guard_);
    const auto age = clock_.now() - failed_at_;
    const bool is_recent = age >= std::chrono::milliseconds{0} && age < kOneFailureForAll;
    return !kept_ && failure_ && is_recent ? failure_ : std::nullopt;
}

void CachedCredentials::refused(const std::string& access_key_id) {
    const std::lock_guard lock(guard_);
    // Another thread may have put newer ones in their place already.
    if (kept_ && kept_->access_key_id == access_key_id) kept_.reset();
}

}  // namespace bespoke::adapters::aws
