#pragma once

#include <optional>
#include <string_view>

#include "adapters/aws/core/credentials.hpp"

namespace bespoke::adapters::aws {

/// "2026-01-02T03:04:05Z", with a fraction of a second or an offset ("+00:00") as some write it (RFC 3339). Nothing if it is no moment.
std::optional<Timestamp> read_expiration(std::string_view);
/// STS's reply to AssumeRole or AssumeRoleWithWebIdentity ("Common XML responses" in its API reference). Nothing if a key is missing.
std::optional<Credentials> read_sts_credentials(std::string_view xml);
/// What container and instance endpoints give: AccessKeyId, SecretAccessKey, Token, Expiration.
std::optional<Credentials> read_json_credentials(std::string_view json);

}  // namespace bespoke::adapters::aws
