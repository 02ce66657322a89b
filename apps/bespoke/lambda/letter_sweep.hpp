#pragma once

#include "lambda/aws_installation.hpp"

namespace bespoke::app {

/// Takes letters out of the jobs' dead-letter queue whose jobs are not dead any more: redriven since, discarded, or gone with their tenant. So the
/// queue holds what an operator has to look at, and is empty when nothing is left. A letter whose job's death is not written down yet stays.
/// Looks at a hundred letters at most. Gives how many were taken out; what can't be looked at stays.
Result<std::size_t> sweep_letters(AwsInstallation&, Deadline);

}  // namespace bespoke::app
