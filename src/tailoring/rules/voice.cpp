#include "tailoring/rules/voice.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "tailoring/rules/english.hpp"
#include "text/text.hpp"
#include "text/word_list.hpp"

namespace bespoke::tailoring {
namespace {

using text::contains;

struct Irregular {
    std::string_view base, past, participle, gerund;
};

constexpr auto kIrregular = std::to_array<Irregular>({
    {"become", "became", "become", "becoming"},
    {"begin", "began", "begun", "beginning"},
    {"bring", "brought", "brought", "bringing"},
    {"build", "built", "built", "building"},
    {"buy", "bought", "bought", "buying"},
    {"catch", "caught", "caught", "catching"},
    {"choose", "chose", "chosen", "choosing"},
    {"come", "came", "come", "coming"},
    {"cut", "cut", "cut", "cutting"},
    {"draw", "drew", "drawn", "drawing"},
    {"drive", "drove", "driven", "driving"},
    {"feed", "fed", "fed", "feeding"},
    {"find", "found", "found", "finding"},
    {"fly", "flew", "flown", "flying"},
    {"get", "got", "got", "getting"},
    {"give", "gave", "given", "giving"},
    {"grow", "grew", "grown", "growing"},
    {"hold", "held", "held", "holding"},
    {"keep", "kept", "kept", "keeping"},
    {"lay", "laid", "laid", "laying"},
    {"lead", "led", "led", "leading"},
    {"make", "made", "made", "making"},
    {"meet", "met", "met", "meeting"},
    {"oversee", "oversaw", "overseen", "overseeing"},
    {"pay", "paid", "paid", "paying"},
    {"put", "put", "put", "putting"},
    {"rebuild", "rebuilt", "rebuilt", "rebuilding"},
    {"rewrite", "rewrote", "rewritten", "rewriting"},
    {"run", "ran", "run", "running"},
    {"sell", "sold", "sold", "selling"},
    {"send", "sent", "sent", "sending"},
    {"set", "set", "set", "setting"},
    {"show", "showed", "shown", "showing"},
    {"speak", "spoke", "spoken", "speaking"},
    {"spend", "spent", "spent", "spending"},
    {"take", "took", "taken", "taking"},
    {"teach", "taught", "taught", "teaching"},
    {"tell", "told", "told", "telling"},
    {"think", "thought", "thought", "thinking"},
    {"undertake", "undertook", "undertaken", "undertaking"},
    {"win", "won", "won", "winning"},
    {"withdraw", "withdrew", "withdrawn", "withdrawing"},
    {"write", "wrote", "written", "writing"},
});

/// Verbs whose base form is hardly ever a noun or an adjective, so that one at the head of a line is a verb.
constexpr auto kPlainVerbs = std::to_array<std::string_view>(
    {"achieve",    "adapt",       "administer", "advise",      "allocate",   "analyse",     "analyze",    "apply",
     "arrange",    "assemble",    "assess",     "assist",      "attend",     "automate",    "bring",      "calculate",
     "calibrate",  "collaborate", "collect",    "communicate", "compile",    "compose",     "configure",  "construct",
     "coordinate", "create",      "decorate",   "deliver",     "deploy",     "determine",   "develop",    "devise",
     "diagnose",   "distribute",  "educate",    "eliminate",   "enable",     "encourage",   "engage",     "enhance",
     "ensure",     "establish",   "evaluate",   "examine",     "execute",    "expand",      "facilitate", "foster",
     "generate",   "give",        "identify",   "illustrate",  "implement",  "improve",     "inform",     "inspect",
     "install",    "instruct",    "integrate",  "interpret",   "introduce",  "investigate", "keep",       "liaise",
     "maintain",   "make",        "manage",     "manufacture", "moderate",   "modernise",   "modernize",  "motivate",
     "negotiate",  "observe",     "obtain",     "operate",     "optimise",   "optimize",    "organise",   "organize",
     "oversee",    "participate", "perform",    "persuade",    "prepare",    "prescribe",   "prevent",    "prioritise",
     "prioritize", "produce",     "promote",    "propose",     "protect",    "provide",     "publish",    "receive",
     "recommend",  "reconcile",   "reduce",     "refine",      "reorganise", "reorganize",  "represent",  "resolve",
     "restore",    "rewrite",     "select",     "sell",        "send",       "serve",       "solve",      "streamline",
     "strengthen", "supervise",   "take",       "teach",       "transform",  "translate",   "undertake",  "validate",
     "verify",     "write"});

/// Forms of these may be verbs where they stand behind "and"; a clause with one is left alone.
constexpr auto kMaybeVerbs = std::to_array<std::string_view>(
    {"address", "answer",  "audit",   "balance",  "brief",    "budget", "build",    "check",   "clean",   "coach",
     "conduct", "contact", "cook",    "design",   "document", "draft",  "drive",    "fill",    "file",    "guide",
     "handle",  "help",    "hire",    "host",     "invoice",  "lead",   "load",     "market",  "measure", "mentor",
     "model",   "monitor", "order",   "own",      "pack",     "plan",   "present",  "process", "program", "record",
     "recruit", "repair",  "report",  "research", "review",   "run",    "schedule", "set",     "ship",    "staff",
     "stock",   "supply",  "support", "test",     "track",    "train",  "treat",    "update",  "visit",   "work"});

constexpr auto kGroups = std::to_array<std::string_view>(
    {"branch",  "class",  "classes", "colleagues", "company", "crew",  "department", "division", "group", "kitchen", "lab",
     "manager", "office", "section", "shift",      "squad",   "store", "team",       "teams",    "unit",  "ward"});

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string regular_past(std::string_view base) {
    std::string past(base);
    if (past.ends_with('e')) return past + 'd';
    if (past.ends_with('y') && past.size() > 1 && !is_vowel(past[past.size() - 2]))
        return past.substr(0, past.size() - 1) + "ied";
    return past + "ed";
}

std::string third_person(std::string_view base) {
    std::string form(base);
    if (form.ends_with('y') && form.size() > 1 && !is_vowel(form[form.size() - 2]))
        return form.substr(0, form.size() - 1) + "ies";
    for (const std::string_view hiss : {"s", "sh", "ch", "x", "z", "o"}) {
        if (form.ends_with(hiss)) return form + "es";
    }
    return form + 's';
}

const Irregular* irregular(std::string_view word) {
    const auto found = std::find_if(kIrregular.begin(), kIrregular.end(), [&](const Irregular& verb) {
        return word == verb.base || word == verb.past || word == verb.participle || word == verb.gerund ||
               word == third_person(verb.base);
    });
    return found == kIrregular.end() ? nullptr : &*found;
}

/// The past of a plain verb in the present tense; empty for any other word.
std::string past_of(std::string_view word) {
    for (const auto base : kPlainVerbs) {
        if (word != base && word != third_person(base)) continue;
        const auto* verb = irregular(base);
        return verb != nullptr ? std::string(verb->past) : regular_past(base);
    }
    return {};
}

bool may_be_verb(std::string_view word) {
    return std::any_of(kMaybeVerbs.begin(), kMaybeVerbs.end(),
                       [&](auto base) { return word == base || word == third_person(base); });
}

/// One word of a text with what stands before it.
struct Word {
    std::string text;    ///< folded
    std::string before;  ///< blanks and signs between the word before and this one
    std::size_t begin = 0, end = 0;
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    std::size_t last = 0;
    for (auto& token : text::tokens(text)) {
        words.push_back({token.text, std::string(text.substr(last, token.begin - last)), token.begin, token.end});
        last = token.end;
    }
    return words;
}

std::string_view tail_of(std::string_view text, const std::vector<Word>& words) {
    return words.empty() ? text : text.substr(words.back().end);
}

/// True where a sentence begins: at the start, or behind a full stop.
bool opens_sentence(const std::vector<Word>& words, std::size_t at) {
    return at == 0 || words[at].before.find_first_of(".!?;") != std::string::npos;
}

/// Where a verb of the clause may stand: at the head of a sentence, or joined to one by "and" or a comma.
bool may_head_clause(const std::vector<Word>& words, std::size_t at) {
    return opens_sentence(words, at) || words[at].before.find(',') != std::string::npos || words[at - 1].text == "and";
}

/// How many words of the first person, from `at`, go without loss: "I", "I have", "I was" before "responsible".
std::size_t droppable_at(const std::vector<Word>& words, std::size_t at) {
    if (!opens_sentence(words, at)) return 0;
    const auto is = [&](std::size_t i, std::string_view word) {
        return i < words.size() && words[i].text == word && (i == at || words[i].before == " ");
    };
    const auto past = [&](std::size_t i) {
        return i < words.size() && words[i].before == " " && (is_past(words[i].text) || !past_of(words[i].text).empty());
    };
    const auto adverb_and_past = [&](std::size_t i) { return is(i, "also") ? past(i + 1) : past(i); };
    if (is(at, "i've") && adverb_and_past(at + 1)) return 1;
    if (is(at, "i'm") && is(at + 1, "responsible")) return 1;
    if (!is(at, "i")) return 0;
    if (adverb_and_past(at + 1)) return 1;
    if (is(at + 1, "have") && adverb_and_past(at + 2)) return 2;
    return (is(at + 1, "was") || is(at + 1, "am")) && is(at + 2, "responsible") ? 2 : 0;
}

bool is_my_group(const std::vector<Word>& words, std::size_t at) {
    return words[at].text == "my" && at + 1 < words.size() && words[at + 1].before == " " &&
           contains(kGroups, words[at + 1].text);
}

std::string with_case_of(std::string_view old_word, std::string word) {
    if (std::isupper(static_cast<unsigned char>(old_word.front())) != 0)
        word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    return word;
}

/// Verbs to be put into the past; none if the text has a verb that can't be told from a noun, or a clause of another kind.
std::vector<std::size_t> present_verbs(const std::vector<Word>& words) {
    if (words.empty() || past_of(words.front().text).empty()) return {};
    std::vector<std::size_t> verbs;
    bool plain = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        static constexpr auto kOther =
            std::to_array<std::string_view>({"to", "can", "will", "would", "that", "which", "who", "how", "is", "are"});
        plain = (plain || opens_sentence(words, i)) && !contains(kOther, words[i].text);
        if (!may_head_clause(words, i)) continue;
        const bool present = !past_of(words[i].text).empty();
        if (!present && !may_be_verb(words[i].text)) continue;
        if (!present || !plain) return {};
        verbs.push_back(i);
    }
    return verbs;
}

std::string raw(std::string_view text, const Word& word) { return std::string(text.substr(word.begin, word.end - word.begin)); }

std::string capitalised(std::string word) {
    word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
    return word;
}

std::string without_first_person(std::string_view text) {
    const auto words = words_of(text);
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        out += words[i].before;
        const auto dropped = droppable_at(words, i);
        i += dropped;
        const auto word = raw(text, words[i]);
        const auto plain = is_my_group(words, i) ? with_case_of(word, "the") : word;
        out += dropped > 0 ? capitalised(plain) : plain;
    }
    return out.append(tail_of(text, words));
}

