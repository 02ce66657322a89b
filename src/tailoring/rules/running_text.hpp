#pragma once

#include <string>
#include <string_view>

#include "job_description/job_description.hpp"

namespace bespoke::tailoring {

/// True for a capitalised word that is no name: the job or the vocabulary has it in small letters somewhere ("Designing" at the
/// start of a line, but not "Django").
bool is_ordinary_word(std::string_view word, const job_description::JobDescription& job);

/// A wording as it reads inside a sentence: the capital that it has from the start of a line goes, that of a name stays, and a
/// title ("Wound Care") stays as a whole.
std::string in_running_text(std::string wording, const job_description::JobDescription& job);

/// The words of a title in small letters, as far as they are ordinary: "container orchestration", "modern JavaScript".
std::string in_small_letters(std::string title, const job_description::JobDescription& job);

}  // namespace bespoke::tailoring
