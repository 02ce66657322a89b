#pragma once

#include <string>
#include <vector>

#include "ports/entity_recognizer.hpp"
#include "resume/resume.hpp"

namespace bespoke::stages {

// Fields of the canonical resume that the rules left empty, though their text stands in the entry's own lines: an employer and
// its town in one ("Halden Labs, Kleinstadt"), a title and its employer in one, a line that nobody could place. Nothing is
// written that does not stand there: a text is divided, or moved to the field that it is for, and keeps where it came from.

/// The texts that may hold what is missing, in order; none where nothing is missing. Without line breaks.
std::vector<std::string> texts_beside_gaps(const resume::Resume&);

/// What was filled.
struct Filled {
    NodeId node;
    ports::Entity::Kind kind{};
};
/// Fills what exactly one of the texts can fill, by what a recogniser is sure of. `entities` are those of texts_beside_gaps(),
/// one by one. Ids are assigned anew, as a line that was placed is unplaced no more.
std::vector<Filled> fill_gaps(resume::Resume&, const std::vector<std::vector<ports::Entity>>& entities);

}  // namespace bespoke::stages
