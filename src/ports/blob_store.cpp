#include "ports/blob_store.hpp"

#include <algorithm>

namespace bespoke::ports {
namespace {

constexpr std::size_t kMaxKeyBytes = 512;

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_key_part(std::string_view part) {
    return !part.empty() && part != "." && part != ".." && std::ranges::all_of(part, is_key_character);
}

}  // namespace

bool is_valid(const BlobKey& key) {
    std::string_view rest = key.str();
    if (rest.size() > kMaxKeyBytes) return false;
    for (;;) {
        const auto slash = rest.find('/');
        if (!is_key_part(rest.substr(0, slash))) return false;
        if (slash == std::string_view::npos) return true;
        rest.remove_prefix(slash + 1);
    }
}

}  // namespace bespoke::ports
