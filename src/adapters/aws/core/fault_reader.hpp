#pragma once

#include <string>
#include <string_view>

#include "adapters/aws/core/fault.hpp"
#include "adapters/aws/core/transport.hpp"

namespace bespoke::adapters::aws {

/// "ConditionalCheckFailedException" for "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException:http://…".
std::string_view short_code(std::string_view code);

/// What AWS's support asks for: the request's id, with S3's second one (x-amz-id-2) behind it. Empty if the reply names none.
std::string request_id_of(const WireReply&);

/// What a reply of status 3xx to 5xx says, in JSON, in S3's or in the query protocol's XML, or by its status alone. Takes any bytes.
Fault read_fault(const WireReply&, std::string operation);

/// S3 may find out after its 200 that it can't do what it was asked ("CopyObject", "CompleteMultipartUpload"): the body is an error then.
bool is_error_in_disguise(std::string_view body);

}  // namespace bespoke::adapters::aws
