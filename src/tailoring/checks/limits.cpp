#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "tailoring/checks/lexicon.hpp"
#include "tailoring/checks/paraphrase.hpp"
#include "tailoring/checks/word_lists.hpp"

namespace bespoke::tailoring {
namespace {

using Strings = std::unordered_set<std::string_view>;

/// Words that make what follows them smaller or less certain, by kind: any word of the same line keeps the limit.
const std::array<Strings, 10>& limits() {
    static const std::array<Strings, 10> kLimits = {
        Strings{"acting", "interim", "deputy", "temporary", "temporarily", "deputized", "deputised", "stood", "standing",
                "filled", "covered", "covering"},
        Strings{"assistant", "associate", "junior", "trainee", "student", "intern", "apprentice", "vice", "probationary",
                "assisting", "entry"},
        Strings{"mock", "simulated", "simulation", "prototype", "draft", "drafts", "trial", "pilot", "demo", "test"},
        Strings{"some", "certain", "few", "several", "part", "partly", "partial", "partially", "half"},
        Strings{"sometimes", "occasional", "occasionally", "rarely", "intermittently", "times", "needed", "required"},
        Strings{"only", "just", "solely", "limited", "merely"},
        Strings{"mostly", "mainly", "largely", "primarily", "chiefly", "usually", "generally", "typically", "most", "often",
                "normally"},
        Strings{"basic", "beginner", "elementary", "introductory", "foundation", "basics", "rudimentary"},
        Strings{"potential", "possible", "proposed", "planned", "expected", "estimated", "projected", "forecast", "target",
                "targeted", "intended", "hypothetical"},
        Strings{"almost", "nearly", "virtually", "practically"},
    };
    return kLimits;
}

const Strings kConditions{"when",   "whenever", "if",     "unless",   "except",  "absence",
                          "absent", "away",     "needed", "required", "request", "until"};
const Strings kKeepsCondition{"when",   "whenever", "if",      "unless",   "except", "absence",  "absent",  "away",   "while",
                              "during", "cover",    "covered", "covering", "needed", "required", "request", "demand", "until"};
const Strings kSupervision{"under", "supervised", "supervision", "guidance", "guided", "direction", "mentored", "mentorship"};

bool has_any(const Reading& in, const Strings& words) {
    const auto& tokens = in.statement().tokens();
    return std::any_of(tokens.begin(), tokens.end(), [&](const auto& token) { return words.contains(token.text); });
}

bool keeps(const Reading& claim, std::size_t at, const Reading& source) {
    for (std::size_t i = 0; i < claim.words().size(); ++i) {
        if (!claim.counts(i)) continue;
        const auto found = supporters(claim, i, source);
        if (std::find(found.begin(), found.end(), at) != found.end()) return true;
    }
    return false;
}

/// The next word that claims something, numbers passed over.
std::size_t head_after(const Reading& in, std::size_t at) {
    for (auto i = at + 1; i < in.words().size(); ++i) {
        if (in.words()[i].sentence_start) break;
        if (in.counts(i)) return i;
    }
    return in.words().size();
}

/// The verb of the clause before `at`, or the first behind it.
std::size_t verb_near(const Reading& in, std::size_t at) {
    for (auto i = at; i-- > 0;) {
        if (in.words()[i].verb) return i;
    }
    for (auto i = at + 1; i < in.words().size(); ++i) {
        if (in.words()[i].verb) return i;
    }
    return in.words().size();
}

/// "deputy site engineer" without "deputy" is too much even as "engineer".
bool keeps_role(const Reading& claim, std::size_t limit, const Reading& source) {
    for (auto i = limit + 1; i < source.words().size() && i <= limit + 3 && !source.words()[i].breaks_before; ++i) {
        if (is_role(source.statement().tokens()[i].text) && keeps(claim, i, source)) return true;
    }
    return false;
}

bool bounds_a_number(const Reading& in, std::size_t at) {
    return std::any_of(in.quantities().begin(), in.quantities().end(), [&](const Quantity& q) {
        return (q.first > at && q.first - at <= 3 && q.bound != Bound::Exact) ||
               (at >= q.first && at <= q.last + 2 && at > q.first);
    });
}

bool negates(const Reading& in, std::size_t i) {
    const auto& text = in.statement().tokens()[i].text;
    static const Strings kMore{"zero",           "nil",          "nothing", "fail",   "failed", "fails", "failing", "unable",
                               "unsuccessfully", "unsuccessful", "refused", "hardly", "seldom", "non",   "free"};
    const bool free = text == "free" && (i == 0 || !in.adjoin(i) || in.words()[i - 1].glue);
    if (text == "no" && i + 1 < in.words().size() &&
        (in.statement().tokens()[i + 1].text == "fewer" || in.statement().tokens()[i + 1].text == "more" ||
         in.statement().tokens()[i + 1].text == "less"))
        return false;
    return !free && (is_negation(text) || kMore.contains(text));
}

/// What a denial speaks of: the two content words behind it, or the one before "-free".
std::vector<std::size_t> denied(const Reading& in, std::size_t at) {
    std::vector<std::size_t> out;
    if (in.statement().tokens()[at].text == "free" && at > 0) return {at - 1};
    for (auto i = at + 1; i < in.words().size() && out.size() < 2; ++i) {
        if (in.words()[i].sentence_start) break;
        if (in.counts(i) && !negates(in, i)) out.push_back(i);
    }
    return out;
}

bool any_supported(const Reading& claim, const std::vector<std::size_t>& said, const Reading& source,
                   const std::vector<std::size_t>& given) {
    return std::any_of(said.begin(), said.end(), [&](std::size_t i) {
        const auto found = supporters(claim, i, source);
        return std::any_of(found.begin(), found.end(),
                           [&](std::size_t at) { return std::find(given.begin(), given.end(), at) != given.end(); });
    });
}

void check_negations(const Reading& claim, const Reading& source, Problems& problems) {
    std::vector<std::vector<std::size_t>> given;
    for (std::size_t i = 0; i < source.words().size(); ++i) {
        if (negates(source, i)) given.push_back(denied(source, i));
    }
    std::size_t said = 0;
    for (std::size_t i = 0; i < claim.words().size(); ++i) {
        if (!negates(claim, i)) continue;
        ++said;
        const auto about = denied(claim, i);
        const bool backed = std::any_of(given.begin(), given.end(),
                                        [&](const auto& theirs) { return any_supported(claim, about, source, theirs); });
        if (!backed) problems.push_back(fmt::format("\"{}\" denies what its evidence does not deny", claim.raw(i)));
    }
    if (said >= given.size()) return;
    for (const auto& theirs : given) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < claim.words().size(); ++i) {
            if (claim.counts(i)) all.push_back(i);
        }
        if (said == 0 && any_supported(claim, all, source, theirs))
            problems.emplace_back("it leaves out a denial of its evidence");
    }
}

