#include "artifacts/links.hpp"

#include <fmt/format.h>

namespace bespoke::artifacts {

std::string ascii_uri(std::string_view uri) {
    constexpr std::string_view kUnsafe = "'\"\\<>^`{|}";
    std::string out;
    for (const char c : uri) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7F || kUnsafe.find(c) != std::string_view::npos) {
            out += fmt::format("%{:02X}", byte);
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace bespoke::artifacts
