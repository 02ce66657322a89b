#include "tailoring/checks/paraphrase.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <unordered_set>

#include "tailoring/checks/lexicon.hpp"
#include "tailoring/checks/word_lists.hpp"
#include "text/code_points.hpp"

namespace bespoke::tailoring {
namespace {

using Strings = std::unordered_set<std::string_view>;
using Indices = std::vector<std::size_t>;

/// Each content word of the claim with the words of the source that it stands for, found once.
struct Alignment {
    const Reading& claim;
    const Reading& source;
    std::vector<Indices> of;

    Alignment(const Reading& said, const Reading& given) : claim(said), source(given), of(said.words().size()) {
        for (std::size_t i = 0; i < of.size(); ++i) {
            if (!said.words()[i].number && !said.words()[i].consumed) of[i] = supporters(said, i, given);
        }
    }
};

const Strings kCausal{"resulting", "result",   "resulted", "thereby", "therefore", "thus",     "hence",  "leading",
                      "enabling",  "allowing", "letting",  "causing", "producing", "yielding", "giving", "bringing",
                      "achieving", "so",       "because",  "due",     "thanks",    "way"};
const Strings kConnecting{"role", "work", "working", "regarding", "concerning", "etc", "e.g"};

bool has_causal_link(const Reading& in) {
    const auto& tokens = in.statement().tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto& text = tokens[i].text;
        if (kCausal.contains(text) || text == "through" || text == "via" || text == "which" || text == "using") return true;
        const bool next_verb = i + 1 < tokens.size() && (in.words()[i + 1].verb || tokens[i + 1].text.ends_with("ing"));
        if ((text == "by" || text == "to" || text == "that" || text == "with" || text == "after") && next_verb) return true;
        if (in.words()[i].verb && text.ends_with("ing") && in.words()[i].breaks_before && i > 0) return true;
        if (in.words()[i].verb && i > 0 && is_outcome(in.words()[i].stem)) return true;
    }
    return false;
}

/// "Attended", "observed", "studied": who looks on has no part in it.
bool only_looks_on(const Reading& in) {
    static const Strings kLooksOn{"attend", "sit", "observ", "shadow", "visit", "watch", "studi", "learn", "read", "receiv"};
    return std::any_of(in.words().begin(), in.words().end(),
                       [](const Word& word) { return word.verb && kLooksOn.contains(word.single); });
}

/// Words that join or carry and claim nothing by themselves, given that the source links cause and effect where they do.
bool is_carrier(const Reading& claim, std::size_t i, bool linked, bool watched) {
    const auto& text = claim.statement().tokens()[i].text;
    if (kCausal.contains(text)) return linked;
    static const Strings kWeakening{"help",         "helped",        "helping",   "helps",       "assist",       "assisted",
                                    "assisting",    "assists",       "aided",     "contributed", "contributing", "contributes",
                                    "participated", "participating", "supported", "supporting",  "supports",     "involved",
                                    "support",      "assistance",    "part"};
    if (kWeakening.contains(text) && !watched) return true;
    if (text == "together" || text == "jointly" || text == "alongside") return true;
    return kConnecting.contains(text) || text == "experience" || text == "skills";
}

/// "Provided training", "carried out repairs": the deed stands in the noun behind a light verb.
bool is_light_here(const Alignment& a, std::size_t i) {
    const auto& words = a.claim.words();
    if (!is_light_verb(words[i].stem)) return false;
    static const Strings kStronger{"manage", "handl",  "handle", "own",   "take",   "get",
                                   "have",   "receiv", "keep",   "bring", "employ", "take_care"};
    for (auto k = i + 1; k < words.size() && k <= i + 7; ++k) {
        if (words[k].sentence_start) break;
        if (!a.claim.counts(k)) continue;
        for (const auto at : a.of[k]) {
            if (!a.claim.words()[k].verb && a.source.words()[at].verb && !is_light_verb(a.source.words()[at].stem))
                return !kStronger.contains(words[i].stem);
        }
    }
    return false;
}

void check_words(const Alignment& a, Problems& problems) {
    const bool linked = has_causal_link(a.source);
    const bool watched = only_looks_on(a.source);
    for (std::size_t i = 0; i < a.of.size(); ++i) {
        if (!a.claim.counts(i) || !a.of[i].empty() || is_carrier(a.claim, i, linked, watched) ||
            (is_light_here(a, i) && !watched))
            continue;
        const auto* mention = a.claim.statement().mention_at(i);
        if (mention != nullptr && a.source.statement().names(*mention->term)) continue;
        const auto* what = is_strong_verb(a.claim.statement().tokens()[i].text) ? "the stronger word" : "the word";
        problems.push_back(fmt::format("{} \"{}\" is not in its evidence", what, a.claim.raw(i)));
    }
    const auto& tokens = a.claim.statement().tokens();
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool means = tokens[i].text == "by" && tokens[i + 1].text.ends_with("ing") && a.claim.words()[i + 1].verb;
        if (means && !linked)
            problems.push_back(fmt::format("its evidence does not say that \"{}\" brought this about", a.claim.raw(i + 1)));
    }
}

