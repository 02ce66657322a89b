#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::tailoring {

// What the checks know of English words. Closed tables, built once, safe from many threads. All take folded words.

/// The form in which a word is looked up: American spelling, irregular forms brought home ("led" is "lead"), stemmed; names of persons by
/// what they do keep apart from the deed ("manager" from "managed", "customer" from "custom").
std::string lexical_stem(std::string_view word);

/// True if `said` may stand in for `given`, both lexical stems: the same stem, or a group of senses_table.cpp that allows it.
bool may_stand_for(const std::string& given, const std::string& said);

/// Phrases of senses_table.cpp that begin with this stem, as stems without the first; longest first.
std::span<const std::vector<std::string>> phrases_from(const std::string& first_stem);

/// Articles, prepositions, auxiliaries and other words that add no claim of their own.
bool is_glue(std::string_view word);
/// A past form that is no "-ed" form: "led", "built", "cut".
bool is_irregular_past(std::string_view word);
/// The stem of a word that is a verb of work in its base form.
bool is_verb_stem(const std::string& stem);
/// Says little of itself: "use", "perform", "provide"; what was done stands in its object.
bool is_light_verb(const std::string& stem);
/// A result rather than a deed: "cut", "increase", "improve", "save".
bool is_outcome(const std::string& stem);
/// A smaller part in a deed: "help", "contribute", "try"; or a wish or plan: "would", "propose".
bool is_partial(const std::string& stem);
/// A deed shared with others: "jointly", "collaborate".
bool is_shared(const std::string& stem);
/// Who acts of their own: "team", "company", "manager"; a clause about them is not about the candidate.
bool is_actor(const std::string& stem);
/// "led", "headed", "owned": verbs that claim the whole part.
bool is_leading(const std::string& stem);

}  // namespace bespoke::tailoring
