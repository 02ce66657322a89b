#include "evidence/wish.hpp"

#include <algorithm>
#include <array>

#include "evidence/evidence.hpp"
#include "evidence/mentions.hpp"
#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using job_description::Requirement;
using vocabulary::MentionKind;
using vocabulary::Vocabulary;

bool contains_any(std::string_view folded, std::span<const std::string_view> phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return folded.find(phrase) != std::string_view::npos; });
}

/// The text with what it names blanked out.
std::string around_names_as_spelt(std::string_view text) {
    std::string out(text);
    for (const auto& mention : Vocabulary::builtin().mentions(text)) {
        if (mention.kind != MentionKind::Cue)
            out.replace(mention.begin, mention.end - mention.begin, mention.end - mention.begin, '_');
    }
    return out;
}

/// The same folded, so that "A/B testing" offers no choice.
std::string around_names(std::string_view text) { return text::fold(around_names_as_spelt(text)); }

/// "workflow managers (Nextflow, Snakemake, WDL)": products of a kind, of which who has one has the kind. "Office (Word, Excel)"
/// and "analytical techniques (HPLC, GC)" list what belongs to the thing.
bool lists_products_of_a_kind(std::string_view text) {
    static constexpr auto kKinds = std::to_array<std::string_view>(
        {"consoles", "frameworks", "managers", "packages", "platforms", "products", "software", "suites", "systems", "tools"});
    const auto open = text.find('('), close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return false;
    const auto before = text::tokens(text.substr(0, open));
    if (before.empty() || std::find(kKinds.begin(), kKinds.end(), before.back().text) == kKinds.end()) return false;
    const auto inside = text::split(text.substr(open + 1, close - open - 1), ',');
    return inside.size() > 1 && std::all_of(inside.begin(), inside.end(), [](std::string_view item) {
               item = text::trim(item);
               return !item.empty() && item.front() >= 'A' && item.front() <= 'Z' && text::split(item, ' ').size() <= 3;
           });
}

/// "Java or Kotlin", "relational databases (Postgres or similar)", "tools such as Jira": one of them is enough. A bracket that
/// only lists ("Office (Word, Excel)") offers no choice.
bool offers_alternatives(std::string_view text) {
    static constexpr auto kSigns = std::to_array<std::string_view>(
        {" or ", "/", "such as", "e.g", "etc", "similar", " like ", "equivalent", "comparable", "one of", "any of", "either ",
         "preferred", "for example", "ideally", "z.b", " oder ", " ou "});
    // "Excel (lookups, INDEX/MATCH)": a slash in a list that the bracket gives parts nothing that is asked for.
    auto folded = around_names(text);
    const auto open = folded.find('('), close = folded.find(')');
    if (open != std::string::npos && close != std::string::npos && open < close) {
        std::replace(folded.begin() + static_cast<std::ptrdiff_t>(open), folded.begin() + static_cast<std::ptrdiff_t>(close), '/',
                     ' ');
    }
    return contains_any(folded, kSigns) || lists_products_of_a_kind(text);
}

bool is_spelt_as_a_name(std::string_view text) {
    const auto words = text::split(text, ' ');
    return !words.empty() && std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return !word.empty() && word.front() >= 'A' && word.front() <= 'Z';
    });
}

