#include <cstdlib>

#include "crypto/encoding.hpp"
#include "crypto/sealed.hpp"

// No bytes open under this key: nobody has sealed any with it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke;
    const BytesView bytes{reinterpret_cast<const std::byte*>(data), size};
    const auto id = crypto::key_id_of(bytes);
    if (id && (id->empty() || id->size() > size)) std::abort();
    const crypto::DataKey key{id.value_or("k"), crypto::SecretKey()};
    const auto opened = crypto::open(key, {TenantId("alice"), "blob", "object", "body"}, bytes);
    if (opened || opened.error().code != ErrorCode::Corrupt) std::abort();
    const auto decoded = crypto::from_base64url(as_text(bytes));
    if (decoded && crypto::base64url(*decoded) != as_text(bytes)) std::abort();
    return 0;
}
