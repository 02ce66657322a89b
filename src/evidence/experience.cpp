#include "evidence/evidence.hpp"

namespace bespoke::evidence {
namespace {

/// Months [first, last] of the common era.
struct Span {
    int first = 0, last = 0;
};

constexpr int kMonths = 12;

int month_number(const resume::Date& date, int month_if_unknown) {
    return date.year * kMonths + (date.month == 0 ? month_if_unknown : date.month) - 1;
}

/// A role dated in years alone counts from the middle of the first to the middle of the last: right on average.
std::optional<Span> span_of(const resume::Period& period, const resume::Date& today) {
    constexpr int kJuly = 7, kJune = 6;
    if (!period.start) return std::nullopt;
    const auto& start = period.start->value;
    const auto& end = period.end ? period.end->value : today;
    // "2019 - 2019" is some part of that year.
    const bool same_year_alone = start.month == 0 && end.month == 0 && start.year == end.year;
    const Span span{month_number(start, kJuly), same_year_alone ? month_number(start, kMonths) : month_number(end, kJune)};
    const auto limit = month_number(today, kMonths);
    if (span.last < span.first || span.first > limit) return std::nullopt;
    return Span{span.first, std::min(span.last, limit)};
}

}  // namespace

int months_of_experience(const resume::Resume& resume, resume::Date today) {
    std::vector<Span> spans;
    for (const auto& work : resume.work) {
        if (const auto span = span_of(work.period, today)) spans.push_back(*span);
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    int months = 0;
    int counted_to = 0;
    for (const auto& span : spans) {
        const auto from = std::max(span.first, counted_to + 1);
        if (span.last >= from) months += span.last - from + 1;
        counted_to = std::max(counted_to, span.last);
    }
    return months;
}

}  // namespace bespoke::evidence
