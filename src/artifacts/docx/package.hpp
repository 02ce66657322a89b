#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::artifacts {

/// One file of an Open Packaging Conventions package (ECMA-376 part 2).
struct Part {
    std::string name;  ///< path inside the archive
    std::string content;
};

/// Zip the parts in this order. Every time stamp is the epoch of the format, so equal parts give equal bytes.
Result<Bytes> make_package(const std::vector<Part>& parts);

}  // namespace bespoke::artifacts
