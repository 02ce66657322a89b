#pragma once

#include <string_view>

/// What the words of a short phrase say about it. Scores are 0 (nothing) and up; about 2 is convincing.
namespace bespoke::resume::parser {

double title_likeness(std::string_view phrase);
double organisation_likeness(std::string_view phrase);
double school_likeness(std::string_view phrase);
double degree_likeness(std::string_view phrase);

/// Names an award or certificate.
double credential_likeness(std::string_view phrase);

bool has_legal_form(std::string_view phrase);
bool is_contract_kind(std::string_view phrase);
bool is_body_label(std::string_view phrase);
/// Names a language, alone or at its front ("English (fluent)").
bool is_language_name(std::string_view phrase);
bool is_fluency(std::string_view phrase);
bool is_skill_level(std::string_view phrase);
/// Opens with a verb of doing, as highlights do.
bool opens_with_action(std::string_view phrase);
/// Reads like a sentence and not like a name, title or place.
bool is_sentence(std::string_view text);
/// Word that opens a degree: "BSc", "Bachelor", "Diplom".
bool is_degree_word(std::string_view word);
bool is_score_label(std::string_view phrase);
/// "2:1", "2:2": a class of honours.
bool is_honours_class(std::string_view text);

}  // namespace bespoke::resume::parser
