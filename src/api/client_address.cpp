#include "api/client_address.hpp"

#include <algorithm>

#include "api/field_value.hpp"
#include "base/address.hpp"

namespace bespoke::api {
namespace {

/// All X-Forwarded-For fields as one list, as RFC 9110 section 5.3 joins them.
std::string forwarded_for(const http::Fields& fields) {
    std::string all;
    for (const auto& [name, value] : fields.all()) {
        if (lower_case(name) == "x-forwarded-for") all += (all.empty() ? "" : ",") + value;
    }
    return all;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes the part behind the last comma.
std::string_view take_last(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto last = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
    return trimmed(last);
}

}  // namespace

std::string client_address(const http::Request& request, const std::vector<std::string>& proxies) {
    auto address = request.peer;
    const auto is_proxy = [&] { return std::ranges::find(proxies, address) != proxies.end(); };
    if (!is_proxy()) return address;
    const auto list = forwarded_for(request.headers);
    for (std::string_view rest = list; !rest.empty() && is_proxy();) {
        const auto told = parse_ip(take_last(rest));
        if (!told) break;
        address = to_string(*told);
    }
    return address;
}

}  // namespace bespoke::api
