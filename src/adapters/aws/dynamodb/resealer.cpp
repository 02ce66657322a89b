#include "adapters/aws/dynamodb/resealer.hpp"

#include "adapters/aws/dynamodb/items.hpp"
#include "crypto/sealed.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using sealing::Sealer;

constexpr const char* kPassSort = "RESEAL";
/// What one query reads and a crash makes done again; the query ends within its half minute.
constexpr std::size_t kItemsAtOnce = 200;
/// Sort keys of items with a sealed value, in their order.
constexpr const char* kSealed[] = {"EVENT#", "RECORD#", "SUBJECT#"};

tl::unexpected<Error> too_late() {
    return fail(ErrorCode::Timeout, "deadline",
                "Sealing stored content anew took longer than there was time for; it goes on with the next run.");
}

Partition partition_for(const Table& table, const TenantId& tenant) {
    return {table, partition_of(tenant), Caller::tenant(tenant)};
}

json attributes_of(const ResealPass& pass) {
    return {{"keyId", text_value(pass.key_id)},
            {"began", time_value(pass.began)},
            {"through", number_value(pass.state == ResealPass::State::Through ? 1 : 0)},
            {"after", text_value(pass.after)},
            {"resealed", number_value(static_cast<std::int64_t>(pass.resealed))},
            {"damaged", number_value(static_cast<std::int64_t>(pass.damaged))},
            {"lastResealed", time_value(pass.last_resealed)}};
}

Result<ResealPass> pass_from(const json& attributes) {
    Item item(attributes);
    const ResealPass pass{item.text("keyId"),
                          item.time("began"),
                          item.number("through") == 1 ? ResealPass::State::Through : ResealPass::State::Going,
                          item.text("after"),
                          item.count("resealed"),
                          item.count("damaged"),
                          item.time("lastResealed")};
    if (auto whole = item.check(); !whole) return tl::unexpected(at(whole.error(), kPassSort));
    return pass;
}

/// A sealed value, where it stands and in which attribute.
struct Sealed {
    const char* attribute;
    sealing::Place place;
    Bytes bytes;
};

/// `nullopt` for an item that is no record or event of ours.
std::optional<Sealed> sealed_value(const json& item) {
    if (Item(item).text(kSort).starts_with("RECORD#")) {
        auto stored = record_from(item);
        if (!stored) return std::nullopt;
        return Sealed{"body", sealing::body_place(stored->record.kind, stored->record.id), std::move(stored->body)};
    }
    auto stored = event_from(item);
    if (!stored) return std::nullopt;
    return Sealed{"data", sealing::event_place(stored->event.id), std::move(stored->data)};
}

/// The walk of one step.
class Walk {
public:
    Walk(const Partition& items, ports::KeyService& keys, const ports::Clock& clock, const TenantId& tenant, ResealPass& pass)
        : items_(items), sealer_(keys, tenant), clock_(clock), pass_(pass) {}

    Status take(const json& item) {
        const auto value = sealed_value(item);
        if (!value) return ++pass_.damaged, Status{};
        if (crypto::key_id_of(value->bytes) == pass_.key_id) return {};
        const auto plain = sealer_.open(value->place, value->bytes);
        if (!plain && is_beyond_repair(plain.error())) return ++pass_.damaged, Status{};
        if (!plain) return tl::unexpected(plain.error());
        auto anew = sealer_.seal(value->place, *plain);
        if (!anew) return tl::unexpected(anew.error());
        return replace(item, value->attribute, *anew);
    }

private:
    /// Unless somebody wrote it meanwhile, who sealed it himself; and nothing that was removed comes back.
    Status replace(json item, const char* attribute, BytesView anew) {
        item[attribute] = bytes_value(anew);
        const auto unchanged =
            item.contains("version") ? Condition::number_is("version", Item(item).number("version")) : Condition::present();
        const auto sort = Item(item).text(kSort);
        const auto written = items_.put(sort, std::move(item), unchanged);
        if (!written) return tl::unexpected(written.error());
        // Refused counts, too: that a pass found nothing is a promise.
        ++pass_.resealed;
        pass_.last_resealed = clock_.now();
        return {};
    }
    static bool is_beyond_repair(const Error& error) {
        return error.code == ErrorCode::Corrupt || (error.code == ErrorCode::NotFound && error.reason == "no-key");
    }

    const Partition& items_;
    Sealer sealer_;
    const ports::Clock& clock_;
    ResealPass& pass_;
};

}  // namespace

Status Resealer::store(const TenantId& tenant, const ResealPass& pass) const {
    const auto stored = partition_for(table_, tenant).put(kPassSort, attributes_of(pass));
    if (!stored) return tl::unexpected(stored.error());
    return {};
}

Result<std::optional<ResealPass>> Resealer::last(const TenantId& tenant) const {
    const auto item = partition_for(table_, tenant).get(kPassSort);
    if (!item) return tl::unexpected(item.error());
    if (!*item) return std::nullopt;
    auto pass = pass_from(**item);
    if (!pass) return tl::unexpected(pass.error());
    return *std::move(pass);
}

Result<ResealPass> Resealer::begin(const TenantId& tenant) {
    const auto before = last(tenant);
    if (!before) return tl::unexpected(before.error());
    const auto key = keys_.current(tenant);
    if (!key) return tl::unexpected(key.error());
    ResealPass pass;
    pass.key_id = key->id;
    pass.began = clock_.now();
    if (*before) pass.last_resealed = (*before)->last_resealed;
    return pass;
}

/// Some items of one kind behind those that the pass is done with. No: there are no more of it.
Result<Resealer::More> Resealer::step(const TenantId& tenant, ResealPass& pass, const char* prefix, Deadline deadline) {
    const auto items = partition_for(table_, tenant);
    Walk walk(items, keys_, clock_, tenant, pass);
    Range range;
    range.partition = partition_of(tenant);
    range.first = std::max(std::string(prefix), pass.after);
    range.last = std::string(prefix) + kBehindAll;
    range.page = kItemsAtOnce;
    std::size_t done = 0;
    const auto walked = table_.query(range, Caller::tenant(tenant), [&](const json& item) -> Result<bool> {
        if (deadline.passed()) return too_late();
        auto sort = Item(item).text(kSort);
        if (sort == pass.after) return true;
        if (auto taken = walk.take(item); !taken) return tl::unexpected(taken.error());
        pass.after = std::move(sort);
        return ++done < kItemsAtOnce;
    });
    if (!walked) return tl::unexpected(walked.error());
    return done < kItemsAtOnce ? More::No : More::Yes;
}

Result<ResealPass> Resealer::go_on(const TenantId& tenant, ResealPass pass, Deadline deadline) {
    for (const char* prefix : kSealed) {
        const auto end = std::string(prefix) + kBehindAll;
        for (auto more = More::Yes; more == More::Yes && pass.after < end;) {
            const auto stepped = step(tenant, pass, prefix, deadline);
            if (stepped == More::No) pass.after = end;
            const auto noted = store(tenant, pass);
            if (!stepped) return tl::unexpected(stepped.error());
            if (!noted) return tl::unexpected(noted.error());
            more = *stepped;
        }
    }
    pass.state = ResealPass::State::Through;
    if (auto noted = store(tenant, pass); !noted) return tl::unexpected(noted.error());
    return pass;
}

}  // namespace bespoke::adapters::aws::dynamodb