/// "e.g. MarketMan" is MarketMan.
std::string_view without_opening_of_examples(std::string_view part) {
    static constexpr auto kOpenings =
        std::to_array<std::string_view>({"e.g. ", "eg. ", "e.g ", "i.e. ", "such as ", "like ", "including ", "for example ",
                                         "for instance ", "either ", "preferably ", "ideally ", "z.B. ", "wie ", "comme "});
    for (const auto opening : kOpenings) {
        if (const auto at = part.find(opening); at != std::string_view::npos && (at == 0 || part[at - 1] == ' '))
            return text::trim(part.substr(at + opening.size()));
    }
    return part;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_spelt_in_initials(std::string_view word) { return word.size() > 2 && std::all_of(word.begin(), word.end(), is_capital); }

/// "Current RSA", "CKAD certification": the name without what is said of any paper.
std::string_view without_words_of_papers(std::string_view part) {
    static constexpr auto kBefore =
        std::to_array<std::string_view>({"Current ", "Valid ", "Active ", "current ", "valid ", "active "});
    static constexpr auto kBehind =
        std::to_array<std::string_view>({" qualified", " certified", " certification", " certificate", " accredited",
                                         " accreditation", " registered", " registration", " qualification", " card"});
    for (const auto word : kBefore)
        if (part.starts_with(word)) part.remove_prefix(word.size());
    for (const auto word : kBehind)
        if (part.ends_with(word)) part.remove_suffix(word.size());
    return part;
}

/// "Guidewire or a similar system": what others may stand in for is a name, though the sentence begins with it.
bool has_stand_ins(std::string_view text) {
    static constexpr auto kSigns =
        std::to_array<std::string_view>({" or similar", " or a similar", " or equivalent", " or an equivalent", " or comparable",
                                         " or a comparable", " or another", " or other"});
    return contains_any(text, kSigns);
}

/// Names between "or", "/" and commas that the vocabulary does not know.
std::vector<std::string> unknown_alternatives(std::string_view text) {
    std::string parted(text);
    for (const std::string_view sign : {" or ", " and/or ", "/", ";", " (", ")"}) {
        for (auto at = parted.find(sign); at != std::string::npos; at = parted.find(sign)) parted.replace(at, sign.size(), ",");
    }
    std::vector<std::string> out;
    for (const auto part : text::split(parted, ',')) {
        const auto name = without_words_of_papers(without_opening_of_examples(text::trim(part)));
        if (is_spelt_as_a_name(name) && terms_named(name).empty()) out.emplace_back(name);
    }
    // A single one may owe its capital to the beginning of the sentence.
    const bool sure =
        out.size() > 1 ||
        (out.size() == 1 && (!text.starts_with(out.front()) || has_stand_ins(text) || is_spelt_in_initials(out.front())));
    return sure ? out : std::vector<std::string>();
}

/// Countries in initials: they say where, not what.
bool is_a_country(std::string_view folded) {
    static constexpr auto kCountries = std::to_array<std::string_view>({"uk", "us", "usa", "eu", "uae", "gb", "nz"});
    return std::find(kCountries.begin(), kCountries.end(), folded) != kCountries.end();
}

/// "5839" of "BS 5839": the number of a standard.
bool is_number_of_a_name(std::string_view rest, const text::Token& name, const text::Token& next) {
    constexpr std::size_t kShortest = 3;
    return next.begin == name.end + 1 && rest[name.end] == ' ' && next.text.size() >= kShortest &&
           std::all_of(next.text.begin(), next.text.end(), is_digit);
}

/// "AQA", "I2C", "MarketMan", "C": spelt as no common word is. A capital alone may be a sentence's or a heading's.
bool is_spelt_as_nothing_else(std::string_view word, bool opens_the_text) {
    const auto capitals = std::count_if(word.begin(), word.end(), is_capital);
    const auto digits = std::count_if(word.begin(), word.end(), is_digit);
    if (capitals == 0) return false;
    return capitals > 1 || digits > 0 || (word.size() == 1 && !opens_the_text);
}

/// The names of a text that the vocabulary doesn't have, folded.
std::vector<std::string> unknown_names(std::string_view text) {
    const auto rest = around_names_as_spelt(text);
    std::vector<std::string> out;
    const auto tokens = text::tokens(rest);
    for (const auto& token : tokens) {
        const auto spelt = std::string_view(rest).substr(token.begin, token.end - token.begin);
        const bool name = is_spelt_as_nothing_else(spelt, token.begin == tokens.front().begin);
        if (!name || text::is_stop_word(token.text) || is_a_country(token.text)) continue;
        const auto* next = &token + 1;
        const bool numbered = next != tokens.data() + tokens.size() && is_number_of_a_name(rest, token, *next) &&
                              std::none_of(token.text.begin(), token.text.end(), is_digit);
        out.push_back(numbered ? token.text + " " + next->text : token.text);
    }
    // Where all is in capitals, these tell nothing.
    return out.size() >= tokens.size() && out.size() > 2 ? std::vector<std::string>() : out;
}

/// True if the sentence denies its stretch `part`: "We don't use Kubernetes".
bool denies(std::string_view sentence, std::string_view part) {
    const auto at = sentence.find(part);
    if (at == std::string_view::npos || part.empty()) return false;
    const auto kept = affirmed_text(sentence);
    return text::trim(std::string_view(kept).substr(at, std::min<std::size_t>(part.size(), 1))).empty();
}

/// Of the whole line, as the text of the requirement alone may have lost it.
bool is_waived(std::string_view folded) {
    static constexpr auto kSigns =
        std::to_array<std::string_view>({"not required", "not necessary", "not essential", "not needed", "not mandatory",
                                         "not a must", "not a requirement", "not expected"});
    if (contains_any(folded, kSigns)) return true;
    // "No forklift licence required", but "no later than" or "no. 1 is required" waive nothing.
    const bool none = folded.starts_with("no ") || folded.find(" no ") != std::string_view::npos;
    return none && (folded.ends_with("required") || folded.ends_with("needed") || folded.ends_with("necessary"));
}

void add_term(std::vector<WantedTerm>& terms, const vocabulary::Term* term, bool named) {
    const auto same = [&](const WantedTerm& wanted) { return wanted.term == term; };
    if (term != nullptr && std::none_of(terms.begin(), terms.end(), same)) terms.push_back({term, named});
}

std::vector<WantedTerm> terms_of(const Requirement& requirement) {
    const auto& vocabulary = Vocabulary::builtin();
    std::vector<WantedTerm> terms;
    const auto mentions = without_names_of_bodies(vocabulary.mentions(requirement.text), requirement.text);
    for (const auto& mention : mentions) {
        if (mention.kind != MentionKind::Cue) add_term(terms, mention.term, true);
    }
    // What the reader of the advertisement found counts as named only where the wording itself names nothing.
    const bool wording_names = !terms.empty();
    for (const auto& skill : requirement.skills) add_term(terms, vocabulary.find(skill), !wording_names);
    if (!terms.empty()) return terms;
    // One word of several is too little to guess by: "friendly service" speaks of no software service.
    const auto lone = telling_stems(content_stems(requirement.text)).size() <= 1;
    for (const auto& mention : mentions) {
        const auto said = std::string_view(requirement.text).substr(mention.begin, mention.end - mention.begin);
        if (lone || said.find_first_of(" -") != std::string_view::npos) add_term(terms, mention.term, false);
    }
    return terms;
}

}  // namespace

