#pragma once

#include "adapters/aws/core/client.hpp"
#include "adapters/aws/core/sigv4.hpp"

namespace bespoke::adapters::aws::s3 {

/// Leave for somebody without keys to store one object by a form ("POST Policy", "Browser-Based Uploads Using POST").
struct PostPolicy {
    std::string bucket, key;
    Fields fields;  ///< besides the key and the signature's own; each must be sent exactly so
    std::uint64_t least_bytes = 1, most_bytes = 1;
    Timestamp expires{};
};

/// The policy's text. Every field of the form needs a condition, or S3 refuses the form.
std::string policy_text(const PostPolicy&, const Credentials&, const SigningScope&);
/// All fields of the form in order, the signature among them. The part "file" comes after them.
Fields signed_form(const PostPolicy&, const Credentials&, const SigningScope&);

}  // namespace bespoke::adapters::aws::s3
