#include "job_description/likeness.hpp"

#include <algorithm>
#include <array>

#include "job_description/phrase.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

constexpr std::string_view kPresent[] = {
    "present|now|today|current|currently|ongoing|to_date|heute|aktuell|présent|aujourd'hui|actualidad|actual|heden|presente",
};
constexpr std::string_view kResumeHeadings[] = {
    "<any>? work|employment|professional|career|relevant experience|history|background",
    "experience|employment|career|about_me|contact|education|education_and_training|references|publications|certifications|"
    "interests|hobbies|volunteering|volunteer_"
    "experience|awards|projects|languages|curriculum_vitae|resume|cv|summary|profile|objective|"
    "personal_statement|professional_summary|career_objective|technical_skills|skills|berufserfahrung|berufliche_erfahrung|"
    "ausbildung|lebenslauf|formation|expérience_professionnelle|expériences|experiencia|experiencia_laboral|formación|educación|"
    "werkervaring|opleiding",
};
constexpr std::string_view kAddress[] = {
    "you|your|you'll|we|we're|our|us|applicants|candidates|candidate|sie|ihr|ihre|wir|unser|unsere|du|dein|deine|vous|votre|nous|"
    "notre|buscamos|ofrecemos|je|jouw|wij|ons"};

/// "2019", and the year of "03.2019".
bool is_year(std::string_view token) {
    constexpr std::string_view kDigits = "0123456789";
    if (const auto dot = token.rfind('.'); dot != std::string_view::npos && dot <= 5) token.remove_prefix(dot + 1);
    return token.size() == 4 && (token.starts_with("19") || token.starts_with("20")) &&
           token.find_first_not_of(kDigits) == std::string_view::npos;
}

/// "Mar 2019 – present", "2015-2019", "03/2015 to 06/2019".
int date_ranges(const Tokens& tokens) {
    static const PhraseTable present(kPresent);
    constexpr std::size_t kReach = 4;
    int count = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!is_year(tokens[i].text)) continue;
        for (auto k = i + 1; k < std::min(tokens.size(), i + 1 + kReach); ++k) {
            if (!is_year(tokens[k].text) && !present.match_at(tokens, k)) continue;
            ++count;
            i = k;
            break;
        }
    }
    return count;
}

struct Signs {
    int date_ranges = 0, headings = 0, address = 0, asks = 0;
    bool mail = false;
};

Signs signs_of(const std::vector<Part>& parts) {
    static const PhraseTable headings(kResumeHeadings), address(kAddress);
    Signs signs;
    const auto read = [&](std::string_view text) {
        const auto tokens = text::tokens(text);
        signs.date_ranges += date_ranges(tokens);
        signs.headings += headings.matches_all(tokens) ? 1 : 0;
        for (std::size_t i = 0; i < tokens.size(); ++i) signs.address += address.match_at(tokens, i) ? 1 : 0;
        signs.mail = signs.mail || text.find('@') != std::string_view::npos;
    };
    for (const auto& part : parts) {
        read(part.heading);
        const bool asks =
            part.topic == Topic::Responsibilities || part.topic == Topic::Preferred || part.topic == Topic::Benefits;
        signs.asks += asks && !part.lines.empty() ? 1 : 0;
        for (const auto& line : part.lines) read(line.text);
    }
    return signs;
}

}  // namespace

bool looks_like_a_resume(const std::vector<Part>& parts) {
    const auto signs = signs_of(parts);
    const int own_history = 2 * std::min(signs.date_ranges, 6) + 2 * std::min(signs.headings, 4) + (signs.mail ? 1 : 0);
    const int advert = 3 * signs.asks + std::min(signs.address, 12);
    return signs.date_ranges >= 1 && own_history >= 5 && own_history > advert;
}

}  // namespace bespoke::job_description
