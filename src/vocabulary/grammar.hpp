#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/atoms.hpp"

namespace bespoke::vocabulary {

// What English lets vary in a name without changing what it means. Words are in the form of plain_word().

/// A name of two words the other way round: {"lesson", "planning"} gives {"planning", "lesson"}, {"supplier", "management"} gives
/// {"managing", "supplier"}. Empty where it would mean something else ("machine learning").
std::vector<std::string> turned_round(std::span<const std::string> name);

/// Words that may stand for this one inside a longer name: "customer" for "client". Empty for most.
std::span<const std::string_view> substitutes(std::string_view word);
/// Words of a name from which one of them may be a substitute: shorter names would be others.
inline constexpr std::size_t kFewestWordsAround = 3;

/// True if "<party> relationships" says what "<party> management" says: "supplier", "stakeholder".
bool is_party(std::string_view word);
/// What stands for "relationship" behind a party.
std::span<const std::string_view> relation_words();

/// True for digits and small number words.
bool is_number(std::string_view word);

/// True for the noun that ends the name of a kind of program: "tool", "software".
bool is_kind_of_program(std::string_view word);

/// True if word `at` says that somebody led people: "Led 8 representatives", "supervised three shop assistants". The number has to
/// count staff, and nothing else may be led there ("led 40 nurses through a course").
bool leads_people(std::span<const Atom> atoms, std::size_t at, std::string_view text);

}  // namespace bespoke::vocabulary
