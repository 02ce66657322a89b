#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {
namespace {

using resume::Section;

constexpr auto kAll = std::to_array<Section>({Section::Summary, Section::Work, Section::Volunteer, Section::Education,
                                              Section::Awards, Section::Certificates, Section::Publications, Section::Skills,
                                              Section::Languages, Section::Interests, Section::References, Section::Projects});

bool has_content(const resume::Resume& resume, Section section) {
    switch (section) {
        case Section::Summary: return !resume.basics.summary.value.empty();
        case Section::Work: return !resume.work.empty();
        case Section::Volunteer: return !resume.volunteer.empty();
        case Section::Education: return !resume.education.empty();
        case Section::Awards: return !resume.awards.empty();
        case Section::Certificates: return !resume.certificates.empty();
        case Section::Publications: return !resume.publications.empty();
        case Section::Skills: return !resume.skills.empty();
        case Section::Languages: return !resume.languages.empty();
        case Section::Interests: return !resume.interests.empty();
        case Section::References: return !resume.references.empty();
        case Section::Projects: return !resume.projects.empty();
    }
    return false;
}

bool writes_summary(const Draft& draft) {
    return std::any_of(draft.edits.begin(), draft.edits.end(),
                       [](const Edit& edit) { return edit.kind == EditKind::ComposeSummary; });
}

/// The order in which the sections stand now; a summary that is new stands first.
std::vector<Section> current_order(const Draft& draft) {
    std::vector<Section> order = draft.resume.section_order;
    const auto missing = [&](Section section) { return std::find(order.begin(), order.end(), section) == order.end(); };
    if (missing(Section::Summary) && (has_content(draft.resume, Section::Summary) || writes_summary(draft))) {
        order.insert(order.begin(), Section::Summary);
    }
    for (const auto section : kAll) {
        if (missing(section) && has_content(draft.resume, section)) order.push_back(section);
    }
    return order;
}

/// How many scored requirements each section proves.
std::map<Section, int> proofs(const Draft& draft) {
    std::map<Section, int> count;
    for (const auto& match : draft.report.requirements) {
        if (match.of_points <= 0) continue;  // character and manner
        std::set<Section> sections;
        for (const auto& support : match.support) {
            const auto section = resume::section_from_string(section_of(support.node));
            if (support.proves && section) sections.insert(*section);
        }
        for (const auto section : sections) ++count[section];
    }
    return count;
}

/// Skills that prove most of what the job asks for go before what they have to wait behind now; work and education keep their
/// places, and so do the skills where they stand before those.
void raise_skills(std::vector<Section>& order, const std::map<Section, int>& proofs) {
    const auto count = [&](Section section) { return proofs.contains(section) ? proofs.at(section) : 0; };
    const auto skills = std::find(order.begin(), order.end(), Section::Skills);
    const auto to = std::find_if(order.begin(), skills, [&](Section section) {
        const bool stays = section == Section::Summary || section == Section::Work || section == Section::Education;
        return !stays && count(section) < count(Section::Skills);
    });
    if (skills != order.end() && to != skills) std::rotate(to, skills, skills + 1);
}

/// What proves nothing and tells of the private person does not stand before the work.
void lower_private_sections(std::vector<Section>& order, const std::map<Section, int>& proofs) {
    static constexpr auto kPrivate =
        std::to_array<Section>({Section::Interests, Section::References, Section::Awards, Section::Volunteer});
    const auto work = std::find(order.begin(), order.end(), Section::Work);
    if (work == order.end()) return;
    std::stable_partition(order.begin(), work + 1, [&](Section section) {
        return proofs.contains(section) || std::find(kPrivate.begin(), kPrivate.end(), section) == kPrivate.end();
    });
}

bool education_may_lead(const Draft& draft) {
    constexpr int kJuniorMonths = 24;
    if (evidence::months_of_experience(draft.resume, draft.options.today) < kJuniorMonths) return true;
    return std::any_of(draft.job.requirements.begin(), draft.job.requirements.end(), [](const auto& requirement) {
        return requirement.importance == job_description::Importance::Required &&
               requirement.degree >= job_description::DegreeLevel::Bachelor;
    });
}

/// Somebody at the beginning, or who still studies, for a job that takes beginners: the degree tells more than the jobs so far.
bool is_beginner(const Draft& draft) {
    constexpr int kBeginnerMonths = 12;
    using job_description::Seniority;
    const auto seniority = draft.job.seniority;
    const bool for_beginners = seniority == Seniority::Intern || seniority == Seniority::Junior ||
                               (seniority == Seniority::Unknown && draft.job.years.value_or(0) == 0);
    return for_beginners && !draft.resume.education.empty() &&
           evidence::months_of_experience(draft.resume, draft.options.today) < kBeginnerMonths;
}

/// A job that asks for many things by name, most of which the list of skills answers: it is read first then, behind the summary.
bool is_for_skills(const Draft& draft, const std::map<Section, int>& proofs) {
    constexpr int kMany = 6;
    const auto count = [&](Section section) { return proofs.contains(section) ? proofs.at(section) : 0; };
    const auto asked = std::count_if(draft.report.requirements.begin(), draft.report.requirements.end(),
                                     [](const auto& match) { return match.of_points > 0; });
    const bool senior =
        draft.job.seniority == job_description::Seniority::Senior || draft.job.seniority == job_description::Seniority::Lead;
    return !senior && asked >= kMany && 3 * count(Section::Skills) >= 2 * asked && count(Section::Skills) > count(Section::Work);
}

void move_before(std::vector<Section>& order, Section moved, Section other) {
    const auto from = std::find(order.begin(), order.end(), moved);
    const auto to = std::find(order.begin(), order.end(), other);
    if (from == order.end() || to == order.end() || from < to) return;
    std::rotate(to, from, from + 1);
}

void move_behind(std::vector<Section>& order, Section moved, Section other) {
    const auto from = std::find(order.begin(), order.end(), moved);
    const auto to = std::find(order.begin(), order.end(), other);
    if (from == order.end() || to == order.end() || from > to) return;
    std::rotate(from, from + 1, to + 1);
}

/// Position of a section, the end for one that is not there.
std::size_t place(const std::vector<Section>& order, Section section) {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), section) - order.begin());
}

