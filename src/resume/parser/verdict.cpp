#include "resume/parser/verdict.hpp"

#include <array>

#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// Phrases by which employers speak to applicants, in plain() form.
constexpr auto kAdvertPhrases = std::to_array<std::string_view>({
    "we are looking for",
    "we are seeking",
    "we're looking for",
    "you will be responsible",
    "you will",
    "what we offer",
    "we offer",
    "about the role",
    "about this role",
    "about the job",
    "job description",
    "the role",
    "your responsibilities",
    "your profile",
    "what you'll do",
    "what you will do",
    "what you bring",
    "who you are",
    "you have",
    "you bring",
    "apply now",
    "how to apply",
    "to apply",
    "equal opportunity",
    "equal opportunities employer",
    "benefits",
    "the ideal candidate",
    "the successful candidate",
    "requirements",
    "preferred qualifications",
    "minimum qualifications",
    "nice to have",
    "must have",
    "join our team",
    "join us",
    "our client",
    "salary",
    "per annum",
    "years of experience required",
    "reports to",
    "about us",
    "we are an",
    "applicants",
    "your tasks",
    "wir suchen",
    "wir bieten",
    "ihre aufgaben",
    "ihr profil",
    "deine aufgaben",
    "dein profil",
    "bewerben",
    "nous recherchons",
    "vos missions",
    "buscamos",
    "ofrecemos",
    "wij zoeken",
    "wij bieden",
    "cerchiamo",
    "offriamo",
});

int advert_phrases(const RowSet& set) {
    std::string all;
    for (const auto& row : set.rows) all += plain(row.text) + '\n';
    int count = 0;
    for (const auto phrase : kAdvertPhrases) count += contains(all, phrase) ? 1 : 0;
    return count;
}

bool has_contact(const Resume& resume) { return !resume.basics.email.value.empty() || !resume.basics.phone.value.empty(); }

int dated_entries(const Resume& resume) {
    int count = 0;
    const auto add = [&](const Period& period) { count += period.start || period.end ? 1 : 0; };
    for (const auto& work : resume.work) add(work.period);
    for (const auto& education : resume.education) add(education.period);
    for (const auto& volunteer : resume.volunteer) add(volunteer.period);
    for (const auto& project : resume.projects) add(project.period);
    return count;
}

std::size_t sections_found(const Resume& resume) {
    const bool found[] = {!resume.work.empty(),        !resume.education.empty(), !resume.skills.empty(),
                          !resume.projects.empty(),    !resume.volunteer.empty(), !resume.languages.empty(),
                          !resume.certificates.empty()};
    return static_cast<std::size_t>(std::count(std::begin(found), std::end(found), true));
}

std::size_t unplaced_lines(const Resume& resume) {
    std::size_t count = 0;
    for (const auto& unplaced : resume.unplaced) count += unplaced.lines.size();
    return count;
}

}  // namespace

Status check_readable(const RowSet& set) {
    const bool any = std::any_of(set.rows.begin(), set.rows.end(), [](const Row& row) { return letter_count(row.text) > 0; });
    if (any) return {};
    return fail(ErrorCode::InvalidInput, "no-text",
                "The document has no text to read; if it is a scan, use text recognition first, or choose a file with text.");
}

Status check_resume(const RowSet& set, const Outline&, const Resume& resume) {
    const auto adverts = advert_phrases(set);
    const auto dated = dated_entries(resume);
    if (adverts >= 4 && dated == 0) {
        return fail(ErrorCode::InvalidInput, "not-a-resume",
                    "This looks like a job description, not a resume: it speaks to applicants and has no person's dated history; "
                    "choose the candidate's resume.");
    }
    const bool person = has_contact(resume) || !resume.basics.name.value.empty();
    if (person && (sections_found(resume) > 0 || dated > 0)) return {};
    if (has_contact(resume) && !resume.basics.name.value.empty()) return {};
    return fail(ErrorCode::InvalidInput, "not-a-resume",
                "This does not look like a resume: no name with contact data, work, education or skills was found; check that "
                "the right file was given.");
}

double confidence_of(const Resume& resume) {
    double score = 0;
    if (!resume.basics.name.value.empty()) score += 0.2;
    if (has_contact(resume)) score += 0.2;
    if (!resume.work.empty()) score += 0.2;
    if (!resume.education.empty()) score += 0.15;
    if (!resume.skills.empty()) score += 0.1;
    if (dated_entries(resume) > 0) score += 0.15;
    return std::max(0.0, score - std::min(0.3, 0.01 * static_cast<double>(unplaced_lines(resume))));
}

std::vector<std::string> warnings_of(const Resume& resume) {
    std::vector<std::string> warnings;
    if (resume.basics.name.value.empty()) warnings.emplace_back("No name was found.");
    if (!has_contact(resume)) warnings.emplace_back("No e-mail address or telephone number was found.");
    if (const auto lines = unplaced_lines(resume))
        warnings.push_back(fmt::format("{} line{} could not be placed; kept as they are.", lines, lines == 1 ? "" : "s"));
    return warnings;
}

}  // namespace bespoke::resume::parser
