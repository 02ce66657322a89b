#include "artifacts/view/wording.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

namespace bespoke::artifacts {
namespace {

using resume::Section;

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};

std::string_view usual_heading(Section section) {
    switch (section) {
        case Section::Summary: return "Summary";
        case Section::Work: return "Experience";
        case Section::Volunteer: return "Volunteering";
        case Section::Education: return "Education";
        case Section::Awards: return "Awards";
        case Section::Certificates: return "Certifications";
        case Section::Publications: return "Publications";
        case Section::Skills: return "Skills";
        case Section::Languages: return "Languages";
        case Section::Interests: return "Interests";
        case Section::References: return "References";
        case Section::Projects: return "Projects";
    }
    return "";
}

std::string month_field(int month, std::size_t width) {
    const auto name = kMonths[static_cast<std::size_t>(month - 1)];
    if (width >= 4) return std::string(name);
    if (width == 3) return std::string(name.substr(0, 3));
    return width == 2 ? fmt::format("{:02}", month) : fmt::format("{}", month);
}

std::string field(char letter, std::size_t width, const resume::Date& date) {
    if (letter == 'M') return month_field(date.month, width);
    if (letter == 'y') return width == 2 ? fmt::format("{:02}", date.year % 100) : fmt::format("{:04}", date.year);
    return std::string(width, letter);
}

std::string apply_pattern(const resume::Date& date, std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        const auto end = std::min(pattern.find_first_not_of(pattern[i], i), pattern.size());
        out += field(pattern[i], end - i, date);
        i = end;
    }
    return out;
}

/// First letter of each word in capitals; the rest as typed, so that "IT skills" becomes "IT Skills".
icu::UnicodeString capitalise_words(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    bool at_start = true;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        out.append(at_start ? u_totitle(c) : c);
        at_start = u_isUWhiteSpace(c) != 0;
    }
    return out;
}

}  // namespace

std::string with_case(std::string_view text, LetterCase letter_case) {
    if (letter_case == LetterCase::AsTyped) return std::string(text);
    auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    unicode = letter_case == LetterCase::Title ? capitalise_words(unicode) : unicode.toUpper(icu::Locale::getRoot());
    std::string out;
    return unicode.toUTF8String(out);
}

std::string heading_text(const StyleGuide& guide, Section section) {
    const auto own = guide.headings.find(section);
    return with_case(own != guide.headings.end() ? std::string_view(own->second) : usual_heading(section), guide.heading_case);
}

std::string format_date(const resume::Date& date, std::string_view pattern) {
    if (date.month < 1 || date.month > 12) return fmt::format("{:04}", date.year);
    if (date.day == 0) return apply_pattern(date, pattern);
    const auto month_letters = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), 'M'));
    if (month_letters < 3) return date.iso();
    return fmt::format("{} {} {:04}", date.day, month_field(date.month, month_letters), date.year);
}

std::string format_period(const resume::Period& period, std::string_view pattern) {
    const auto end = period.end ? format_date(period.end->value, pattern) : "";
    if (!period.start) return end;
    return format_date(period.start->value, pattern) + " – " + (period.end ? end : "Present");
}

}  // namespace bespoke::artifacts