/// A denial in the claim that the source has not, and one of the source that is gone, stand in one list; limits in another.
void check_limits(const Reading& claim, const Reading& source, Problems& problems) {
    const auto& tokens = source.statement().tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        for (const auto& limit : limits()) {
            if (!limit.contains(tokens[i].text) || bounds_a_number(source, i) || source.words()[i].number ||
                source.words()[i].consumed || source.words()[i].glue)
                continue;
            const auto head = head_after(source, i);
            const bool gone = !has_any(claim, limit) && !(claim.has(source.words()[i].single));
            const bool title = (&limit == &limits()[0] || &limit == &limits()[1]) && keeps_role(claim, i, source);
            if (gone && ((head < tokens.size() && keeps(claim, head, source)) || title)) {
                problems.push_back(fmt::format("it leaves out \"{}\", which makes the claim stronger", source.raw(i)));
            }
        }
    }
}

void check_conditions(const Reading& claim, const Reading& source, Problems& problems) {
    const auto& tokens = source.statement().tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool condition = kConditions.contains(tokens[i].text) && i > 0 && !has_any(claim, kKeepsCondition);
        const bool supervision = (tokens[i].text == "under" || source.words()[i].by_other) && !bounds_a_number(source, i) &&
                                 !has_any(claim, kSupervision);
        if (!condition && !(supervision && tokens[i].text == "under")) continue;
        if (const auto verb = verb_near(source, i); verb < tokens.size() && keeps(claim, verb, source)) {
            problems.push_back(fmt::format("it leaves out \"{}\", which limits the claim", source.raw(i)));
        }
    }
}

