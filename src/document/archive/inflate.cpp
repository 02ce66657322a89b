#include "document/archive/inflate.hpp"

#include <zlib.h>

#include <limits>

namespace bespoke::document {

std::optional<std::string> inflate_exactly(BytesView packed, std::size_t inflated_bytes) {
    constexpr std::size_t kMaxBytes = std::numeric_limits<uInt>::max();
    if (packed.size() > kMaxBytes || inflated_bytes > kMaxBytes) return std::nullopt;
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
    // zlib wants a place to write to even for an empty part.
    std::string inflated(std::max<std::size_t>(inflated_bytes, 1), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(inflated.data());
    stream.avail_out = static_cast<uInt>(inflated.size());
    const int outcome = ::inflate(&stream, Z_FINISH);
    const bool complete = outcome == Z_STREAM_END && stream.avail_in == 0 && stream.total_out == inflated_bytes;
    inflateEnd(&stream);
    if (!complete) return std::nullopt;
    inflated.resize(inflated_bytes);
    return inflated;
}

}  // namespace bespoke::document
