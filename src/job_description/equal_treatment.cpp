#include "job_description/equal_treatment.hpp"

#include <algorithm>
#include <vector>

#include "guardrail/guardrail.hpp"
#include "job_description/equal_treatment_table.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

using text::Token;

std::vector<guardrail::Finding> wishes_in(std::string_view text) {
    auto found = guardrail::screen(text, guardrail::Concern::ProtectedAttribute);
    // "Foreman" is what the job is called.
    std::erase_if(found, [](const guardrail::Finding& it) { return it.rule == "wish-title"; });
    return found;
}

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

bool is_word(const std::vector<Token>& tokens, std::size_t at, std::string_view word) {
    return at < tokens.size() && tokens[at].text == word;
}

/// Parts of a text to be written otherwise, in order of place. What opens with a capital does so afterwards.
class Rewriting {
public:
    explicit Rewriting(std::string_view text) : text_(text) {}
    void put(std::size_t begin, std::size_t end, std::string_view by) {
        if (begin < at_) return;
        add(text_.substr(at_, begin - at_));
        capital_ = capital_ || (text_[begin] >= 'A' && text_[begin] <= 'Z');
        add(by);
        at_ = end;
    }
    std::string take() {
        add(text_.substr(at_));
        return std::move(out_);
    }

private:
    void add(std::string_view part) {
        if (part.empty()) return;
        const bool raise = capital_ && part.front() >= 'a' && part.front() <= 'z';
        capital_ = false;
        out_ += raise ? static_cast<char>(part.front() - 'a' + 'A') : part.front();
        out_ += part.substr(1);
    }

    std::string_view text_;
    std::string out_;
    std::size_t at_ = 0;
    bool capital_ = false;
};

/// The word that "he" or "she" becomes with its verb; the sentence speaks to its reader then.
std::string_view for_reader(std::string_view word) {
    static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
        {"he", "you"},     {"she", "you"},          {"his", "your"},         {"him", "you"},
        {"hers", "yours"}, {"himself", "yourself"}, {"herself", "yourself"}, {"her", "your"}};
    for (const auto& [from, to] : kWords)
        if (word == from) return to;
    return {};
}

/// "He has to lead his team" → "You have to lead your team"
std::string address_the_reader(std::string_view sentence) {
    static constexpr std::pair<std::string_view, std::string_view> kVerbs[] = {
        {"is", "are"}, {"has", "have"}, {"needs", "need"}, {"reports", "report"}};
    const auto tokens = text::tokens(sentence);
    const bool about_one = std::ranges::any_of(tokens, [](const Token& it) { return it.text == "he" || it.text == "she"; });
    if (!about_one) return std::string(sentence);
    Rewriting out(sentence);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto word = for_reader(tokens[i].text);
        if (word.empty()) continue;
        out.put(tokens[i].begin, tokens[i].end, word);
        if (word != "you" || i + 1 == tokens.size()) continue;
        for (const auto& [from, to] : kVerbs)
            if (tokens[i + 1].text == from) out.put(tokens[i + 1].begin, tokens[i + 1].end, to);
    }
    return out.take();
}

/// Whether one of the words around [begin, end) is the name of a language.
bool stands_by_a_language(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    constexpr std::size_t kReach = 4;
    for (auto i = begin > kReach ? begin - kReach : 0; i < std::min(tokens.size(), end + kReach); ++i)
        if (kLanguages.find("|" + tokens[i].text + "|") != std::string_view::npos) return true;
    return false;
}

/// Tokens from `at` on that the phrase takes; 0 if they are others.
std::size_t phrase_length(const std::vector<Token>& tokens, std::size_t at, std::string_view phrase) {
    const auto words = text::split(phrase, ' ');
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!is_word(tokens, at + i, words[i])) return 0;
    return words.size();
}

/// "German native speakers only" → "German fluent speakers": the skill without the birth.
std::string ask_for_fluency(std::string_view sentence) {
    const auto tokens = text::tokens(sentence);
    Rewriting out(sentence);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (const auto& row : kFluency) {
            const auto length = phrase_length(tokens, i, row.native);
            if (length == 0 || !stands_by_a_language(tokens, i, i + length)) continue;
            out.put(tokens[i].begin, tokens[i + length - 1].end, row.fluent);
            i += length - 1;
            break;
        }
    }
    return out.take();
}

