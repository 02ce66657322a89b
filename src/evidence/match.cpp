#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "evidence/degrees.hpp"
#include "evidence/evidence.hpp"
#include "evidence/experience.hpp"
#include "evidence/readability.hpp"
#include "evidence/support.hpp"
#include "evidence/wish.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using job_description::DegreeLevel;
using job_description::Importance;
using job_description::JobDescription;
using job_description::Requirement;

constexpr int kMonthsOfYear = 12;
/// Share of the points for support that resembles but does not prove.
constexpr double kPartialShare = 0.5;

/// Experience as far as the resume tells.
struct Experience {
    ExperienceRange months;
    bool open = false;  ///< an ongoing role adds to it, but the day is unknown

    [[nodiscard]] bool lacks(int wanted_years) const { return months.most < wanted_years * kMonthsOfYear; }
    /// "at least 3.8 to 4.2 years"
    [[nodiscard]] std::string text() const {
        const auto years = [](int count) { return fmt::format("{:.1f}", static_cast<double>(count) / kMonthsOfYear); };
        const auto least = years(months.least), most = years(months.most);
        return fmt::format("{}{} years", open ? "at least " : "", least == most ? most : least + " to " + most);
    }
};

std::string years_text(int years) { return fmt::format("{} year{}", years, years == 1 ? "" : "s"); }

void widen(resume::Date& latest, const std::optional<resume::DateNode>& date) {
    if (date) latest = std::max(latest, date->value);
}

/// Without a clock, ongoing roles count to the latest date that the resume itself names.
resume::Date last_day(const resume::Resume& resume, const std::optional<resume::Date>& today) {
    if (today) return *today;
    resume::Date latest;
    for (const auto& work : resume.work) {
        widen(latest, work.period.start);
        widen(latest, work.period.end);
    }
    return latest;
}

Experience experience_of(const resume::Resume& resume, const std::optional<resume::Date>& today) {
    const bool ongoing =
        std::any_of(resume.work.begin(), resume.work.end(), [](const auto& work) { return work.period.ongoing(); });
    return {experience_range(resume, last_day(resume, today)), ongoing && !today};
}

/// Of the roles that have one of these nodes. A lower bound more often than not, as no role names all that was done in it.
Experience experience_with(const resume::Resume& resume, std::span<const NodeId> nodes,
                           const std::optional<resume::Date>& today) {
    const auto roles = roles_with(resume, nodes);
    const bool ongoing = std::any_of(roles.begin(), roles.end(), [](const auto* work) { return work->period.ongoing(); });
    return {experience_range(roles, last_day(resume, today)), ongoing && !today};
}

double share_of(Judgement judgement) {
    return judgement == Judgement::Met ? 1 : judgement == Judgement::Partial ? kPartialShare : 0;
}

/// Judges requirements one by one.
class Judge {
public:
    Judge(const resume::Resume& resume, std::span<const Evidence> evidence, const Ranker& ranker,
          const std::optional<resume::Date>& today)
        : resume_(resume), finder_(evidence, ranker), today_(today), experience_(experience_of(resume, today)) {}

    [[nodiscard]] const Experience& experience() const { return experience_; }

    [[nodiscard]] RequirementMatch operator()(const Requirement& requirement) const {
        const auto wish = wish_of(requirement);
        RequirementMatch match;
        match.requirement = requirement.id;
        match.of_points = requirement.importance == Importance::Required ? kRequiredPoints : kPreferredPoints;
        const auto share = share_of_points(requirement, wish, match);
        if (const auto why = why_not_scored(requirement, wish); !why.empty()) {
            match.of_points = 0;
            match.explanation += why;
        }
        match.points = share * match.of_points;
        return match;
    }

private:
    [[nodiscard]] static std::string_view why_not_scored(const Requirement& requirement, const Wish& wish) {
        if (requirement.soft) return " Character and manner are not scored.";
        if (wish.excludes) return " What must be absent is not scored.";
        return wish.waived ? " The advertisement says that it is not required." : "";
    }

    [[nodiscard]] double share_of_points(const Requirement& requirement, const Wish& wish, RequirementMatch& match) const {
        if (requirement.degree != DegreeLevel::None) return by_degree(requirement, match);
        if (requirement.experience_only && requirement.years) return by_years(*requirement.years, match);
        if (wish.terms.empty() && wants_another_language(requirement.text)) return by_languages(match);
        return by_evidence(requirement, wish, match);
    }

