#include "evidence/support.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "evidence/mentions.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Term;
using vocabulary::Vocabulary;

// How strongly a mention supports a wanted term. What the requirement only paraphrases counts less.
constexpr double kNamed = 1.0, kNamedOtherwise = 0.98, kInstance = 0.95, kCue = 0.55, kGeneral = 0.25, kParaphrased = 0.6;
/// Another thing of the same kind, where the requirement says "or similar".
constexpr double kStandIn = 0.5;
/// A cue of one word ("budget", "sites") is in too many texts to make anything likely by itself; with some likeness in meaning it does.
constexpr double kCueOfOneWord = 0.25, kWithLikeness = 0.1, kSomeLikeness = 0.3;
/// A phrase that the vocabulary takes for a sign of the thing, and that the requirement has as well.
constexpr double kSharedCue = 0.75;
/// Names of the requirement without the words that stand beside them there.
constexpr double kNamesWithoutWords = 0.6;
/// The same where the vocabulary knows other things of the requirement, and none of those is there.
constexpr double kNamesBesideTerms = 0.35;
/// One telling word in common: to be shown to whoever asks what there is, and worth nothing.
constexpr double kOneWord = 0.05;
/// Of the thing itself on a lower level, or on none.
constexpr double kBelowLevel = 0.5;
/// Best score of support by words alone.
constexpr double kWordsAlone = 0.5;
/// Least share of the requirement's words that makes a text worth naming.
constexpr double kLeastShare = 0.5;
/// Cosine from which a sentence probably says the same in other words, and from which it is worth reading; see tests/quality.
constexpr double kResembles = 0.55, kWorthReading = 0.4;
/// Score of support by meaning alone, for each unit of cosine; what resembles is just likely.
constexpr double kMeaningAlone = SupportFinder::kLikely / kResembles;
/// Content words that make a sentence. Bare names are compared by the vocabulary: cosines take MySQL for PostgreSQL.
constexpr std::size_t kSentence = 4;

/// Best is what has the requirement's own words.
Support by_name(const Mention& mention, std::string_view said, const Term& wanted, std::string_view asked) {
    const bool own_words = text::fold(asked).find(text::fold(said)) != std::string::npos;
    if (own_words) return {{}, kNamed, true, fmt::format("names {}", said)};
    if (mention.kind == MentionKind::Name) return {{}, kNamedOtherwise, true, "names " + wanted.name};
    return {{}, kNamedOtherwise, true, fmt::format("names {}, that is {}", said, wanted.name)};
}

/// "Dentrix" where "Eaglesoft or similar" is wanted: both are of a kind that is no whole trade.
bool is_a_stand_in(const Term& said, const Term& wanted) {
    return said.category == wanted.category && std::any_of(wanted.parents.begin(), wanted.parents.end(), [&](const auto& kind) {
               return std::find(said.parents.begin(), said.parents.end(), kind) != said.parents.end();
           });
}

/// "working towards ACII": not there yet.
bool tells_of_something_unfinished(std::string_view text) {
    static constexpr auto kSigns = std::to_array<std::string_view>(
        {"working toward", "studying for", "studying toward", "in progress", "part qualified", "part-qualified", "not yet"});
    const auto folded = text::fold(text);
    return std::any_of(kSigns.begin(), kSigns.end(), [&](auto sign) { return folded.find(sign) != std::string::npos; });
}

Support by_mention(const Mention& mention, std::string_view text, const Term& wanted, std::string_view asked) {
    const auto& vocabulary = Vocabulary::builtin();
    const auto said = text.substr(mention.begin, mention.end - mention.begin);
    if (mention.kind == MentionKind::Cue) {
        if (!vocabulary.is_a(*mention.term, wanted) || telling_stems(content_stems(said)).empty()) return {};
        const bool one_word = said.find_first_of(" -") == std::string_view::npos;
        if (!one_word && text::fold(asked).find(text::fold(said)) != std::string::npos)
            return {{}, kSharedCue, false, fmt::format("speaks of {}", said)};
        return {{}, one_word ? kCueOfOneWord : kCue, false, fmt::format("suggests {} (\"{}\")", mention.term->name, said)};
    }
    if (mention.term == &wanted) return by_name(mention, said, wanted, asked);
    if (vocabulary.is_a(*mention.term, wanted)) {
        return {{}, kInstance, true, fmt::format("names {}, which belongs to {}", mention.term->name, wanted.name)};
    }
    if (vocabulary.is_a(wanted, *mention.term)) {
        return {{}, kGeneral, false, fmt::format("names only {}, of which {} is a part", mention.term->name, wanted.name)};
    }
    return {};
}