bool speaks_of_a_credential(std::string_view text) {
    static constexpr auto kWords = std::to_array<std::string_view>(
        {"accreditation", "accredited", "certificate", "certificates", "certification", "certifications", "certified", "diploma",
         "licence", "licences", "license", "licensed", "licenses", "qualification", "qualifications", "qualified"});
    const auto tokens = text::tokens(text);
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const auto& token) { return std::find(kWords.begin(), kWords.end(), token.text) != kWords.end(); });
}

std::vector<std::string> telling_stems(std::vector<std::string> stems) {
    static constexpr auto kEverywhere = std::to_array<std::string_view>(
        {"abil",     "abl",     "achiev",  "area",       "assist",   "background", "colleagu", "compani",  "day",    "deliv",
         "demonstr", "ensur",   "environ", "etc",        "excel",    "experi",     "familiar", "field",    "good",   "great",
         "handl",    "help",    "includ",  "involv",     "job",      "keep",       "know",     "knowledg", "learn",  "make",
         "new",      "plan",    "plus",    "practic",    "previous", "prior",      "proven",   "provid",   "relat",  "relev",
         "requir",   "respons", "role",    "run",        "set",      "similar",    "skill",    "solid",    "strong", "support",
         "take",     "task",    "team",    "understand", "use",      "various",    "well",     "will",     "within", "work",
         "write",    "written", "wrote",   "year"});
    std::erase_if(stems, [](const std::string& stem) {
        return std::find(kEverywhere.begin(), kEverywhere.end(), stem) != kEverywhere.end();
    });
    return stems;
}

