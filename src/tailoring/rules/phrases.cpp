#include "tailoring/rules/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "tailoring/checks/grounding.hpp"
#include "tailoring/checks/sources.hpp"
#include "tailoring/checks/word_lists.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/activity.hpp"
#include "tailoring/rules/running_text.hpp"
#include "vocabulary/atoms.hpp"

namespace bespoke::tailoring {
namespace {

using job_description::Requirement;
using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Term;
using vocabulary::Vocabulary;

/// Instances named as proof of one category; more would read as a list of everything.
constexpr std::size_t kMostProofs = 2;

/// What of the resume names a term.
struct Proof {
    const Term* term = nullptr;
    std::string words;
    NodeId node;
    bool by_name = false;    ///< by its usual name rather than another
    bool narrative = false;  ///< in a sentence about work done
};

std::string words_of(const Statement& in, const Mention& mention) {
    return in.text().substr(mention.begin, mention.end - mention.begin);
}

/// "REDIS" of a resume in capitals as it is usually written.
std::string readable(std::string words, const Term& term) {
    const bool capitals = std::none_of(words.begin(), words.end(), [](unsigned char c) { return std::islower(c) != 0; });
    return capitals && text::fold(words) == text::fold(term.name) ? term.name : words;
}

/// What names a term, for use beside other nouns: "mentoring" where the sentence tells that somebody "mentored".
std::string noun_of(const Statement& in, const Mention& mention) {
    const auto& name = mention.term->name;
    const bool gerund = name.find(' ') == std::string::npos && name.ends_with("ing");
    return mention.kind == MentionKind::Form && gerund ? text::fold(name) : readable(words_of(in, mention), *mention.term);
}

/// The words of a text as a search finds them: plural and national spelling don't matter, but "negotiated" is no "negotiation".
std::string searchable(std::string_view text) {
    std::string words = " ";
    for (const auto& token : text::tokens(text)) words += vocabulary::plain_word(token.text) + ' ';
    return words;
}

/// The nodes of the resume as statements, skills first: their names are the shortest.
class Resumed {
public:
    explicit Resumed(const resume::Resume& resume) {
        for (const auto& evidence : evidence::collect(resume)) {
            // Text that found no section may be anything, so it proves nothing.
            auto sources = section_of(evidence.node) == "meta" ? std::vector<Source>() : sources_of(resume, {evidence.node});
            if (sources.empty()) continue;
            const bool skill = evidence.node.str().starts_with("/skills/");
            nodes_.insert(skill ? nodes_.begin() + skills_++ : nodes_.end(), {evidence.node, std::move(sources.front())});
        }
        for (const auto& [id, source] : nodes_) searchable_.push_back(searchable(source.own.text()));
    }

    /// True if a search for these very words finds the resume.
    [[nodiscard]] bool is_found_by(std::string_view words) const {
        const auto wanted = searchable(words);
        return std::any_of(searchable_.begin(), searchable_.end(),
                           [&](const auto& text) { return text.find(wanted) != std::string::npos; });
    }
    /// A line about work done that tells of this activity.
    [[nodiscard]] std::optional<NodeId> telling_of(std::string_view activity) const {
        const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const auto& node) {
            return node.second.narrative && last_step(node.first) != "summary" &&
                   is_activity_of(activity, node.second.own.text());
        });
        return found == nodes_.end() ? std::nullopt : std::optional(found->first);
    }

    [[nodiscard]] bool has_phrase(std::string_view words) const {
        return std::any_of(nodes_.begin(), nodes_.end(), [&](const auto& node) { return node.second.own.has_phrase(words); });
    }
    /// Where the very term is named: by its usual name rather than another, in the list of skills rather than in a sentence.
    [[nodiscard]] std::optional<Proof> naming(const Term& term) const {
        std::optional<Proof> best;
        for (const auto& [id, source] : nodes_) {
            for (const auto& mention : source.own.mentions()) {
                if (mention.term != &term || !may_list(source, term)) continue;
                const bool by_name = mention.kind == MentionKind::Name;
                if (best && !by_name) continue;
                best = Proof{&term, noun_of(source.own, mention), id, by_name, source.narrative};
                if (by_name) return best;
            }
        }
        return best;
    }
    /// The nearest instances of a category: PostgreSQL rather than something two steps away.
    [[nodiscard]] std::vector<Proof> instances(const Term& category) const {
        auto direct = instances_that([&](const Term& term) {
            return std::find(term.parents.begin(), term.parents.end(), category.name) != term.parents.end();
        });
        return direct.empty() ? instances_that([&](const Term& term) { return is_near_instance(term, category); }) : direct;
    }
    /// A sentence about work done that names the term.
    [[nodiscard]] std::optional<NodeId> practice(const Term& term) const {
        const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const auto& node) {
            // The summary of a role tells of the employer as often as of the work.
            return node.second.narrative && last_step(node.first) != "summary" && may_list(node.second, term);
        });
        return found == nodes_.end() ? std::nullopt : std::optional(found->first);
    }
    [[nodiscard]] std::vector<Source> sources(const std::vector<NodeId>& ids) const {
        std::vector<Source> found;
        for (const auto& [id, source] : nodes_) {
            if (std::find(ids.begin(), ids.end(), id) != ids.end()) found.push_back(source);
        }
        return found;
    }

