#include "tailoring/checks/grounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tailoring/checks/word_lists.hpp"

namespace bespoke::tailoring {
namespace {

using vocabulary::Mention;

/// Words that may stand between a number and what it counts or measures.
constexpr std::size_t kWindow = 4;

bool carries_content(const Statement& in, std::size_t token) {
    const auto& word = in.tokens()[token].text;
    return !text::is_stop_word(word) && !is_connective(word);
}

// ---- numbers

std::optional<std::size_t> neighbour(const Statement& in, const Number& number, int direction) {
    auto at = static_cast<std::ptrdiff_t>(direction < 0 ? number.first : number.last);
    for (std::size_t steps = 0; steps < kWindow; ++steps) {
        at += direction;
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(in.tokens().size())) return std::nullopt;
        const auto token = static_cast<std::size_t>(at);
        if (in.number_at(token) == nullptr && carries_content(in, token)) return token;
    }
    return std::nullopt;
}

bool near(const Statement& in, const Number& number, const std::string& stem) {
    const auto from = number.first - std::min(kWindow, number.first);
    const auto to = std::min(number.last + kWindow + 1, in.stems().size());
    return std::find(in.stems().begin() + from, in.stems().begin() + to, stem) != in.stems().begin() + to;
}

bool same_surroundings(const Statement& claim, const Number& said, const Statement& source, const Number& given) {
    for (const int direction : {-1, 1}) {
        const auto token = neighbour(claim, said, direction);
        if (token && claim.mention_at(*token) == nullptr && !near(source, given, claim.stems()[*token])) return false;
    }
    return true;
}

bool supports(const Statement& source, const Statement& claim, const Number& said) {
    return std::any_of(source.numbers().begin(), source.numbers().end(), [&](const Number& given) {
        return given.means_same(said) && same_surroundings(claim, said, source, given);
    });
}

/// "from 5 hours to 14 minutes": which number is the start and which the end.
std::vector<std::pair<double, double>> spans_of(const Statement& in) {
    std::vector<std::pair<double, double>> spans;
    const auto& numbers = in.numbers();
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
        const auto before = numbers[i + 1].first - 1;
        if (numbers[i + 1].first > 0 && before > numbers[i].last && in.tokens()[before].text == "to") {
            spans.emplace_back(numbers[i].value, numbers[i + 1].value);
        }
    }
    return spans;
}

void check_numbers(const Statement& claim, const Statement& source, Problems& problems) {
    for (const auto& said : claim.numbers()) {
        if (claim.mention_at(said.first) != nullptr || supports(source, claim, said)) continue;
        const auto& tokens = claim.tokens();
        problems.push_back(
            fmt::format("the number \"{}\" is not in its evidence in this meaning",
                        claim.text().substr(tokens[said.first].begin, tokens[said.last].end - tokens[said.first].begin)));
    }
    const auto given = spans_of(source);
    for (const auto& span : spans_of(claim)) {
        if (std::find(given.begin(), given.end(), span) == given.end()) {
            problems.push_back(fmt::format("its evidence does not go from {} to {}", span.first, span.second));
        }
    }
}

// ---- skills, names and other words

bool names_credential(std::string_view name) {
    const auto words = text::tokens(name);
    return std::any_of(words.begin(), words.end(), [](const auto& word) { return is_credential(word.text); });
}

/// True if a mention brings a formal qualification or a level ("advanced Excel") that the source does not give.
bool adds_weight(const Statement& claim, const Mention& mention, const Statement& source) {
    const bool credential = names_credential(mention.term->name);
    for (std::size_t i = 0; i < claim.tokens().size(); ++i) {
        const auto& word = claim.tokens()[i].text;
        const bool weighs = (!credential && is_credential(word)) || is_level_or_carrier(word);
        if (weighs && claim.mention_at(i) == &mention && !source.has_stem(claim.stems()[i])) return true;
    }
    return false;
}

std::string quoted(const Statement& in, std::size_t begin, std::size_t end) { return in.text().substr(begin, end - begin); }

