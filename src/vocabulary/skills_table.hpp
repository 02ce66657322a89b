#pragma once

#include <string_view>

namespace bespoke::vocabulary {

/// The text of skills.tsv, compiled in.
extern const std::string_view kSkillsTable;

}  // namespace bespoke::vocabulary
