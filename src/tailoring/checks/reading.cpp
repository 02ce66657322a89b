#include "tailoring/checks/reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "tailoring/checks/lexicon.hpp"
#include "tailoring/checks/word_lists.hpp"

namespace bespoke::tailoring {
namespace {

using Strings = std::unordered_set<std::string_view>;

const Strings kBe{"was", "were", "is", "are", "be", "been", "being", "got", "gets"};
const Strings kDeterminers{"a",   "an", "the", "this", "that",  "these", "those", "its",  "their", "his",
                           "her", "my", "our", "each", "every", "any",   "no",    "some", "all"};
const Strings kOneOf{"a", "an", "one", "each", "every", "this", "single", "another", "the"};
const Strings kJoins{"and", "or", "then", "but", "also", "&"};
const Strings kBeforeGerund{"by",  "while", "when", "after", "before",    "without", "in",   "on",
                            "for", "from",  "of",   "to",    "including", "through", "with", "at"};
const Strings kPlaces{"together", "jointly", "alongside", "weekly", "daily", "monthly", "quarterly", "yearly", "nightly", "under",
                      "over",     "after",   "before",    "until",  "since", "without", "near",      "every",  "each",    "all"};
const Strings kRelative{"that", "which", "who", "whose", "where"};

struct Unit {
    std::string_view base;
    double factor;
};

/// Units by word or abbreviation: what can be converted exactly has one base.
const std::unordered_map<std::string_view, Unit>& units() {
    static const std::unordered_map<std::string_view, Unit> kUnits = {{"ms", {"s", 1e-3}},
                                                                      {"millisecond", {"s", 1e-3}},
                                                                      {"milliseconds", {"s", 1e-3}},
                                                                      {"s", {"s", 1}},
                                                                      {"sec", {"s", 1}},
                                                                      {"secs", {"s", 1}},
                                                                      {"second", {"s", 1}},
                                                                      {"seconds", {"s", 1}},
                                                                      {"min", {"s", 60}},
                                                                      {"mins", {"s", 60}},
                                                                      {"minute", {"s", 60}},
                                                                      {"minutes", {"s", 60}},
                                                                      {"h", {"s", 3600}},
                                                                      {"hr", {"s", 3600}},
                                                                      {"hrs", {"s", 3600}},
                                                                      {"hour", {"s", 3600}},
                                                                      {"hours", {"s", 3600}},
                                                                      {"day", {"d", 1}},
                                                                      {"days", {"d", 1}},
                                                                      {"week", {"d", 7}},
                                                                      {"weeks", {"d", 7}},
                                                                      {"wk", {"d", 7}},
                                                                      {"wks", {"d", 7}},
                                                                      {"month", {"mo", 1}},
                                                                      {"months", {"mo", 1}},
                                                                      {"mo", {"mo", 1}},
                                                                      {"year", {"mo", 12}},
                                                                      {"years", {"mo", 12}},
                                                                      {"yr", {"mo", 12}},
                                                                      {"yrs", {"mo", 12}},
                                                                      {"mm", {"m", 1e-3}},
                                                                      {"cm", {"m", 1e-2}},
                                                                      {"m", {"m", 1}},
                                                                      {"metre", {"m", 1}},
                                                                      {"metres", {"m", 1}},
                                                                      {"meter", {"m", 1}},
                                                                      {"meters", {"m", 1}},
                                                                      {"km", {"m", 1e3}},
                                                                      {"kilometre", {"m", 1e3}},
                                                                      {"kilometres", {"m", 1e3}},
                                                                      {"kilometer", {"m", 1e3}},
                                                                      {"kilometers", {"m", 1e3}},
                                                                      {"centimetre", {"m", 1e-2}},
                                                                      {"centimetres", {"m", 1e-2}},
                                                                      {"mg", {"g", 1e-3}},
                                                                      {"g", {"g", 1}},
                                                                      {"gram", {"g", 1}},
                                                                      {"grams", {"g", 1}},
                                                                      {"kg", {"g", 1e3}},
                                                                      {"kilo", {"g", 1e3}},
                                                                      {"kilos", {"g", 1e3}},
                                                                      {"kilogram", {"g", 1e3}},
                                                                      {"kilograms", {"g", 1e3}},
                                                                      {"t", {"g", 1e6}},
                                                                      {"tonne", {"g", 1e6}},
                                                                      {"tonnes", {"g", 1e6}},
                                                                      {"ml", {"l", 1e-3}},
                                                                      {"l", {"l", 1}},
                                                                      {"litre", {"l", 1}},
                                                                      {"litres", {"l", 1}},
                                                                      {"liter", {"l", 1}},
                                                                      {"liters", {"l", 1}},
                                                                      {"kb", {"b", 1e3}},
                                                                      {"mb", {"b", 1e6}},
                                                                      {"gb", {"b", 1e9}},
                                                                      {"tb", {"b", 1e12}},
                                                                      {"pb", {"b", 1e15}},
                                                                      {"gigabytes", {"b", 1e9}},
                                                                      {"megabytes", {"b", 1e6}},
                                                                      {"terabytes", {"b", 1e12}},
                                                                      {"kw", {"w", 1e3}},
                                                                      {"mw", {"w", 1e6}},
                                                                      {"mph", {"mph", 1}},
                                                                      {"miles", {"mi", 1}},
                                                                      {"mile", {"mi", 1}},
                                                                      {"ft", {"ft", 1}},
                                                                      {"feet", {"ft", 1}},
                                                                      {"tons", {"ton", 1}},
                                                                      {"ton", {"ton", 1}},
                                                                      {"lb", {"lb", 1}},
                                                                      {"lbs", {"lb", 1}},
                                                                      {"percentage", {"%p", 1}},
                                                                      {"points", {"pt", 1}},
                                                                      {"point", {"pt", 1}},
                                                                      {"fold", {"x", 1}},
                                                                      {"times", {"x", 1}},
                                                                      {"dollars", {"$", 1}},
                                                                      {"pounds", {"£", 1}},
                                                                      {"euros", {"€", 1}}};
    return kUnits;
}

bool ends_as_plural(std::string_view word) {
    static const Strings kOdd{"people",    "children", "women",    "men",  "staff",
                              "personnel", "analyses", "criteria", "data", "media"};
    if (kOdd.contains(word)) return true;
    static const Strings kSingular{
        "business",  "process",     "access",    "bus",     "basis",     "analysis",   "status", "news", "series", "sales",
        "logistics", "mathematics", "maths",     "physics", "economics", "statistics", "us",     "js",   "gas",    "focus",
        "campus",    "canvas",      "wordpress", "this",    "its",       "plus",       "always", "less", "across"};
    return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") &&
           !kSingular.contains(word);
}

bool is_third_person(std::string_view form) { return form.size() > 3 && form.ends_with('s') && !form.ends_with("ss"); }

Bound bound_before(const std::vector<text::Token>& tokens, std::size_t first, Bound known) {
    if (known != Bound::Exact || first == 0) return known;
    const auto word = [&](std::size_t back) {
        return back <= first ? std::string_view(tokens[first - back].text) : std::string_view();
    };
    if (word(1) == "some" || word(1) == "circa" || word(1) == "ca") return Bound::About;
    if (word(1) == "minimum" || (word(2) == "excess" && word(1) == "of") || (word(2) == "upwards" && word(1) == "of"))
        return Bound::More;
    if (word(1) == "maximum" || (word(3) == "as" && word(2) == "many" && word(1) == "as") ||
        (word(2) == "maximum" && word(1) == "of"))
        return Bound::Less;
    if (word(3) == "no" && word(1) == "than") return word(2) == "fewer" || word(2) == "less" ? Bound::More : Bound::Less;
    return known;
}

}  // namespace

Reading::Reading(std::string text) : statement_(std::move(text)) {
    read_words();
    read_quantities();
    join_ranges();
    join_phrases();
    mark_verbs();
    mark_clauses();
    mark_parts();
}

std::string_view Reading::raw(std::size_t token) const {
    const auto& at = statement_.tokens()[token];
    return std::string_view(statement_.text()).substr(at.begin, at.end - at.begin);
}

bool Reading::has(const std::string& stem) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const Word& word) { return word.single == stem || (!word.consumed && word.stem == stem); });
}

