#include "document/detect.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto format = bespoke::document::detect({reinterpret_cast<const std::byte*>(data), size}, {});
    if (!format && (format.error().reason.empty() || format.error().public_text.empty())) std::abort();
    return 0;
}
