#include "vocabulary/context.hpp"

#include <algorithm>
#include <array>

namespace bespoke::vocabulary {
namespace {

// Sorted, in the form of plain_word().
/// Words before an item of a list or a tool in use.
constexpr auto kBeforeItem = std::to_array<std::string_view>({
    "advanced", "and", "as",      "basic",     "e.g",   "eg",   "excellent", "experience", "for",
    "good",     "in",  "include", "including", "into",  "like", "microsoft", "ms",         "of",
    "on",       "or",  "plu",     "strong",    "using", "via",  "with",
});
/// Words behind an item of a list or a tool in use.
constexpr auto kAfterItem = std::to_array<std::string_view>({
    "and",
    "as",
    "at",
    "for",
    "in",
    "on",
    "or",
});
/// Words behind the name of a skill where a sentence would put another.
constexpr auto kSkillNouns = std::to_array<std::string_view>({
    "api",         "app",        "application", "certification", "code",       "component", "dashboard",
    "database",    "developer",  "development", "engineer",      "experience", "expertise", "framework",
    "knowledge",   "library",    "macro",       "microservice",  "model",      "module",    "package",
    "proficiency", "programmer", "programming", "report",        "script",     "scripting", "server",
    "service",     "skill",      "spreadsheet", "template",      "tool",       "user",
});
static_assert(std::is_sorted(kAfterItem.begin(), kAfterItem.end()));
static_assert(std::is_sorted(kSkillNouns.begin(), kSkillNouns.end()));

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_all_capitals(std::string_view word) {
    return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// What stands around a candidate.
class Surroundings {
public:
    explicit Surroundings(const Candidate& candidate) : candidate_(candidate) {
        const auto& [atoms, first, last, text] = candidate;
        before_ = first > 0 ? &atoms[first - 1] : nullptr;
        after_ = last + 1 < atoms.size() ? &atoms[last + 1] : nullptr;
    }

    [[nodiscard]] bool separated_before() const { return before_ == nullptr || is_separator(*before_); }
    [[nodiscard]] bool separated_after() const { return after_ == nullptr || is_separator(*after_); }
    [[nodiscard]] bool comma_beside() const {
        return (before_ != nullptr && before_->word == kComma) || (after_ != nullptr && after_->word == kComma);
    }
    [[nodiscard]] bool whole_text() const { return before_ == nullptr && after_ == nullptr; }
    [[nodiscard]] bool skill_noun_follows() const { return after_ != nullptr && is_one_of(after_->word, kSkillNouns); }
    [[nodiscard]] bool item_word_before() const { return before_ != nullptr && is_one_of(before_->word, kBeforeItem); }
    [[nodiscard]] bool item_word_after() const { return after_ != nullptr && is_one_of(after_->word, kAfterItem); }

    /// First word of a line or sentence, where any word has a capital. A slash, bracket or semicolon starts no sentence.
    [[nodiscard]] bool opens_sentence() const {
        if (before_ == nullptr) return true;
        if (before_->word != kBreak) return false;
        const auto between = candidate_.text.substr(before_->begin, before_->end - before_->begin);
        return between.find_first_of("/([&|;") == std::string_view::npos;
    }

    /// "Go-live", "C-level", but not "Go-based" or "Excel-like".
    [[nodiscard]] bool is_half_of_compound() const {
        const auto& atom = candidate_.atoms[candidate_.last];
        if (candidate_.first > 0 && candidate_.atoms[candidate_.first - 1].hyphened) return true;
        return atom.hyphened && after_ != nullptr && after_->word != "based" && after_->word != "like" &&
               after_->word != "driven";
    }

    /// "R. Smith", but not "in R. Then".
    [[nodiscard]] bool is_initial() const {
        const auto& atom = candidate_.atoms[candidate_.last];
        return atom.end - atom.begin == 1 && separated_before() && after_ != nullptr &&
               candidate_.last + 2 < candidate_.atoms.size() && candidate_.text[atom.end] == '.';
    }

    /// Capitals say nothing in a line of capitals.
    [[nodiscard]] bool capitals_follow() const {
        return after_ != nullptr && is_all_capitals(candidate_.text.substr(after_->begin, after_->end - after_->begin));
    }
    [[nodiscard]] bool and_follows() const { return after_ != nullptr && (after_->word == "and" || after_->word == "or"); }

private:
    const Candidate& candidate_;
    const Atom* before_ = nullptr;
    const Atom* after_ = nullptr;
};

/// At the start of a sentence a capital says nothing, but an acronym still does, and so does "C and".
bool clear_at_start(const Surroundings& around, std::string_view spelling) {
    if (around.separated_after() || around.skill_noun_follows()) return true;
    if (is_all_capitals(spelling)) return !around.capitals_follow();
    return spelling.size() == 1 && around.and_follows();
}

}  // namespace

bool means_name(const Candidate& candidate, std::string_view spelling, Matching matching) {
    if (matching == Matching::Folded) return true;
    const Surroundings around(candidate);
    if (around.whole_text()) return true;
    const bool item = around.separated_before() && around.separated_after() && !around.is_initial();
    // People type lists of skills in small letters.
    if (item && around.comma_beside()) return true;
    const bool opens = around.separated_before() || around.item_word_before();
    const bool closes = around.separated_after() || around.item_word_after() || around.skill_noun_follows();
    if (matching == Matching::Item) return opens && closes;
    const auto& first = candidate.atoms[candidate.first];
    const auto& last = candidate.atoms[candidate.last];
    if (candidate.text.substr(first.begin, last.end - first.begin) != spelling || around.is_half_of_compound()) return false;
    if (around.is_initial()) return false;
    if (around.opens_sentence()) return clear_at_start(around, spelling);
    return matching == Matching::ExactCase || (opens && closes);
}

}  // namespace bespoke::vocabulary
