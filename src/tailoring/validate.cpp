#include "tailoring/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "tailoring/checks/grounding.hpp"
#include "tailoring/checks/policy.hpp"
#include "tailoring/checks/sources.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

using evidence::MatchReport;
using job_description::JobDescription;
using resume::Resume;

/// Judges single edits of one resume.
class EditCheck {
public:
    EditCheck(const Resume& original, resume::Date today)
        : original_(original), document_(to_json(original, resume::Provenance::Omit)), today_(today) {}

    [[nodiscard]] std::vector<Finding> findings(const Edit& edit) const {
        if (auto bad = malformed(original_, document_, edit)) return {{"schema", sentence(*bad)}};
        if (auto bad = touches_identity(edit)) return {{"identity", sentence(*bad)}};
        if (const auto fits = tailoring::apply(original_, {edit}); !fits) return {{"schema", fits.error().public_text}};
        std::vector<Finding> found;
        for (const auto& problem : ungrounded(edit)) found.push_back({"grounding", sentence(problem)});
        for (const auto& problem : omissions(edit)) found.push_back({"omission", sentence(problem)});
        return found;
    }

private:
    static std::string sentence(const std::string& problem) { return fmt::format("Refused: {}.", problem); }

    [[nodiscard]] const std::string& old_text(const Edit& edit) const { return find_text(original_, edit.target)->value; }

    [[nodiscard]] Problems ungrounded(const Edit& edit) const {
        if (const auto* append = std::get_if<Append>(&edit.change)) return ungrounded_skill(append->text, edit);
        if (const auto* regroup = std::get_if<Regroup>(&edit.change)) return ungrounded_headings(*regroup);
        const auto* replace = std::get_if<Replace>(&edit.change);
        if (replace == nullptr) return {};
        if (edit.kind == EditKind::UseJobSpelling) {
            if (differs_in_spelling_only(old_text(edit), replace->text)) return {};
            return {"it changes more than the spelling of a term"};
        }
        auto sources = sources_of(original_, edit.evidence);
        if (edit.kind == EditKind::ComposeSummary) {
            for (auto& computed : computed_sources(original_, edit.evidence, today_)) sources.push_back(std::move(computed));
        }
        return ungrounded_sentences(replace->text, sources);
    }

    /// A skill is listed only if its evidence names this very term, or has these very words.
    [[nodiscard]] Problems ungrounded_skill(const std::string& skill, const Edit& edit) const {
        const auto* term = vocabulary::Vocabulary::builtin().find(skill);
        for (const auto& source : sources_of(original_, edit.evidence)) {
            const bool named = term != nullptr ? may_list(source, *term) : source.own.has_phrase(skill);
            if (named) return {};
        }
        return {fmt::format("the skill \"{}\" is not in its evidence", skill)};
    }

    /// A heading is a claim, too ("Expert in …"), so it must be one that the resume has or a category of the vocabulary.
    [[nodiscard]] Problems ungrounded_headings(const Regroup& regroup) const {
        Problems problems;
        const auto terms = vocabulary::Vocabulary::builtin().terms();
        for (const auto& group : regroup.groups) {
            const bool own = std::any_of(original_.skills.begin(), original_.skills.end(),
                                         [&](const resume::Skill& skill) { return skill.name.value == group.name; });
            const bool category =
                std::any_of(terms.begin(), terms.end(), [&](const auto& term) { return term.category == group.name; });
            if (!own && !category) problems.push_back(fmt::format("\"{}\" is no known heading for skills", group.name));
        }
        return problems;
    }

    /// Facts that the edit would take out of the resume without saying so. A trimmed summary and a dropped highlight say so.
    [[nodiscard]] Problems omissions(const Edit& edit) const {
        const auto* replace = std::get_if<Replace>(&edit.change);
        if (replace == nullptr) return {};
        if (edit.kind == EditKind::TrimSummary) return untrimmed(old_text(edit), replace->text);
        if (edit.kind != EditKind::ComposeSummary || old_text(edit).empty()) return {};
        std::vector<std::string> kept;
        resume::for_each_text(*tailoring::apply(original_, {edit}),
                              [&](const resume::Text& text) { kept.push_back(text.value); });
        Problems problems;
        for (const auto& claim : tailoring::ungrounded(old_text(edit), kept)) {
            problems.push_back(fmt::format("the {} \"{}\" would be lost", claim.kind, claim.text));
        }
        return problems;
    }

    /// A trimmed summary has some of the old sentences in their order, and nothing else.
    static Problems untrimmed(const std::string& before, const std::string& after) {
        const auto old = text::sentences(before);
        auto from = old.begin();
        for (const auto part : text::sentences(after)) {
            from = std::find(from, old.end(), part);
            if (from == old.end()) return {fmt::format("\"{}\" is no sentence of the old summary in its place", part)};
            ++from;
        }
        return {};
    }

