#include "document/archive/archive.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bespoke::Limits limits;
    auto archive = bespoke::document::Archive::open({reinterpret_cast<const std::byte*>(data), size}, limits);
    if (!archive) return 0;
    std::size_t inflated = 0;
    for (const std::string& name : archive->names()) {
        const auto part = archive->read(name);
        if (part && *part) inflated += (*part)->size();
    }
    if (inflated > limits.archive_inflated_bytes) std::abort();
    return 0;
}
