#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "guardrail/guardrail.hpp"
#include "tailoring/model/model_proposer.hpp"
#include "tailoring/model/system_rules.hpp"
#include "tailoring/nodes.hpp"
#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;

/// A longer line is no highlight; shortening it here would ask for an edit of half a text.
constexpr std::size_t kMaxLineBytes = 1'200;
constexpr std::size_t kMaxRequirementBytes = 300;
constexpr std::size_t kMaxRetryReasons = 12;
constexpr std::size_t kMaxEdits = 24;
constexpr std::size_t kMinTextCharacters = 12, kMaxTextCharacters = 900;
/// Of the whole, so that the lines keep room in face of an endless advertisement.
constexpr double kRequirementsShare = 0.35;

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    if (what.empty()) return;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// What data must not contain: our fences, and the marks of turns and roles that servers put into chat templates ("<|im_start|>",
/// "<start_of_turn>", "[INST]"), which some read from the middle of a text too.
std::string disarmed(std::string_view given, const std::string& nonce) {
    auto text = text::undisguised(text::clean(given));
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\t', ' ');
    replace_all(text, nonce, "*");
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == text[at - 1] && (text[at] == '<' || text[at] == '>')) text.insert(at, " ");
    }
    replace_all(text, "|>", "| >");
    replace_all(text, "[INST", "[ INST");
    replace_all(text, "[/INST", "[ /INST");
    replace_all(text, "```", "'''");
    for (std::size_t at = text.find('<'); at + 1 < text.size(); at = text.find('<', at + 1)) {
        if (at == std::string::npos) break;
        const char next = text[at + 1];
        if (next == '|' || next == '/' || (next | 0x20) == 's' || (next | 0x20) == 'e' || (next | 0x20) == 'b')
            text.insert(at + 1, " ");
    }
    return std::string(text::trim(text));
}

bool speaks_to_machines(std::string_view text) {
    using guardrail::Concern;
    return std::ranges::any_of(guardrail::screen(text), [](const guardrail::Finding& finding) {
        return finding.concern == Concern::Injection || finding.concern == Concern::Disguise ||
               finding.concern == Concern::StrayRequest;
    });
}

void hide_owner(guardrail::Placeholders& placeholders, const resume::Resume& resume) {
    const auto& basics = resume.basics;
    placeholders.hide("PERSON", basics.name.value);
    placeholders.hide("EMAIL", basics.email.value);
    placeholders.hide("PHONE", basics.phone.value);
    placeholders.hide("LINK", basics.url.value);
    placeholders.hide("ADDRESS", basics.location.address.value);
    placeholders.hide("ADDRESS", basics.location.postal_code.value);
    for (const auto& profile : basics.profiles) {
        placeholders.hide("LINK", profile.url.value);
        placeholders.hide("LINK", profile.username.value);
    }
    for (const auto& reference : resume.references) placeholders.hide("PERSON", reference.name.value);
}

/// A line that may be sent.
struct Candidate {
    const resume::Text* node = nullptr;
    std::string role;
    double relevance = 0;
};

class Composer {
public:
    Composer(const resume::Resume& resume, const job_description::JobDescription& job, const evidence::MatchReport& report,
             const PromptOptions& options)
        : resume_(resume), job_(job), report_(report), options_(options) {
        hide_owner(prompt_.placeholders, resume);
        prompt_.system = kSystemRules;
    }

    Prompt compose() {
        add_requirements();
        collect_candidates();
        const auto chosen = choose();
        std::string lines;
        for (const auto& candidate : chosen) lines += line_of(candidate);
        prompt_.user = fmt::format("{}{}{}{}{}", job_block_, fence("LINES"), lines, end("LINES"), retry_block());
        prompt_.user += "Rewrite the lines that gain by it. JSON only.\n";
        prompt_.schema = schema();
        return std::move(prompt_);
    }

private:
    std::string masked(std::string_view text) { return prompt_.placeholders.mask(disarmed(text, options_.nonce)); }
    [[nodiscard]] std::string fence(std::string_view name) const { return fmt::format("<<<{} {}>>>\n", name, options_.nonce); }
    [[nodiscard]] std::string end(std::string_view name) const { return fmt::format("<<<END {} {}>>>\n", name, options_.nonce); }

    void add_requirements() {
        const auto budget = static_cast<std::size_t>(static_cast<double>(options_.max_characters) * kRequirementsShare);
        job_block_ = fence("JOB");
        if (!job_.title.empty() && job_.title.size() <= kMaxRequirementBytes && !speaks_to_machines(job_.title))
            job_block_ += fmt::format("Title: {}\n", masked(job_.title));
        for (const auto importance : {job_description::Importance::Required, job_description::Importance::Preferred}) {
            for (const auto& requirement : job_.requirements) {
                if (requirement.importance == importance) add_requirement(requirement, budget);
            }
        }
        job_block_ += end("JOB");
    }
    void add_requirement(const job_description::Requirement& requirement, std::size_t budget) {
        if (!requirement.names_a_skill() || requirement.text.size() > kMaxRequirementBytes ||
            speaks_to_machines(requirement.text))
            return;
        const auto id = fmt::format("R{}", prompt_.requirements.size() + 1);
        const auto line = fmt::format("{} ({}) {}\n", id, to_string(requirement.importance), masked(requirement.text));
        if (job_block_.size() + line.size() > budget) return;
        job_block_ += line;
        prompt_.requirements.push_back({id, requirement.id, requirement.text});
    }

