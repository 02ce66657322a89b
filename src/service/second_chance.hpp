#pragma once

#include "service/dead_letters.hpp"

namespace bespoke::service {

/// A job that died of what passes (a service was busy or away, time ran out) is tried again by itself: a quarter of an hour after
/// it died, and once more two hours after it died again. Then it waits for the operator, as jobs do from the beginning that died
/// for other reasons. Until its time comes it is a dead letter like any other.
///
/// When that is, for a letter as it stands; nothing if it waits for the operator.
std::optional<Timestamp> second_chance(const DeadLetter&);

/// Tries a job again now if it has such a chance and was redriven as often as `redrives` says, and no more. True if it was; false
/// for one that is not dead (any more), or whose tenant is not active. Asked twice, it happens once.
Result<bool> give_second_chance(const ServicePorts&, const TenantId&, const JobId&, std::size_t redrives);
/// Chore: the same for all of a tenant's jobs whose time has come. A chance that nobody gave for a day is gone. Gives how many
/// were tried.
Result<std::size_t> give_second_chances(const ServicePorts&, const TenantId&, Deadline);

}  // namespace bespoke::service