/// "Debitorenbuchhaltung" is a kind of "Buchhaltung": in the languages that write compounds as one word, the last part says what it is.
bool is_a_compound_of(std::string_view word, std::string_view last) {
    constexpr std::size_t kShortestFirst = 5, kShortestLast = 7;
    return last.size() >= kShortestLast && word.size() >= last.size() + kShortestFirst && word.ends_with(last);
}

bool decided_by_terms(const Wish& wish) {
    return std::any_of(wish.terms.begin(), wish.terms.end(), [](const WantedTerm& wanted) { return wanted.named; });
}

std::vector<std::string> words_of_title(std::string_view text) {
    std::vector<std::string> out;
    for (auto& token : text::tokens(text.substr(0, text.find_first_of(",(|/")))) out.push_back(std::move(token.text));
    return out;
}

/// Who does what a term ends in: "manager" of "product management"; empty for what makes no title.
std::string_view agent_of(std::string_view activity) {
    static constexpr auto kAgents =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"accounting", "accountant"},
                                                                      {"administration", "administrator"},
                                                                      {"analysis", "analyst"},
                                                                      {"coaching", "coach"},
                                                                      {"consulting", "consultant"},
                                                                      {"coordination", "coordinator"},
                                                                      {"design", "designer"},
                                                                      {"driving", "driver"},
                                                                      {"editing", "editor"},
                                                                      {"inspection", "inspector"},
                                                                      {"instruction", "instructor"},
                                                                      {"installation", "installer"},
                                                                      {"surveying", "surveyor"},
                                                                      {"therapy", "therapist"},
                                                                      {"translation", "translator"},
                                                                      {"tutoring", "tutor"},
                                                                      {"underwriting", "underwriter"},
                                                                      {"welding", "welder"},
                                                                      {"development", "developer"},
                                                                      {"engineering", "engineer"},
                                                                      {"management", "manager"},
                                                                      {"nursing", "nurse"},
                                                                      {"planning", "planner"},
                                                                      {"research", "researcher"},
                                                                      {"teaching", "teacher"},
                                                                      {"testing", "tester"},
                                                                      {"writing", "writer"}});
    const auto* found = std::find_if(kAgents.begin(), kAgents.end(), [&](const auto& pair) { return pair.first == activity; });
    return found == kAgents.end() ? std::string_view() : found->second;
}

/// Best first, one a node.
void keep_best(std::vector<Support>& all) {
    std::stable_sort(all.begin(), all.end(), [](const Support& a, const Support& b) { return a.score > b.score; });
    std::vector<Support> distinct;
    for (auto& support : all) {
        const auto same = [&](const Support& other) { return other.node == support.node; };
        if (distinct.size() < SupportFinder::kMostSupport && std::none_of(distinct.begin(), distinct.end(), same))
            distinct.push_back(std::move(support));
    }
    all = std::move(distinct);
}

}  // namespace

SupportFinder::SupportFinder(std::span<const Evidence> evidence, const Ranker& ranker) : evidence_(evidence), ranker_(ranker) {
    for (const auto& item : evidence) {
        mentions_.push_back(affirmed_mentions(item.text));
        stems_.push_back(content_stems(affirmed_text(item.text)));
        levels_.push_back(levels_in(item.text));
        // A vector does not see a denial.
        is_comparable_.push_back(stems_.back().size() >= kSentence && affirmed_text(item.text) == item.text);
        const auto node = item.node.str();
        titles_.push_back(node.ends_with("/position") ? words_of_title(item.text) : std::vector<std::string>());
        is_credential_.push_back(node.starts_with("/certificates/") || node.starts_with("/education/") ||
                                 speaks_of_a_credential(item.text));
    }
}

