#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::evidence {

/// A level that a text says of something: "Level 3", "Band 6", "C1" of the CEFR.
struct Level {
    std::string kind;  ///< folded: "level", "band", "cefr"
    int number = 0;    ///< higher is more
    std::size_t begin = 0, end = 0;
};

/// Levels in order of place. "Key Stage 3" names what is taught, and so is none.
std::vector<Level> levels_in(std::string_view text);

/// The first of the wanted levels that `said` doesn't reach; null if it reaches all.
const Level* level_missed(const std::vector<Level>& wanted, const std::vector<Level>& said);

}  // namespace bespoke::evidence
