#include "base/ids.hpp"

#include <algorithm>

namespace bespoke {

bool is_valid(const TenantId& tenant) {
    const auto& name = tenant.str();
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 63 && std::ranges::all_of(name, allowed) && name.front() != '-' && name.back() != '-';
}

}  // namespace bespoke