    void collect_candidates() {
        const auto add = [&](const resume::Text& node, const std::string& role) {
            if (node.value.empty() || node.id.empty() || node.value.size() > kMaxLineBytes || speaks_to_machines(node.value))
                return;
            candidates_.push_back({&node, role});
        };
        const auto each = [&](const auto& entries, auto title) {
            for (const auto& entry : entries) {
                for (const auto& highlight : entry.highlights) add(highlight, (entry.*title).value);
            }
        };
        each(resume_.work, &resume::Work::position);
        each(resume_.volunteer, &resume::Volunteer::position);
        each(resume_.projects, &resume::Project::name);
        // Last: small models copy what they read first, and a summary gains least.
        add(resume_.basics.summary, "Summary");
        rate_candidates();
    }
    /// As the rules rate highlights, and by what the line supports without proving it: there other words help most.
    void rate_candidates() {
        std::vector<std::string> texts;
        for (const auto& candidate : candidates_) texts.push_back(candidate.node->value);
        const auto relevance = evidence::relevance(texts, job_);
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            candidates_[i].relevance = relevance[i];
            for (const auto& requirement : report_.requirements) {
                for (const auto& support : requirement.support) {
                    if (support.node == candidates_[i].node->id)
                        candidates_[i].relevance += support.proves ? support.score / 4 : support.score;
                }
            }
        }
    }
    /// The most relevant ones that there is room for, in the order of the resume.
    std::vector<Candidate> choose() {
        std::vector<std::size_t> order(candidates_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, [&](auto a, auto b) { return candidates_[a].relevance > candidates_[b].relevance; });
        constexpr std::size_t kFences = 400, kLineOverhead = 40;
        auto used = prompt_.system.size() + job_block_.size() + retry_block().size() + kFences;
        std::vector<std::size_t> chosen;
        for (const auto at : order) {
            const auto& candidate = candidates_[at];
            // A masked text may be longer than its source; twice is more than enough.
            const auto size =
                masked(candidate.node->value).size() + candidate.role.size() + wordings_of(candidate).size() + kLineOverhead;
            if (used + size > options_.max_characters) continue;
            used += size;
            chosen.push_back(at);
        }
        std::ranges::sort(chosen);
        std::vector<Candidate> out;
        for (const auto at : chosen) out.push_back(candidates_[at]);
        return out;
    }
    std::string wordings_of(const Candidate& candidate) {
        if (options_.preferences == nullptr) return {};
        const auto wordings = options_.preferences->accepted_wordings(candidate.node->value);
        if (wordings.empty() || speaks_to_machines(wordings.front())) return {};
        return fmt::format("   earlier found good: {}\n", masked(wordings.front()));
    }
    std::string line_of(const Candidate& candidate) {
        auto id = fmt::format("L{}", prompt_.lines.size() + 1);
        auto text = masked(candidate.node->value);
        const auto role = speaks_to_machines(candidate.role) ? std::string() : masked(candidate.role);
        auto line = role.empty() ? fmt::format("{}: {}\n", id, text) : fmt::format("{} [{}]: {}\n", id, role, text);
        prompt_.lines.push_back({std::move(id), candidate.node->id, std::move(text)});
        return line + wordings_of(candidate);
    }

    /// The reasons quote the last answer, so they are data like all else. Node ids become the ids that the model knows.
    std::string retry_block() {
        if (options_.retry.empty()) return {};
        std::string block = "Some of your last texts were refused. Keep to what is said here of each:\n" + fence("REFUSED");
        for (std::size_t i = 0; i < std::min(options_.retry.size(), kMaxRetryReasons); ++i) {
            auto reason = options_.retry[i].substr(0, kMaxRequirementBytes);
            for (auto line = prompt_.lines.rbegin(); line != prompt_.lines.rend(); ++line)
                replace_all(reason, line->node.str(), line->id);
            if (!speaks_to_machines(reason)) block += fmt::format("- {}\n", masked(reason));
        }
        return block + end("REFUSED");
    }

    [[nodiscard]] json schema() const {
        const auto ids = [](const auto& items, std::size_t most) {
            json list = {{"type", "array"}, {"maxItems", items.empty() ? 0 : most}, {"items", {{"type", "string"}}}};
            // An empty enum is no schema.
            for (const auto& item : items) list["items"]["enum"].push_back(item.id);
            return list;
        };
        json line = {{"type", "string"}};
        for (const auto& one : prompt_.lines) line["enum"].push_back(one.id);
        // In the order of the alphabet, which is the order in which servers make a model write them: first what, then why, then how. Lines
        // stand on themselves, so no evidence is asked for. What is shorter than the shortest statement is a line's label.
        const json edit = {{"type", "object"},
                           {"properties",
                            {{"line", line},
                             {"text", {{"type", "string"}, {"minLength", kMinTextCharacters}, {"maxLength", kMaxTextCharacters}}},
                             {"requirements", ids(prompt_.requirements, 4)}}},
                           {"required", {"line", "requirements", "text"}},
                           {"additionalProperties", false}};
        const auto most = std::min(prompt_.lines.size(), kMaxEdits);
        return {
            {"type", "object"},
            {"properties",
             {{"edits", {{"type", "array"}, {"minItems", std::min<std::size_t>(most, 1)}, {"maxItems", most}, {"items", edit}}}}},
            {"required", {"edits"}},
            {"additionalProperties", false}};
    }

    const resume::Resume& resume_;
    const job_description::JobDescription& job_;
    const evidence::MatchReport& report_;
    const PromptOptions& options_;
    Prompt prompt_;
    std::string job_block_;
    std::vector<Candidate> candidates_;
};

}  // namespace

Prompt make_prompt(const resume::Resume& resume, const job_description::JobDescription& job, const evidence::MatchReport& report,
                   const PromptOptions& options) {
    return Composer(resume, job, report, options).compose();
}

}  // namespace bespoke::tailoring
