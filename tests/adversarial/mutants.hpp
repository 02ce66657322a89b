#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::tailoring::adversarial {

/// Random numbers that are the same on every machine.
using Random = std::mt19937;

/// What a mutation may look at.
struct Subject {
    std::string text;                 ///< the highlight
    std::string resume;               ///< all text of the resume: what stands there is no invention
    std::vector<std::string> others;  ///< highlights of the other entries
};

/// Breaks one fact of a text, so that it says what the resume does not. Empty where the text has nothing of the kind.
struct Mutation {
    std::string_view name;
    std::string (*apply)(const Subject&, Random&);
};
const std::vector<Mutation>& mutations();

}  // namespace bespoke::tailoring::adversarial