std::string reason(const std::vector<Section>& before, const std::vector<Section>& after) {
    const auto stands_before = [](const std::vector<Section>& order, Section a, Section b) {
        return place(order, a) < place(order, b);
    };
    std::vector<std::string> sentences;
    if (place(before, Section::Summary) != 0 && place(after, Section::Summary) == 0)
        sentences.emplace_back("The summary opens the resume.");
    const bool skills_rise = std::any_of(after.begin(), after.end(), [&](Section other) {
        return stands_before(before, other, Section::Skills) && stands_before(after, Section::Skills, other);
    });
    if (skills_rise)
        sentences.emplace_back("The skills answer more of what the job asks for than the sections that they now stand before.");
    if (stands_before(before, Section::Education, Section::Work) && stands_before(after, Section::Work, Section::Education)) {
        sentences.emplace_back("Work stands before education, as the job asks for experience rather than a degree.");
    }
    if (stands_before(before, Section::Work, Section::Education) && stands_before(after, Section::Education, Section::Work)) {
        sentences.emplace_back(
            "Education stands before work, as the job takes beginners and there is less than a year of work to show.");
    }
    if (sentences.empty()) sentences.emplace_back("What answers nothing of the job stands behind the work.");
    return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace

void order_sections(Draft& draft) {
    const auto before = current_order(draft);
    auto order = before;
    const auto count = proofs(draft);
    raise_skills(order, count);
    lower_private_sections(order, count);
    if (is_beginner(draft)) {
        move_before(order, Section::Education, Section::Work);
    } else if (!education_may_lead(draft)) {
        move_behind(order, Section::Education, Section::Work);
    }
    if (is_for_skills(draft, count)) move_before(order, Section::Skills, Section::Work);
    const auto summary = std::find(order.begin(), order.end(), Section::Summary);
    if (summary != order.end()) std::rotate(order.begin(), summary, summary + 1);
    if (order == before) return;
    std::vector<NodeId> evidence;
    std::vector<RequirementId> requirements;
    for (const auto& match : draft.report.requirements) {
        const auto best =
            std::find_if(match.support.begin(), match.support.end(), [](const auto& support) { return support.proves; });
        if (best == match.support.end()) continue;
        requirements.push_back(match.requirement);
        evidence.push_back(best->node);
    }
    if (evidence.empty()) return;
    draft.add(EditKind::OrderSections, NodeId(kSectionOrderTarget), SectionOrder{order}, std::move(requirements),
              std::move(evidence), reason(before, order));
}

}  // namespace bespoke::tailoring