Support SupportFinder::by_terms(std::size_t evidence, const Wish& wish, std::string_view text) const {
    Support best;
    for (const auto& wanted : wish.terms) {
        const auto title = title_of(evidence, *wanted.term);
        if (wanted.named && !title.empty()) best = {{}, kNamedOtherwise, true, "names a post as " + title};
    }
    for (const auto& mention : mentions_[evidence]) {
        for (const auto& wanted : wish.terms) {
            auto support = by_mention(mention, evidence_[evidence].text, *wanted.term, text);
            if (wish.stand_ins && support.score == 0 && mention.kind != MentionKind::Cue &&
                is_a_stand_in(*mention.term, *wanted.term))
                support = {{}, kStandIn, false, fmt::format("names {}, which is of the same kind", mention.term->name)};
            if (!wanted.named) {
                support.score *= kParaphrased;
                if (support.proves) support.because += "; that makes it likely, but does not prove it";
                support.proves = false;
            }
            if (support.score > best.score) best = std::move(support);
        }
    }
    return best;
}

bool SupportFinder::says_literally(std::size_t evidence, const Wish& wish) const {
    const auto& stems = stems_[evidence];
    if (wish.words.size() == 1 &&
        std::any_of(stems.begin(), stems.end(), [&](const auto& stem) { return is_a_compound_of(stem, wish.words.front()); }))
        return true;
    return !wish.words.empty() && std::search(stems.begin(), stems.end(), wish.words.begin(), wish.words.end()) != stems.end();
}

double SupportFinder::share_of_words(std::size_t evidence, const Wish& wish) const {
    const auto& stems = stems_[evidence];
    const auto& words = wish.telling_words;
    const auto there = std::count_if(words.begin(), words.end(), [&](const std::string& word) {
        return std::find(stems.begin(), stems.end(), word) != stems.end();
    });
    return words.empty() ? 0 : static_cast<double>(there) / static_cast<double>(words.size());
}

/// "Product Manager" as a title of one's own shows product management; "assistant to the product manager" does not.
std::string SupportFinder::title_of(std::size_t evidence, const Term& term) const {
    auto words = words_of_title(term.name);
    const auto& title = titles_[evidence];
    if (words.size() < 2 || title.size() < words.size()) return {};
    words.back() = agent_of(words.back());
    const auto first = title.end() - static_cast<std::ptrdiff_t>(words.size());
    const bool of_another = std::any_of(title.begin(), first, [](const auto& word) { return text::is_stop_word(word); });
    if (words.back().empty() || of_another || !std::equal(words.begin(), words.end(), first)) return {};
    return fmt::format("{}", fmt::join(words, " "));
}

bool SupportFinder::names(std::size_t evidence, const Term& term) const {
    if (!title_of(evidence, term).empty()) return true;
    return std::any_of(mentions_[evidence].begin(), mentions_[evidence].end(), [&](const Mention& mention) {
        return mention.kind != MentionKind::Cue && Vocabulary::builtin().is_a(*mention.term, term);
    });
}

/// "Modelled sales in dbt" does data modelling, as "data modelling in dbt" is wanted: it has the activity, and it names
/// something else of the same requirement, which tells the activity from others of that name.
bool SupportFinder::does_with_another(std::size_t evidence, const Term& term, const Wish& wish) const {
    const auto words = content_stems(term.name);
    if (words.size() < 2) return false;
    const auto& stems = stems_[evidence];
    if (std::find(stems.begin(), stems.end(), words.back()) == stems.end()) return false;
    return std::any_of(wish.terms.begin(), wish.terms.end(), [&](const WantedTerm& other) {
        return other.named && other.term != &term && names(evidence, *other.term);
    });
}

bool SupportFinder::any_proves(const Term& term, const Wish& wish) const {
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
        const bool finished = !wish.names_a_paper || wish.takes_unfinished || !tells_of_something_unfinished(evidence_[i].text);
        const bool reached =
            finished && level_missed(wish.levels, levels_[i]) == nullptr && (!wish.credential || is_credential_[i]);
        if (reached && (names(i, term) || does_with_another(i, term, wish))) return true;
    }
    return false;
}