namespace {

/// Those of `stems` that tell more than of what kind the named thing is: "specifications", "software", "a valid card".
std::vector<std::string> beyond_kinds(std::vector<std::string> stems) {
    static constexpr auto kKinds = std::to_array<std::string_view>(
        {"applic",    "approach", "basic",    "card",     "certif",     "certifi", "concept",  "contract", "current",
         "framework", "full",     "guidelin", "hands-on", "held",       "hold",    "interfac", "languag",  "level",
         "licenc",    "licens",   "method",   "min",      "model",      "packag",  "platform", "principl", "process",
         "product",   "program",  "protocol", "member",   "membership", "qualif",  "regist",   "registr",  "regul",
         "rule",      "scheme",   "softwar",  "specif",   "standard",   "suit",    "system",   "techniqu", "technolog",
         "tool",      "toolset",  "user",     "valid",    "version",    "yr",      "yrs"});
    std::erase_if(stems, [](const std::string& stem) {
        return std::find(kKinds.begin(), kKinds.end(), stem) != kKinds.end() || std::all_of(stem.begin(), stem.end(), is_digit);
    });
    return stems;
}

/// "General Optical Council (GOC)": the words that the initials in the bracket stand for.
std::vector<std::string> spelt_out_before_initials(std::string_view text) {
    const auto open = text.find('('), close = text.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    std::string capitals, first;
    for (const char c : text.substr(open + 1, close - open - 1))
        if (is_capital(c)) capitals += c;
    std::vector<std::string> stems;
    const auto before = text::tokens(text.substr(0, open));
    for (auto word = before.rbegin(); word != before.rend() && first.size() < capitals.size(); ++word) {
        if (text::is_stop_word(word->text)) continue;
        first.insert(first.begin(), text[word->begin]);
        stems.push_back(text::stem(word->text));
    }
    return capitals.size() > 1 && first == capitals ? stems : std::vector<std::string>();
}

void ask_for_names(std::string_view text, Wish& wish) {
    if (!wish.alternatives.empty()) return;
    wish.names = unknown_names(text);
    wish.beside_names = beyond_kinds(wish.telling_words);
    const auto spelt_out = spelt_out_before_initials(text);
    std::erase_if(wish.beside_names, [&](const std::string& stem) {
        return std::find(spelt_out.begin(), spelt_out.end(), stem) != spelt_out.end();
    });
    std::erase_if(wish.beside_names, [&](const std::string& stem) {
        return std::any_of(wish.names.begin(), wish.names.end(),
                           [&](const std::string& name) { return text::stem(name.substr(0, name.find(' '))) == stem; });
    });
}

/// "ACCA", "First aid certificate": a credential by its name alone.
bool is_a_credential(const vocabulary::Term& term) {
    constexpr std::size_t kShortestInitials = 4;
    const auto& name = term.name;
    const bool initials =
        name.size() >= kShortestInitials && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return initials || term.category == "Licences and clearances" || term.category == "Health systems and credentials" ||
           speaks_of_a_credential(name) || std::any_of(term.aliases.begin(), term.aliases.end(), speaks_of_a_credential);
}

/// "Mentorship qualification" asks for a paper on what is named.
bool wants_a_credential(std::string_view text, const std::vector<WantedTerm>& terms) {
    static constexpr auto kNouns = std::to_array<std::string_view>(
        {"accreditation", "ticket", "certificate", "certification", "diploma", "licence", "license", "qualification"});
    const auto tokens = text::tokens(text);
    const bool asked = std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
        return std::find(kNouns.begin(), kNouns.end(), token.text) != kNouns.end();
    });
    return asked &&
           std::none_of(terms.begin(), terms.end(), [](const WantedTerm& wanted) { return is_a_credential(*wanted.term); });
}

/// True if what is wanted is something that one can be on the way to.
bool names_a_paper(const Wish& wish) {
    return wish.credential ||
           std::any_of(wish.terms.begin(), wish.terms.end(),
                       [](const WantedTerm& wanted) { return wanted.named && is_a_credential(*wanted.term); }) ||
           std::any_of(wish.alternatives.begin(), wish.alternatives.end(), is_spelt_in_initials);
}

/// "ACII qualified or working towards", "RSA or willing to obtain"
bool takes_unfinished(std::string_view sentence) {
    static constexpr auto kSigns =
        std::to_array<std::string_view>({"working toward", "work toward", "studying", "willing", "eligible to", "in progress",
                                         "part qualified", "part-qualified", "prepared to", "able to obtain", "finalist"});
    return contains_any(text::fold(sentence), kSigns);
}

/// "aseptic" of "aseptic dispensing", where the second word alone stands for something wider (pharmacy).
std::vector<std::string> narrowing(std::string_view text) {
    const auto words = text::tokens(text);
    const auto mentions = affirmed_mentions(text);
    const bool two = words.size() == 2 && mentions.size() == 1 && mentions.front().kind == MentionKind::Alias;
    if (!two || mentions.front().begin != words.back().begin || text::is_stop_word(words.front().text)) return {};
    return telling_stems({text::stem(words.front().text)});
}

