#include "evidence/wish.hpp"

#include <algorithm>
#include <array>

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

/// "Java or Kotlin", "relational databases (Postgres or similar)", "tools such as Jira": one of them is enough.
bool offers_alternatives(std::string_view folded) {
    static constexpr auto kSigns =
        std::to_array<std::string_view>({" or ", "/", "(", "such as", "e.g", "similar", " like ", "equivalent", "comparable",
                                         "one of", "including", "for example", "ideally"});
    return contains_any(folded, kSigns);
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
    const auto mentions = vocabulary.mentions(requirement.text);
    for (const auto& mention : mentions) {
        if (mention.kind != MentionKind::Cue) add_term(terms, mention.term, true);
    }
    // What the reader of the advertisement found counts as named only where the wording itself names nothing.
    const bool wording_names = !terms.empty();
    for (const auto& skill : requirement.skills) add_term(terms, vocabulary.find(skill), !wording_names);
    if (terms.empty()) {
        for (const auto& mention : mentions) add_term(terms, mention.term, false);
    }
    return terms;
}

}  // namespace

std::vector<std::string> content_stems(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& token : text::tokens(text)) {
        if (!text::is_stop_word(token.text)) out.push_back(text::stem(token.text));
    }
    return out;
}

Wish wish_of(const Requirement& requirement) {
    Wish wish;
    wish.terms = terms_of(requirement);
    const auto folded = text::fold(requirement.text);
    wish.join = offers_alternatives(folded) ? Wish::Join::Any : Wish::Join::All;
    wish.words = content_stems(requirement.text);
    wish.waived = is_waived(folded) || is_waived(text::fold(text::trim(requirement.sentence)));
    return wish;
}

}  // namespace bespoke::evidence
