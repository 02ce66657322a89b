#pragma once

#include <vector>

#include "guardrail/guardrail.hpp"
#include "guardrail/skeleton.hpp"

namespace bespoke::guardrail {

/// Takes back the findings on protected attributes in sentences that name the same things for another end: equal treatment, care
/// for others, both sexes ("male or female", "he/she"), a nationality that a law asks for (clearances, permits).
void drop_equality(const Skeleton&, std::vector<Finding>&);

}  // namespace bespoke::guardrail
