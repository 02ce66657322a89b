#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace bespoke {

/// Values by name, bounded by what they cost in bytes: where there is no room, what was not used for the longest goes first. Not safe from
/// many threads.
template <class Value>
class LruCache {
public:
    explicit LruCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
    LruCache(const LruCache&) = delete;  // by_key_ views the entries' keys
    LruCache& operator=(const LruCache&) = delete;

    /// The value, used just now; null if there is none. Good until the next put() or erase_if().
    const Value* find(std::string_view key) {
        const auto found = by_key_.find(key);
        if (found == by_key_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return &found->second->value;
    }

    /// Keeps a value. One of that name stays as it is; one that costs more than all the room is not kept.
    void put(std::string key, Value value, std::size_t cost) {
        if (cost > max_bytes_ || by_key_.contains(key)) return;
        while (bytes_ + cost > max_bytes_) {
            drop(std::prev(entries_.end()));
            ++evictions_;
        }
        entries_.push_front({std::move(key), std::move(value), cost});
        by_key_.emplace(entries_.front().key, entries_.begin());
        bytes_ += cost;
    }

    /// Forgets all entries of which `unwanted(key, value)` is true.
    template <class Unwanted>
    void erase_if(const Unwanted& unwanted) {
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            const auto next = std::next(entry);
            if (unwanted(std::string_view(entry->key), entry->value)) drop(entry);
            entry = next;
        }
    }

    [[nodiscard]] std::size_t entries() const { return entries_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    /// How many had to go for others.
    [[nodiscard]] std::uint64_t evictions() const { return evictions_; }

private:
    struct Entry {
        std::string key;
        Value value;
        std::size_t cost = 0;
    };
    using Place = typename std::list<Entry>::iterator;

    void drop(Place entry) {
        bytes_ -= entry->cost;
        by_key_.erase(entry->key);
        entries_.erase(entry);
    }

    const std::size_t max_bytes_;
    std::size_t bytes_ = 0;
    std::uint64_t evictions_ = 0;
    std::list<Entry> entries_;  ///< used last first
    std::unordered_map<std::string_view, Place> by_key_;
};

}  // namespace bespoke