private:
    template <class IsInstance>
    [[nodiscard]] std::vector<Proof> instances_that(const IsInstance& is_instance) const {
        std::vector<Proof> proofs;
        std::set<const Term*> seen;
        for (const auto& [id, source] : nodes_) {
            for (const auto& mention : source.own.mentions()) {
                if (!is_instance(*mention.term) || !seen.insert(mention.term).second) continue;
                if (auto proof = naming(*mention.term)) proofs.push_back(std::move(*proof));
                if (proofs.size() == kMostProofs) return proofs;
            }
        }
        return proofs;
    }

    std::vector<std::pair<NodeId, Source>> nodes_;
    std::vector<std::string> searchable_;  ///< of each node
    std::ptrdiff_t skills_ = 0;
};

/// "a forklift licence" is "forklift licence" in a list of skills.
std::string_view without_article(std::string_view wording) {
    for (const std::string_view article : {"a ", "an ", "the ", "A ", "An ", "The "}) {
        if (wording.starts_with(article)) return wording.substr(article.size());
    }
    return wording;
}

/// False for "turn a spreadsheet into an insight": what asks for an activity isn't met by having the thing.
bool is_mostly_named(const Statement& statement) {
    std::size_t content = 0, named = 0;
    for (std::size_t i = 0; i < statement.tokens().size(); ++i) {
        if (text::is_stop_word(statement.tokens()[i].text)) continue;
        ++content;
        named += statement.mention_at(i) != nullptr ? 1 : 0;
    }
    return 3 * named > content;
}

/// "nlp" for "Natural Language Processing"; small words don't count.
std::string initials(std::string_view words) {
    std::string letters;
    for (const auto& token : text::tokens(words)) {
        if (!text::is_stop_word(token.text)) letters += token.text.front();
    }
    return letters;
}

/// A word that is a name by its form: a capital right behind another letter, or letters mixed with digits. "A/B" is none.
bool is_acronym(std::string_view word) {
    const auto is = [&](int (*kind)(int), std::size_t i) { return kind(static_cast<unsigned char>(word[i])) != 0; };
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (is(std::isdigit, i) || (i > 0 && is(std::isupper, i) && is(std::isalpha, i - 1))) return true;
    }
    return false;
}

/// "search engine optimisation" for "SEO".
void add_spelt_out(std::vector<std::string>& wordings, const Term& term, std::string_view acronym) {
    const auto add = [&](const std::string& name) {
        if (name.find(' ') != std::string::npos && initials(name) == text::fold(acronym)) wordings.push_back(name);
    };
    add(term.name);
    for (const auto& alias : term.aliases) add(alias);
}

/// The wording, without its bracket ("databases (Postgres or similar)"), then each single name in it.
std::vector<std::string> wordings_of(const Requirement& requirement) {
    const std::string whole(without_article(text::trim(requirement.text)));
    std::vector<std::string> wordings{whole};
    if (const auto bracket = whole.find(" ("); bracket != std::string::npos && whole.ends_with(')')) {
        wordings.push_back(whole.substr(0, bracket));
    }
    // "Advanced Excel skills" among skills says the word twice.
    for (const std::string_view carrier : {" skills", " experience", " knowledge"}) {
        if (whole.ends_with(carrier)) wordings.front() = whole.substr(0, whole.size() - carrier.size());
    }
    const Statement statement(requirement.text);
    if (!is_mostly_named(statement)) return wordings;
    for (const auto& mention : statement.mentions()) wordings.push_back(words_of(statement, mention));
    // Initials are a name of their own; spelt out they say what the resume shows.
    for (const auto& mention : statement.mentions()) {
        const auto words = words_of(statement, mention);
        if (is_acronym(words)) add_spelt_out(wordings, *mention.term, words);
    }
    return wordings;
}

