#pragma once

#include <random>
#include <vector>

#include "resume/resume.hpp"
#include "tailoring/edit.hpp"

namespace bespoke::tailoring::testing {

/// A resume of random shape, with ids: some sections empty, skills flat, grouped or mixed.
resume::Resume random_resume(std::mt19937& random);

/// Edits that go together: each touches nodes and orders of its own.
std::vector<Edit> random_edits(const resume::Resume&, std::mt19937& random);

}  // namespace bespoke::tailoring::testing
