#include "adapters/aws/core/fault.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/aws/core/fault_class.hpp"

namespace bespoke::adapters::aws {
namespace {

template <std::size_t count>
bool is_one_of(std::string_view code, const std::string_view (&codes)[count]) {
    return std::ranges::find(codes, code) != std::end(codes);
}

/// A transaction is cancelled for several reasons at once: it is throttled if nothing else is wrong with it but load.
bool is_cancelled_by_throttle(const Fault& fault) {
    if (fault.code != "TransactionCanceledException" || !fault.details.is_object()) return false;
    const auto reasons = fault.details.find("CancellationReasons");
    if (reasons == fault.details.end() || !reasons->is_array()) return false;
    bool throttled = false;
    for (const auto& reason : *reasons) {
        const auto code = reason.is_object() && reason.contains("Code") && reason["Code"].is_string()
                              ? reason["Code"].get_ref<const std::string&>()
                              : std::string();
        constexpr std::string_view kLoad[] = {"ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded"};
        if (is_one_of(code, kLoad))
            throttled = true;
        else if (!code.empty() && code != "None")
            return false;
    }
    return throttled;
}

bool is_denied(const Fault& fault) {
    constexpr std::string_view kCodes[] = {"AccessDenied",       "AccessDeniedException", "AccessDeniedFault",
                                           "UnauthorizedAccess", "UnauthorizedOperation", "NotAuthorizedException",
                                           "AuthorizationError", "AllAccessDisabled",     "Forbidden"};
    return is_one_of(fault.code, kCodes) || fault.status == 401 || fault.status == 403;
}

bool is_absent(const Fault& fault) {
    constexpr std::string_view kCodes[] = {"ResourceNotFoundException",
                                           "NotFoundException",
                                           "NoSuchKey",
                                           "NoSuchBucket",
                                           "NotFound",
                                           "QueueDoesNotExist",
                                           "ExecutionDoesNotExist",
                                           "StateMachineDoesNotExist",
                                           "NoSuchUpload",
                                           "NoSuchVersion",
                                           "index_not_found_exception"};
    return is_one_of(fault.code, kCodes) || fault.status == 404;
}

Error make(ErrorCode code, std::string_view reason, std::string_view public_text, const Fault& fault) {
    auto detail = fmt::format("{}: {} {}: {}", fault.operation, fault.status, fault.code, fault.message);
    if (!fault.request_id.empty()) detail += fmt::format(" (request {})", fault.request_id);
    if (!fault.cause.detail.empty()) detail += fmt::format(" ({})", fault.cause.detail);
    return fail(code, std::string(reason), std::string(public_text), std::move(detail)).value();
}

}  // namespace

bool is_throttle(const Fault& fault) {
    constexpr std::string_view kCodes[] = {"Throttling",
                                           "ThrottlingException",
                                           "ThrottledException",
                                           "RequestThrottled",
                                           "RequestThrottledException",
                                           "TooManyRequestsException",
                                           "TooManyRequests",
                                           "ProvisionedThroughputExceededException",
                                           "TransactionInProgressException",
                                           "PriorRequestNotComplete",
                                           "RequestLimitExceeded",
                                           "BandwidthLimitExceeded",
                                           "LimitExceededException",
                                           "SlowDown",
                                           "ServiceQuotaExceededException"};
    return fault.status == 429 || is_one_of(fault.code, kCodes) || is_cancelled_by_throttle(fault);
}

bool is_refusal_of_credentials(const Fault& fault) {
    constexpr std::string_view kCodes[] = {
        "ExpiredToken",       "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException",
        "InvalidAccessKeyId", "InvalidToken",          "TokenRefreshRequired", "InvalidTokenException"};
    return is_one_of(fault.code, kCodes);
}

bool is_refusal_of_signature(const Fault& fault) {
    constexpr std::string_view kCodes[] = {"RequestTimeTooSkewed",      "RequestExpired",
                                           "RequestInTheFuture",        "SignatureDoesNotMatch",
                                           "InvalidSignatureException", "AuthFailure"};
    return is_one_of(fault.code, kCodes);
}

bool is_worth_another_try(const Fault& fault) {
    constexpr std::string_view kUnanswered[] = {"Connect", "Timeout", "Reply"};
    if (fault.status == 0) return is_one_of(fault.code, kUnanswered);
    constexpr int kStatus[] = {500, 502, 503, 504};
    constexpr std::string_view kCodes[] = {"RequestTimeout",  "RequestTimeoutException", "InternalError",
                                           "InternalFailure", "InternalServerError",     "ModelTimeoutException"};
    return is_throttle(fault) || std::ranges::find(kStatus, fault.status) != std::end(kStatus) || is_one_of(fault.code, kCodes);
}

Error to_error(const Fault& fault) {
    if (is_throttle(fault))
        return make(ErrorCode::Unavailable, "throttled", "The service is busy; try again in a moment.", fault);
    if (fault.status == 0 && fault.cause.code == ErrorCode::Timeout)
        return make(ErrorCode::Timeout, "deadline", "The service did not answer in time; try again.", fault);
    if (fault.status == 0 && !fault.cause.reason.empty())
        return make(fault.cause.code, fault.cause.reason, fault.cause.public_text, fault);
    if (is_refusal_of_credentials(fault) || is_refusal_of_signature(fault))
        return make(ErrorCode::Unavailable, "aws-credentials",
                    "The server has no valid keys for a service it needs; try again later, or tell its operator.", fault);
    if (fault.status == 0 || is_worth_another_try(fault) || fault.status >= 500)
        return make(ErrorCode::Unavailable, "aws-unavailable", "A service that is needed does not answer; try again later.",
                    fault);
    if (is_denied(fault))
        return make(ErrorCode::Forbidden, "aws-denied", "The server may not do this; its operator has to grant it the right.",
                    fault);
    if (is_absent(fault))
        return make(ErrorCode::NotFound, "aws-resource", "What was asked for does not exist; check that it was set up.", fault);
    return make(ErrorCode::Internal, "aws-request", "The server made a mistake; its operator finds the cause in the log.", fault);
}

}  // namespace bespoke::adapters::aws
