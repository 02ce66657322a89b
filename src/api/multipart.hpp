#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::api {

struct MultipartLimits {
    std::size_t parts = 16;
    std::size_t header_bytes = 8 * 1024;  ///< of one part
};

/// One part of a form. Views into the body.
struct Part {
    std::string name;
    std::optional<std::string> filename;
    std::string media_type;  ///< as declared, in lower case, without parameters; empty if none
    std::string_view content;
};

/// The boundary of a Content-Type of multipart/form-data; `nullopt` if that is malformed or absent.
std::optional<std::string> boundary_of(std::string_view content_type);

/// multipart/form-data (RFC 7578) read strictly: CRLF line ends, nothing before the first boundary, a closing one and nothing behind it,
/// no multipart within a part, no transfer encodings, no name twice. `InvalidInput` "bad-multipart" otherwise and over a limit. Pure.
Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary, const MultipartLimits& = {});

}  // namespace bespoke::api
