#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/task.hpp"
#include "stages/payload.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

/// What StagePorts::entities finds in texts, each text's by itself, in order. Asked for in one question, and once a visit: the
/// answer is kept as `name`, so that another try comes to the same. Texts have no line breaks; what reaches over the end of one
/// is left out. Without a recogniser, or without texts, nothing is found and nobody asked. One that does not answer fails the
/// stage, which is tried again.
Result<std::vector<std::vector<ports::Entity>>> entities_of(const StagePorts&, const engine::TaskContext&, const Payload&,
                                                            std::string_view name, const std::vector<std::string>& texts);

}  // namespace bespoke::stages
