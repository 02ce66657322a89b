#pragma once

#include <fstream>

#include "adapters/aws/dynamodb/attribute.hpp"
#include "adapters/aws/dynamodb/items.hpp"
#include "adapters/aws/dynamodb/metadata_store.hpp"
#include "adapters/memory/key_service.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "crypto/encoding.hpp"
#include "emulated.hpp"
#include "metadata_store_rig.hpp"

// DynamoDB as metadata_store_contract.hpp wants a store under test.

namespace bespoke {

inline Deadline soon() { return Deadline::after(std::chrono::seconds(20)); }

inline nlohmann::json dynamodb_call(const char* operation, const nlohmann::json& input) {
    return emulated_client()
        .call(adapters::aws::Service::DynamoDb, operation, input, adapters::aws::Caller::service(), soon())
        .value();
}

/// A table of its own, made from the file that the deployment uses.
class TableRig {
public:
    TableRig() {
        static int made = 0;
        name = fmt::format("contract-{}-{}", ::getpid(), ++made);
        std::ifstream file(std::string(BESPOKE_SOURCE_DIR) + "/deploy/aws/table.json");
        auto definition = nlohmann::json::parse(file);
        definition.erase("TimeToLiveSpecification");  // another call's
        definition["TableName"] = name;
        dynamodb_call("CreateTable", definition);
    }
    ~TableRig() { dynamodb_call("DeleteTable", {{"TableName", name}}); }
    TableRig(const TableRig&) = delete;
    TableRig& operator=(const TableRig&) = delete;
    std::string name;
};

class DynamoDbRig final : public metadata_store_contract::Rig {
public:
    DynamoDbRig() : keys_(clock()) { reopen(); }
    ports::MetadataStore& store() override { return *store_; }
    ports::TenantRegistry& registry() override { return registry_; }
    bool reopen() override {
        store_ = another();
        return true;
    }
    bool give_the_first_ones_body_to_the_second() override {
        copy(adapters::aws::dynamodb::record_sort(ports::RecordKind::Job, RecordId("job_1")),
             adapters::aws::dynamodb::record_sort(ports::RecordKind::Job, RecordId("job_2")), "body");
        copy(adapters::aws::dynamodb::event_sort(1), adapters::aws::dynamodb::event_sort(2), "data");
        return true;
    }
    bool damage_the_first_ones_body() override {
        change("RECORD#job#job_1", {{"body", {{"B", "AA=="}}}});
        return true;
    }
    /// The table's items as the API shows them.
    std::string all_stored() override {
        std::string all;
        for (const auto& item : items()) {
            all += item.dump();
            for (const auto& [name, value] : item.items())
                if (value.contains("B")) all += as_text(crypto::from_base64(value.at("B").get<std::string>()).value());
        }
        return all;
    }
    ports::KeyService& keys() { return keys_; }
    /// All that lies in the table, of any tenant.
    [[nodiscard]] nlohmann::json items() const { return dynamodb_call("Scan", {{"TableName", table.name}}).at("Items"); }
    /// Another process over the same table.
    std::unique_ptr<ports::MetadataStore> another() {
        return std::make_unique<adapters::aws::dynamodb::MetadataStore>(
            emulated_client(), adapters::aws::dynamodb::MetadataStore::Options{.table = table.name}, keys_, registry_, clock());
    }
    [[nodiscard]] nlohmann::json item(const std::string& sort) const {
        return dynamodb_call("GetItem", {{"TableName", table.name}, {"Key", key(sort)}}).at("Item");
    }
    static nlohmann::json key(const std::string& sort) {
        return {
            {"PK", adapters::aws::dynamodb::text_value(adapters::aws::dynamodb::partition_of(metadata_store_contract::kAlice))},
            {"SK", adapters::aws::dynamodb::text_value(sort)}};
    }
    void put(const nlohmann::json& item) const { dynamodb_call("PutItem", {{"TableName", table.name}, {"Item", item}}); }
    /// Put other values in the place of some of an item's.
    void change(const std::string& sort, const nlohmann::json& attributes) const {
        auto changed = item(sort);
        changed.update(attributes);
        put(changed);
    }
    TableRig table;

private:
    void copy(const std::string& from, const std::string& to, const char* attribute) const {
        change(to, {{attribute, item(from).at(attribute)}});
    }
    adapters::memory::TenantRegistry registry_;
    adapters::memory::KeyService keys_;
    std::unique_ptr<ports::MetadataStore> store_;
};

}  // namespace bespoke
