#include "identity/jwks_cache.hpp"

#include <algorithm>
#include <utility>

namespace bespoke::identity {
namespace {

constexpr std::uint64_t kMaxSetBytes = 256ULL * 1024;

tl::unexpected<Error> unavailable(std::string detail) {
    return fail(ErrorCode::Unavailable, "jwks", "The identity provider's keys can't be had now; try again in half a minute.",
                std::move(detail));
}

}  // namespace

JwksCache::JwksCache(JwksOptions options, ports::HttpClient& http, ports::Clock& clock)
    : options_(std::move(options)), http_(http), clock_(clock) {}

JwksCache::Age JwksCache::age(Timestamp now) const {
    if (!keys_) return Age::Useless;
    // A set "from the future" means that the clock was set back: ask again, but go on with it for as long as with any other.
    const auto age = now - keys_->fetched_at;
    if (age >= age.zero() && age < options_.fresh) return Age::Fresh;
    return std::chrono::abs(age) < options_.fresh + options_.stale ? Age::Stale : Age::Useless;
}

std::optional<Jwk> JwksCache::look_up(const std::string& key_id) const {
    const auto found = keys_->by_id.find(key_id);
    return found != keys_->by_id.end() ? std::optional(found->second) : std::nullopt;
}

bool JwksCache::may_fetch(Timestamp now) const {
    return !fetching_ && (!last_fetch_ || now - *last_fetch_ >= options_.between_fetches || now < *last_fetch_);
}

std::optional<JwksCache::Keys> JwksCache::fetch(Deadline deadline) const {
    ports::HttpRequest request;
    request.url = options_.url;
    request.headers = {{"Accept", "application/jwk-set+json, application/json"}};
    request.max_response_bytes = kMaxSetBytes;
    request.reach = ports::HttpRequest::Reach::Configured;
    const auto response = http_.send(request, Deadline::after(std::min(deadline.left(), options_.fetch_time)));
    if (!response || response->status != 200) return std::nullopt;
    auto keys = parse_jwk_set(response->body);
    if (!keys) return std::nullopt;
    Keys set{.by_id = {}, .fetched_at = clock_.now()};
    for (auto& key : *keys) {
        auto id = key.id;
        set.by_id.emplace(std::move(id), std::move(key));
    }
    return set;
}

bool JwksCache::refresh(std::unique_lock<std::mutex>& lock, Deadline deadline) {
    fetching_ = true;
    last_fetch_ = clock_.now();
    lock.unlock();
    auto set = fetch(deadline);
    lock.lock();
    fetching_ = false;
    const bool is_new = set.has_value();
    if (is_new) keys_ = std::move(set);  // as a whole: a key that is gone, or another under the same name, counts from now on
    fetched_.notify_all();
    return is_new;
}

Result<std::optional<Jwk>> JwksCache::find(const std::string& key_id, Deadline deadline) {
    std::unique_lock lock(mutex_);
    if (age(clock_.now()) == Age::Fresh) {
        if (auto key = look_up(key_id)) return key;
    }
    const auto now = clock_.now();
    if (may_fetch(now)) {
        if (refresh(lock, deadline)) return look_up(key_id);
    } else if (fetching_ && age(now) == Age::Useless) {
        fetched_.wait_for(lock, deadline.left(), [&] { return !fetching_; });
    }
    if (age(clock_.now()) == Age::Useless) return unavailable("no key set");
    if (auto key = look_up(key_id)) return key;
    return unavailable("unknown kid, asked too recently");
}

}  // namespace bespoke::identity
