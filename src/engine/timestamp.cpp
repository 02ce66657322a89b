#include "engine/timestamp.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace bespoke::engine {
namespace {

using namespace std::chrono;  // NOLINT: a page of calendar words

/// Takes digits and marks off the front of a text; remembers whether all fitted.
struct Scanner {
    std::string_view rest;
    bool sound = true;

    int number(std::size_t digits) {
        int value = 0;
        const auto part = rest.substr(0, digits);
        const bool all_digits = part.size() == digits && part.find_first_not_of("0123456789") == std::string_view::npos;
        sound = sound && all_digits;
        if (!sound) return 0;
        std::from_chars(part.data(), part.data() + digits, value);
        rest.remove_prefix(digits);
        return value;
    }
    void mark(char c) {
        sound = sound && !rest.empty() && rest.front() == c;
        if (sound) rest.remove_prefix(1);
    }
    int fraction_millis() {
        if (rest.empty() || rest.front() != '.') return 0;
        rest.remove_prefix(1);
        int millis = 0, digits = 0;
        for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1), ++digits) {
            if (digits < 3) millis = millis * 10 + (rest.front() - '0');
        }
        sound = sound && digits > 0;
        for (; digits < 3; ++digits) millis *= 10;
        return millis;
    }
    minutes offset() {
        if (!rest.empty() && rest.front() == 'Z') {
            rest.remove_prefix(1);
            return minutes{0};
        }
        const bool east = !rest.empty() && rest.front() == '+';
        mark(east ? '+' : '-');
        const int hour_part = number(2);
        mark(':');
        const int minute_part = number(2);
        sound = sound && hour_part < 24 && minute_part < 60;
        const minutes total = hours(hour_part) + minutes(minute_part);
        return east ? total : -total;
    }
};

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Scanner scan{text};
    const int year_part = scan.number(4);
    scan.mark('-');
    const int month_part = scan.number(2);
    scan.mark('-');
    const int day_part = scan.number(2);
    scan.mark('T');
    const int hour_part = scan.number(2);
    scan.mark(':');
    const int minute_part = scan.number(2);
    scan.mark(':');
    const int second_part = scan.number(2);
    const int millis = scan.fraction_millis();
    const auto offset = scan.offset();
    const year_month_day date{year(year_part), month(static_cast<unsigned>(month_part)), day(static_cast<unsigned>(day_part))};
    if (!scan.sound || !scan.rest.empty() || !date.ok() || hour_part > 23 || minute_part > 59 || second_part > 60)
        return std::nullopt;
    return Timestamp(sys_days(date) + hours(hour_part) + minutes(minute_part) + seconds(second_part) + milliseconds(millis) -
                     offset);
}

std::string to_rfc3339(Timestamp at) {
    const auto day_start = floor<days>(at);
    const year_month_day date(day_start);
    const hh_mm_ss time(at - day_start);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

}  // namespace bespoke::engine