std::string in_past(std::string_view text) {
    const auto words = words_of(text);
    const auto verbs = present_verbs(words);
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool changes = std::find(verbs.begin(), verbs.end(), i) != verbs.end();
        const auto word = raw(text, words[i]);
        out += words[i].before + (changes ? with_case_of(word, past_of(words[i].text)) : word);
    }
    return out.append(tail_of(text, words));
}

}  // namespace

bool is_past(std::string_view word) {
    if (const auto* verb = irregular(word)) return word == verb->past && verb->past != verb->base;
    static constexpr auto kNoVerbs =
        std::to_array<std::string_view>({"need", "embed", "exceed", "proceed", "succeed", "feed", "speed", "indeed", "hundred"});
    return word.size() > 4 && word.ends_with("ed") && !contains(kNoVerbs, word);
}

bool same_verb(std::string_view a, std::string_view b) {
    const auto* one = irregular(a);
    const auto* other = irregular(b);
    if (one != nullptr || other != nullptr) return one == other;
    return text::stem(a) == text::stem(b);
}

std::optional<std::string> in_usual_voice(std::string_view text, RoleTime time) {
    if (!reads_as_english({std::string(text)}, WhenSilent::English)) return std::nullopt;
    auto out = without_first_person(text);
    if (time == RoleTime::Ended) out = in_past(out);
    return out == text ? std::nullopt : std::optional(std::move(out));
}

bool differs_in_voice_only(std::string_view before, std::string_view after) {
    const auto old_words = words_of(before), new_words = words_of(after);
    std::size_t i = 0, j = 0;
    for (; i < old_words.size() && j < new_words.size(); ++i, ++j) {
        if (old_words[i].before != new_words[j].before) return false;
        bool heads_clause = may_head_clause(old_words, i);
        // A kept "I" is no word of voice; a dropped one makes the next word the first.
        const auto dropped = new_words[j].text == old_words[i].text ? 0 : droppable_at(old_words, i);
        i += dropped;
        const auto old_word = raw(before, old_words[i]), new_word = raw(after, new_words[j]);
        const bool same = old_word == new_word || (dropped > 0 && capitalised(old_word) == new_word);
        const bool grouped = is_my_group(old_words, i) && new_word == with_case_of(old_word, "the");
        const auto past = past_of(old_words[i].text);
        const bool tensed = heads_clause && !past.empty() &&
                            (new_word == with_case_of(old_word, past) || (dropped > 0 && new_word == capitalised(past)));
        if (!same && !grouped && !tensed) return false;
    }
    return i == old_words.size() && j == new_words.size() && tail_of(before, old_words) == tail_of(after, new_words);
}

}  // namespace bespoke::tailoring