/// `names` says which terms count as named by the source.
template <class Names>
bool licensed(const Statement& claim, const Mention& mention, const Statement& source, const Names& names) {
    if (adds_weight(claim, mention, source)) return false;
    if (names(*mention.term)) return true;
    // A category is a fair word for its instance only where the reader sees the instance, and a list of things ("tracing, metrics
    // and logs") only for who has each of them.
    if (quoted(claim, mention.begin, mention.end).find(',') != std::string::npos) return false;
    return std::any_of(claim.mentions().begin(), claim.mentions().end(), [&](const Mention& other) {
        return other.term != mention.term && names(*other.term) && is_near_instance(*other.term, *mention.term);
    });
}

void check_skills(const Statement& claim, const Statement& source, Problems& problems) {
    const auto names = [&](const vocabulary::Term& term) { return source.names(term); };
    for (const auto& mention : claim.mentions()) {
        const auto words = quoted(claim, mention.begin, mention.end);
        if (!licensed(claim, mention, source, names) && !source.has_phrase(words)) {
            problems.push_back(fmt::format("the skill \"{}\" is not in its evidence", words));
        }
    }
}

void check_words(const Statement& claim, const Statement& source, Problems& problems) {
    for (std::size_t i = 0; i < claim.tokens().size(); ++i) {
        if (!carries_content(claim, i) || claim.number_at(i) != nullptr || claim.mention_at(i) != nullptr) continue;
        if (source.has_stem(claim.stems()[i])) continue;
        const auto& token = claim.tokens()[i];
        const auto* what = is_strong_verb(token.text) ? "the stronger word" : "the word";
        problems.push_back(fmt::format("{} \"{}\" is not in its evidence", what, quoted(claim, token.begin, token.end)));
    }
}

bool is_all_skills(const Statement& name) {
    for (std::size_t i = 0; i < name.tokens().size(); ++i) {
        if (name.mention_at(i) == nullptr) return false;
    }
    return true;
}

void check_names(const Statement& claim, const Statement& source, Problems& problems) {
    for (const auto& run : claim.capitalised_runs()) {
        // Skills have their own check, which knows their other names.
        if (has_name(claim, run, source) || is_all_skills(Statement(run))) continue;
        problems.push_back(fmt::format("the name \"{}\" is not in its evidence", run));
    }
}

template <class Is>
std::vector<std::string> words_that(const Statement& in, const Is& is) {
    std::vector<std::string> words;
    for (const auto& token : in.tokens()) {
        if (is(token.text)) words.push_back(token.text);
    }
    return words;
}

void check_force(const Statement& claim, const Statement& source, Problems& problems) {
    if (words_that(claim, is_negation).size() != words_that(source, is_negation).size()) {
        problems.emplace_back("it denies something else than its evidence");
    }
    for (const auto& hedge : words_that(source, is_hedge)) {
        if (!claim.has_stem(text::stem(hedge)))
            problems.push_back(fmt::format("it leaves out \"{}\", which makes the claim stronger", hedge));
    }
}

/// A sentence of joining words only; that no false claim is found in it must not read as a pass.
bool says_nothing(const Statement& sentence) {
    for (std::size_t i = 0; i < sentence.tokens().size(); ++i) {
        if (carries_content(sentence, i)) return false;
    }
    return true;
}

bool stands_in(const Statement& sentence, const Statement& source) {
    const auto wanted = text::fold(sentence.text());
    const auto parts = text::sentences(source.text());
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return text::fold(part) == wanted; });
}

/// A sentence of skills and joining words.
bool is_listing(const Statement& sentence) {
    for (std::size_t i = 0; i < sentence.tokens().size(); ++i) {
        const bool claims = carries_content(sentence, i) || sentence.number_at(i) != nullptr;
        if (claims && sentence.mention_at(i) == nullptr) return false;
    }
    return !sentence.mentions().empty();
}

Problems unproven_skills(const Statement& sentence, std::span<const Source> sources) {
    Problems problems;
    for (const auto& mention : sentence.mentions()) {
        const bool proven = std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
            return licensed(sentence, mention, source.own, [&](const vocabulary::Term& term) { return may_list(source, term); });
        });
        if (!proven)
            problems.push_back(
                fmt::format("the skill \"{}\" is not proven by its evidence", quoted(sentence, mention.begin, mention.end)));
    }
    return problems;
}

