#include "document/xml/date.hpp"

#include <algorithm>

namespace bespoke::document {

std::string date_of(std::string_view time_stamp) {
    constexpr std::string_view kPattern = "dddd-dd-dd";
    if (time_stamp.size() < kPattern.size()) return {};
    const std::string_view date = time_stamp.substr(0, kPattern.size());
    const bool fits = std::equal(date.begin(), date.end(), kPattern.begin(), [](char byte, char expected) {
        return expected == 'd' ? byte >= '0' && byte <= '9' : byte == expected;
    });
    const std::string_view month = date.substr(5, 2), day = date.substr(8, 2);
    const bool possible = month >= "01" && month <= "12" && day >= "01" && day <= "31";
    return fits && possible ? std::string(date) : std::string{};
}

}  // namespace bespoke::document