    /// "a second European language", "additional languages": any will do.
    [[nodiscard]] static bool wants_another_language(std::string_view text) {
        static constexpr auto kOthers = std::to_array<std::string_view>(
            {"second", "another", "additional", "further", "other", "foreign", "european", "more"});
        const auto tokens = text::tokens(text);
        const bool last = !tokens.empty() && (tokens.back().text == "language" || tokens.back().text == "languages");
        return last && tokens.size() <= 4 && std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
                   return std::find(kOthers.begin(), kOthers.end(), token.text) != kOthers.end();
               });
    }

    [[nodiscard]] double by_languages(RequirementMatch& match) const {
        std::vector<std::string> names;
        for (const auto& known : resume_.languages) {
            names.push_back(known.language.value);
            match.support.push_back({known.language.id, 1, true, "lists a language"});
        }
        const bool several = names.size() > 1;
        match.judgement = several ? Judgement::Met : Judgement::Missing;
        match.explanation = several ? fmt::format("The resume lists {} languages: {}.", names.size(), fmt::join(names, ", "))
                                    : "The resume lists no second language.";
        if (!several) match.support.clear();
        return share_of(match.judgement);
    }

    [[nodiscard]] double by_years(int wanted, RequirementMatch& match) const {
        const bool none = experience_.months.most == 0;
        match.judgement = !experience_.lacks(wanted) ? Judgement::Met : none ? Judgement::Missing : Judgement::Partial;
        match.explanation = years_sentence(wanted);
        return share_of(match.judgement);
    }

    [[nodiscard]] std::string years_sentence(int wanted) const {
        return fmt::format("It asks for {}; the dated roles add up to {}.", years_text(wanted), experience_.text());
    }

    [[nodiscard]] double by_degree(const Requirement& requirement, RequirementMatch& match) const {
        auto found = find_degree(resume_, requirement);
        match.judgement = found.judgement;
        match.explanation = std::move(found.explanation);
        if (found.support) match.support.push_back(std::move(*found.support));
        if (match.judgement == Judgement::Missing && accepts_experience(requirement) && experience_.months.most > 0) {
            match.judgement = Judgement::Partial;
            match.explanation +=
                fmt::format(" Equivalent experience is accepted instead; the dated roles add up to {}.", experience_.text());
        }
        return share_of(match.judgement);
    }

    /// "Bachelor's degree or equivalent practical experience"
    [[nodiscard]] static bool accepts_experience(const Requirement& requirement) {
        const auto sentence = text::fold(requirement.sentence);
        const auto equivalent = sentence.find("equivalent");
        return equivalent != std::string::npos && sentence.find("experience", equivalent) != std::string::npos;
    }

    [[nodiscard]] double by_evidence(const Requirement& requirement, const Wish& wish, RequirementMatch& match) const {
        auto found = finder_.find(wish, requirement.text);
        match.support = std::move(found.support);
        if (found.proven < 1) return short_of_proof(found, match);
        match.judgement = Judgement::Met;
        match.explanation = evidence_sentence(match);
        return requirement.years ? by_years_of_it(*requirement.years, found.proofs, match) : 1;
    }

    /// Years of a thing that is proven, estimated from the dates of the roles whose text names it.
    [[nodiscard]] double by_years_of_it(int wanted, std::span<const NodeId> proofs, RequirementMatch& match) const {
        const auto named = experience_with(resume_, proofs, today_);
        if (experience_.lacks(wanted)) {
            match.explanation += " " + years_sentence(wanted);
        } else if (named.months.most == 0) {
            match.explanation +=
                fmt::format(" It asks for {} of it; no dated role names it, so the years are not known.", years_text(wanted));
        } else {
            match.explanation +=
                fmt::format(" It asks for {} of it; the roles that name it add up to {}, an estimate from their dates.",
                            years_text(wanted), named.text());
        }
        if (!named.lacks(wanted)) return 1;
        match.judgement = Judgement::Partial;
        return kPartialShare;
    }

    [[nodiscard]] static double short_of_proof(const SupportFinder::Found& found, RequirementMatch& match) {
        const auto proven = found.proven;
        const bool likely = !match.support.empty() && match.support.front().score >= SupportFinder::kLikely;
        if (proven == 0 && !likely) {
            match.judgement = Judgement::Missing;
            match.explanation = names_something(match) ? evidence_sentence(match) : "The resume shows nothing of it.";
            if (comes_near(match)) match.explanation = "Not shown; t" + evidence_sentence(match).substr(1);
            return 0;
        }
        match.judgement = Judgement::Partial;
        if (proven > 0)
            match.explanation = fmt::format("{} Only a part of it is proven{}.", evidence_sentence(match),
                                            found.missing.empty() ? "" : ": " + found.missing);
        else
            match.explanation =
                names_something(match) ? evidence_sentence(match) : "Not named, but t" + evidence_sentence(match).substr(1);
        return std::max(proven, likely ? kPartialShare : 0.0);
    }

    /// True if the best support names something, though not what is wanted or not enough of it.
    [[nodiscard]] static bool names_something(const RequirementMatch& match) {
        return !match.support.empty() && match.support.front().because.starts_with("names");
    }

    [[nodiscard]] static bool comes_near(const RequirementMatch& match) {
        return !match.support.empty() && match.support.front().because.starts_with("says");
    }

    [[nodiscard]] static std::string evidence_sentence(const RequirementMatch& match) {
        return fmt::format("The resume {}.", match.support.front().because);
    }

    const resume::Resume& resume_;
    SupportFinder finder_;
    std::optional<resume::Date> today_;
    Experience experience_;
};

