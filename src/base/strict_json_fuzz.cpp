#include <cstdint>
#include <cstdlib>

#include "base/strict_json.hpp"

/// What is taken must survive being written and read again; what is not must say why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = bespoke::parse_strict_json({reinterpret_cast<const char*>(data), size});
    if (!value) {
        if (value.error().reason != "bad-json" || value.error().public_text.empty()) std::abort();
        return 0;
    }
    const auto again = bespoke::parse_strict_json(value->dump(), {.bytes = 64 * 1024 * 1024});
    if (!again || *again != *value) std::abort();
    return 0;
}
