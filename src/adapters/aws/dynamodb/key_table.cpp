#include "adapters/aws/dynamodb/key_table.hpp"

#include <map>
#include <set>

#include "adapters/aws/dynamodb/items.hpp"
#include "adapters/aws/dynamodb/race.hpp"
#include "adapters/aws/dynamodb/tenant_registry.hpp"
#include "ports/key_service.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::KeyRow;

constexpr std::size_t kMostActions = 100;  // of one transaction
constexpr const char* kNote = "DESTROYED";

bool is_note(const KeyRow& row) { return row.wrapped.empty(); }
bool has_place(const TenantId& tenant) { return is_valid(tenant) || tenant == ports::system_keys(); }

std::string sort_of(const KeyRow& row) { return is_note(row) ? kNote : "KEY#" + row.key_id; }

json attributes_of(const KeyRow& row) {
    json attributes = {
        {"keyId", text_value(row.key_id)}, {"version", number_value(row.version)}, {"madeAt", time_value(row.made_at)}};
    if (!is_note(row)) attributes["wrapped"] = bytes_value(row.wrapped);
    return attributes;
}

Result<KeyRow> row_from(const TenantId& tenant, const json& attributes) {
    Item item(attributes);
    KeyRow row{tenant, item.text("keyId"), static_cast<int>(item.number("version")), {}, item.time("madeAt")};
    const auto sort = item.text("SK");
    if (sort != kNote) row.wrapped = item.bytes("wrapped");
    if (auto whole = item.check(); !whole) return tl::unexpected(at(whole.error(), row.key_id));
    // A key without its bytes would count as the note that all are gone.
    if (sort != sort_of(row)) return store_damaged(row.key_id);
    return row;
}

bool is_same(const KeyRow& a, const KeyRow& b) {
    return a.key_id == b.key_id && a.version == b.version && a.wrapped == b.wrapped && a.made_at == b.made_at;
}

/// What is kept of a tenant, and what has to go because of it.
struct Kept {
    explicit Kept(const std::vector<KeyRow>& kept) : rows(kept), destroyed(std::ranges::any_of(kept, is_note)) {
        for (const auto& row : rows) {
            sorts.insert(sort_of(row));
            highest = std::max(highest, row.version);
        }
    }
    /// Rows above the highest are another process's, made since; so may be one that stands beside it, and data lost its key if that went.
    [[nodiscard]] bool has_to_go(const KeyRow& row) const {
        if (sorts.contains(sort_of(row)) || is_note(row)) return false;
        return destroyed || rows.empty() || row.version < highest;
    }
    const std::vector<KeyRow>& rows;
    const bool destroyed;
    int highest = 0;
    std::set<std::string> sorts;
};

/// Puts first: where there are too many actions for one transaction, the note stands before keys go.
json actions_for(const Partition& partition, const Kept& kept, const std::vector<KeyRow>& stored) {
    auto actions = json::array();
    for (const auto& row : kept.rows)
        if (std::ranges::none_of(stored, [&](const KeyRow& old) { return is_same(old, row); }))
            actions.push_back(partition.put_action(sort_of(row), attributes_of(row)));
    for (const auto& row : stored)
        if (kept.has_to_go(row)) actions.push_back(partition.remove_action(sort_of(row)));
    return actions;
}

tl::unexpected<Error> too_many_keys() {
    return fail(ErrorCode::LimitExceeded, "too-many-keys",
                "There are too many keys to be changed at once; retire old ones first.");
}

}  // namespace

Partition KeyTable::partition_of(const TenantId& tenant) const {
    if (tenant == ports::system_keys()) return {table_, "SYSTEM#KEYS", Caller::service()};
    return {table_, dynamodb::partition_of(tenant) + "#KEYS", Caller::tenant(tenant)};
}

Result<std::vector<KeyRow>> KeyTable::rows_of(const TenantId& tenant) {
    std::vector<KeyRow> rows;
    if (!has_place(tenant)) return rows;
    const auto items = partition_of(tenant).all();
    if (!items) return tl::unexpected(items.error());
    for (const auto& item : *items) {
        auto row = row_from(tenant, item);
        if (!row) return tl::unexpected(row.error());
        rows.push_back(*std::move(row));
    }
    std::ranges::sort(
        rows, [](const KeyRow& a, const KeyRow& b) { return std::tie(a.version, a.key_id) < std::tie(b.version, b.key_id); });
    return rows;
}

Result<std::vector<KeyRow>> KeyTable::all() {
    const auto tenants = TenantRegistry(table_.client(), table_.name()).list();
    if (!tenants) return tl::unexpected(tenants.error());
    std::vector<TenantId> owners{ports::system_keys()};
    for (const auto& tenant : *tenants) owners.push_back(tenant.id);
    std::vector<KeyRow> rows;
    for (const auto& owner : owners) {
        auto some = rows_of(owner);
        if (!some) return some;
        std::ranges::move(*some, std::back_inserter(rows));
    }
    return rows;
}

/// `NotFound` if a condition says that the keys were destroyed.
Status KeyTable::write(const Partition& partition, const json& actions) const {
    if (actions.empty()) return {};
    if (actions.size() > kMostActions) return too_many_keys();
    const auto written = partition.transact(actions);
    if (!written) return tl::unexpected(written.error());
    if (*written == Written::Refused) return tl::unexpected(ports::no_tenant());
    return {};
}

Status KeyTable::put(const std::vector<KeyRow>& rows) {
    if (rows.empty()) return {};
    const auto& tenant = rows.front().tenant;
    if (!has_place(tenant)) return tl::unexpected(ports::no_tenant());
    if (std::ranges::any_of(rows, [&](const KeyRow& row) { return row.tenant != tenant; }))
        return fail(ErrorCode::InvalidInput, "mixed-tenants",
                    "Keys of several tenants can't be stored at once; store them one by one.");
    const auto partition = partition_of(tenant);
    // The last of several rows for one key counts; a transaction may name an item only once.
    std::map<std::string, const KeyRow*> last;
    for (const auto& row : rows) last[sort_of(row)] = &row;
    auto actions = json::array();
    for (const auto& [sort, row] : last) actions.push_back(partition.put_action(sort, attributes_of(*row)));
    if (!last.contains(kNote)) actions.push_back(partition.absent_action(kNote));
    // The note has a place of its own, so a key that it replaces goes.
    for (const auto& row : rows)
        if (is_note(row) && !last.contains("KEY#" + row.key_id)) actions.push_back(partition.remove_action("KEY#" + row.key_id));
    return write(partition, actions);
}

Status KeyTable::replace_all(const TenantId& tenant, const std::vector<KeyRow>& rows) {
    if (!has_place(tenant)) return rows.empty() ? Status{} : tl::unexpected(ports::no_tenant());
    const auto partition = partition_of(tenant);
    const Kept kept(rows);
    // Again until a look finds nothing to do: a key that another process stored in between goes too.
    constexpr int kMostRounds = 20;
    for (int round = 0; round < kMostRounds; ++round) {
        const auto stored = rows_of(tenant);
        if (!stored) return tl::unexpected(stored.error());
        auto actions = actions_for(partition, kept, *stored);
        if (actions.empty()) return {};
        if (!kept.destroyed && actions.size() < kMostActions) actions.push_back(partition.absent_action(kNote));
        if (kept.destroyed && actions.size() > kMostActions) actions.erase(actions.begin() + kMostActions, actions.end());
        if (auto written = write(partition, actions); !written) return written;
    }
    return too_many_races("TransactWriteItems");
}

}  // namespace bespoke::adapters::aws::dynamodb