bool Reading::adjoin(std::size_t i) const {
    const auto& tokens = statement_.tokens();
    if (i == 0 || i >= tokens.size()) return false;
    const auto gap = std::string_view(statement_.text()).substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
    return gap.find_first_not_of(" -'\"’“”") == std::string_view::npos;
}

void Reading::read_words() {
    const auto& tokens = statement_.tokens();
    words_.resize(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto& word = words_[i];
        word.stem = word.single = lexical_stem(tokens[i].text);
        word.glue = is_glue(tokens[i].text);
        // "Had drawings checked" is a claim; "had moved" is grammar.
        static const Strings kHave{"had", "have", "has", "having"};
        if (i == 0 && kHave.contains(tokens[i].text)) word.glue = false;
        word.plural = ends_as_plural(tokens[i].text);
        const auto from = i == 0 ? 0 : tokens[i - 1].end;
        const auto gap = std::string_view(statement_.text()).substr(from, tokens[i].begin - from);
        word.sentence_start = i == 0 || gap.find_first_of(".;!?:") != std::string_view::npos;
        word.breaks_before = word.sentence_start || gap.find_first_of(",()") != std::string_view::npos ||
                             gap.find(" - ") != std::string_view::npos || gap.find("–") != std::string_view::npos ||
                             gap.find("—") != std::string_view::npos;
    }
}

