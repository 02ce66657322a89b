#pragma once

#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/metadata_store.hpp"

namespace bespoke::identity {

/// Name of the record that revokes a token: the hash of its issuer and `jti`, or of what was signed where it has none
/// (not of the signature: with ES256 there is a second one that holds as well).
RecordId revocation_id(const std::string& issuer, const std::string& token_id, std::string_view token);

/// The write that refuses a token until it would expire anyway; then (`due`) a chore may remove the record.
ports::Write revocation(const RecordId&, Timestamp expires_at, Timestamp now);

}  // namespace bespoke::identity