Problems ungrounded_sentence(const Statement& sentence, std::span<const Source> sources) {
    if (says_nothing(sentence)) return {fmt::format("\"{}\" says nothing that could be checked", sentence.text())};
    if (std::any_of(sources.begin(), sources.end(), [&](const Source& source) { return stands_in(sentence, source.own); }))
        return {};
    if (is_listing(sentence)) return unproven_skills(sentence, sources);
    std::optional<Problems> fewest;
    for (const auto& source : sources) {
        auto found = unsupported_by(sentence, source);
        if (!fewest || found.size() < fewest->size()) fewest = std::move(found);
    }
    return fewest.value_or(Problems{"it has no evidence"});
}

/// The words of a text, each mention of a term as that term.
std::vector<std::string> words_and_terms(const Statement& statement) {
    std::vector<std::string> out;
    const Mention* last = nullptr;
    for (std::size_t i = 0; i < statement.tokens().size(); ++i) {
        const auto* mention = statement.mention_at(i);
        if (mention == nullptr) out.push_back(statement.tokens()[i].text);
        if (mention != nullptr && mention != last) out.push_back("=" + mention->term->name);
        last = mention;
    }
    return out;
}

}  // namespace

bool has_name(const Statement& claim, const std::string& run, const Statement& source) {
    if (source.has_phrase(run)) return true;
    const bool opens = text::trim(claim.text()).starts_with(run);
    return opens && source.has_phrase(std::string_view(run).substr(run.find_first_of(" \t") + 1));
}

bool is_credential_term(const vocabulary::Term& term) {
    return names_credential(term.name) || std::any_of(term.aliases.begin(), term.aliases.end(), names_credential);
}

namespace {
/// "Observed contract negotiations": who looks on has no skill by it.
bool looks_on(const Source& source) {
    static constexpr auto kLooksOn = std::to_array<std::string_view>(
        {"attended", "attends", "observed", "observes", "shadowed", "shadows", "watched", "watches", "sat", "visited", "visits"});
    const auto& tokens = source.own.tokens();
    return source.narrative && !tokens.empty() &&
           std::find(kLooksOn.begin(), kLooksOn.end(), tokens.front().text) != kLooksOn.end();
}
}  // namespace

bool may_list(const Source& source, const vocabulary::Term& term) {
    if (looks_on(source)) return false;
    return source.own.names(term) && !(source.narrative && is_credential_term(term));
}

bool is_near_instance(const vocabulary::Term& term, const vocabulary::Term& category) {
    const auto& vocabulary = vocabulary::Vocabulary::builtin();
    const auto names = [&](const std::string& parent) {
        const auto* found = vocabulary.find(parent);
        return found == &category || (found != nullptr && std::find(found->parents.begin(), found->parents.end(),
                                                                    category.name) != found->parents.end());
    };
    return std::any_of(term.parents.begin(), term.parents.end(), names);
}

Problems unsupported_by(const Statement& claim, const Source& source) {
    Problems problems;
    check_numbers(claim, source.whole, problems);
    check_skills(claim, source.whole, problems);
    check_words(claim, source.whole, problems);
    check_names(claim, source.whole, problems);
    check_force(claim, source.own, problems);
    return problems;
}

bool lists_proven_skills(const Statement& sentence, std::span<const Source> sources) {
    return is_listing(sentence) && unproven_skills(sentence, sources).empty();
}

Problems ungrounded_sentences(std::string_view text, std::span<const Source> sources) {
    Problems problems;
    for (const auto part : text::sentences(text)) {
        auto found = ungrounded_sentence(Statement{std::string(part)}, sources);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    return problems;
}

bool differs_in_spelling_only(std::string_view a, std::string_view b) {
    const Statement one{std::string(a)}, other{std::string(b)};
    // Signs such as "%" and "$" are no words.
    const auto same = [](const Number& x, const Number& y) { return x.means_same(y); };
    return words_and_terms(one) == words_and_terms(other) &&
           std::equal(one.numbers().begin(), one.numbers().end(), other.numbers().begin(), other.numbers().end(), same);
}

}  // namespace bespoke::tailoring
