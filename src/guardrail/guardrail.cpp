#include "guardrail/guardrail.hpp"

#include <algorithm>
#include <array>

#include "guardrail/forms.hpp"
#include "guardrail/injection_languages_table.hpp"
#include "guardrail/injection_table.hpp"
#include "guardrail/people.hpp"
#include "guardrail/people_table.hpp"
#include "guardrail/requests.hpp"
#include "guardrail/requests_table.hpp"
#include "guardrail/rule_set.hpp"
#include "guardrail/sentence.hpp"
#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

void find_spaced_letters(const Skeleton& skeleton, std::vector<Finding>& out) {
    static constexpr std::string_view kOrders[] = {"ignoreall", "ignoreprev",   "ignorethe",    "ignoreyour",   "ignoreany",
                                                   "disregard", "systemprompt", "previousinst", "instructions", "overrideall"};
    std::string joined;
    std::size_t first = 0;
    for (std::size_t i = 0; i <= skeleton.words.size(); ++i) {
        const auto word = i < skeleton.words.size() ? skeleton.word(i) : std::string_view();
        if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') {
            if (joined.empty()) first = i;
            joined += word;
            continue;
        }
        if (word == "." && joined.size() > 2) continue;
        const bool order = joined.size() >= 9 &&
                           std::ranges::any_of(kOrders, [&](const auto part) { return joined.find(part) != std::string::npos; });
        if (order)
            out.push_back({Concern::Injection, "override-instructions", skeleton.words[first].begin, skeleton.words[i - 1].end,
                           std::string(kOverride)});
        joined.clear();
    }
}

void find_plain(const Skeleton& skeleton, std::vector<Finding>& out) {
    // In the skeleton's own letters, and without the sentence sign in front and the blank behind.
    static const auto texts = [] {
        std::vector<std::string> all;
        for (const auto& rule : kPlainRules) all.push_back(std::string(text::trim(skeleton_of(rule.text).text.substr(2))));
        return all;
    }();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& rule = kPlainRules[i];
        const auto at = skeleton.text.find(texts[i]);
        if (at == std::string::npos) continue;
        auto word = std::ranges::find_if(skeleton.words, [&](const auto& it) { return it.at > at; });
        --word;
        out.push_back({Concern::Injection, std::string(rule.name), word->begin, word->end, std::string(rule.reason)});
    }
}

Finding disguise(const Skeleton::Trick& trick) {
    switch (trick.kind) {
        case Skeleton::Trick::Kind::TagLetters:
            return {Concern::Injection, "tag-letters", trick.begin, trick.end,
                    "It spells a message in letters that nobody can see."};
        case Skeleton::Trick::Kind::MixedScripts:
            return {Concern::Disguise, "look-alike-letters", trick.begin, trick.end,
                    "A word mixes letters of different scripts that look alike."};
        case Skeleton::Trick::Kind::InvisibleLetters:
            return {Concern::Disguise, "invisible-letters", trick.begin, trick.end,
                    "A word holds characters that nobody can see."};
        case Skeleton::Trick::Kind::TurnedWriting:
            return {Concern::Disguise, "turned-writing", trick.begin, trick.end,
                    "It turns the direction of writing, so that it reads otherwise than it looks."};
    }
    return {};
}

const RuleSet& rules() {
    static const std::array<std::span<const WordRule>, 3> kTables = {kInjectionRules, kInjectionRulesElsewhere, kProtectedRules};
    static const auto groups = [] {
        std::vector<WordGroup> all(std::begin(kWordGroups), std::end(kWordGroups));
        all.insert(all.end(), std::begin(kPeopleGroups), std::end(kPeopleGroups));
        return all;
    }();
    static const RuleSet set(kTables, groups);
    return set;
}

/// Apart from the others: their patterns are large, and few texts need them.
const RuleSet& request_rules() {
    static const std::array<std::span<const WordRule>, 1> kTables = {kRequestRules};
    static const RuleSet set(kTables, kRequestGroups);
    return set;
}

/// One finding a concern, rule and place is enough.
void tidy(std::vector<Finding>& findings) {
    const auto key = [](const Finding& finding) { return std::tie(finding.begin, finding.concern, finding.rule, finding.end); };
    std::ranges::sort(findings, [&](const auto& a, const auto& b) { return key(a) < key(b); });
    std::vector<Finding> kept;
    for (auto& finding : findings) {
        const auto covered = [&](const Finding& other) {
            return other.concern == finding.concern && other.rule == finding.rule && finding.begin < other.end;
        };
        // Only the last few can reach this far.
        const auto from = kept.size() > 8 ? kept.end() - 8 : kept.begin();
        const auto found = std::find_if(from, kept.end(), covered);
        if (found == kept.end())
            kept.push_back(std::move(finding));
        else
            found->end = std::max(found->end, finding.end);
    }
    findings = std::move(kept);
}

}  // namespace

std::string_view to_string(Concern concern) {
    constexpr std::array<std::string_view, 7> kNames = {
        "injection", "personal-data", "protected-attribute", "unprofessional", "prompt-leftover", "disguise", "stray-request"};
    return kNames[static_cast<std::size_t>(concern)];
}

std::vector<Finding> screen(std::string_view text) {
    std::vector<Finding> out;
    const auto skeleton = skeleton_of(text);
    rules().find(skeleton, out);
    if (may_request(skeleton)) request_rules().find(skeleton, out);
    drop_equality(skeleton, out);
    drop_honest_requests(text, skeleton, out);
    find_plain(skeleton, out);
    find_spaced_letters(skeleton, out);
    for (const auto& trick : skeleton.tricks) out.push_back(disguise(trick));
    find_forms(text, out);
    find_encoded(text, out);
    find_personal_data(text, out);
    tidy(out);
    return out;
}

std::vector<Finding> screen(std::string_view text, Concern concern) {
    auto out = screen(text);
    std::erase_if(out, [&](const Finding& finding) { return finding.concern != concern; });
    return out;
}

bool speaks_to_machines(std::string_view text) { return !screen(text, Concern::Injection).empty(); }

}  // namespace bespoke::guardrail
