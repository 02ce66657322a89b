#include "lambda/trace_header.hpp"

namespace bespoke::lambda {
namespace {

constexpr std::size_t kTimeDigits = 8, kNumberDigits = 24, kSpanDigits = 16;

/// Value of one of the ';'-separated parts.
std::string_view part(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = header.find(';');
        auto piece = header.substr(0, end);
        while (piece.starts_with(' ')) piece.remove_prefix(1);
        if (piece.starts_with(name) && piece.size() > name.size() && piece[name.size()] == '=')
            return piece.substr(name.size() + 1);
        if (end == std::string_view::npos) break;
        header.remove_prefix(end + 1);
    }
    return {};
}

}  // namespace

std::optional<telemetry::Trace> trace_from(std::string_view header) {
    const auto root = part(header, "Root");
    if (root.size() != 3 + kTimeDigits + kNumberDigits || !root.starts_with("1-") || root[2 + kTimeDigits] != '-')
        return std::nullopt;
    const auto parent = part(header, "Parent");
    const auto span = parent.size() == kSpanDigits ? std::string(parent) : telemetry::new_trace().span_id;
    const auto traceparent = fmt::format("00-{}{}-{}-{}", root.substr(2, kTimeDigits), root.substr(3 + kTimeDigits), span,
                                         part(header, "Sampled") == "0" ? "00" : "01");
    return telemetry::parse_traceparent(traceparent);
}

std::string to_trace_header(const telemetry::Trace& trace) {
    return fmt::format("Root=1-{}-{};Parent={};Sampled={}", trace.trace_id.substr(0, kTimeDigits),
                       trace.trace_id.substr(kTimeDigits), trace.span_id, trace.sampled ? 1 : 0);
}

}  // namespace bespoke::lambda