/// A name of the requirement's choice that the vocabulary lacks, spelt in the text as in the requirement.
std::string_view SupportFinder::named_alternative(std::size_t evidence, const Wish& wish) const {
    if (wish.alternatives.empty()) return {};
    const auto text = affirmed_text(evidence_[evidence].text);
    const auto words = text::tokens(text);
    const auto found = std::find_if(wish.alternatives.begin(), wish.alternatives.end(), [&](const std::string& name) {
        const auto at = text.find(name);
        const bool starts = std::any_of(words.begin(), words.end(), [&](const auto& word) { return word.begin == at; });
        return starts && std::any_of(words.begin(), words.end(), [&](const auto& word) { return word.end == at + name.size(); });
    });
    return found == wish.alternatives.end() ? std::string_view() : std::string_view(*found);
}

/// Names that only the requirement's spelling tells. They prove it where the text has its other telling words as well.
Support SupportFinder::by_unknown_names(std::size_t evidence, const Wish& wish) const {
    if (wish.names.empty()) return {};
    const auto text = affirmed_text(evidence_[evidence].text);
    std::vector<std::string> said;
    for (const auto& name : wish.names) {
        if (auto spelling = spelling_of(name, text); !spelling.empty()) said.push_back(std::move(spelling));
    }
    if (said.empty()) return {};
    const auto& stems = stems_[evidence];
    const bool all = said.size() == wish.names.size() &&
                     std::all_of(wish.beside_names.begin(), wish.beside_names.end(), [&](const std::string& stem) {
                         return std::find(stems.begin(), stems.end(), stem) != stems.end();
                     });
    const bool terms_decide = decided_by_terms(wish);
    const auto score = terms_decide ? kNamesBesideTerms : all ? kNamed : kNamesWithoutWords;
    return {{}, score, all && !terms_decide, fmt::format("names {}", fmt::join(said, ", "))};
}

/// True if one text has at least half of what the names of a long requirement leave open.
bool SupportFinder::tells_the_rest(const Wish& wish) const {
    constexpr double kEnough = 0.5;
    return std::any_of(stems_.begin(), stems_.end(), [&](const auto& stems) {
        const auto there = std::count_if(wish.unnamed.begin(), wish.unnamed.end(), [&](const std::string& word) {
            return std::find(stems.begin(), stems.end(), word) != stems.end();
        });
        return static_cast<double>(there) >= kEnough * static_cast<double>(wish.unnamed.size());
    });
}

/// How much of the wish its named terms prove, and which of them are missing.
void SupportFinder::measure(const Wish& wish, Found& found) const {
    double named = 0, proven = 0;
    std::vector<std::string> missing;
    for (const auto& wanted : wish.terms) {
        if (!wanted.named) continue;
        ++named;
        if (any_proves(*wanted.term, wish))
            ++proven;
        else
            missing.push_back(wanted.term->name);
    }
    if (named == 0 || proven == 0) return;
    if (wish.join == Wish::Join::Any) missing.clear();
    found.proven = wish.join == Wish::Join::Any ? 1 : proven / named;
    if (!missing.empty())
        found.missing = fmt::format("{} {} missing", fmt::join(missing, ", "), missing.size() == 1 ? "is" : "are");
    if (found.proven == 1 && !tells_the_rest(wish)) {
        constexpr double kNamesAlone = 0.5;
        found.proven = kNamesAlone;
    }
}

/// The best that one text has for the wish, but for likeness by words.
Support SupportFinder::best_support(std::size_t evidence, const Wish& wish, std::string_view text) const {
    const bool terms_decide = decided_by_terms(wish);
    auto support = by_terms(evidence, wish, text);
    // A thing that the vocabulary lacks is named by its very words.
    if (!terms_decide && says_literally(evidence, wish)) support = {{}, kNamed, true, fmt::format("says \"{}\"", text)};
    const auto alternative = named_alternative(evidence, wish);
    if (auto named = by_unknown_names(evidence, wish); !support.proves && named.score > support.score) support = std::move(named);
    if (!support.proves && !alternative.empty()) support = {{}, kNamed, true, fmt::format("says \"{}\"", alternative)};
    if (support.proves && wish.credential && !is_credential_[evidence]) {
        support.score *= kBelowLevel;
        support.proves = false;
        support.because += ", but no qualification in it";
    }
    if (support.proves && wish.names_a_paper && !wish.takes_unfinished &&
        tells_of_something_unfinished(evidence_[evidence].text)) {
        support.score *= kBelowLevel;
        support.proves = false;
        support.because += ", but as something unfinished";
    }
    const auto* missed = level_missed(wish.levels, levels_[evidence]);
    if (support.score > 0 && missed != nullptr) {
        support.score *= kBelowLevel;
        support.proves = false;
        support.because += fmt::format(", but not {}", text.substr(missed->begin, missed->end - missed->begin));
    }
    return support;
}

