#include "adapters/aws/dynamodb/tenant_registry.hpp"

#include "adapters/aws/dynamodb/race.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::Tenant;
using ports::TenantState;

/// As stored.
struct Row {
    Tenant tenant;
    std::int64_t version = 0;
    std::string creation;  ///< which create() made it
};

json attributes_of(const Row& row) {
    json attributes = {{"state", text_value(ports::to_string(row.tenant.state))},
                       {"createdAt", time_value(row.tenant.created_at)},
                       {"version", number_value(row.version)},
                       {"creation", text_value(row.creation)}};
    if (row.tenant.erased_at) attributes["erasedAt"] = time_value(*row.tenant.erased_at);
    return attributes;
}

std::optional<TenantState> state_from(const std::string& text) {
    for (const auto state : {TenantState::Active, TenantState::Suspended, TenantState::Erased})
        if (text == ports::to_string(state)) return state;
    return std::nullopt;
}

Result<Row> row_from(const json& attributes) {
    Item item(attributes);
    const TenantId name(item.text("SK"));
    const auto state = state_from(item.text("state"));
    // A state that nobody knows must not pass for an active one.
    Row row{{name, state.value_or(TenantState::Erased), item.time("createdAt"), item.maybe_time("erasedAt")},
            item.number("version"),
            item.text("creation")};
    if (state && item.check()) return row;
    return store_damaged(name.str());
}

Result<std::optional<Row>> read(const Partition& tenants, const TenantId& tenant) {
    const auto item = tenants.get(tenant.str());
    if (!item) return tl::unexpected(item.error());
    if (!*item) return std::nullopt;
    auto row = row_from(**item);
    if (!row) return tl::unexpected(row.error());
    return *std::move(row);
}

}  // namespace

Status TenantRegistry::create(const TenantId& tenant, Timestamp now) {
    if (auto named = ports::check_name(tenant); !named) return named;
    const Row row{{tenant, TenantState::Active, now, {}}, 1, crypto::random_id("creation", now)};
    const auto written = tenants_.put(tenant.str(), attributes_of(row), Condition::absent());
    if (!written) return tl::unexpected(written.error());
    if (*written == Written::Done) return {};
    // Perhaps by the first try of this very call, whose answer got lost.
    const auto stored = read(tenants_, tenant);
    if (!stored) return tl::unexpected(stored.error());
    if (*stored && (*stored)->creation == row.creation) return {};
    return tl::unexpected(ports::tenant_exists());
}

Result<std::optional<Tenant>> TenantRegistry::get(const TenantId& tenant) {
    if (!is_valid(tenant)) return std::nullopt;
    const auto row = read(tenants_, tenant);
    if (!row) return tl::unexpected(row.error());
    return *row ? std::optional((*row)->tenant) : std::nullopt;
}

Result<std::vector<Tenant>> TenantRegistry::list() {
    const auto items = tenants_.all();
    if (!items) return tl::unexpected(items.error());
    std::vector<Tenant> tenants;
    for (const auto& item : *items) {
        auto row = row_from(item);
        if (!row) return tl::unexpected(row.error());
        tenants.push_back(std::move(row->tenant));
    }
    return tenants;
}

Status TenantRegistry::set_state(const TenantId& tenant, TenantState state, Timestamp now) {
    if (!is_valid(tenant)) return tl::unexpected(ports::no_tenant());
    constexpr int kMostRaces = 20;
    for (int race = 1; race <= kMostRaces; ++race) {
        const auto stored = read(tenants_, tenant);
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) return tl::unexpected(ports::no_tenant());
        Row row = **stored;
        if (auto changed = ports::change_state(row.tenant, state, now); !changed) return changed;
        if (row.tenant.state == (*stored)->tenant.state) return {};  // so it is, or another try of ours made it so
        ++row.version;
        const auto written = tenants_.put(tenant.str(), attributes_of(row), Condition::number_is("version", (*stored)->version));
        if (!written) return tl::unexpected(written.error());
        if (*written == Written::Done) return {};
        pause_before(race);
    }
    return too_many_races("PutItem");
}

}  // namespace bespoke::adapters::aws::dynamodb
