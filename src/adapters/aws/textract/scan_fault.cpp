#include "adapters/aws/textract/scan_fault.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace bespoke::adapters::aws::textract {
namespace {

/// What a fault or a failed job is about.
enum class About { Form, Damage, Size, Pages, Storage, Service };

Error error_of(About about, std::string detail) {
    switch (about) {
        case About::Form:
            return fail(ErrorCode::InvalidInput, "unsupported-scan",
                        "This form of scan can't be read: it may be locked by a password or made for filling in on a screen; "
                        "save it as a plain PDF, PNG or JPEG file without a password.",
                        std::move(detail))
                .value();
        case About::Size:
            return fail(ErrorCode::LimitExceeded, "too-large",
                        "The scan is too large to be read; scan it in a lower resolution, or save a picture as a PDF file.",
                        std::move(detail))
                .value();
        case About::Pages:
            return fail(ErrorCode::LimitExceeded, "too-many-pages",
                        "The scan has more pages than can be read; send only those of the resume.", std::move(detail))
                .value();
        case About::Storage:
            return fail(ErrorCode::Unavailable, "scan-storage",
                        "The service that reads scans could not fetch the file; try again, or tell the operator of this service.",
                        std::move(detail))
                .value();
        case About::Service:
            return fail(ErrorCode::Unavailable, "scan-service",
                        "The service that reads scans had trouble of its own; try again later.", std::move(detail))
                .value();
        case About::Damage: break;
    }
    return fail(ErrorCode::InvalidInput, "unreadable-scan",
                "The scan could not be read; scan it again in a higher resolution, or use the original PDF, DOCX or text file.",
                std::move(detail))
        .value();
}

/// Lower-case letters alone: "BAD_DOCUMENT" and "BadDocumentException" begin alike.
std::string squashed(std::string_view words) {
    std::string out;
    for (const char c : words) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
        if (c >= 'a' && c <= 'z') out += c;
    }
    return out;
}

}  // namespace

Error scan_error(const Fault& fault) {
    auto error = to_error(fault);
    constexpr std::pair<std::string_view, About> kCodes[] = {
        {"UnsupportedDocumentException", About::Form}, {"BadDocumentException", About::Damage},
        {"DocumentTooLargeException", About::Size},    {"InvalidS3ObjectException", About::Storage},
        {"InvalidKMSKeyException", About::Storage},    {"InvalidJobIdException", About::Service}};
    const auto* found = std::ranges::find(kCodes, fault.code, &std::pair<std::string_view, About>::first);
    return found == std::end(kCodes) ? error : error_of(found->second, error.detail);
}

Error failed_job(std::string_view status_message) {
    const auto words = squashed(status_message.substr(0, 500));
    // The first that fits: "document too large" before "document".
    constexpr std::pair<std::string_view, About> kWords[] = {
        {"internal", About::Service}, {"unavailable", About::Service}, {"timeout", About::Service},  {"timedout", About::Service},
        {"object", About::Storage},   {"kms", About::Storage},         {"access", About::Storage},   {"bucket", About::Storage},
        {"pages", About::Pages},      {"pagelimit", About::Pages},     {"pagecount", About::Pages},  {"toolarge", About::Size},
        {"size", About::Size},        {"unsupported", About::Form},    {"encrypted", About::Form},   {"password", About::Form},
        {"protected", About::Form},   {"imagetype", About::Form},      {"documenttype", About::Form}};
    const auto* found = std::ranges::find_if(kWords, [&](const auto& one) { return words.find(one.first) != std::string::npos; });
    return error_of(found == std::end(kWords) ? About::Damage : found->second,
                    "job failed: " + std::string(status_message.substr(0, 500)));
}

}  // namespace bespoke::adapters::aws::textract
