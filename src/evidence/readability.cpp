#include "evidence/readability.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using resume::Resume;

/// Share 0..1 of the points of one criterion, and what was seen.
struct Finding {
    double share = 0;
    std::string seen;
};

double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

Finding name(const Resume& resume) {
    return resume.basics.name.value.empty() ? Finding{0, "no name was found"} : Finding{1, "the name was found"};
}

Finding contact(const Resume& resume) {
    const bool email = !resume.basics.email.value.empty();
    const bool phone = !resume.basics.phone.value.empty();
    constexpr double kEmailShare = 0.7;
    if (email && phone) return {1, "an e-mail address and a telephone number were found"};
    if (email) return {kEmailShare, "an e-mail address, but no telephone number was found"};
    if (phone) return {1 - kEmailShare, "a telephone number, but no e-mail address was found"};
    return {0, "neither an e-mail address nor a telephone number was found"};
}

Finding roles(const Resume& resume) {
    const auto complete = std::count_if(resume.work.begin(), resume.work.end(), [](const resume::Work& work) {
        return !work.position.value.empty() && !work.name.value.empty();
    });
    if (resume.work.empty()) return {0, "no work experience was found"};
    return {ratio(static_cast<std::size_t>(complete), resume.work.size()),
            fmt::format("{} of {} roles have a title and an employer", complete, resume.work.size())};
}

Finding dates(const Resume& resume) {
    const auto dated = std::count_if(resume.work.begin(), resume.work.end(),
                                     [](const resume::Work& work) { return work.period.start.has_value(); });
    if (resume.work.empty()) return {0, "there are no roles to date"};
    return {ratio(static_cast<std::size_t>(dated), resume.work.size()),
            fmt::format("{} of {} roles have dates", dated, resume.work.size())};
}

Finding education(const Resume& resume) {
    return resume.education.empty() ? Finding{0, "no education was found"} : Finding{1, "the education was found"};
}

Finding skills(const Resume& resume) {
    return resume.skills.empty() ? Finding{0, "no skills section was found"} : Finding{1, "the skills section was found"};
}

/// Shorter ones say nothing, longer ones are paragraphs.
bool has_bullet_length(const resume::Text& highlight) {
    constexpr std::size_t kFewestWords = 4, kMostWords = 45;
    const auto words = text::tokens(highlight.value).size();
    return words >= kFewestWords && words <= kMostWords;
}

Finding bullets(const Resume& resume) {
    std::size_t all = 0, good = 0;
    for (const auto& work : resume.work) {
        all += work.highlights.size();
        good += static_cast<std::size_t>(std::count_if(work.highlights.begin(), work.highlights.end(), has_bullet_length));
    }
    if (all == 0) return {0, "the roles have no bullets"};
    return {ratio(good, all), fmt::format("{} of {} bullets have 4 to 45 words", good, all)};
}

Finding placed_text(const Resume& resume) {
    std::size_t placed = 0, unplaced = 0;
    resume::for_each_text(resume, [&](const resume::Text& node) { placed += node.value.size(); });
    for (const auto& group : resume.unplaced) {
        for (const auto& line : group.lines) unplaced += line.value.size();
    }
    if (placed == 0) return {0, "no text was found"};
    // A fifth of the text in no section makes a resume unreadable.
    constexpr double kWorst = 0.2;
    const auto share = std::min(1.0, ratio(unplaced, placed));
    return {std::max(0.0, 1.0 - share / kWorst), fmt::format("{:.0f} % of the text stands in no known section", 100 * share)};
}

struct Criterion {
    double points;
    Finding (*judge)(const Resume&);
};

/// Together 100 points.
constexpr Criterion kCriteria[] = {{10, name},      {15, contact}, {15, roles},   {15, dates},
                                   {10, education}, {10, skills},  {10, bullets}, {15, placed_text}};

}  // namespace

Readability readability(const Resume& resume) {
    Readability out;
    for (const auto& [points, judge] : kCriteria) {
        const auto finding = judge(resume);
        out.score += points * finding.share;
        out.notes.push_back(fmt::format("Readability {:.1f} of {:.0f}: {}.", points * finding.share, points, finding.seen));
    }
    return out;
}

}  // namespace bespoke::evidence
