#include "adapters/aws/dynamodb/signing_key_table.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::StoredSigningKey;

std::string sort_of(const std::string& id) { return "KEY#" + id; }

json attributes_of(const StoredSigningKey& key) {
    json attributes = {{"id", text_value(key.id)},
                       {"publicKey", bytes_value(key.public_key)},
                       {"sealedPrivate", bytes_value(key.sealed_private)},
                       {"createdAt", time_value(key.created_at)},
                       {"activeFrom", time_value(key.active_from)}};
    if (key.retire_at) attributes["retireAt"] = time_value(*key.retire_at);
    return attributes;
}

Result<StoredSigningKey> key_from(const json& attributes) {
    Item item(attributes);
    StoredSigningKey key{item.text("id"),        item.bytes("publicKey"), item.bytes("sealedPrivate"),
                         item.time("createdAt"), item.time("activeFrom"), item.maybe_time("retireAt")};
    if (auto whole = item.check(); !whole) return tl::unexpected(at(whole.error(), key.id));
    return key;
}

}  // namespace

Status SigningKeyTable::put(const StoredSigningKey& key) {
    const auto written = keys_.put(sort_of(key.id), attributes_of(key));
    if (!written) return tl::unexpected(written.error());
    return {};
}

Result<std::vector<StoredSigningKey>> SigningKeyTable::list() {
    const auto items = keys_.all();
    if (!items) return tl::unexpected(items.error());
    std::vector<StoredSigningKey> keys;
    for (const auto& item : *items) {
        auto key = key_from(item);
        if (!key) return tl::unexpected(key.error());
        keys.push_back(*std::move(key));
    }
    std::ranges::stable_sort(keys, {}, &StoredSigningKey::created_at);
    return keys;
}

Status SigningKeyTable::remove(const std::string& id) { return keys_.remove(sort_of(id)); }

}  // namespace bespoke::adapters::aws::dynamodb
