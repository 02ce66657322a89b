#include "adapters/aws/core/pieces.hpp"

namespace bespoke::adapters::aws {
namespace {

std::size_t cut_of(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    const auto head = text.substr(0, most);
    for (const std::string_view edge : {"\n", ". ", " "}) {
        const auto at = head.rfind(edge);
        if (at != std::string_view::npos && at >= most / 2) return at + edge.size();
    }
    while (most > 1 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return most;
}

}  // namespace

std::vector<std::string_view> pieces_of(std::string_view text, std::size_t most) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const auto size = cut_of(text, most);
        pieces.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return pieces;
}

}  // namespace bespoke::adapters::aws
