#pragma once

#include <map>
#include <mutex>

#include "adapters/local/key_table.hpp"

namespace bespoke::adapters::local {

/// Rows in memory, open to tampering.
class MemoryKeyTable final : public KeyTable {
public:
    Result<std::vector<KeyRow>> rows_of(const TenantId& tenant) override {
        const std::lock_guard lock(mutex_);
        std::vector<KeyRow> found;
        for (const KeyRow& row : rows) {
            if (row.tenant == tenant) found.push_back(row);
        }
        return found;
    }
    Result<std::vector<KeyRow>> all() override {
        const std::lock_guard lock(mutex_);
        return rows;
    }
    Status put(const std::vector<KeyRow>& added) override {
        const std::lock_guard lock(mutex_);
        if (broken) return fail(ErrorCode::Unavailable, "storage-full", "The storage is full; free some space and try again.");
        for (const KeyRow& row : added) {
            std::erase_if(rows, [&](const KeyRow& old) { return old.tenant == row.tenant && old.key_id == row.key_id; });
            rows.push_back(row);
        }
        return {};
    }
    Status replace_all(const TenantId& tenant, const std::vector<KeyRow>& kept) override {
        const std::lock_guard lock(mutex_);
        if (broken) return fail(ErrorCode::Unavailable, "storage-full", "The storage is full; free some space and try again.");
        std::erase_if(rows, [&](const KeyRow& row) { return row.tenant == tenant; });
        rows.insert(rows.end(), kept.begin(), kept.end());
        return {};
    }

    std::vector<KeyRow> rows;
    bool broken = false;  ///< refuses every change

private:
    std::mutex mutex_;
};

}  // namespace bespoke::adapters::local