bool is_touched(const Token& token, const std::vector<guardrail::Finding>& wishes) {
    return std::ranges::any_of(wishes, [&](const auto& it) { return it.begin < token.end && token.begin < it.end; });
}

/// "A young, dynamic team" → "A dynamic team"
std::string without_traits(std::string_view sentence) {
    const auto wishes = wishes_in(sentence);
    const auto tokens = text::tokens(sentence);
    Rewriting out(sentence);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!is_one_of(kTraits, tokens[i].text) || !is_touched(tokens[i], wishes)) continue;
        const auto next = i + (tokens[i + 1].text == "and" ? 2U : 1U);
        if (next >= tokens.size() || is_one_of(kPersons, tokens[next].text)) return std::string(sentence);
        out.put(tokens[i].begin, tokens[next].begin, {});
    }
    return out.take();
}

/// A stretch of a sentence that asks for one thing, in bytes; the joint in front of it belongs to it.
struct Clause {
    std::size_t begin = 0, end = 0;
};

bool has_joint(std::string_view between) {
    return between.find_first_of(",;:()|/") != std::string_view::npos || between.find("–") != std::string_view::npos ||
           between.find("—") != std::string_view::npos || between.find(" - ") != std::string_view::npos;
}

std::vector<Clause> clauses_of(std::string_view sentence, const std::vector<Token>& tokens) {
    std::vector<Clause> out;
    std::size_t begin = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const auto gap = sentence.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
        if (!has_joint(gap) && !is_one_of(kJoints, tokens[i].text)) continue;
        out.push_back({begin, tokens[i - 1].end});
        begin = tokens[i - 1].end;
    }
    out.push_back({begin, sentence.size()});
    return out;
}

/// Without what only joined it to what is gone.
std::string tidied(std::string text) {
    for (;;) {
        const auto first = text.find_first_not_of(" \t,;:)|/-");
        text.erase(0, first == std::string::npos ? text.size() : first);
        const auto tokens = text::tokens(text);
        if (tokens.empty()) return {};
        if (tokens.front().begin > 0 || !is_one_of(kJoints, tokens.front().text) || tokens.front().text == "with") break;
        text.erase(0, tokens.front().end);
    }
    while (!text.empty() && std::string_view(" \t,;:(|/-").find(text.back()) != std::string_view::npos) text.pop_back();
    const auto opened = std::ranges::count(text, '('), closed = std::ranges::count(text, ')');
    if (opened > closed) std::ranges::replace(text, '(', ' ');
    if (closed > opened) std::ranges::replace(text, ')', ' ');
    return text;
}

/// True for what is more than who is spoken of.
bool says_something(std::string_view text) {
    return std::ranges::any_of(text::tokens(text), [](const Token& it) {
        return !text::is_stop_word(it.text) && !is_one_of(kPersons, it.text) && !is_one_of(kTraits, it.text);
    });
}

/// The clauses that no wish touches.
std::string without_wished_clauses(std::string_view sentence) {
    const auto wishes = wishes_in(sentence);
    const auto tokens = text::tokens(sentence);
    const auto has_wish = [&](const Clause& clause) {
        return std::ranges::any_of(tokens, [&](const Token& it) {
            return it.begin >= clause.begin && it.end <= clause.end && !is_one_of(kJoints, it.text) && is_touched(it, wishes);
        });
    };
    std::string out;
    for (const auto& clause : clauses_of(sentence, tokens))
        if (!has_wish(clause)) out += sentence.substr(clause.begin, clause.end - clause.begin);
    out = tidied(std::move(out));
    return says_something(out) ? out : std::string();
}

std::string fair(std::string_view sentence) {
    std::string out(sentence);
    for (auto* const step : {address_the_reader, ask_for_fluency, without_traits, without_wished_clauses}) {
        auto next = step(out);
        if (wishes_in(next).empty()) return says_something(next) ? next : std::string();
        // A step that leaves a wish has done its part all the same, but for adjectives: half of them would remain.
        if (step != without_traits) out = std::move(next);
    }
    return {};
}

}  // namespace

std::string without_unfair_wishes(std::string_view line) {
    if (wishes_in(line).empty()) return std::string(line);
    std::string out;
    for (const auto sentence : text::sentences(line)) {
        const auto kept = fair(sentence);
        if (!kept.empty()) out += (out.empty() ? "" : " ") + kept;
    }
    return wishes_in(out).empty() ? out : std::string();
}

}  // namespace bespoke::job_description
