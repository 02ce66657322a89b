#pragma once

#include <re2/re2.h>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "guardrail/guardrail.hpp"
#include "guardrail/skeleton.hpp"

namespace bespoke::guardrail {

/// A pattern of words over a skeleton. It is tried only where one of its first words stands, and looks a bounded way ahead, so
/// that all rules together stay linear.
struct WordRule {
    Concern concern{};
    std::string_view name;
    std::string_view first;  ///< words parted by '|'
    /// RE2 over the words behind; a word is parted from the next by one blank. `@3` stands for up to three words of the same
    /// sentence, `#ai` and the like for the groups of kWordGroups.
    std::string_view rest;
    std::string_view reason;
};

/// Words that many rules share: a name and its alternatives, used as `#name`.
struct WordGroup {
    std::string_view name, alternatives;
};

/// Rules ready to match. Safe from many threads. A pattern is compiled when its first word is first met: most texts meet few of
/// them, and compiling all costs more than a tailoring does.
class RuleSet {
public:
    /// Both must outlive it.
    RuleSet(std::span<const std::span<const WordRule>> tables, std::span<const WordGroup> groups);
    /// Appends what the rules find, at most one finding a rule and sentence start.
    void find(const Skeleton&, std::vector<Finding>& out) const;

private:
    struct Compiled {
        const WordRule* rule;
        mutable std::once_flag once;
        mutable std::optional<re2::RE2> pattern;
        explicit Compiled(const WordRule* it) : rule(it) {}
    };
    const re2::RE2& pattern_of(const Compiled&) const;

    std::deque<Compiled> rules_;
    std::span<const WordGroup> groups_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_first_word_;
};

}  // namespace bespoke::guardrail
