#include "tailoring/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "tailoring/checks/grounding.hpp"
#include "tailoring/checks/policy.hpp"
#include "tailoring/checks/rewrites.hpp"
#include "tailoring/checks/sources.hpp"
#include "tailoring/checks/wording.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/voice.hpp"

namespace bespoke::tailoring {
namespace {

using evidence::MatchReport;
using job_description::JobDescription;
using resume::Resume;

/// Judges single edits of one resume.
class EditCheck {
public:
    /// `job` may be null: then nothing is known that could have been copied.
    EditCheck(const Resume& original, const JobDescription* job, resume::Date today, const JudgeOptions& options)
        : original_(original),
          document_(to_json(original, resume::Provenance::Omit)),
          today_(today),
          job_(job),
          options_(options) {
        resume::for_each_text(original, [this](const resume::Text& text) { all_texts_ += text.value + "\n"; });
    }

    [[nodiscard]] std::vector<Finding> findings(const Edit& edit) const {
        if (auto bad = malformed(original_, document_, edit)) return {{"schema", sentence(*bad)}};
        if (auto bad = touches_identity(edit)) return {{"identity", sentence(*bad)}};
        if (const auto fits = tailoring::apply(original_, {edit}); !fits) return {{"schema", fits.error().public_text}};
        std::vector<Finding> found;
        for (const auto& problem : ungrounded(edit)) found.push_back({"grounding", sentence(problem)});
        for (const auto& problem : omissions(edit)) found.push_back({"omission", sentence(problem)});
        if (is_rewrite(edit.kind)) check_rewrite(edit, found);
        check_wording(edit, found);
        return found;
    }

private:
    void check_rewrite(const Edit& edit, std::vector<Finding>& found) const {
        const auto& text = std::get<Replace>(edit.change).text;
        const auto wrong = edit.kind == EditKind::RewriteHighlight ? misread_highlight(original_, edit, text)
                                                                   : misread_summary(original_, edit, text, today_);
        for (const auto& problem : wrong.grounding) found.push_back({"grounding", sentence(problem)});
        for (const auto& problem : wrong.omission) found.push_back({"omission", sentence(problem)});
        if (const auto lost = lost_credentials(edit)) found.push_back({"omission", sentence(*lost)});
        check_similarity(edit, text, found);
    }

    /// A credential that no other text of the resume names must not go with the old wording.
    [[nodiscard]] std::optional<std::string> lost_credentials(const Edit& edit) const {
        std::vector<std::string> kept;
        const auto tailored = tailoring::apply(original_, {edit});
        resume::for_each_text(*tailored, [&](const resume::Text& text) { kept.push_back(text.value); });
        for (const auto& claim : claims_of(old_text(edit))) {
            const auto* term = claim.kind == "skill" ? vocabulary::Vocabulary::builtin().find(claim.text) : nullptr;
            if (claim.kind != "credential" && (term == nullptr || !is_credential_term(*term))) continue;
            if (!tailoring::ungrounded(claim.text, kept).empty())
                return fmt::format("the credential \"{}\" would be lost", claim.text);
        }
        return std::nullopt;
    }

    /// Vectors of other texts than its evidence speak against a text; near ones prove nothing.
    void check_similarity(const Edit& edit, const std::string& text, std::vector<Finding>& found) const {
        const auto* embeddings = options_.embeddings;
        if (embeddings == nullptr || embeddings->of(text).empty()) return;
        std::optional<double> best;
        for (const auto& node : edit.evidence) {
            const auto* source = find_text(original_, node);
            if (source == nullptr || embeddings->of(source->value).empty()) continue;
            best = std::max(best.value_or(-1), embeddings->cosine(text, source->value));
        }
        if (best && *best < policy().min_similarity) {
            found.push_back({"similarity", fmt::format("Refused: its meaning is too far from its evidence ({:.2f}).", *best)});
        }
    }

    void check_wording(const Edit& edit, std::vector<Finding>& found) const {
        const auto* replace = std::get_if<Replace>(&edit.change);
        const auto* append = std::get_if<Append>(&edit.change);
        if (replace == nullptr && append == nullptr) return;
        WordingContext context{policy(), job_, replace != nullptr ? old_text(edit) + "\n" : "", all_texts_};
        for (const auto& node : edit.evidence) {
            if (const auto* source = find_text(original_, node)) context.sources += source->value + "\n";
        }
        for (auto& finding : bad_wording(edit, replace != nullptr ? replace->text : append->text, context)) {
            found.push_back(std::move(finding));
        }
    }