/// "AutoCAD Civil" of "AutoCAD Civil 3D", as the vocabulary spells it.
bool is_part_of_a_name(const std::string& text, const std::string& run) {
    const auto at = text.find(run);
    const Statement statement(text);
    return std::any_of(statement.mentions().begin(), statement.mentions().end(), [&](const Mention& mention) {
        const auto words = words_of(statement, mention);
        const auto& aliases = mention.term->aliases;
        const bool as_spelt = mention.term->name == words || std::find(aliases.begin(), aliases.end(), words) != aliases.end();
        return as_spelt && mention.begin <= at && at + run.size() <= mention.end && words.size() > run.size();
    });
}

/// "case management system": one of several of its kind.
bool ends_in_a_kind(std::string_view text) {
    static constexpr auto kKinds = std::to_array<std::string_view>(
        {"database", "framework", "language", "method", "package", "platform", "standard", "system", "tool"});
    return std::any_of(kKinds.begin(), kKinds.end(), [&](std::string_view kind) {
        return text.ends_with(kind) && (text.size() == kind.size() || text[text.size() - kind.size() - 1] == ' ');
    });
}

class PhraseBuilder {
public:
    explicit PhraseBuilder(const Draft& draft) : draft_(draft), resume_(draft.resume) {}

    [[nodiscard]] std::optional<Phrase> build(const Requirement& requirement) const {
        for (const auto& wording : wordings_of(requirement)) {
            auto phrase = build(wording, requirement);
            if (!phrase) continue;
            add_article(*phrase, requirement);
            return phrase;
        }
        return build_activity(requirement);
    }

private:
    [[nodiscard]] std::optional<Phrase> build(const std::string& wording, const Requirement& requirement) const {
        const Statement statement(wording);
        const auto carries = [](const auto& token) { return is_level_or_carrier(token.text); };
        if (std::any_of(statement.tokens().begin(), statement.tokens().end(), carries)) return std::nullopt;
        Phrase phrase{in_running_text(wording, draft_.job), requirement.id, {}, !has_wording(wording), true};
        std::vector<std::string> brackets;
        std::vector<Proof> proofs;
        for (const auto& mention : statement.mentions()) {
            for (const auto& proof : proofs_of(*mention.term)) {
                const auto practice = resume_.practice(*proof.term);
                phrase.experienced = phrase.experienced && practice.has_value();
                phrase.evidence.push_back(proof.node);
                if (practice) phrase.evidence.push_back(*practice);
                proofs.push_back(proof);
                // "Teaching (taught)" says no more than the wording does itself.
                const bool inflected = proof.term == mention.term && proof.narrative && !proof.by_name;
                // "Selling (Sales)" neither, unlike "Kubernetes (K8s)".
                const bool same = proof.term == mention.term && !is_acronym(proof.words) && !is_acronym(wording);
                const bool shown = inflected || same || statement.has_phrase(proof.words) ||
                                   std::find(brackets.begin(), brackets.end(), proof.words) != brackets.end();
                if (!shown) brackets.push_back(proof.words);
            }
        }
        if (!makes_names_familiar(phrase.text, proofs, requirement)) return std::nullopt;
        // "Skills include DBS check (Enhanced DBS)": what one holds is no skill.
        const bool held = std::any_of(statement.mentions().begin(), statement.mentions().end(),
                                      [](const Mention& mention) { return mention.term->category == "Licences and clearances"; });
        if (held && !brackets.empty()) return std::nullopt;
        // "Experience includes programming language (Go, Python)": a kind without an article is spoken of in the plural.
        if (!brackets.empty() && ends_in_a_kind(phrase.text)) phrase.text += 's';
        if (!brackets.empty()) phrase.text += fmt::format(" ({})", fmt::join(brackets, ", "));
        const auto sources = resume_.sources(phrase.evidence);
        // "R" is found as an item of a list, but not at the end of every sentence.
        const Statement in_sentence("Skills include that as well as " + phrase.text + ".");
        if (!lists_proven_skills(Statement(phrase.text), sources) || !lists_proven_skills(in_sentence, sources))
            return std::nullopt;
        return phrase;
    }
    /// "A forklift licence" that the job demands is named as the job names it: who hires looks for it first.
    void add_article(Phrase& phrase, const Requirement& requirement) const {
        const std::string bare(without_article(text::trim(requirement.text)));
        const auto* term = Vocabulary::builtin().find(bare);
        const bool demanded = requirement.importance == job_description::Importance::Required;
        if (!demanded || term == nullptr || !is_credential_term(*term)) return;
        for (const std::string article : {"a ", "an "}) {
            if (requirement.sentence.find(' ' + article + bare) == std::string::npos && requirement.text != article + bare)
                continue;
            phrase.text = article + phrase.text;
            phrase.adds_wording = !has_wording(article + bare);
        }
    }
    [[nodiscard]] std::optional<Phrase> build_activity(const Requirement& requirement) const {
        const std::string wording(text::trim(requirement.text));
        const auto node = resume_.telling_of(wording);
        if (!node) return std::nullopt;
        Phrase phrase{in_running_text(wording, draft_.job), requirement.id, {*node}, !has_wording(wording), true, true};
        if (!makes_names_familiar(phrase.text, {}, requirement)) return std::nullopt;
        const auto sources = resume_.sources(phrase.evidence);
        if (!ungrounded_sentences("Experience includes " + phrase.text + ".", sources).empty()) return std::nullopt;
        return phrase;
    }
    [[nodiscard]] bool has_wording(const std::string& wording) const {
        return resume_.is_found_by(wording) || std::any_of(draft_.edits.begin(), draft_.edits.end(), [&](const Edit& edit) {
                   const auto* replace = std::get_if<Replace>(&edit.change);
                   return replace != nullptr && searchable(replace->text).find(searchable(wording)) != std::string::npos;
               });
    }
    /// Acronyms and capitalised names are claims in themselves, however near to something proven ("HTTP" for REST APIs): each
    /// must stand in the resume, or spell out what stands there, or be all that is asked for and the usual abbreviation of it.
    /// Titles made of common words go into small letters.
    [[nodiscard]] bool makes_names_familiar(std::string& text, const std::vector<Proof>& proofs,
                                            const Requirement& requirement) const {
        const auto familiar = [&](const std::string& name) {
            return resume_.has_phrase(name) || std::any_of(proofs.begin(), proofs.end(), [&](const Proof& proof) {
                       const bool usual = text::fold(proof.term->name) == text::fold(name) && name == requirement.text;
                       return (usual && initials(proof.words) == text::fold(name)) || initials(name) == text::fold(proof.words);
                   });
        };
        for (const auto& run : Statement(text).capitalised_runs()) {
            if (!familiar(run) && !is_part_of_a_name(text, run))
                text.replace(text.find(run), run.size(), in_small_letters(run, draft_.job));
        }
        for (const auto& run : Statement(text).capitalised_runs()) {
            if (!familiar(run)) return false;
        }
        const Statement statement(text);
        return std::all_of(statement.tokens().begin(), statement.tokens().end(), [&](const auto& token) {
            const auto word = text.substr(token.begin, token.end - token.begin);
            return !is_acronym(word) || familiar(word);
        });
    }
    [[nodiscard]] std::vector<Proof> proofs_of(const Term& term) const {
        // "Dashboarding tools (Tableau)" says more than "dashboarding tools" of somebody who built dashboards.
        const auto same = resume_.naming(term);
        auto instances = same && (same->by_name || !same->narrative) ? std::vector<Proof>() : resume_.instances(term);
        return same && instances.empty() ? std::vector{*same} : instances;
    }

