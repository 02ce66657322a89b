#pragma once

#include "adapters/aws/core/fault.hpp"

namespace bespoke::adapters::aws::dynamodb {

/// Why a write did not happen though nothing is wrong with it.
enum class Race {
    None,       ///< something else is wrong
    Condition,  ///< what was read before is not so any more
    Conflict    ///< another transaction had one of the items in hand: the same request may succeed a moment later
};
/// Of one write or of a transaction ("TransactWriteItems" in the DynamoDB API reference: the reasons of a cancellation).
Race race_of(const Fault&);

/// Wait before the try with this number, counted from 1: somewhere below a bound that grows to an eighth of a second.
void pause_before(int attempt);

/// `Unavailable` "throttled": others were faster every time.
tl::unexpected<Error> too_many_races(const char* operation);

}  // namespace bespoke::adapters::aws::dynamodb
