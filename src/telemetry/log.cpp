#include "telemetry/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <mutex>

#include "base/rfc3339.hpp"
#include "telemetry/json_text.hpp"

namespace bespoke::telemetry {
namespace {

std::atomic<Level> lowest_level{Level::Info};
std::mutex standard_error;

void append_field(std::string& line, std::string_view name, std::string_view value) {
    line += line.empty() ? '{' : ',';
    append_json_string(line, name);
    line += ':';
    append_json_string(line, value);
}

void append_field(std::string& line, const Field& field) {
    if (const auto* text = std::get_if<std::string_view>(&field.second)) return append_field(line, field.first, *text);
    line += ',';
    append_json_string(line, field.first);
    line += ':';
    if (const auto* whole = std::get_if<std::int64_t>(&field.second)) {
        line += fmt::format("{}", *whole);
    } else {
        const double number = std::get<double>(field.second);
        line += std::isfinite(number) ? fmt::format("{}", number) : std::string("null");
    }
}

/// Nobody is there to hear about a failure to log, so it is not reported.
void write_whole(std::string_view line) {
    const std::lock_guard lock(standard_error);
    while (!line.empty()) {
        const auto written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

std::string_view to_string(Level level) {
    switch (level) {
        case Level::Debug: return "debug";
        case Level::Info: return "info";
        case Level::Warning: return "warning";
        case Level::Error: break;
    }
    return "error";
}

void set_log_level(Level level) { lowest_level.store(level, std::memory_order_relaxed); }

std::string log_line(Timestamp at, Level level, std::string_view event, std::string_view trace,
                     std::initializer_list<Field> fields) {
    std::string line;
    append_field(line, "time", to_rfc3339(at));
    append_field(line, "level", to_string(level));
    append_field(line, "event", event);
    if (!trace.empty()) append_field(line, "trace", trace);
    for (const auto& field : fields) append_field(line, field);
    line += "}\n";
    return line;
}

void log(Level level, std::string_view event, std::string_view trace, std::initializer_list<Field> fields) {
    if (level < lowest_level.load(std::memory_order_relaxed)) return;
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    write_whole(log_line(now, level, event, trace, fields));
}

}  // namespace bespoke::telemetry
