#include "resume/resume.hpp"

#include <array>
#include <charconv>

#include "resume/walk.hpp"

namespace bespoke::resume {
namespace {

constexpr std::array<std::pair<Section, std::string_view>, 12> kSectionNames{{
    {Section::Summary, "summary"},
    {Section::Work, "work"},
    {Section::Volunteer, "volunteer"},
    {Section::Education, "education"},
    {Section::Awards, "awards"},
    {Section::Certificates, "certificates"},
    {Section::Publications, "publications"},
    {Section::Skills, "skills"},
    {Section::Languages, "languages"},
    {Section::Interests, "interests"},
    {Section::References, "references"},
    {Section::Projects, "projects"},
}};

/// A number of exactly `text.size()` digits; nullopt for anything else.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.starts_with('-')) return std::nullopt;
    return value;
}

bool is_possible(const Date& date) {
    constexpr std::array kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.month < 0 || date.month > 12 || date.day < 0) return false;
    return date.day == 0 || (date.month > 0 && date.day <= kDays[static_cast<std::size_t>(date.month - 1)]);
}

template <class R, class Visit>
void visit_texts(R& resume, const Visit& visit) {
    Walk walk([&]<class N>(const std::string&, N& node) {
        if constexpr (IsA<N, Text>) {
            if (!node.value.empty()) visit(node);
        }
    });
    walk.resume(resume);
}

}  // namespace

std::string_view to_string(Section section) {
    for (const auto& [value, name] : kSectionNames) {
        if (value == section) return name;
    }
    return {};
}

std::optional<Section> section_from_string(std::string_view text) {
    for (const auto& [value, name] : kSectionNames) {
        if (name == text) return value;
    }
    return std::nullopt;
}

std::string Date::iso() const {
    if (month == 0) return fmt::format("{:04}", year);
    if (day == 0) return fmt::format("{:04}-{:02}", year, month);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<Date> Date::from_iso(std::string_view text) {
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
    Date date;
    const auto part = [&](std::size_t at, std::size_t size, int& into) {
        if (at >= text.size()) return true;
        if (at > 0 && text[at - 1] != '-') return false;
        const auto value = digits(text.substr(at, size));
        into = value.value_or(0);
        return value && *value > 0;
    };
    if (!part(0, 4, date.year) || !part(5, 2, date.month) || !part(8, 2, date.day) || !is_possible(date)) return std::nullopt;
    return date;
}

void assign_ids(Resume& resume) {
    Walk walk([](const std::string& pointer, auto& node) { node.id = NodeId(pointer); });
    walk.resume(resume);
}

void for_each_text(const Resume& resume, const std::function<void(const Text&)>& visit) { visit_texts(resume, visit); }
void for_each_text(Resume& resume, const std::function<void(Text&)>& visit) { visit_texts(resume, visit); }

bool same_content(const Resume& a, const Resume& b) { return to_json(a, Provenance::Omit) == to_json(b, Provenance::Omit); }

}  // namespace bespoke::resume