/// True if the text names another thing of the same kind as a wanted one, and not that: Kotlin where Java is wanted.
bool SupportFinder::names_a_rival(std::size_t evidence, const Wish& wish) const {
    const auto& mentions = mentions_[evidence];
    return std::any_of(wish.terms.begin(), wish.terms.end(), [&](const WantedTerm& wanted) {
        return wanted.named && std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
                   return mention.kind != MentionKind::Cue && mention.term->category == wanted.term->category &&
                          !Vocabulary::builtin().is_a(*mention.term, *wanted.term);
               });
    });
}

Support SupportFinder::by_meaning(std::size_t evidence, const Wish& wish, double likeness) const {
    const auto seen = std::round(likeness * 100) / 100;
    if (seen < kWorthReading || !is_comparable_[evidence] || names_a_rival(evidence, wish)) return {};
    const auto score = std::round(kMeaningAlone * seen * 1000) / 1000;
    const auto* likely = seen < kResembles ? "comes only near to it" : "resembles it";
    return {{}, score, false, fmt::format("says \"{}\", which {} (similarity {:.2f})", evidence_[evidence].text, likely, seen)};
}

SupportFinder::Found SupportFinder::find(const Wish& wish, std::string_view text) const {
    const auto ranks = ranker_.scores(text);
    const auto top = ranks.empty() ? 0.0 : *std::max_element(ranks.begin(), ranks.end());
    const auto likeness = ranker_.likeness(text);
    Found found;
    measure(wish, found);
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
        auto support = best_support(i, wish, text);
        const bool literal = support.proves && (support.because.starts_with("says") || !wish.names.empty());
        if (literal) found.proven = 1, found.missing.clear();
        const auto share = share_of_words(i, wish);
        const auto words = top > 0 && share >= kLeastShare ? kWordsAlone * share * ranks[i] / top : 0.0;
        const bool better = !support.proves && words > support.score;
        if (better) {
            const auto* much = share > kLeastShare ? "most" : "some";
            support = {{}, words, false, fmt::format("says \"{}\", which has {} of its words", evidence_[i].text, much)};
        }
        if (!likeness.empty() && !support.proves) {
            if (support.because.starts_with("suggests") && likeness[i] >= kSomeLikeness) support.score += kWithLikeness;
            auto similar = by_meaning(i, wish, likeness[i]);
            if (similar.score > support.score) support = std::move(similar);
        }
        if (support.score == 0) continue;
        support.node = evidence_[i].node;
        if (support.proves) found.proofs.push_back(support.node);
        found.support.push_back(std::move(support));
    }
    if (found.support.empty()) point_to_the_nearest(wish, found);
    keep_best(found.support);
    return found;
}

/// Where nothing supports the wish, the one text that at least has a long word of it: what there is should be seen.
void SupportFinder::point_to_the_nearest(const Wish& wish, Found& found) const {
    constexpr std::size_t kLongWord = 8;
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
        const auto& stems = stems_[i];
        const auto shared = std::find_if(wish.telling_words.begin(), wish.telling_words.end(), [&](const std::string& word) {
            return word.size() >= kLongWord && std::find(stems.begin(), stems.end(), word) != stems.end();
        });
        if (shared == wish.telling_words.end()) continue;
        auto because = fmt::format("says \"{}\", which has no more than a word of it", evidence_[i].text);
        found.support.push_back({evidence_[i].node, kOneWord, false, std::move(because)});
        return;
    }
}

}  // namespace bespoke::evidence