    const Draft& draft_;
    Resumed resume_;
};

/// True for two things that the ad asks for in one breath: "open data and reproducibility".
bool were_joined(const Phrase& a, const Phrase& b, std::string_view sentence) {
    const bool alike = a.experienced == b.experienced && a.adds_wording && b.adds_wording && !a.activity && !b.activity;
    return alike && text::fold(sentence).find(text::fold(a.text + " and " + b.text)) != std::string::npos;
}

void join(Phrase& a, const Phrase& b) {
    a.text += " and " + b.text;
    a.evidence.insert(a.evidence.end(), b.evidence.begin(), b.evidence.end());
}

}  // namespace

std::vector<Phrase> proven_phrases(const Draft& draft) {
    const PhraseBuilder builder(draft);
    std::vector<Phrase> phrases;
    std::set<std::string> seen;
    for (const auto* requirement : checkable_requirements(draft.job)) {
        auto phrase = builder.build(*requirement);
        if (!phrase || !seen.insert(text::fold(phrase->text)).second) continue;
        if (!phrases.empty() && were_joined(phrases.back(), *phrase, requirement->sentence)) {
            join(phrases.back(), *phrase);
        } else {
            phrases.push_back(std::move(*phrase));
        }
    }
    return phrases;
}

}  // namespace bespoke::tailoring
