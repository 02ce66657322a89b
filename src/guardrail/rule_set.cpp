#include "guardrail/rule_set.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

/// How far a rule looks; longer than any order needs.
constexpr std::size_t kReach = 260;

re2::RE2::Options options() {
    re2::RE2::Options out;
    out.set_never_capture(true);
    out.set_log_errors(false);
    // Bytes instead of code points: much smaller automata, and UTF-8 literals match all the same.
    out.set_encoding(re2::RE2::Options::EncodingLatin1);
    return out;
}

/// The pattern in RE2's own terms. Groups may use groups that are not made of them.
std::string expanded(std::string_view rest, std::span<const WordGroup> groups) {
    std::string out;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == '@') {
            const auto digits = rest.substr(i + 1, rest.find_first_not_of("0123456789", i + 1) - i - 1);
            out += fmt::format("(?:[^ .:?]+ ){{0,{}}}", digits);
            i += digits.size();
            continue;
        }
        if (rest[i] != '#') {
            out += rest[i];
            continue;
        }
        auto end = i + 1;
        while (end < rest.size() && rest[end] >= 'a' && rest[end] <= 'z') ++end;
        for (const auto& group : groups)
            if (group.name == rest.substr(i + 1, end - i - 1)) out += "(?:" + expanded(group.alternatives, groups) + ")";
        i = end - 1;
    }
    return out;
}

}  // namespace

RuleSet::RuleSet(std::span<const std::span<const WordRule>> tables, std::span<const WordGroup> groups) : groups_(groups) {
    for (const auto table : tables)
        for (const auto& rule : table) {
            for (const auto word : text::split(rule.first, '|')) by_first_word_[word].push_back(rules_.size());
            rules_.emplace_back(&rule);
        }
}

const re2::RE2& RuleSet::pattern_of(const Compiled& compiled) const {
    std::call_once(compiled.once, [&] {
        compiled.pattern.emplace(expanded(compiled.rule->rest, groups_), options());
        if (!compiled.pattern->ok()) std::abort();  // the tables are ours
    });
    return *compiled.pattern;
}

void RuleSet::find(const Skeleton& skeleton, std::vector<Finding>& out) const {
    const std::string_view text = skeleton.text;
    for (std::size_t i = 0; i < skeleton.words.size(); ++i) {
        const auto at = skeleton.words[i].at;
        const auto word_end = i + 1 < skeleton.words.size() ? skeleton.words[i + 1].at : text.size();
        const auto found = by_first_word_.find(text.substr(at, word_end - at - 1));
        if (found == by_first_word_.end()) continue;
        const auto ahead = text.substr(word_end, kReach);
        for (const auto index : found->second) {
            const auto* const rule = rules_[index].rule;
            re2::StringPiece match;
            if (!pattern_of(rules_[index])
                     .Match({ahead.data(), ahead.size()}, 0, ahead.size(), re2::RE2::ANCHOR_START, &match, 1))
                continue;
            const auto match_end = word_end + match.size();
            auto last = i;
            while (last + 1 < skeleton.words.size() && skeleton.words[last + 1].at < match_end) ++last;
            // The sign that ends the sentence before is none of its words.
            const auto first = skeleton.word(i) == "." && i + 1 < skeleton.words.size() ? i + 1 : i;
            out.push_back({rule->concern, std::string(rule->name), skeleton.words[first].begin, skeleton.words[last].end,
                           std::string(rule->reason)});
        }
    }
}

}  // namespace bespoke::guardrail
