#pragma once

#include "ports/metadata_store.hpp"

namespace bespoke::ports::testing {

/// Passes every call on to another store, which outlives it; tests override the calls that something happens to.
class StoreBetween : public ports::MetadataStore {
public:
    explicit StoreBetween(ports::MetadataStore& store) : store_(store) {}
    Status commit(const TenantId& tenant, const ports::Batch& batch) override { return store_.commit(tenant, batch); }
    Result<std::optional<ports::Record>> get(const TenantId& tenant, ports::RecordKind kind, const RecordId& id) override {
        return store_.get(tenant, kind, id);
    }
    Result<std::vector<ports::Record>> list(const TenantId& tenant, const ports::RecordQuery& query) override {
        return store_.list(tenant, query);
    }
    Result<std::vector<ports::Record>> due(const TenantId& tenant, ports::RecordKind kind, Timestamp now,
                                           std::size_t limit) override {
        return store_.due(tenant, kind, now, limit);
    }
    Result<std::vector<ports::Event>> events(const TenantId& tenant, std::uint64_t after, const std::string& subject,
                                             std::size_t limit) override {
        return store_.events(tenant, after, subject, limit);
    }
    Result<std::vector<ports::AuditEntry>> audit(const TenantId& tenant, std::uint64_t after, std::size_t limit) override {
        return store_.audit(tenant, after, limit);
    }

private:
    ports::MetadataStore& store_;
};

}  // namespace bespoke::ports::testing
