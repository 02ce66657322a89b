#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace bespoke::document {

/// Little-endian numbers of a zip file; the caller has checked that they lie inside.
inline std::uint16_t u16(BytesView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[at]) | std::to_integer<unsigned>(bytes[at + 1]) << 8);
}
inline std::uint32_t u32(BytesView bytes, std::size_t at) {
    return u16(bytes, at) | static_cast<std::uint32_t>(u16(bytes, at + 2)) << 16;
}
inline std::uint64_t u64(BytesView bytes, std::size_t at) {
    return u32(bytes, at) | static_cast<std::uint64_t>(u32(bytes, at + 4)) << 32;
}

}  // namespace bespoke::document
