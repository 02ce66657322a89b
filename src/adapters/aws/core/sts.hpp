#pragma once

#include <chrono>
#include <string>

#include "adapters/aws/core/client.hpp"

namespace bespoke::adapters::aws {

/// What AssumeRole is asked for ("AssumeRole" in the STS API reference).
struct RoleRequest {
    std::string role_arn;
    std::string session_name;  ///< 2..64 of letters, digits and =,.@_-
    std::chrono::seconds duration{3'600};
    std::string external_id;  ///< may be empty
    Fields tags;              ///< of the session
};

/// Signed with the service's keys. `Unavailable` "aws-credentials" if it is refused, else as to_error().
Result<Credentials> assume_role(Client& sts, const RoleRequest&, Deadline);

/// A body of type application/x-www-form-urlencoded.
std::string form_text(const Fields&);

}  // namespace bespoke::adapters::aws