/// The telling words of a text outside the names in it, if there are so many that the names alone don't make the thing.
std::vector<std::string> mostly_unnamed(std::string_view text) {
    constexpr double kLeastNamed = 1.0 / 3;
    constexpr std::size_t kFewest = 4;
    std::string rest(text);
    for (const auto& mention : affirmed_mentions(text)) {
        if (mention.kind != MentionKind::Cue)
            rest.replace(mention.begin, mention.end - mention.begin, mention.end - mention.begin, ' ');
    }
    // A bracket says more of what stands before it: "driving licence (no more than 6 points)".
    if (const auto open = rest.find('('), close = rest.find(')', open == std::string::npos ? 0 : open);
        open != std::string::npos && close != std::string::npos && open > 0)
        rest.replace(open, close - open, close - open, ' ');
    auto unnamed = telling_stems(content_stems(rest));
    const auto all = telling_stems(content_stems(text)).size();
    const auto named = static_cast<double>(all - std::min(all, unnamed.size()));
    if (unnamed.size() < kFewest || named >= kLeastNamed * static_cast<double>(all)) unnamed.clear();
    return unnamed;
}

}  // namespace

std::vector<std::string> content_stems(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& token : text::tokens(text)) {
        if (!text::is_stop_word(token.text)) out.push_back(text::stem(token.text));
    }
    return out;
}

namespace {

/// True if `said` is the name, or a numbered one of its family: "NEC3" where "NEC" is wanted.
bool is_named(std::string_view said, std::string_view name) {
    if (!said.starts_with(name)) return false;
    const auto rest = said.substr(name.size());
    constexpr std::size_t kShortestFamily = 3;
    return rest.empty() ||
           (name.size() >= kShortestFamily && std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool has_a_capital_or_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string spelling_of(std::string_view name, const std::string& text) {
    if (const auto blank = name.find(' '); blank != std::string_view::npos) {
        const auto words = text::tokens(text);
        const auto joined = std::string(name.substr(0, blank)).append(name.substr(blank + 1));
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].text == joined) return text.substr(words[i].begin, words[i].end - words[i].begin);
            const bool both =
                i + 1 < words.size() && words[i].text == name.substr(0, blank) && words[i + 1].text == name.substr(blank + 1);
            if (both) return text.substr(words[i].begin, words[i + 1].end - words[i].begin);
        }
        return {};
    }
    for (const auto& word : text::tokens(text)) {
        auto spelt = text.substr(word.begin, word.end - word.begin);
        if (is_named(word.text, name) && has_a_capital_or_digit(spelt)) return spelt;
    }
    return {};
}

bool says_a_name(const Wish& wish, const std::string& text) {
    const auto is_said = [&](const std::string& name) { return !spelling_of(name, text).empty(); };
    const auto is_there = [&](const std::string& name) { return text.find(name) != std::string::npos; };
    return std::any_of(wish.names.begin(), wish.names.end(), is_said) ||
           std::any_of(wish.alternatives.begin(), wish.alternatives.end(), is_there);
}

Wish wish_of(const Requirement& requirement) {
    Wish wish;
    wish.terms = terms_of(requirement);
    const auto folded = text::fold(requirement.text);
    wish.join = offers_alternatives(requirement.text) ? Wish::Join::Any : Wish::Join::All;
    if (wish.join == Wish::Join::Any) wish.alternatives = unknown_alternatives(requirement.text);
    wish.words = content_stems(requirement.text);
    wish.telling_words = telling_stems(wish.words);
    ask_for_names(requirement.text, wish);
    wish.levels = levels_in(requirement.text);
    wish.credential = wants_a_credential(requirement.text, wish.terms);
    wish.unnamed = mostly_unnamed(requirement.text);
    if (wish.unnamed.empty()) wish.unnamed = narrowing(requirement.text);
    wish.stand_ins = has_stand_ins(requirement.text);
    wish.takes_unfinished = takes_unfinished(requirement.sentence);
    wish.names_a_paper = names_a_paper(wish);
    wish.excludes = folded.starts_with("no ") && !is_waived(folded);
    wish.waived = is_waived(folded) || is_waived(text::fold(text::trim(requirement.sentence))) ||
                  denies(requirement.sentence, requirement.text);
    return wish;
}

}  // namespace bespoke::evidence
