#include "telemetry/trace.hpp"

#include <sys/random.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <random>

namespace bespoke::telemetry {
namespace {

constexpr std::size_t kVersionAt = 0, kTraceAt = 3, kSpanAt = 36, kFlagsAt = 53, kLength = 55;
constexpr std::string_view kHexadecimal = "0123456789abcdef";

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of(kHexadecimal) == std::string_view::npos; }
bool is_zero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

/// Unique is enough here: nothing is protected by these numbers. The kernel's source never fails for so few bytes once it is seeded.
std::uint64_t random_number() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) == static_cast<ssize_t>(sizeof number)) return number;
    static std::atomic<std::uint64_t> counter{std::random_device{}()};
    return counter.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::string sixteen_digits() {
    const auto number = random_number() | 1U;  // never all zeros
    std::string digits(16, '0');
    for (std::size_t i = 0; i < digits.size(); ++i) digits[i] = kHexadecimal[(number >> (60 - 4 * i)) & 0xF];
    return digits;
}

}  // namespace

std::optional<Trace> parse_traceparent(std::string_view header) {
    if (header.size() < kLength || header[2] != '-' || header[35] != '-' || header[52] != '-') return std::nullopt;
    const auto version = header.substr(kVersionAt, 2), trace = header.substr(kTraceAt, 32), span = header.substr(kSpanAt, 16),
               flags = header.substr(kFlagsAt, 2);
    if (!is_hexadecimal(version) || !is_hexadecimal(trace) || !is_hexadecimal(span) || !is_hexadecimal(flags))
        return std::nullopt;
    if (version == "ff" || is_zero(trace) || is_zero(span)) return std::nullopt;
    const bool is_first_version = version == "00";
    if (header.size() > kLength && (is_first_version || header[kLength] != '-')) return std::nullopt;
    const bool sampled = (kHexadecimal.find(flags[1]) & 1U) != 0;
    return Trace{std::string(trace), std::string(span), sampled};
}

Trace new_trace() { return {sixteen_digits() + sixteen_digits(), sixteen_digits(), true}; }

Trace child_of(const Trace& parent) { return {parent.trace_id, sixteen_digits(), parent.sampled}; }

std::string to_traceparent(const Trace& trace) {
    return "00-" + trace.trace_id + "-" + trace.span_id + (trace.sampled ? "-01" : "-00");
}

}  // namespace bespoke::telemetry