/// "the shop floor" is not "the shop": what only describes a thing in the source is not the thing.
void check_heads(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    for (std::size_t i = 0; i < a.of.size(); ++i) {
        const auto& word = a.claim.words()[i];
        const bool head = a.claim.counts(i) && !word.verb && !word.attributive && !word.sentence_start && !a.of[i].empty();
        if (!head || a.claim.statement().mention_at(i) != nullptr) continue;
        const bool only_describes = std::all_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            if (given[at].consumed || given[at].verb || at + 1 >= given.size()) return false;
            if (given[at].stem != given[at].single) {
                return given[at].single == word.single && !given[at].opens_with_glue && !given[at + 1].glue &&
                       !a.claim.has(given[at + 1].single);
            }
            if (!given[at].attributive || given[at].stem != word.stem) return false;
            return std::none_of(a.of.begin(), a.of.end(), [&](const Indices& found) {
                return std::find(found.begin(), found.end(), at + 1) != found.end();
            });
        });
        if (only_describes)
            problems.push_back(fmt::format("\"{}\" only describes something else in its evidence", a.claim.raw(i)));
    }
}

bool is_plural_noun(const Word& word) { return word.plural && !word.verb && !word.number; }

/// "a team" is not "teams".
void check_scope(const Alignment& a, Problems& problems) {
    static const Strings kSingle{"a",       "an",  "one", "each",  "every", "this", "single",
                                 "another", "the", "its", "their", "his",   "her"};
    const auto& given = a.source.words();
    for (std::size_t i = 0; i < a.of.size(); ++i) {
        if (!a.claim.counts(i) || !is_plural_noun(a.claim.words()[i]) || a.of[i].empty()) continue;
        const bool other_form = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            const auto& raw = a.source.statement().tokens()[at].text;
            return given[at].plural || given[at].attributive || given[at].verb || raw.ends_with("ing") || raw.ends_with("ion") ||
                   given[at].single != a.claim.words()[i].single;
        });
        static const Strings kMany{"team", "staff", "crew", "personnel", "workforc", "group", "famili", "public", "audienc"};
        const bool synonym_of_single = std::all_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            const auto before = at > 0 ? std::string_view(a.source.statement().tokens()[at - 1].text) : std::string_view();
            return !given[at].plural && !given[at].verb && !given[at].attributive && kSingle.contains(before) &&
                   !kMany.contains(given[at].single);
        });
        const bool verbal = is_verb_stem(a.claim.words()[i].single) &&
                            (a.claim.words()[i].sentence_start ||
                             (i > 0 && (a.claim.statement().tokens()[i - 1].text == "and" || a.claim.words()[i].breaks_before)));
        if (verbal) continue;
        if (!other_form || synonym_of_single)
            problems.push_back(fmt::format("its evidence speaks of one, not of \"{}\"", a.claim.raw(i)));
    }
}

// ---- skills and names

/// The words of a skill stand together in the source, in another order or form: "inventory management", "managed inventory".
bool stands_together(const Alignment& a, std::size_t first, std::size_t last) {
    std::size_t low = a.source.words().size(), high = 0;
    for (auto i = first; i <= last; ++i) {
        if (a.claim.words()[i].glue || a.claim.words()[i].consumed) continue;
        if (a.of[i].empty()) return false;
        low = std::min(low, a.of[i].front());
        high = std::max(high, a.of[i].front());
    }
    return low <= high && high - low <= last - first + 2;
}

