#pragma once

#include <array>
#include <string_view>

/// Spellings of the enumerators in JSON, in their order.
namespace bespoke::job_description {

inline constexpr std::array<std::string_view, 6> kSeniorities = {"unknown", "intern", "junior", "mid", "senior", "lead"};
inline constexpr std::array<std::string_view, 2> kImportances = {"required", "preferred"};
inline constexpr std::array<std::string_view, 6> kDegreeLevels = {"none",     "school", "associate",
                                                                  "bachelor", "master", "doctorate"};

}  // namespace bespoke::job_description