void Reading::join_phrases() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if (words_[i].consumed || words_[i].number) continue;
        for (const auto& rest : phrases_from(words_[i].single)) {
            bool fits = i + rest.size() < words_.size();
            for (std::size_t k = 0; fits && k < rest.size(); ++k) {
                const auto at = i + 1 + k;
                fits = words_[at].single == rest[k] && !words_[at].number && adjoin(at);
            }
            if (!fits) continue;
            for (std::size_t k = 0; k < rest.size(); ++k) {
                words_[i].stem += "_" + rest[k];
                words_[i + 1 + k].consumed = true;
            }
            words_[i].opens_with_glue = words_[i].glue || kOneOf.contains(statement_.tokens()[i].text);
            words_[i].glue = false;
            break;
        }
    }
}

void Reading::read_quantities() {
    const auto& tokens = statement_.tokens();
    for (const auto& number : statement_.numbers()) {
        Quantity quantity{number.value, number.upper,          number.unit,  {},
                          number.bound, Quantity::Role::Plain, number.first, number.last};
        std::string_view unit = number.unit;
        const auto next = number.last + 1;
        if (unit.empty() && next < tokens.size() && adjoin(next) && units().contains(tokens[next].text)) {
            unit = tokens[next].text;
            quantity.last = next;
        }
        if (const auto known = units().find(unit); known != units().end()) {
            quantity.unit = known->second.base;
            quantity.value *= known->second.factor;
            quantity.upper *= known->second.factor;
        }
        quantity.bound = bound_before(tokens, number.first, number.bound);
        if (quantity.bound == Bound::Exact && quantity.last + 2 < tokens.size() && tokens[quantity.last + 1].text == "or") {
            const auto& tail = tokens[quantity.last + 2].text;
            if (tail == "more" || tail == "above") quantity.bound = Bound::More;
            if (tail == "less" || tail == "fewer") quantity.bound = Bound::Less;
        }
        for (auto i = number.first; i <= quantity.last; ++i) words_[i].number = true;
        if (quantity.bound != Bound::Exact) mark_bound(number.first);
        static const Strings kCodes{"usd", "eur", "gbp", "chf", "cad", "aud", "inr", "jpy", "sek", "pln"};
        if (number.first > 0 && !number.unit.empty() && kCodes.contains(tokens[number.first - 1].text))
            words_[number.first - 1].number = true;
        const auto before = number.first > 0 ? std::string_view(tokens[number.first - 1].text) : std::string_view();
        const auto two_before = number.first > 1 ? std::string_view(tokens[number.first - 2].text) : std::string_view();
        const auto lead = quantity.bound == Bound::Exact ? before : two_before;
        if (lead == "from") quantity.role = Quantity::Role::From;
        if (lead == "to" && two_before != "up") quantity.role = Quantity::Role::To;
        if (lead == "by") quantity.role = Quantity::Role::By;
        quantities_.push_back(std::move(quantity));
    }
    for (std::size_t i = 0; i + 1 < quantities_.size(); ++i) {
        auto& one = quantities_[i];
        const auto& two = quantities_[i + 1];
        // "from 32 to 38 pounds", "9 working days to 6".
        if (two.role != Quantity::Role::To || two.first > one.last + 4) continue;
        if (one.role == Quantity::Role::Plain) one.role = Quantity::Role::From;
        static const Strings kShared{"%", "$", "€", "£", "¥", "₹"};
        const auto shared = kShared.contains(two.unit) || (two.last > two.first && units().contains(tokens[two.last].text));
        if (one.unit.empty() && shared && two.first == one.last + 2) {
            const auto known = units().find(tokens[two.last].text);
            const double factor = known != units().end() && known->second.base == two.unit ? known->second.factor : 1;
            one.unit = two.unit;
            one.value *= factor;
            one.upper *= factor;
        }
    }
}