void check_skills(const Alignment& a, Problems& problems) {
    const auto& source = a.source.statement();
    for (const auto& mention : a.claim.statement().mentions()) {
        const auto words = a.claim.statement().text().substr(mention.begin, mention.end - mention.begin);
        if (source.names(*mention.term) || source.has_phrase(words)) continue;
        const auto& tokens = a.claim.statement().tokens();
        std::size_t first = tokens.size(), last = 0;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].begin < mention.begin || tokens[i].end > mention.end) continue;
            first = std::min(first, i);
            last = i;
        }
        if (first < tokens.size() && stands_together(a, first, last) && !is_credential_term(*mention.term)) continue;
        problems.push_back(fmt::format("the skill \"{}\" is not in its evidence", words));
    }
}

bool is_capital(std::string_view word) {
    std::size_t offset = 0;
    return u_isupper(text::next_code_point(word, offset)) != 0;
}

/// Runs of capitalised words must stand in the source as they are; a word that opens a sentence is no part of a name.
void check_names(const Alignment& a, Problems& problems) {
    const auto& words = a.claim.words();
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool pair = is_capital(a.claim.raw(i)) && is_capital(a.claim.raw(i + 1)) && a.claim.adjoin(i + 1) &&
                          !words[i].sentence_start && !words[i + 1].breaks_before;
        if (!pair || (words[i].glue && !a.source.has(words[i].single))) continue;
        const auto begin = a.claim.statement().tokens()[i].begin, end = a.claim.statement().tokens()[i + 1].end;
        const auto run = a.claim.statement().text().substr(begin, end - begin);
        // Acronyms and skills side by side ("JUnit integration tests" for "integration tests in JUnit") are no name.
        const bool skills = a.claim.statement().mention_at(i) != nullptr || a.claim.statement().mention_at(i + 1) != nullptr;
        const bool spelt_out = std::any_of(a.of[i].begin(), a.of[i].end(),
                                           [&](std::size_t at) { return a.source.words()[at].single != words[i].single; });
        if (!skills && !spelt_out && !a.source.statement().has_phrase(run))
            problems.push_back(fmt::format("the name \"{}\" is not in its evidence", run));
    }
}

/// "nurse manager" is a title that "worked with the manager as a nurse" does not give.
void check_titles(const Alignment& a, Problems& problems) {
    const auto& words = a.claim.words();
    for (std::size_t i = 1; i < words.size(); ++i) {
        const auto& text = a.claim.statement().tokens()[i].text;
        const bool title = is_role(text) && !words[i].verb && a.claim.adjoin(i) && !words[i].breaks_before;
        if (!title || !a.claim.counts(i - 1) || words[i - 1].verb || a.of[i].empty() || a.of[i - 1].empty()) continue;
        const bool same = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            const auto near = [&](std::size_t other) {
                return other + 1 == at ||
                       (other < at && at - other <= 6 && a.source.words()[at].clause == a.source.words()[other].clause) ||
                       (other > at && other - at <= 6);
            };
            return std::any_of(a.of[i - 1].begin(), a.of[i - 1].end(), near);
        });
        if (!same)
            problems.push_back(fmt::format("the title \"{} {}\" is not in its evidence", a.claim.raw(i - 1), a.claim.raw(i)));
    }
}

// ---- who did what to what

/// How often, where or when: no object.
bool is_aside(const Reading& in, std::size_t i) {
    static const Strings kAsides{"under",  "over",    "after",     "before",       "until",    "since",   "without", "daily",
                                 "weekly", "monthly", "quarterly", "yearly",       "annually", "nightly", "hourly",  "every",
                                 "twice",  "once",    "regularly", "successfully", "together", "jointly"};
    const auto& text = in.statement().tokens()[i].text;
    return kAsides.contains(text) || (text.size() > 4 && text.ends_with("ly"));
}