    [[nodiscard]] const Policy& policy() const {
        static const Policy kBuiltIn;
        return options_.policy != nullptr ? *options_.policy : kBuiltIn;
    }

    static std::string sentence(const std::string& problem) { return fmt::format("Refused: {}.", problem); }

    [[nodiscard]] const std::string& old_text(const Edit& edit) const { return find_text(original_, edit.target)->value; }

    [[nodiscard]] Problems ungrounded(const Edit& edit) const {
        if (const auto* append = std::get_if<Append>(&edit.change)) return ungrounded_skill(append->text, edit);
        if (const auto* regroup = std::get_if<Regroup>(&edit.change)) return ungrounded_headings(*regroup);
        if (edit.kind == EditKind::MergeHighlights) return lost_by_merging(original_, edit);
        const auto* replace = std::get_if<Replace>(&edit.change);
        if (replace == nullptr || is_rewrite(edit.kind)) return {};
        if (edit.kind == EditKind::NormalizeVoice) {
            if (edit.evidence == std::vector{edit.target} && differs_in_voice_only(old_text(edit), replace->text)) return {};
            return {"it changes more than tense and person"};
        }
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
    const JobDescription* job_;
    JudgeOptions options_;
    std::string all_texts_;
};

/// The highlight that a merge keeps must stay as it is: an edit that removes or rewords it takes the merged claims away.
std::optional<Finding> loses_kept_highlight(const Edit& merge, const std::vector<Edit>& edits) {
    if (merge.kind != EditKind::MergeHighlights) return std::nullopt;
    for (const auto& other : edits) {
        const bool kept = std::find(merge.evidence.begin(), merge.evidence.end(), other.target) != merge.evidence.end();
        const bool changes = std::holds_alternative<Remove>(other.change) || other.kind == EditKind::RewriteHighlight;
        if (kept && changes && other.target != merge.target && other.id != merge.id) {
            return Finding{"omission", "Refused: the highlight that it keeps instead is changed or left out by another edit."};
        }
    }
    return std::nullopt;
}

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

std::vector<Verdict> judge(const Resume& original, const JobDescription& job, const std::vector<Edit>& edits, resume::Date today,
                           const JudgeOptions& options) {
    const EditCheck check(original, &job, today, options);
    std::vector<Verdict> verdicts;
    std::vector<const Edit*> candidates;
    for (const auto& edit : edits) {
        auto& verdict = verdicts.emplace_back(Verdict{edit.id, check.findings(edit)});
        if (!serves_known_requirements(edit, job)) {
            verdict.findings.push_back({"schema", "Refused: it serves a requirement that the job does not have."});
        }
    }
    std::vector<Edit> valid;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (verdicts[i].accepted()) valid.push_back(edits[i]);
    }
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (auto lost = loses_kept_highlight(edits[i], valid)) verdicts[i].findings.push_back(std::move(*lost));
        if (verdicts[i].accepted()) candidates.push_back(&edits[i]);
    }
    WholeCheck(original, job, today).run(candidates, [&](const Edit& edit, Finding finding) {
        verdicts[static_cast<std::size_t>(&edit - edits.data())].findings.push_back(std::move(finding));
    });
    return verdicts;
}

std::vector<std::string> texts_to_embed(const Resume& original, const std::vector<Edit>& edits) {
    std::set<std::string> texts;
    for (const auto& edit : edits) {
        const auto* replace = std::get_if<Replace>(&edit.change);
        if (replace == nullptr || !is_rewrite(edit.kind)) continue;
        texts.insert(replace->text);
        for (const auto& node : edit.evidence) {
            if (const auto* text = find_text(original, node)) texts.insert(text->value);
        }
    }
    return {texts.begin(), texts.end()};
}

std::vector<Finding> verify(const Resume& original, const Resume& tailored, const std::vector<Edit>& accepted, resume::Date today,
                            const JudgeOptions& options) {
    std::vector<Finding> findings;
    const EditCheck check(original, nullptr, today, options);
    for (const auto& edit : accepted) {
        if (const auto lost = loses_kept_highlight(edit, accepted)) findings.push_back(*lost);
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
