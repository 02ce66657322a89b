#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace bespoke::webhooks {

/// What a signed message consists of besides its signature.
struct Message {
    std::string id;               ///< `webhook-id`: the event's id, the same on every attempt
    std::chrono::sys_seconds at;  ///< `webhook-timestamp`: of this attempt
    std::string body;
};

/// A fresh secret in the form that receivers are given: "whsec_" and the Base64 of 32 random bytes.
std::string new_secret();

/// The key bytes of a secret: "whsec_" and Base64 of 24..64 bytes; anything else is `nullopt`.
std::optional<Bytes> secret_bytes(std::string_view secret);

/// "v1,<Base64 of HMAC-SHA256 over id.timestamp.body>" (Standard Webhooks 1.0, symmetric scheme). `Internal` if the secret is malformed:
/// only our own code makes secrets.
Result<std::string> sign(std::string_view secret, const Message&);

/// Value of `webhook-signature`: one signature for each secret, separated by spaces, so that a receiver may hold the old or the new one.
Result<std::string> signature_header(const std::vector<std::string>& secrets, const Message&);

/// How far the timestamp of a message may be from the receiver's clock, either way.
inline constexpr std::chrono::seconds kTolerance{300};

/// The three headers as a receiver sees them.
struct SignedHeaders {
    std::string_view id, timestamp, signature;
};

/// What a receiver does: timestamp within the tolerance and one of the "v1" signatures right. `Forbidden` "webhook-timestamp" or
/// "webhook-signature". Compares in constant time.
Status verify(std::string_view secret, const SignedHeaders&, std::string_view body, Timestamp now);

}  // namespace bespoke::webhooks