/// The last word of the first run of content words behind the verb: what it was done to. `size` if there is none.
std::size_t object_of(const Reading& in, std::size_t verb) {
    const auto none = in.words().size();
    std::size_t object = none;
    if (in.words()[verb].passive) {
        for (auto i = verb; i-- > 0;) {
            if (in.words()[i].verb || in.words()[i].sentence_start) return in.counts(i) && !in.words()[i].verb ? i : none;
            if (in.counts(i) && !is_glue(in.statement().tokens()[i].text)) return i;
        }
        return none;
    }
    for (auto i = verb + 1; i < in.words().size(); ++i) {
        const auto& word = in.words()[i];
        if (word.number && object != none) break;
        if (word.consumed || word.number) continue;
        if (word.breaks_before || word.verb || word.opens_with_glue || is_aside(in, i)) break;
        if (word.glue) {
            static const Strings kArticles{"a",     "an",    "the", "their", "its",   "his",  "her",
                                           "these", "those", "up",  "out",   "about", "over", "under"};
            if (object != none || !kArticles.contains(in.statement().tokens()[i].text)) break;
            continue;
        }
        object = i;
    }
    return object;
}

/// All that a verb was done to: its objects with what "of" joins to them and what stands beside them. Empty where it has none of its own.
Indices objects_of(const Reading& in, std::size_t verb) {
    Indices out;
    for (auto i = verb + 1; i < in.words().size(); ++i) {
        const auto& word = in.words()[i];
        if (word.consumed || word.number) continue;
        if (word.sentence_start || word.verb) break;
        if (!word.glue) {
            out.push_back(i);
            continue;
        }
        static const Strings kGoesOn{"a",     "an",    "the",  "of",    "and",     "or",   "their", "its",       "his", "her",
                                     "these", "those", "both", "about", "between", "such", "as",    "including", "each"};
        if (!kGoesOn.contains(in.statement().tokens()[i].text)) break;
    }
    return out;
}

void check_deeds(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    for (std::size_t v = 0; v < a.of.size(); ++v) {
        const auto& verb = a.claim.words()[v];
        if (!verb.verb || !a.claim.counts(v) || a.of[v].empty() || (is_light_verb(verb.stem) && verb.stem != "handl") ||
            is_partial(verb.stem))
            continue;
        const auto object = object_of(a.claim, v);
        if (object >= a.of.size() || a.of[object].empty()) continue;
        const bool together = std::any_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t deed) {
            const auto own = given[deed].verb && !given[deed].passive ? objects_of(a.source, deed) : Indices();
            return std::any_of(a.of[object].begin(), a.of[object].end(), [&](std::size_t thing) {
                if (!own.empty() && thing > deed) return std::find(own.begin(), own.end(), thing) != own.end();
                return given[deed].clause == given[thing].clause;
            });
        });
        if (!together)
            problems.push_back(
                fmt::format("\"{}\" is not what its evidence says of \"{}\"", a.claim.raw(v), a.claim.raw(object)));
    }
}

/// The preposition that leads to a word: "from" of "from the old system".
std::string_view led_by(const Reading& in, std::size_t i) {
    static const Strings kArticles{"a", "an", "the", "its", "their", "our"};
    while (i > 0 && !in.words()[i].breaks_before) {
        const std::string_view before = in.statement().tokens()[i - 1].text;
        if (!kArticles.contains(before)) return before;
        --i;
    }
    return {};
}

/// "from A to B" is not "from B to A", and who did a thing is not who it was done to.
void check_ends(const Alignment& a, Problems& problems) {
    const auto other_end = [&](std::size_t i, std::string_view end) {
        return !a.of[i].empty() && std::all_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            const auto given = led_by(a.source, at);
            return end == "from" ? given == "to" || given == "into" : given == "from";
        });
    };
    for (std::size_t i = 1; i < a.of.size(); ++i) {
        const auto end = a.claim.counts(i) ? led_by(a.claim, i) : std::string_view();
        const bool turned = (end == "from" || end == "to" || end == "into") && other_end(i, end);
        if (turned) problems.push_back(fmt::format("\"{} {}\" is the other way round in its evidence", end, a.claim.raw(i)));
    }
}

