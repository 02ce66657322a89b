#pragma once

#include <string_view>

#include "adapters/aws/core/fault.hpp"

namespace bespoke::adapters::aws::textract {

/// What a fault of Textract's operations means for the file, where it is about the file: `InvalidInput` "unsupported-scan" (a form of it that the service
/// does not read), "unreadable-scan" (damaged), `LimitExceeded` "too-large". An object that it can't fetch, a key that it may not use and a job that it
/// has forgotten are no fault of the file: `Unavailable` "scan-storage" | "scan-service". All else as to_error() has it; a throttle stays one.
Error scan_error(const Fault&);

/// What the StatusMessage of a job that failed means. The service documents no list; its words are those of the faults above
/// ("UNSUPPORTED_DOCUMENT", "DOCUMENT_TOO_LARGE", "INVALID_S3_OBJECT", "INTERNAL_ERROR", …), in whichever spelling. What none of them says is
/// "unreadable-scan".
Error failed_job(std::string_view status_message);

}  // namespace bespoke::adapters::aws::textract
