#include "adapters/sealing/sealer.hpp"

#include "crypto/sealed.hpp"

namespace bespoke::adapters::sealing {
namespace {

tl::unexpected<Error> damaged(const Place& place) {
    return fail(ErrorCode::Corrupt, "sealed", "Stored data is damaged; restore it from a backup.", std::string(place.column),
                place.object);
}

}  // namespace

Result<Bytes> Sealer::seal(const Place& place, const nlohmann::json& value) {
    if (current_.empty()) {
        auto key = keys_.current(tenant_);
        if (!key) return tl::unexpected(key.error());
        current_ = key->id;
        known_.insert_or_assign(current_, std::move(*key));
    }
    // CBOR takes any bytes in strings and is shorter than text; nobody reads it as it is.
    const auto plain = nlohmann::json::to_cbor(value);
    return crypto::seal(known_.at(current_), {tenant_, place.kind, place.object, place.column}, std::as_bytes(std::span(plain)));
}

Result<nlohmann::json> Sealer::open(const Place& place, BytesView sealed) {
    const auto key_id = crypto::key_id_of(sealed);
    if (!key_id) return damaged(place);
    const auto key = find(*key_id);
    if (!key) return tl::unexpected(key.error());
    const auto plain = crypto::open(**key, {tenant_, place.kind, place.object, place.column}, sealed);
    if (!plain) return tl::unexpected(at(plain.error(), place.object));
    auto value = nlohmann::json::from_cbor(as_text(*plain), true, false);
    if (value.is_discarded()) return damaged(place);
    return value;
}

Result<const crypto::DataKey*> Sealer::find(const std::string& key_id) {
    if (const auto known = known_.find(key_id); known != known_.end()) return &known->second;
    auto key = keys_.find(tenant_, key_id);
    if (!key) return tl::unexpected(key.error());
    return &known_.insert_or_assign(key_id, std::move(*key)).first->second;
}

}  // namespace bespoke::adapters::sealing