/// True if a word is in the company of somebody: "with 6 airlines".
bool stands_behind_with(const Reading& in, std::size_t i) {
    static const Strings kPassed{"a", "an", "the", "its", "their", "our", "all", "both", "several", "many"};
    while (i > 0 && !in.words()[i].breaks_before) {
        --i;
        const std::string_view text = in.statement().tokens()[i].text;
        if (text == "with" || text == "alongside") return true;
        if (!in.words()[i].number && !kPassed.contains(text)) return false;
    }
    return false;
}

/// "wrote it with 6 airlines" where it is they who use it: who does something else was no company in this.
void check_company(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    const auto does_another_thing = [&](std::size_t at) {
        const auto verb = at + 1;
        return verb < given.size() && (given[verb].verb || is_verb_stem(given[verb].single)) && !given[verb].passive &&
               !given[verb].breaks_before && !stands_behind_with(a.source, at);
    };
    for (std::size_t i = 1; i < a.of.size(); ++i) {
        if (!a.claim.counts(i) || a.claim.words()[i].verb || a.of[i].empty() || !stands_behind_with(a.claim, i)) continue;
        if (std::all_of(a.of[i].begin(), a.of[i].end(), does_another_thing))
            problems.push_back(fmt::format("\"with {}\" is not what its evidence says of them", a.claim.raw(i)));
    }
}

/// "a tool that cut errors": the subject of the clause is a thing.
bool has_thing_before(const Reading& in, std::size_t verb) {
    const auto from = verb > 4 ? verb - 4 : 0;
    const bool people = std::any_of(in.words().begin() + static_cast<std::ptrdiff_t>(from),
                                    in.words().begin() + static_cast<std::ptrdiff_t>(verb),
                                    [](const Word& word) { return is_actor(word.single); });
    if (!people) return true;
    return verb > 1 && (in.statement().tokens()[verb - 1].text == "that" || in.statement().tokens()[verb - 1].text == "which") &&
           !is_actor(in.words()[verb - 2].single);
}

/// True if something is named before a passive verb that it is said of.
bool has_subject(const Reading& in, std::size_t verb) {
    for (auto i = verb; i-- > 0;) {
        if (in.counts(i) || in.words()[i].number) return true;
        if (in.words()[i].sentence_start) break;
    }
    return false;
}

/// "with help from the auditors" where the candidate helped the auditors.
void check_givers(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    for (std::size_t i = 0; i + 2 < a.of.size(); ++i) {
        const auto& next = a.claim.statement().tokens()[i + 1].text;
        if (!a.claim.counts(i) || a.claim.words()[i].verb || (next != "from" && next != "by")) continue;
        auto giver = i + 2;
        while (giver < a.of.size() && !a.claim.counts(giver)) ++giver;
        if (giver >= a.of.size()) continue;
        const bool turned = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t deed) {
            return given[deed].verb && !given[deed].passive && !given[deed].by_other &&
                   std::any_of(a.of[giver].begin(), a.of[giver].end(), [&](std::size_t at) {
                       return at > deed && given[at].clause == given[deed].clause && is_actor(given[at].single);
                   });
        });
        if (turned) problems.push_back(fmt::format("\"{}\" turns round who did what", a.claim.raw(i)));
    }
}

/// Who is said to lead people must have led people, not looked after, trained or worked with them.
void check_leading(const Alignment& a, Problems& problems) {
    static const Strings kPeople{"team", "staff", "crew", "peopl", "personnel", "workforc", "colleagu", "employe", "group"};
    const auto is_people = [&](const std::string& stem) { return kPeople.contains(stem) || is_actor(stem); };
    for (std::size_t i = 0; i < a.of.size(); ++i) {
        const auto& word = a.claim.words()[i];
        if (!a.claim.counts(i) || word.by_other || !is_leading(word.single) || a.of[i].empty()) continue;
        bool people = false;
        std::size_t seen = 0;
        for (auto k = i + 1; k < a.of.size() && seen < 3 && !a.claim.words()[k].breaks_before && !a.claim.words()[k].verb; ++k) {
            if (!a.claim.counts(k)) continue;
            ++seen;
            people = people || is_people(a.claim.words()[k].single);
        }
        if (i > 0) people = people || (!word.verb && is_people(a.claim.words()[i - 1].single));
        const bool led =
            std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) { return is_leading(a.source.words()[at].single); });
        if (people && !led) problems.push_back(fmt::format("\"{}\" people is more than its evidence says", a.claim.raw(i)));
    }
}