    const Resume& original_;
    nlohmann::ordered_json document_;
    resume::Date today_;
};

bool serves_known_requirements(const Edit& edit, const JobDescription& job) {
    return std::all_of(edit.requirements.begin(), edit.requirements.end(), [&](const RequirementId& id) {
        return std::any_of(job.requirements.begin(), job.requirements.end(),
                           [&](const auto& requirement) { return requirement.id == id; });
    });
}

bool changes_words(const Edit& edit) {
    return std::holds_alternative<Replace>(edit.change) || std::holds_alternative<Remove>(edit.change) ||
           std::holds_alternative<Append>(edit.change);
}

bool worse(const MatchReport& after, const MatchReport& before) {
    constexpr double kRounding = 1e-6;
    if (after.match < before.match - kRounding) return true;
    for (std::size_t i = 0; i < before.requirements.size() && i < after.requirements.size(); ++i) {
        if (after.requirements[i].judgement > before.requirements[i].judgement) return true;
    }
    return false;
}

/// Accepts edits one after the other as long as they go together and the resume does not come to match the job worse.
class WholeCheck {
public:
    WholeCheck(const Resume& original, const JobDescription& job, resume::Date today)
        : original_(original), job_(job), today_(today), before_(match_of(original)) {}

    /// Accepts what it can of `candidates` and names the rest to `refuse`.
    void run(const std::vector<const Edit*>& candidates, const std::function<void(const Edit&, Finding)>& refuse) {
        std::vector<const Edit*> together;
        for (const auto* edit : candidates) {
            accepted_.push_back(*edit);
            if (const auto applied = tailoring::apply(original_, accepted_)) {
                together.push_back(edit);
            } else {
                accepted_.pop_back();
                refuse(*edit, {"schema", applied.error().public_text});
            }
        }
        if (!matches_worse()) return;
        accepted_.clear();
        for (const auto* edit : together) {
            accepted_.push_back(*edit);
            if (!changes_words(*edit) || !matches_worse()) continue;
            accepted_.pop_back();
            refuse(*edit, {"match", "Refused: the resume would match the job worse than before."});
        }
    }

private:
    [[nodiscard]] MatchReport match_of(const Resume& resume) const { return evidence::match(resume, job_, today_); }
    [[nodiscard]] bool matches_worse() const {
        if (std::none_of(accepted_.begin(), accepted_.end(), changes_words)) return false;
        return worse(match_of(*tailoring::apply(original_, accepted_)), before_);
    }

    const Resume& original_;
    const JobDescription& job_;
    resume::Date today_;
    MatchReport before_;
    std::vector<Edit> accepted_;
};

}  // namespace

std::vector<Verdict> judge(const Resume& original, const JobDescription& job, const std::vector<Edit>& edits,
                           resume::Date today) {
    const EditCheck check(original, today);
    std::vector<Verdict> verdicts;
    std::vector<const Edit*> candidates;
    for (const auto& edit : edits) {
        auto& verdict = verdicts.emplace_back(Verdict{edit.id, check.findings(edit)});
        if (!serves_known_requirements(edit, job)) {
            verdict.findings.push_back({"schema", "Refused: it serves a requirement that the job does not have."});
        }
        if (verdict.accepted()) candidates.push_back(&edit);
    }
    WholeCheck(original, job, today).run(candidates, [&](const Edit& edit, Finding finding) {
        verdicts[static_cast<std::size_t>(&edit - edits.data())].findings.push_back(std::move(finding));
    });
    return verdicts;
}

std::vector<Finding> verify(const Resume& original, const Resume& tailored, const std::vector<Edit>& accepted,
                            resume::Date today) {
    std::vector<Finding> findings;
    const EditCheck check(original, today);
    for (const auto& edit : accepted) {
        for (auto& finding : check.findings(edit)) {
            findings.push_back({finding.check, fmt::format("Edit {}: {}", edit.id.str(), finding.reason)});
        }
    }
    const auto replayed = tailoring::apply(original, accepted);
    if (!replayed) {
        findings.push_back({"replay", replayed.error().public_text});
    } else if (!same_content(*replayed, tailored)) {
        findings.push_back({"replay", "The tailored resume is not what the accepted edits make of the original."});
    }
    if (identity_of(original) != identity_of(tailored)) {
        findings.push_back(
            {"identity", "Names, contact data, employers, positions, degrees, certificates or dates differ from the original."});
    }
    return findings;
}

}  // namespace bespoke::tailoring
