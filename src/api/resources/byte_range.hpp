#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace bespoke::api {

/// A part of a file: `length` bytes from `first`, at least one.
struct ByteRange {
    std::uint64_t first = 0, length = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};
struct WholeFile {
    friend bool operator==(const WholeFile&, const WholeFile&) = default;
};
struct NoSuchRange {
    friend bool operator==(const NoSuchRange&, const NoSuchRange&) = default;
};
using RangeAnswer = std::variant<WholeFile, ByteRange, NoSuchRange>;

/// What a Range field asks of a file of `size` bytes (RFC 9110 section 14.1). Other units, several ranges and what is malformed are
/// answered with the whole file, as section 14.2 allows.
RangeAnswer parse_range(std::string_view field, std::uint64_t size);

/// Content-Disposition (RFC 6266) with the name twice: in plain ASCII, and as RFC 8187 has it if it is not ASCII alone. The name has to be
/// one that service::display_name() gave.
std::string content_disposition(std::string_view disposition, std::string_view name);

}  // namespace bespoke::api