/// "at least", "as many as": part of the number, no words of their own.
void Reading::mark_bound(std::size_t first) {
    static const Strings kBoundWords{"over",   "above",     "more",          "than",    "at",      "least",  "most",  "up",
                                     "to",     "as",        "many",          "few",     "much",    "under",  "below", "less",
                                     "fewer",  "about",     "around",        "approx",  "nearly",  "almost", "no",    "roughly",
                                     "circa",  "some",      "approximately", "minimum", "maximum", "excess", "of",    "upwards",
                                     "within", "exceeding", "beyond",        "greater", "ca",      "a",      "in",    "better"};
    for (std::size_t back = 1; back <= 3 && back <= first; ++back) {
        if (!kBoundWords.contains(statement_.tokens()[first - back].text)) break;
        words_[first - back].glue = true;
    }
}

/// "between 25 and 30" and "25 to 30" are the range "25-30"; "from 25 to 30" and "raised 25 to 30" are a change.
void Reading::join_ranges() {
    const auto& tokens = statement_.tokens();
    for (std::size_t k = 0; k + 1 < quantities_.size(); ++k) {
        auto& one = quantities_[k];
        const auto& two = quantities_[k + 1];
        if (two.first != one.last + 2 || two.upper <= one.value || one.role == Quantity::Role::By) continue;
        const auto& join = tokens[one.last + 1].text;
        const auto before = one.first > 0 ? std::string_view(tokens[one.first - 1].text) : std::string_view();
        const bool change =
            before == "from" || std::any_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(one.first),
                                            [](const Word& word) { return is_outcome(word.stem); });
        const bool range = (join == "to" && !change) || (join == "and" && before == "between");
        if (!range || (!one.unit.empty() && one.unit != two.unit)) continue;
        one.upper = two.upper;
        one.unit = two.unit;
        one.last = two.last;
        one.role = Quantity::Role::Plain;
        words_[two.first - 1].number = true;
        quantities_.erase(quantities_.begin() + static_cast<std::ptrdiff_t>(k) + 1);
    }
}

bool Reading::is_verb(std::size_t i) const {
    const auto& word = words_[i];
    if (word.consumed || word.number) return false;
    const std::string_view form = statement_.tokens()[i].text;
    const std::string_view before = i > 0 ? std::string_view(statement_.tokens()[i - 1].text) : std::string_view();
    const bool starts = word.sentence_start || (word.breaks_before && i > 0) || kJoins.contains(before);
    const bool after_number = i > 0 && words_[i - 1].number && !starts;
    const bool known = is_verb_stem(word.single) || word.stem != word.single;
    if (kDeterminers.contains(before) && before != "that") return false;
    if (form.ends_with("ed") && form.size() > 3) {
        if (!known && !starts && !kBe.contains(before)) return false;
        return !(after_number || before == "of" || before == "with" || before == "in" || before == "for" || before == "to" ||
                 before == "from" || before == "at" || before == "into" || before == "on");
    }
    if (is_irregular_past(form) && known) return !after_number && before != "of";
    if (form.ends_with("ing") && form.size() > 4)
        return known && (starts || kBeforeGerund.contains(before) || kBe.contains(before));
    if (!known) return false;
    const bool plural_noun = form.ends_with('s') && kJoins.contains(before);
    // "Writes newsletters and runs campaigns": the sentence goes on as it began.
    std::size_t start = i;
    while (start > 0 && !words_[start].sentence_start) --start;
    const std::string_view opening = statement_.tokens()[start].text;
    const bool parallel = opening.ends_with('s') && !opening.ends_with("ss") && is_verb_stem(words_[start].single) &&
                          i + 1 < words_.size() && !words_[i + 1].breaks_before && !words_[i + 1].glue;
    if (plural_noun && parallel) return true;
    if (plural_noun) {
        // "invoices and reports" or "prepares invoices and reports them": a verb goes on to an object.
        const bool goes_on = i + 1 < words_.size() && !words_[i + 1].breaks_before &&
                             (kDeterminers.contains(statement_.tokens()[i + 1].text) || words_[i + 1].number);
        return goes_on;
    }
    static constexpr auto kNoVerb =
        std::to_array<std::string_view>({"ful", "less", "able", "ness", "ity", "tion", "sion", "ive"});
    if (std::any_of(kNoVerb.begin(), kNoVerb.end(),
                    [&](std::string_view end) { return form.ends_with(end) && form != "receive"; }))
        return false;
    return word.sentence_start || before == "to" || kRelative.contains(before) || before == "i" || before == "helped" ||
           before == "help" || before == "would" || before == "could" || before == "might" || before == "should" ||
           form == "would" || form == "could" || form == "might" || form == "should" ||
           (kJoins.contains(before) && i + 1 < words_.size() && kDeterminers.contains(statement_.tokens()[i + 1].text));
}

