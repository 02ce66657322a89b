#pragma once

#include <map>
#include <string>
#include <vector>

#include "tailoring/fixtures.hpp"

namespace bespoke::tailoring::adversarial {

/// A person of people.json with the job that the edits are for.
using People = std::map<std::string, testing::Case>;

/// Third: written by somebody who had not read the checks, after they were made; what it showed was then repaired.
enum class Split { Development, HeldOut, Third };

/// One line of a set.
struct Sample {
    std::string label;  ///< class of the fabrication, or kind of the paraphrase
    std::string person;
    Split split = Split::Development;
    Edit edit;
    std::string text;  ///< what the edit says, for the reader of a failure
    int line = 0;
};

/// Read from tests/adversarial in the source tree. What can't be read ends the test run with its line.
People read_people();
std::vector<Sample> read_samples(const char* file, const char* label);

}  // namespace bespoke::tailoring::adversarial
