#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::webhooks {

/// Keeps one receiver from delaying the others: bounds the attempts at work for each endpoint and tenant, and stops trying an endpoint
/// for a while once it has failed several times in a row. In memory alone: after a restart a dead receiver costs a few attempts again.
/// Safe from many threads.
class Breakers {
public:
    struct Limits {
        int per_endpoint = 2;
        int per_tenant = 4;
        int failures = 5;  ///< in a row, until it opens
        std::chrono::milliseconds first_pause = std::chrono::seconds(30);
        std::chrono::milliseconds longest_pause = std::chrono::minutes(10);  ///< the pause doubles up to this
    };
    Breakers() : Breakers(Limits{}) {}
    explicit Breakers(Limits limits) : limits_(limits) {}

    /// A place among the attempts at work, given back with the object.
    class Place {
    public:
        Place(Breakers& owner, TenantId tenant, RecordId endpoint);
        Place(Place&& other) noexcept;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place();

    private:
        Breakers* owner_;
        TenantId tenant_;
        RecordId endpoint_;
    };

    /// A place, or until when there is none: the end of the breaker's pause, or a moment from now when all places are taken.
    struct Answer {
        std::optional<Place> place;
        Timestamp not_before{};
    };
    Answer enter(const TenantId&, const RecordId& endpoint, Timestamp now);

    void succeeded(const TenantId&, const RecordId& endpoint);
    void failed(const TenantId&, const RecordId& endpoint, Timestamp now);
    void forget(const TenantId&);

private:
    struct Line {
        int working = 0, failures = 0;
        Timestamp closed_until{};
    };
    using Key = std::pair<TenantId, RecordId>;
    void leave(const TenantId&, const RecordId& endpoint);

    Limits limits_;
    std::mutex mutex_;
    std::map<Key, Line> lines_;
    std::map<TenantId, int> working_;
};

}  // namespace bespoke::webhooks