void Reading::mark_verbs() {
    const auto& tokens = statement_.tokens();
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i].verb = is_verb(i);
    // "Damaged stock reported weekly": a participle before a noun that has a verb of its own.
    for (std::size_t i = 0; i + 2 < words_.size(); ++i) {
        if (!words_[i].verb || !words_[i].sentence_start || !tokens[i].text.ends_with("ed")) continue;
        auto next = i + 1;
        while (next < words_.size() && adjoin(next) && !words_[next].glue && !words_[next].verb && !words_[next].number) ++next;
        const bool own_verb =
            next > i + 1 && next < words_.size() && adjoin(next) && words_[next].verb && tokens[next].text.ends_with("ed");
        if (own_verb) words_[i].verb = false;
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
        auto& word = words_[i];
        const auto participle = tokens[i].text.ends_with("ed") || is_irregular_past(tokens[i].text);
        std::size_t back = i;
        while (back > 0 && tokens[back - 1].text.ends_with("ly")) --back;
        word.passive = word.verb && participle && back > 0 && kBe.contains(tokens[back - 1].text);
        word.past = word.verb && participle;
        word.present = word.verb && !participle && is_third_person(tokens[i].text) && !(i > 0 && tokens[i - 1].text == "to");
        auto next = i + 1;
        while (next < words_.size() && words_[next].consumed) ++next;
        if (participle && next + 1 < words_.size() && tokens[next].text == "by" && !words_[next].breaks_before) {
            word.by_other = is_person_behind(next + 1);
        }
        const bool noun_follows = i + 1 < words_.size() && adjoin(i + 1) && !words_[i + 1].glue && !words_[i + 1].verb &&
                                  !words_[i + 1].number && !kPlaces.contains(tokens[i + 1].text) &&
                                  !words_[i + 1].opens_with_glue;
        word.attributive = !word.verb && noun_follows;
    }
}

void Reading::mark_clauses() {
    std::size_t clause = 0;
    bool empty = true;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        auto& word = words_[i];
        const bool splits = (word.verb && !word.passive) || word.sentence_start;
        if (splits && !empty) {
            ++clause;
            empty = true;
        }
        word.clause = clause;
        // A verb alone shares the object of the next: "planned and ran 12 events".
        if (counts(i) && !word.verb) empty = false;
        if (word.number) empty = false;
    }
}

/// "by senior engineers", "by the head chef", but not "by hand" or "by a third".
bool Reading::is_person_behind(std::size_t from) const {
    constexpr std::size_t kReach = 4;
    for (auto i = from; i < words_.size() && i < from + kReach; ++i) {
        if (words_[i].number || words_[i].breaks_before || statement_.tokens()[i].text.ends_with("ing")) return false;
        if (words_[i].glue) {
            if (!kDeterminers.contains(statement_.tokens()[i].text)) return false;
            continue;
        }
        if (raw(i).front() >= 'A' && raw(i).front() <= 'Z') return true;
        const auto& word = words_[i].single;
        const bool by_form =
            word.size() > 4 && (word.ends_with("er") || word.ends_with("or") || word.ends_with("ist") || word.ends_with("ian"));
        if (is_actor(word) || by_form || is_role(statement_.tokens()[i].text)) return true;
    }
    return false;
}

bool Reading::verb_follows(std::size_t from) const {
    for (auto i = from; i < words_.size() && !words_[i].breaks_before; ++i) {
        if (words_[i].verb || is_verb_stem(words_[i].single)) return true;
    }
    return false;
}

/// "with a colleague", "with two other developers".
bool Reading::peer_follows(std::size_t with) const {
    static const Strings kPeers{"colleague", "colleagues", "coworker", "coworkers", "teammate", "teammates", "peer",
                                "peers",     "partner",    "partners", "other",     "another",  "others"};
    for (auto i = with + 1; i < words_.size() && i <= with + 4 && !words_[i].breaks_before; ++i) {
        if (kPeers.contains(statement_.tokens()[i].text)) return true;
        if (words_[i].verb) return false;
    }
    return false;
}

