#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <tuple>
#include <vector>

#include "ports/clock.hpp"
#include "ports/http_client.hpp"
#include "ports/metadata_store.hpp"
#include "ports/signing_key_table.hpp"
#include "ports/tenant_registry.hpp"

namespace bespoke::identity::testing {

class FakeClock final : public ports::Clock {
public:
    [[nodiscard]] Timestamp now() const override { return now_; }
    void advance(std::chrono::milliseconds by) { now_ += by; }
    [[nodiscard]] std::int64_t seconds() const { return to_millis(now_) / 1000; }

private:
    Timestamp now_ = from_millis(1'800'000'000'000);
};

class FakeTenants final : public ports::TenantRegistry {
public:
    Status create(const TenantId& id, Timestamp now) override {
        tenants_[id] = {.id = id, .created_at = now, .erased_at = {}};
        return {};
    }
    Result<std::optional<ports::Tenant>> get(const TenantId& id) override {
        const auto found = tenants_.find(id);
        return found == tenants_.end() ? std::nullopt : std::optional(found->second);
    }
    Result<std::vector<ports::Tenant>> list() override { return std::vector<ports::Tenant>{}; }
    Status set_state(const TenantId& id, ports::TenantState state, Timestamp) override {
        tenants_.at(id).state = state;
        return {};
    }

private:
    std::map<TenantId, ports::Tenant> tenants_;
};

/// Records alone, with conditions as the port says; counts reads. `broken` makes every call fail as a dead disk would.
class FakeStore final : public ports::MetadataStore {
public:
    explicit FakeStore(FakeTenants& tenants) : tenants_(tenants) {}
    bool broken = false;
    int reads = 0;

    Status commit(const TenantId& tenant, const ports::Batch& batch) override {
        if (auto checked = check(tenant); !checked) return checked;
        for (const auto& write : batch.writes) {
            if (const auto* put = std::get_if<ports::Put>(&write); put != nullptr && !holds(tenant, *put)) {
                return fail(ErrorCode::Conflict, "version", "changed", {}, put->record.id.str());
            }
        }
        for (const auto& write : batch.writes) apply(tenant, write);
        audit_entries += batch.audit.size();
        return {};
    }
    Result<std::optional<ports::Record>> get(const TenantId& tenant, ports::RecordKind kind, const RecordId& id) override {
        ++reads;
        if (auto checked = check(tenant); !checked) return tl::unexpected(checked.error());
        const auto found = records_.find({tenant, kind, id});
        return found == records_.end() ? std::nullopt : std::optional(found->second);
    }
    Result<std::vector<ports::Record>> list(const TenantId& tenant, const ports::RecordQuery& query) override {
        if (auto checked = check(tenant); !checked) return tl::unexpected(checked.error());
        std::vector<ports::Record> found;
        for (auto entry = records_.rbegin(); entry != records_.rend(); ++entry) {
            const auto& [owner, kind, id] = entry->first;
            const bool wanted = owner == tenant && kind == query.kind && (!query.state || *query.state == entry->second.state) &&
                                (query.after.empty() || id < query.after);
            if (wanted && found.size() < query.limit) found.push_back(entry->second);
        }
        return found;
    }
    Result<std::vector<ports::Record>> due(const TenantId& tenant, ports::RecordKind kind, Timestamp now,
                                           std::size_t limit) override {
        std::vector<ports::Record> found;
        for (const auto& [key, record] : records_) {
            if (std::get<0>(key) == tenant && std::get<1>(key) == kind && record.due && *record.due <= now &&
                found.size() < limit)
                found.push_back(record);
        }
        return found;
    }
    Result<std::vector<ports::Event>> events(const TenantId&, std::uint64_t, const std::string&, std::size_t) override {
        return {};
    }
    Result<std::vector<ports::AuditEntry>> audit(const TenantId&, std::uint64_t, std::size_t) override { return {}; }

    /// All that would stand in index columns: ids and states.
    [[nodiscard]] std::string index_text() const {
        std::string text;
        for (const auto& [key, record] : records_) text += std::get<2>(key).str() + " " + record.state + "\n";
        return text;
    }
    [[nodiscard]] std::string bodies() const {
        std::string text;
        for (const auto& [key, record] : records_) text += record.body.dump() + "\n";
        return text;
    }
    std::size_t audit_entries = 0;

private:
    using Key = std::tuple<TenantId, ports::RecordKind, RecordId>;
    Status check(const TenantId& tenant) {
        if (broken) return fail(ErrorCode::Unavailable, "storage", "away");
        if (!*tenants_.get(tenant)) return fail(ErrorCode::NotFound, "no-tenant", "no such tenant");
        return {};
    }
    bool holds(const TenantId& tenant, const ports::Put& put) {
        const auto found = records_.find({tenant, put.record.kind, put.record.id});
        if (put.condition == ports::Put::If::Absent) return found == records_.end();
        if (put.condition == ports::Put::If::Matches)
            return found != records_.end() && found->second.version == put.expected_version;
        return true;
    }
    void apply(const TenantId& tenant, const ports::Write& write) {
        if (const auto* put = std::get_if<ports::Put>(&write)) {
            auto& kept = records_[{tenant, put->record.kind, put->record.id}];
            const auto version = kept.version + 1;
            kept = put->record;
            kept.version = version;
        } else if (const auto* remove = std::get_if<ports::Remove>(&write)) {
            records_.erase({tenant, remove->kind, remove->id});
        }
    }
    FakeTenants& tenants_;
    std::map<Key, ports::Record> records_;
};

/// Answers from a script and counts. Without an answer: `Unavailable` "connect".
class FakeHttp final : public ports::HttpClient {
public:
    std::function<Result<ports::HttpResponse>(const ports::HttpRequest&)> answer;
    std::vector<ports::HttpRequest> requests;

    Result<ports::HttpResponse> send(const ports::HttpRequest& request, Deadline) override {
        const std::lock_guard lock(mutex_);
        requests.push_back(request);
        if (answer) return answer(request);
        return fail(ErrorCode::Unavailable, "connect", "away");
    }
    void answer_with(std::string body, int status = 200) {
        answer = [body = std::move(body), status](const ports::HttpRequest&) {
            return ports::HttpResponse{.status = status, .headers = {}, .body = body};
        };
    }

private:
    std::mutex mutex_;
};

class FakeKeyTable final : public ports::SigningKeyTable {
public:
    std::map<std::string, ports::StoredSigningKey> keys;
    int writes_until_failure = -1;  ///< negative: never

    Status put(const ports::StoredSigningKey& key) override {
        if (writes_until_failure == 0) return fail(ErrorCode::Unavailable, "storage", "away");
        if (writes_until_failure > 0) --writes_until_failure;
        keys[key.id] = key;
        return {};
    }
    Result<std::vector<ports::StoredSigningKey>> list() override {
        std::vector<ports::StoredSigningKey> all;
        for (const auto& [id, key] : keys) all.push_back(key);
        std::ranges::sort(all, {}, &ports::StoredSigningKey::created_at);
        return all;
    }
    Status remove(const std::string& id) override {
        keys.erase(id);
        return {};
    }
};

}  // namespace bespoke::identity::testing
