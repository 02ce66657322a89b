// Any bytes, behind a first line that names the boundary: no crash, and every part lies within the body.
#include <cstdlib>

#include "api/multipart.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = text.substr(0, text.find('\n'));
    const auto boundary = bespoke::api::boundary_of(line).value_or("b");
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto parts = bespoke::api::parse_multipart(text, boundary);
    if (!parts) return 0;
    for (const auto& part : *parts) {
        const bool within =
            part.content.data() >= text.data() && part.content.data() + part.content.size() <= text.data() + text.size();
        if (!within || part.name.empty()) std::abort();
    }
    return 0;
}
