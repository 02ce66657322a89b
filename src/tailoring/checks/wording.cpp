#include "tailoring/checks/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "guardrail/guardrail.hpp"
#include "tailoring/nodes.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using Words = std::vector<text::Token>;

void add(std::vector<Finding>& findings, const char* check, const std::string& problem) {
    findings.push_back({check, fmt::format("Refused: {}.", problem)});
}

std::set<std::string> rules_in(std::string_view text) {
    std::set<std::string> rules;
    for (const auto& finding : guardrail::screen(text)) rules.insert(finding.rule);
    return rules;
}

bool has_all_words(const Words& given, std::string_view text) {
    const auto said = text::tokens(text);
    return std::all_of(said.begin(), said.end(), [&](const auto& word) {
        return std::any_of(given.begin(), given.end(), [&](const auto& own) { return own.text == word.text; });
    });
}

void screen(const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    const auto screened = guardrail::screen(text);
    if (screened.empty()) return;
    const auto known = rules_in(context.sources);
    const auto given = text::tokens(context.sources);
    for (const auto& finding : screened) {
        const bool harmless = finding.concern == guardrail::Concern::StrayRequest;
        const bool own = finding.concern == guardrail::Concern::ProtectedAttribute &&
                         has_all_words(given, std::string_view(text).substr(finding.begin, finding.end - finding.begin));
        if (!harmless && !own && !known.contains(finding.rule))
            findings.push_back({"policy", fmt::format("Refused: {}", finding.reason)});
    }
}

/// Sequences of this many words as one string each.
std::set<std::string> runs_of(const Words& words, std::size_t length) {
    std::set<std::string> runs;
    for (std::size_t i = 0; i + length <= words.size(); ++i) {
        std::string run;
        for (std::size_t k = 0; k < length; ++k) run += words[i + k].text + " ";
        runs.insert(std::move(run));
    }
    return runs;
}

void check_copying(const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    const auto length = static_cast<std::size_t>(context.policy.max_copied_words) + 1;
    const auto words = text::tokens(text);
    if (context.job == nullptr || words.size() < length) return;
    const auto own = runs_of(text::tokens(context.resume), length);
    std::set<std::string> theirs;
    for (const auto& requirement : context.job->requirements) {
        theirs.merge(runs_of(text::tokens(requirement.text), length));
        theirs.merge(runs_of(text::tokens(requirement.sentence), length));
    }
    for (const auto& duty : context.job->responsibilities) theirs.merge(runs_of(text::tokens(duty), length));
    for (const auto& run : runs_of(words, length)) {
        if (!theirs.contains(run) || own.contains(run)) continue;
        return add(
            findings, "policy",
            fmt::format("it copies more than {} words in a row from the job description", context.policy.max_copied_words));
    }
}

void check_forbidden(const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    if (context.policy.forbidden.empty()) return;
    const auto padded = [](std::string_view of) {
        std::string joined = " ";
        for (const auto& token : text::tokens(of)) joined += token.text + " ";
        return joined;
    };
    const auto said = padded(text), given = padded(context.sources);
    for (const auto& phrase : context.policy.forbidden) {
        const auto wanted = padded(phrase);
        if (wanted.size() > 1 && said.find(wanted) != std::string::npos && given.find(wanted) == std::string::npos)
            add(findings, "policy", fmt::format("the policy forbids \"{}\"", phrase));
    }
}

bool has_word(std::string_view text, std::span<const std::string_view> words) {
    const auto tokens = text::tokens(text);
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const auto& token) { return std::find(words.begin(), words.end(), token.text) != words.end(); });
}

void check_person(const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    static constexpr auto kFirstPerson =
        std::to_array<std::string_view>({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "i'm", "i've", "we've"});
    if (context.policy.allow_first_person || !has_word(text, kFirstPerson) || has_word(context.sources, kFirstPerson)) return;
    add(findings, "style", "it speaks in the first person");
}

/// Markdown, HTML, links, and what stands for something to be filled in.
void check_markup(const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    static constexpr auto kMarkup = std::to_array<std::string_view>({"**", "__", "```",   "`",      "](",   "<",  ">",
                                                                     "{",  "}",  "http:", "https:", "www.", "[",  "]",
                                                                     "# ", "|",  "\\",    "@",      "~~",   "* ", "javascript:"});
    for (const auto mark : kMarkup) {
        if (text.find(mark) == std::string::npos || context.sources.find(mark) != std::string::npos) continue;
        return add(findings, "style",
                   fmt::format("it adds \"{}\", which is markup, a link or a gap to fill in", text::trim(mark)));
    }
    static constexpr auto kBullets = std::to_array<std::string_view>({"-", "•", "*", "·", "–"});
    for (const auto bullet : kBullets) {
        if (text.starts_with(bullet)) return add(findings, "style", "it begins with a bullet");
    }
    if (text != text::trim(text) || text.find("  ") != std::string::npos) add(findings, "style", "it has blanks too many");
}

void check_length(const Edit& edit, const std::string& text, const WordingContext& context, std::vector<Finding>& findings) {
    const bool summary = edit.target.str() == "/basics/summary";
    const auto most = summary ? context.policy.max_summary_characters : context.policy.max_highlight_characters;
    const auto characters = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    if (characters > most)
        add(findings, "style", fmt::format("it has {} characters, and at most {} are allowed", characters, most));
}

}  // namespace

std::vector<Finding> bad_wording(const Edit& edit, const std::string& text, const WordingContext& context) {
    std::vector<Finding> findings;
    screen(text, context, findings);
    check_copying(text, context, findings);
    check_forbidden(text, context, findings);
    check_person(text, context, findings);
    check_markup(text, context, findings);
    if (is_rewrite(edit.kind)) check_length(edit, text, context, findings);
    return findings;
}

}  // namespace bespoke::tailoring
