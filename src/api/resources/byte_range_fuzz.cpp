#include "api/resources/byte_range.hpp"

#include <cstdlib>

/// The first byte is the file's size; the rest is the field. A part that is not within the file is a defect.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::uint64_t bytes = data[0];
    const std::string_view field(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto answer = bespoke::api::parse_range(field, bytes);
    const auto* part = std::get_if<bespoke::api::ByteRange>(&answer);
    if (part && (part->length == 0 || part->first >= bytes || part->length > bytes - part->first)) std::abort();
    return 0;
}