/// True for somebody beside the candidate: "the lead" of "with the engineering lead".
bool is_another_person(const Reading& in, std::size_t i) {
    static const Strings kBeside{"with", "alongside", "under", "by", "to", "for"};
    const auto& text = in.statement().tokens()[i].text;
    if (in.words()[i].verb || !(is_role(text) || text == "lead" || text == "head" || text == "chief")) return false;
    constexpr std::size_t kReach = 4;
    for (auto back = i; back > 0 && i - back < kReach && !in.words()[back].breaks_before; --back) {
        if (in.words()[back - 1].verb) return false;
        if (kBeside.contains(in.statement().tokens()[back - 1].text)) return true;
    }
    return false;
}

void check_agents(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    const auto& tokens = a.source.statement().tokens();
    for (std::size_t v = 0; v < a.of.size(); ++v) {
        const auto& verb = a.claim.words()[v];
        if (!verb.verb || a.of[v].empty() || !a.claim.counts(v)) continue;
        const bool mine = std::all_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t at) {
            return given[at].verb && !given[at].foreign && !given[at].by_other && !given[at].passive;
        });
        if (verb.foreign && !verb.passive && mine && !has_thing_before(a.claim, v)) {
            problems.push_back(fmt::format("\"{}\" is what the candidate did, not somebody else", a.claim.raw(v)));
        }
        if (std::all_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t at) { return is_another_person(a.source, at); })) {
            problems.push_back(fmt::format("\"{}\" is what another person is called in its evidence", a.claim.raw(v)));
        }
        if (verb.by_other) {
            auto agent = v + 1;
            while (agent < a.of.size() && (!a.claim.counts(agent) || a.of[agent].empty())) ++agent;
            const bool was_object =
                agent < a.of.size() && std::any_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t deed) {
                    return !given[deed].by_other && given[deed].verb && !given[deed].passive &&
                           std::any_of(a.of[agent].begin(), a.of[agent].end(), [&](std::size_t at) { return at > deed; });
                });
            if (was_object) problems.push_back(fmt::format("\"{}\" turns round who did what", a.claim.raw(v)));
            continue;
        }
        if (verb.passive && !has_subject(a.claim, v)) {
            const bool received = std::any_of(a.of[v].begin(), a.of[v].end(),
                                              [&](std::size_t at) { return given[at].passive || given[at].by_other; });
            if (!received) problems.push_back(fmt::format("\"{}\" was done by the candidate, not to them", a.claim.raw(v)));
            continue;
        }
        // "Received training in hygiene": the candidate trained nobody.
        static const Strings kReceives{"receiv", "sit", "get", "attend", "undergo", "studi", "learn", "observ", "watch", "visit"};
        const bool got = std::all_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t at) {
            return !given[at].verb && a.source.statement().tokens()[at].text != a.claim.statement().tokens()[v].text &&
                   std::any_of(given.begin(), given.end(), [&](const Word& word) {
                       return word.verb && word.clause == given[at].clause && kReceives.contains(word.single);
                   });
        });
        if (got && !is_partial(verb.stem))
            problems.push_back(fmt::format("\"{}\" is what the candidate received", a.claim.raw(v)));
        // "under her guidance", "with support from nurses": what others gave.
        const bool received = std::all_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t at) {
            if (given[at].verb) return false;
            for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
                if (tokens[at - back].text == "under") return true;
            }
            return at + 1 < tokens.size() && tokens[at + 1].text == "from" && !is_outcome(given[at].stem);
        });
        if (received && !verb.passive)
            problems.push_back(fmt::format("\"{}\" is what others did in its evidence", a.claim.raw(v)));
    }
}

/// What was done then is not said of now.
void check_tense(const Alignment& a, Problems& problems) {
    for (std::size_t v = 0; v < a.of.size(); ++v) {
        if (!a.claim.words()[v].present || !a.claim.counts(v) || a.of[v].empty()) continue;
        const bool over = std::all_of(a.of[v].begin(), a.of[v].end(), [&](std::size_t at) { return a.source.words()[at].past; });
        if (over)
            problems.push_back(fmt::format("\"{}\" says that it goes on, and its evidence that it is over", a.claim.raw(v)));
    }
}

