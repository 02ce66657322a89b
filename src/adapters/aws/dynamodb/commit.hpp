#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "adapters/aws/dynamodb/items.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// What a batch makes of what is stored. A value: give it what was read, ask it what is to be written.
class Commit {
public:
    /// The batch and the tenant outlive it.
    Commit(const TenantId& tenant, const sealing::SealedBatch& batch);

    /// Keys of all that has to be read first.
    [[nodiscard]] std::vector<nlohmann::json> keys() const;
    /// One of the items that were read.
    Status take(const nlohmann::json& item);
    /// Works the batch out. `Conflict` "version"; `LimitExceeded` "record-too-large", "batch-too-large".
    Status run();
    /// The TransactItems that bring it about on condition that all is still as it was read; empty if there is nothing to do.
    [[nodiscard]] nlohmann::json actions(const std::string& table) const;

private:
    struct Slot {
        std::optional<StoredRecord> before, after;
        bool changed = false;
    };
    Slot& slot(ports::RecordKind, const RecordId&);
    Status put(const ports::Put&, const Bytes& body);
    void remove(const ports::Remove&);
    void set_state(const ports::SetState&);
    Status check_size() const;
    void add_events();
    void add_audit();
    [[nodiscard]] bool numbers() const;

    const TenantId& tenant_;
    const sealing::SealedBatch& batch_;
    std::map<std::string, Slot> slots_;  ///< by sort key
    Head head_;
    std::uint64_t head_version_ = 0;  ///< as read
    std::vector<nlohmann::json> added_;
};

}  // namespace bespoke::adapters::aws::dynamodb
