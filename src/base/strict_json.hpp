#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.hpp"

namespace bespoke {

/// Bounds on untrusted JSON. A request body nests five deep at most, a token's claims three.
struct JsonLimits {
    std::size_t bytes = 1024 * 1024;
    std::size_t depth = 32;  ///< of arrays and objects within each other
};

/// Parse JSON (RFC 8259) that came from outside, with one meaning only: UTF-8 without a byte order mark, no comments, no NUL, nothing
/// behind the value, no name twice in an object, no lone surrogates, no number beyond a double. Two parsers that disagree about such
/// text are how signed data gets read differently from how it was checked. `InvalidInput` "bad-json", `LimitExceeded` "bad-json" for a
/// bound. Pure; safe from many threads.
Result<nlohmann::json> parse_strict_json(std::string_view text, const JsonLimits& = {});

}  // namespace bespoke