/// "As depot manager" makes the candidate what the evidence may say of another.
void check_offices(const Alignment& a, Problems& problems) {
    const auto& tokens = a.claim.statement().tokens();
    const auto as_before = [](const Reading& in, std::size_t at) {
        for (std::size_t back = 1; back <= 5 && back <= at; ++back) {
            const auto& text = in.statement().tokens()[at - back].text;
            if (text == "as") return true;
            if (in.words()[at - back].verb) return false;
        }
        return false;
    };
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (!is_role(tokens[i].text) || a.claim.words()[i].verb || a.of[i].empty() || !as_before(a.claim, i)) continue;
        const bool same = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) {
            return as_before(a.source, at) || a.source.words()[at].clause == 0;
        });
        const bool own = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t at) { return as_before(a.source, at); }) ||
                         (same && !a.source.words()[0].verb);
        if (!own) problems.push_back(fmt::format("\"{}\" is not what its evidence calls the candidate", a.claim.raw(i)));
    }
}

/// "electric vehicles" is not made of "electrics" here and "vehicles" there.
void check_neighbours(const Alignment& a, Problems& problems) {
    const auto& given = a.source.words();
    for (std::size_t i = 0; i + 1 < a.of.size(); ++i) {
        const bool pair = a.claim.counts(i) && a.claim.counts(i + 1) && a.claim.adjoin(i + 1) && !a.claim.words()[i].verb &&
                          !a.claim.words()[i + 1].verb;
        if (!pair || a.of[i].empty() || a.of[i + 1].empty()) continue;
        const bool near = std::any_of(a.of[i].begin(), a.of[i].end(), [&](std::size_t x) {
            return std::any_of(a.of[i + 1].begin(), a.of[i + 1].end(), [&](std::size_t y) {
                const auto distance = x > y ? x - y : y - x;
                if (i == 0 && given[x].sentence_start && !given[x].verb) return true;  // "Nurse in Leeds. Patient and on time."
                return given[x].clause == given[y].clause || distance <= 3;
            });
        });
        if (!near)
            problems.push_back(
                fmt::format("\"{} {}\" do not belong together in its evidence", a.claim.raw(i), a.claim.raw(i + 1)));
    }
}

bool says_too_little(const Alignment& a) {
    return std::count_if(a.of.begin(), a.of.end(), [](const Indices& found) { return !found.empty(); }) < 2;
}

}  // namespace

Misreading misreading(const Reading& claim, const Reading& source) {
    const Alignment alignment(claim, source);
    Misreading found{strange_quantities(claim, source), {}};
    if (says_too_little(alignment))
        found.grounding.push_back(fmt::format("\"{}\" says nothing that could be checked", claim.statement().text()));
    check_words(alignment, found.grounding);
    check_scope(alignment, found.grounding);
    check_heads(alignment, found.grounding);
    check_skills(alignment, found.grounding);
    check_names(alignment, found.grounding);
    check_titles(alignment, found.grounding);
    check_deeds(alignment, found.grounding);
    check_ends(alignment, found.grounding);
    check_company(alignment, found.grounding);
    check_agents(alignment, found.grounding);
    check_givers(alignment, found.grounding);
    check_leading(alignment, found.grounding);
    check_tense(alignment, found.grounding);
    check_offices(alignment, found.grounding);
    check_neighbours(alignment, found.grounding);
    found.omission = dropped_limits(claim, source);
    return found;
}

Problems disguised_characters(std::string_view text, std::string_view source) {
    static const std::unordered_set<UChar32> kTypographic{0xA0,   0xA3,   0xA5,   0xD7,   0xB7,   0x20AC, 0x2013,
                                                          0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026};
    std::unordered_set<UChar32> known;
    for (std::size_t at = 0; at < source.size();) known.insert(text::next_code_point(source, at));
    for (std::size_t at = 0; at < text.size();) {
        const auto c = text::next_code_point(text, at);
        if (c >= 0x80 && !kTypographic.contains(c) && !known.contains(c))
            return {"it has letters, digits or signs of a kind that its evidence has not"};
    }
    return {};
}

}  // namespace bespoke::tailoring
