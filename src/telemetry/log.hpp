#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/time.hpp"

namespace bespoke::telemetry {

enum class Level { Debug, Info, Warning, Error };
using FieldValue = std::variant<std::int64_t, double, std::string_view>;
using Field = std::pair<std::string_view, FieldValue>;

/// One JSON object a line on standard error: time, level, event, trace, then the fields. Fields are ids, counts, times and codes; names,
/// addresses, texts and secrets never go in. A line is written whole, so that lines of many threads never mix. Safe from many threads;
/// blocks while standard error does.
void log(Level, std::string_view event, std::string_view trace, std::initializer_list<Field> = {});
/// Lines below this level are dropped; Info at first.
void set_log_level(Level);
/// "debug", "info", "warning", "error".
std::string_view to_string(Level);
/// The line that log() writes, with its line feed. Control characters are escaped, bytes that are no UTF-8 become U+FFFD, numbers that
/// JSON can't say become null: whatever the values hold, it is one line and one JSON object.
std::string log_line(Timestamp at, Level, std::string_view event, std::string_view trace, std::initializer_list<Field> = {});

}  // namespace bespoke::telemetry
