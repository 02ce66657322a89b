#include <cstdint>
#include <cstdlib>

#include "identity/jwk.hpp"
#include "identity/jws.hpp"

/// Every refusal looks the same, and whatever is read as a token is one of the three algorithms with a name for its key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bespoke::identity;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto jws = parse_jws(text);
    if (!jws && jws.error().reason != "invalid-token") std::abort();
    if (jws && (jws->header.key_id.empty() || jws->header.key_id.size() > 256 || jws->signature.empty())) std::abort();
    const auto keys = parse_jwk_set(text);
    if (keys && keys->size() > 64) std::abort();
    return 0;
}