/// Sums up the requirements.
struct Tally {
    double points = 0, of_points = 0;
    int must_haves = 0, missing = 0;

    void add(const Requirement& requirement, const RequirementMatch& match) {
        points += match.points;
        of_points += match.of_points;
        if (requirement.importance != Importance::Required || match.of_points == 0) return;
        ++must_haves;
        missing += match.judgement == Judgement::Missing ? 1 : 0;
    }
    [[nodiscard]] double uncapped() const { return of_points > 0 ? 100 * points / of_points : 0; }
    [[nodiscard]] double cap() const {
        if (missing == 0) return 100;
        return 2 * missing >= must_haves ? kCapHalfMissing : kCapMissing;
    }
};

std::string note(const Requirement& requirement, const RequirementMatch& match) {
    return fmt::format("Match {:.1f} of {:.0f} points for \"{}\": {}", match.points, match.of_points, requirement.text,
                       match.explanation);
}

void add_experience_note(const JobDescription& job, const Experience& experience, std::vector<std::string>& notes) {
    if (!job.years) return;
    notes.push_back(fmt::format("The advertisement asks for {} of experience; the dated roles add up to {}.",
                                years_text(*job.years), experience.text()));
}

void add_total(const Tally& tally, MatchReport& report) {
    report.match = std::min(tally.uncapped(), tally.cap());
    if (tally.of_points == 0) {
        report.notes.emplace_back("The advertisement names nothing that could be scored.");
    } else if (report.match < tally.uncapped()) {
        report.notes.push_back(fmt::format("{} of {} must-haves are missing: the match of {:.0f} is capped at {:.0f}.",
                                           tally.missing, tally.must_haves, tally.uncapped(), tally.cap()));
    }
}

MatchReport report_on(const resume::Resume& resume, const JobDescription& job, const Ranker& ranker,
                      std::span<const Evidence> evidence, const std::optional<resume::Date>& today) {
    MatchReport report;
    Tally tally;
    const Judge judge(resume, evidence, ranker, today);
    for (const auto& requirement : job.requirements) {
        report.requirements.push_back(judge(requirement));
        tally.add(requirement, report.requirements.back());
        report.notes.push_back(note(requirement, report.requirements.back()));
    }
    add_experience_note(job, judge.experience(), report.notes);
    add_total(tally, report);
    auto readable = readability(resume);
    report.readability = readable.score;
    std::move(readable.notes.begin(), readable.notes.end(), std::back_inserter(report.notes));
    return report;
}

}  // namespace

std::string_view to_string(Judgement judgement) {
    switch (judgement) {
        case Judgement::Met: return "met";
        case Judgement::Partial: return "partial";
        case Judgement::Missing: break;
    }
    return "missing";
}

MatchReport match(const resume::Resume& resume, const JobDescription& job, const Ranker& ranker,
                  std::span<const Evidence> evidence) {
    return report_on(resume, job, ranker, evidence, std::nullopt);
}

MatchReport match(const resume::Resume& resume, const JobDescription& job, const Ranker& ranker,
                  std::span<const Evidence> evidence, resume::Date today) {
    return report_on(resume, job, ranker, evidence, today);
}

MatchReport match(const resume::Resume& resume, const JobDescription& job) {
    const auto evidence = collect(resume);
    return match(resume, job, *make_lexical_ranker(evidence), evidence);
}

MatchReport match(const resume::Resume& resume, const JobDescription& job, resume::Date today) {
    const auto evidence = collect(resume);
    return match(resume, job, *make_lexical_ranker(evidence), evidence, today);
}

}  // namespace bespoke::evidence
