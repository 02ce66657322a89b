#include "tailoring/checks/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "evidence/evidence.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

constexpr auto kMonths = std::to_array<std::string_view>(
    {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"});

constexpr int kMonthsInYear = 12;

int months(const resume::Date& date) { return date.year * kMonthsInYear + std::max(date.month, 1); }

std::string spelt(const std::optional<resume::DateNode>& date) {
    if (!date) return {};
    const auto& value = date->value;
    if (value.month < 1 || value.month > 12) return value.iso();
    return fmt::format("{} {}", kMonths[static_cast<std::size_t>(value.month - 1)], value.year);
}

template <class Entry>
const Entry* entry_at(const std::vector<Entry>& entries, std::string_view entry) {
    const auto digits = entry.substr(entry.rfind('/') + 1);
    std::size_t index = entries.size();
    std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return index < entries.size() ? &entries[index] : nullptr;
}

std::string header(const resume::Resume& resume, const NodeId& node) {
    const auto section = section_of(node);
    const auto entry = entry_of(node);
    if (const auto* work = section == "work" ? entry_at(resume.work, entry) : nullptr) {
        return fmt::format("{}.\n{}.\n{}.\n{}.", work->position.value, work->name.value, spelt(work->period.start),
                           spelt(work->period.end));
    }
    if (const auto* project = section == "projects" ? entry_at(resume.projects, entry) : nullptr) {
        return fmt::format("{}.\n{}.", project->name.value, project->description.value);
    }
    if (const auto* volunteer = section == "volunteer" ? entry_at(resume.volunteer, entry) : nullptr) {
        return fmt::format("{}.\n{}.", volunteer->position.value, volunteer->organization.value);
    }
    return {};
}

bool is_position(const NodeId& node) {
    return (section_of(node) == "work" && last_step(node) == "position") || node.str() == "/basics/label";
}

bool is_narrative(const NodeId& node) {
    const auto section = section_of(node);
    return (section == "work" || section == "projects" || section == "volunteer") && !is_position(node);
}

}  // namespace

std::vector<Source> sources_of(const resume::Resume& resume, const std::vector<NodeId>& nodes) {
    std::vector<Source> sources;
    for (const auto& node : nodes) {
        const auto* text = find_text(resume, node);
        if (text == nullptr || text->value.empty()) continue;
        sources.push_back({Statement(text->value), Statement(text->value + ".\n" + header(resume, node)), is_narrative(node)});
    }
    return sources;
}

int years_of_experience(const resume::Resume& resume, resume::Date today) {
    return evidence::months_of_experience(resume, today) / kMonthsInYear;
}

std::optional<int> working_since(const resume::Resume& resume, resume::Date today) {
    constexpr int kLongestGaps = 2 * kMonthsInYear;
    std::optional<resume::Date> first;
    for (const auto& work : resume.work) {
        if (work.period.start && (!first || work.period.start->value < *first)) first = work.period.start->value;
    }
    if (!first) return std::nullopt;
    const int gaps = months(today) - months(*first) - evidence::months_of_experience(resume, today);
    return gaps <= kLongestGaps ? std::optional(first->year) : std::nullopt;
}

std::vector<Source> computed_sources(const resume::Resume& resume, const std::vector<NodeId>& nodes, resume::Date today) {
    std::vector<Source> sources;
    const auto add = [&](const std::string& text) { sources.push_back({Statement(text), Statement(text), false}); };
    const int years = years_of_experience(resume, today);
    const auto since = working_since(resume, today);
    for (const auto& node : nodes) {
        const auto* position = is_position(node) ? find_text(resume, node) : nullptr;
        if (position == nullptr || position->value.empty()) continue;
        if (years > 0)
            add(fmt::format("{} with {} {} of professional experience", position->value, years, years == 1 ? "year" : "years"));
        if (since) add(fmt::format("{} with professional experience since {}", position->value, *since));
    }
    return sources;
}

}  // namespace bespoke::tailoring
