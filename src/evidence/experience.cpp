#include "evidence/experience.hpp"

#include <algorithm>

#include "evidence/evidence.hpp"

namespace bespoke::evidence {
namespace {

constexpr int kMonths = 12;

/// Months [first, last] of the common era.
struct Span {
    int first = 0, last = 0;
};

/// Months of the year, from 1, that stand for the start and the end of a role dated in years alone.
struct Reading {
    int start_month, end_month;
};
constexpr Reading kShortest{kMonths, 1};
constexpr Reading kMiddle{7, 6};  // right on average
constexpr Reading kLongest{1, kMonths};

int month_number(const resume::Date& date, int month_if_unknown) {
    return date.year * kMonths + (date.month == 0 ? month_if_unknown : date.month) - 1;
}

std::optional<Span> span_of(const resume::Period& period, const resume::Date& today, const Reading& reading) {
    if (!period.start) return std::nullopt;
    const auto& start = period.start->value;
    const auto& end = period.end ? period.end->value : today;
    Span span{month_number(start, reading.start_month), month_number(end, reading.end_month)};
    // "2019 - 2019" is some part of that year, a month at least.
    const bool same_year = start.year == end.year && (start.month == 0 || end.month == 0);
    if (span.last < span.first && same_year) span.last = span.first;
    const auto limit = month_number(today, kMonths);
    if (span.last < span.first || span.first > limit) return std::nullopt;
    return Span{span.first, std::min(span.last, limit)};
}

using Roles = std::vector<const resume::Work*>;

Roles all_roles(const resume::Resume& resume) {
    Roles roles;
    for (const auto& work : resume.work) roles.push_back(&work);
    return roles;
}

int months(std::span<const resume::Work* const> roles, const resume::Date& today, const Reading& reading) {
    std::vector<Span> spans;
    for (const auto* work : roles) {
        if (const auto span = span_of(work->period, today, reading)) spans.push_back(*span);
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.first < b.first; });
    int sum = 0;
    int counted_to = 0;
    for (const auto& span : spans) {
        const auto from = std::max(span.first, counted_to + 1);
        if (span.last >= from) sum += span.last - from + 1;
        counted_to = std::max(counted_to, span.last);
    }
    return sum;
}

}  // namespace

ExperienceRange experience_range(std::span<const resume::Work* const> roles, resume::Date today) {
    return {months(roles, today, kShortest), months(roles, today, kLongest)};
}

ExperienceRange experience_range(const resume::Resume& resume, resume::Date today) {
    return experience_range(all_roles(resume), today);
}

std::vector<const resume::Work*> roles_with(const resume::Resume& resume, std::span<const NodeId> nodes) {
    const auto among = [&](const resume::Text& text) { return std::find(nodes.begin(), nodes.end(), text.id) != nodes.end(); };
    Roles roles;
    for (const auto& work : resume.work) {
        if (among(work.position) || among(work.summary) || std::any_of(work.highlights.begin(), work.highlights.end(), among))
            roles.push_back(&work);
    }
    return roles;
}

int months_of_experience(const resume::Resume& resume, resume::Date today) { return months(all_roles(resume), today, kMiddle); }

}  // namespace bespoke::evidence
