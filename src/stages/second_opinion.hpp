#pragma once

#include "stages/outside_screen.hpp"

namespace bespoke::stages {

/// What StagePorts::entities thinks of the model's edits that were accepted so far: one that names a person, organisation, place,
/// title, event or date that stands in none of its sources gets a finding "entities". It can only refuse. All edits are asked
/// about in one question, once a visit.
Status second_opinion(const StagePorts&, const engine::TaskContext&, const Payload&, const Claims&,
                      std::vector<tailoring::Verdict>&);

/// The first of the entities that no source has; empty if all have theirs. Of a name, the words that are written large or are
/// numbers have to stand in one source, or the vocabulary knows both as one thing; of a date, the numbers.
std::string_view entity_from_nowhere(std::string_view text, const std::vector<ports::Entity>&,
                                     const std::vector<std::string>& sources);

}  // namespace bespoke::stages
