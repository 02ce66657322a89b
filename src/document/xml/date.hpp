#pragma once

#include <string>
#include <string_view>

namespace bespoke::document {

/// The date of an ISO 8601 time stamp as "YYYY-MM-DD"; empty when it is none.
std::string date_of(std::string_view time_stamp);

}  // namespace bespoke::document
