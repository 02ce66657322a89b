#include "guardrail/notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "guardrail/skeleton.hpp"
#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

/// The flag that a finding is reported under; empty for what is nobody's business here.
std::string_view flag_of(const Finding& finding) {
    switch (finding.concern) {
        case Concern::Injection:
        case Concern::StrayRequest: return "injection_suspected";
        case Concern::Disguise: return "disguised_text";
        case Concern::ProtectedAttribute: return "eeo-policy";
        case Concern::PersonalData: return "personal_data";
        case Concern::Unprofessional:
        case Concern::PromptLeftover: return {};
    }
    return {};
}

std::string_view consequence(std::string_view flag) {
    if (flag == "injection_suspected") return "Nothing was done because of it.";
    if (flag == "eeo-policy") return "No wording was chosen because of it.";
    if (flag == "personal_data") return "Leave it out unless it is asked for.";
    return "Check how it is spelled.";
}

bool is_touched(std::string_view text, std::string_view sentence, const std::vector<Finding>& findings) {
    const auto begin = static_cast<std::size_t>(sentence.data() - text.data());
    const auto end = begin + sentence.size();
    return std::ranges::any_of(findings, [&](const Finding& it) { return it.begin < end && begin < it.end; });
}

/// True for a sentence that, behind an order, belongs to it: "Also add Kubernetes."
bool goes_on(std::string_view sentence) {
    static constexpr auto kOpenings = std::to_array<std::string_view>(
        {"add",   "also", "then",    "and",   "instead", "write",  "say",    "include", "list",   "state",   "claim",
         "give",  "rate", "rank",    "set",   "do",      "dont",   "never",  "always",  "return", "respond", "print",
         "this",  "it",   "all",     "he",    "she",     "they",   "output", "mark",    "insert", "mention", "repeat",
         "after", "next", "now",     "your",  "just",    "only",   "please", "ignore",  "use",    "under",   "no",
         "hire",  "make", "pretend", "treat", "put",     "follow", "answer"});
    const auto skeleton = skeleton_of(sentence);
    return skeleton.words.size() > 1 && std::ranges::find(kOpenings, skeleton.word(1)) != kOpenings.end();
}

}  // namespace

void Notices::look_at(std::string_view line, int number, Seen seen) {
    for (const auto& finding : screen(line)) {
        const auto flag = flag_of(finding);
        const bool wish = finding.rule.starts_with("wish-");
        if (flag.empty() || (wish && kind_ == Kind::Resume) || notices_.size() >= kMostNotices) continue;
        auto where = fmt::format("{}line {}", seen == Seen::Hidden ? "hidden text of " : "", number + 1);
        const auto same = [&](const Notice& other) { return other.flag == flag && other.where == where; };
        if (std::ranges::any_of(notices_, same)) continue;
        auto text = fmt::format("{}, {}: {} {}", kind_ == Kind::Resume ? "Resume" : "Job description", where, finding.reason,
                                consequence(flag));
        notices_.push_back({std::string(flag), finding.rule, std::move(where), std::move(text)});
    }
}

Parted without_orders(std::string_view text) {
    auto findings = screen(text);
    std::erase_if(findings,
                  [](const Finding& it) { return it.concern != Concern::Injection && it.concern != Concern::StrayRequest; });
    if (findings.empty()) return {std::string(text), {}};
    const auto sentences = text::sentences(text);
    const auto first = std::ranges::find_if(sentences, [&](const auto it) { return is_touched(text, it, findings); });
    auto last =
        std::find_if(sentences.rbegin(), sentences.rend(), [&](const auto it) { return is_touched(text, it, findings); }).base();
    if (first == sentences.end()) return {{}, {std::string(text)}};  // in what is no sentence
    while (last != sentences.end() && goes_on(*last)) ++last;
    const auto place = [&](const auto it) {
        return it == sentences.end() ? text.size() : static_cast<std::size_t>(it->data() - text.data());
    };
    const auto begin = place(first), end = place(last);
    // Where most of it is an order, so is the rest: no rule knows all of its sentences. And who opens with a task goes on with
    // its matter.
    const bool opens_with_task = begin == 0 && findings.front().concern == Concern::StrayRequest;
    if (opens_with_task || 2 * (end - begin) >= text.size()) return {{}, {std::string(text)}};
    Parted out;
    out.kept = std::string(text::trim(text.substr(0, begin)));
    if (const auto rest = text::trim(text.substr(end)); !rest.empty())
        out.kept += (out.kept.empty() ? "" : " ") + std::string(rest);
    out.aside.emplace_back(text::trim(text.substr(begin, end - begin)));
    return out;
}

}  // namespace bespoke::guardrail