/// True if "for" and people stand right before "to".
bool Reading::word_for(std::size_t to) const {
    if (!counts(to - 1) || words_[to - 1].verb) return false;
    for (std::size_t back = 2; back <= 4 && back <= to; ++back) {
        if (statement_.tokens()[to - back].text == "for") return true;
    }
    return false;
}

void Reading::mark_parts() {
    const auto& tokens = statement_.tokens();
    bool partial = false, shared = false, foreign = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        auto& word = words_[i];
        if (word.sentence_start) {
            partial = shared = foreign = false;
            start = i;
        }
        const auto& form = tokens[i].text;
        const bool past =
            word.verb && !form.ends_with("ing") && (form.ends_with("ed") || is_irregular_past(form) || form.ends_with('s'));
        std::size_t back = i;
        while (back > start && tokens[back - 1].text.ends_with("ly")) --back;
        const bool joined =
            word.breaks_before || (back > start && (kJoins.contains(tokens[back - 1].text) || words_[back].breaks_before));
        if (past && joined && !is_partial(word.stem) && i > start) partial = shared = foreign = false;
        const bool verb_or_noun = word.stem != "support" || word.verb;
        const bool turns_partial =
            !word.consumed && is_partial(word.stem) && verb_or_noun && !(word.attributive && !word.verb && form != "would");
        const bool turns_shared = !word.consumed && is_shared(word.stem) &&
                                  (word.stem != "part" || (i + 1 < words_.size() && tokens[i + 1].text == "of")) &&
                                  (word.stem != "member" || (i + 1 < words_.size() && tokens[i + 1].text == "of"));
        if (kRelative.contains(form) && i > start) {
            const bool person = form == "who" || form == "whose";
            std::size_t antecedent = i - 1;
            // "Supervisor who holds a licence": the candidate, where nothing was done before.
            const bool candidate =
                std::none_of(words_.begin() + static_cast<std::ptrdiff_t>(start), words_.begin() + static_cast<std::ptrdiff_t>(i),
                             [](const Word& w) { return w.verb; });
            foreign = foreign || (!candidate && (person || is_actor(words_[antecedent].single)));
            // "articles, some of which were translated": by whom is not said.
            const bool own_subject = (form == "that" || form == "which") && i + 1 < words_.size() && !words_[i + 1].verb &&
                                     !kBe.contains(tokens[i + 1].text) &&
                                     (!words_[i + 1].glue || kOneOf.contains(tokens[i + 1].text)) && verb_follows(i + 1);
            foreign = foreign || own_subject;
            const bool unnamed = i + 2 < words_.size() && kBe.contains(tokens[i + 1].text) && words_[i + 2].passive;
            foreign = foreign || unnamed;
        }
        // "; senior engineers signed them off": the subject stands before the verb.
        const bool own_part =
            i > start && std::none_of(words_.begin() + static_cast<std::ptrdiff_t>(start),
                                      words_.begin() + static_cast<std::ptrdiff_t>(i), [](const Word& w) { return w.verb; });
        if (past && !word.passive && own_part && !word.breaks_before && is_actor(words_[i - 1].single) &&
            (words_[i - 1].plural || kDeterminers.contains(tokens[start].text)))
            foreign = true;
        // "letters for solicitors to sign": others sign.
        if (form == "to" && i > start + 1 && word_for(i) && verb_follows(i)) foreign = true;
        if (turns_partial || turns_shared) {
            // "In the science department, helped to …": what stands before the first verb belongs to it.
            const bool first_verb =
                std::none_of(words_.begin() + static_cast<std::ptrdiff_t>(start), words_.begin() + static_cast<std::ptrdiff_t>(i),
                             [](const Word& w) { return w.verb; });
            if (first_verb) {
                for (auto k = start; k < i; ++k) (turns_partial ? words_[k].partial : words_[k].shared) = true;
            }
            (turns_partial ? partial : shared) = true;
        }
        // "Wrote it jointly", "… with a colleague": what stands before is shared, too.
        const bool afterwards = turns_shared && !word.verb && (form == "together" || form == "jointly" || form == "alongside");
        if (afterwards || (form == "with" && peer_follows(i))) {
            for (auto k = i + 1; k-- > start && words_[k].clause == word.clause;) words_[k].shared = true;
            shared = true;
        }
        word.partial = partial;
        word.shared = shared;
        word.foreign = foreign;
    }
}

}  // namespace bespoke::tailoring