bool claims_share(const Reading& claim) {
    static const Strings kWith{"with", "alongside", "together", "jointly", "team", "joint", "shared", "co"};
    return has_any(claim, kWith) || std::any_of(claim.words().begin(), claim.words().end(),
                                                [](const Word& w) { return is_shared(w.stem) || is_partial(w.stem); });
}

/// Words that "helped" and the like made smaller stand alone in the claim.
void check_parts(const Reading& claim, const Reading& source, Problems& problems) {
    for (std::size_t i = 0; i < claim.words().size(); ++i) {
        const auto& word = claim.words()[i];
        if (!claim.counts(i) || word.partial || is_partial(word.stem)) continue;
        const auto found = supporters(claim, i, source);
        if (found.empty()) continue;
        const auto all = [&](const auto& is) { return std::all_of(found.begin(), found.end(), is); };
        if (all([&](std::size_t at) { return source.words()[at].partial; })) {
            problems.push_back(fmt::format("\"{}\" was only a part or a plan in its evidence", claim.raw(i)));
            return;
        }
        if (!claims_share(claim) &&
            all([&](std::size_t at) { return source.words()[at].shared && !is_shared(source.words()[at].stem); })) {
            problems.push_back(fmt::format("\"{}\" was done together with others in its evidence", claim.raw(i)));
            return;
        }
        if (word.verb && !word.foreign && !word.by_other && !word.passive &&
            all([&](std::size_t at) { return source.words()[at].foreign || source.words()[at].by_other; })) {
            problems.push_back(fmt::format("\"{}\" is what somebody else did in its evidence", claim.raw(i)));
            return;
        }
    }
}

/// "On or before the date" is not "before the date": one of two alternatives says more than both.
void check_alternatives(const Reading& claim, const Reading& source, Problems& problems) {
    const auto& tokens = source.statement().tokens();
    static const Strings kBounds{"more",    "less", "fewer",  "over",  "above", "later",
                                 "earlier", "so",   "higher", "lower", "not",   "two"};
    const auto said = [&](std::size_t at) {
        const auto& all = claim.statement().tokens();
        const bool as_spelt =
            std::any_of(all.begin(), all.end(), [&](const auto& token) { return token.text == tokens[at].text; });
        return as_spelt || (source.counts(at) && keeps(claim, at, source));
    };
    if (has_any(claim, {"or"})) return;
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (tokens[i].text != "or" || source.words()[i - 1].number || source.words()[i + 1].number ||
            kBounds.contains(tokens[i + 1].text))
            continue;
        const bool one = said(i - 1), other = said(i + 1);
        if (one == other) continue;
        const auto left_out = one ? i + 1 : i - 1;
        problems.push_back(fmt::format("it leaves out the alternative \"{}\"", source.raw(left_out)));
    }
}

}  // namespace

Problems dropped_limits(const Reading& claim, const Reading& source) {
    Problems problems;
    check_parts(claim, source, problems);
    check_limits(claim, source, problems);
    check_conditions(claim, source, problems);
    check_alternatives(claim, source, problems);
    check_negations(claim, source, problems);
    return problems;
}

}  // namespace bespoke::tailoring
