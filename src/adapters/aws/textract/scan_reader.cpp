#include "adapters/aws/textract/scan_reader.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "adapters/aws/textract/block_reader.hpp"
#include "crypto/encoding.hpp"

namespace bespoke::adapters::aws::textract {
namespace {

using nlohmann::json;
using namespace std::string_view_literals;

/// What goes within a call; larger files go by way of S3.
constexpr std::size_t kMaxBytesInCall = 5UL * 1024 * 1024;
constexpr int kMaxResults = 1'000;
/// Blocks of all pages together; a page has some thousands.
constexpr std::size_t kMaxBlocks = 500'000;

bool is_picture(std::string_view bytes) {
    constexpr std::array kMagics = {"\xff\xd8\xff"sv, "\x89PNG\r\n\x1a\n"sv, "II*\0"sv, "MM\0*"sv};
    return std::ranges::any_of(kMagics, [&](auto magic) { return bytes.starts_with(magic); });
}

bool is_scan(const Error& refusal, BytesView bytes) {
    return refusal.reason == "no-text-layer" || (refusal.reason == "unsupported-media" && is_picture(as_text(bytes)));
}

tl::unexpected<Error> unreadable(std::string detail) {
    return fail(ErrorCode::InvalidInput, "unreadable-scan",
                "The scan could not be read; scan it again in a higher resolution, or use the original PDF, DOCX or text file.",
                std::move(detail));
}

tl::unexpected<Error> no_time() {
    return fail(ErrorCode::Timeout, "deadline", "Reading the scan took longer than there was time for; try again.");
}

/// What Textract says of a file that it can't read; all else is the service's own trouble.
bool is_about_file(const Fault& fault) {
    constexpr std::array<std::string_view, 3> kCodes = {"UnsupportedDocumentException", "BadDocumentException",
                                                        "DocumentTooLargeException"};
    return std::ranges::find(kCodes, fault.code) != kCodes.end();
}

tl::unexpected<Error> scan_error(const Fault& fault) {
    auto error = to_error(fault);
    if (is_about_file(fault)) return unreadable(error.detail);
    return tl::unexpected(std::move(error));
}

json features() { return json::array({"LAYOUT", "TABLES"}); }

const json* blocks_of(const json& answer) {
    const auto found = answer.find("Blocks");
    return found != answer.end() && found->is_array() ? &*found : nullptr;
}

std::string word_of(const json& answer, const char* key) {
    const auto found = answer.find(key);
    return found != answer.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

ScanReader::ScanReader(ports::DocumentReader& inner, Client& client, ports::BlobStore& blobs, TenantId tenant,
                       ScanOptions options)
    : inner_(inner), client_(client), blobs_(blobs), tenant_(std::move(tenant)), options_(std::move(options)) {}

Result<document::Document> ScanReader::read(BytesView bytes, Deadline deadline) {
    auto document = inner_.read(bytes, deadline);
    if (document || !is_scan(document.error(), bytes)) return document;
    return read_scan(bytes, deadline);
}

Result<document::Document> ScanReader::read_scan(BytesView bytes, Deadline deadline) {
    json blocks;
    bool by_job = bytes.size() > kMaxBytesInCall;
    if (!by_job) {
        const auto answer = analyze_now(bytes, deadline);
        // That is how it says that there are several pages.
        by_job = !answer && answer.error().code == "UnsupportedDocumentException";
        if (!answer && !by_job) return scan_error(answer.error());
        if (answer && blocks_of(*answer) != nullptr) blocks = *blocks_of(*answer);
    }
    if (by_job) {
        auto collected = analyze_by_job(bytes, deadline);
        if (!collected) return tl::unexpected(std::move(collected.error()));
        blocks = std::move(*collected);
    }
    return document_from_blocks(blocks, options_.limits);
}

Answer<json> ScanReader::analyze_now(BytesView bytes, Deadline deadline) {
    return client_.call(Service::Textract, "AnalyzeDocument",
                        {{"Document", {{"Bytes", crypto::base64(bytes)}}}, {"FeatureTypes", features()}}, Caller::tenant(tenant_),
                        deadline);
}

Result<json> ScanReader::analyze_by_job(BytesView bytes, Deadline deadline) {
    const auto hash = sha256_hex(bytes);
    const ports::BlobKey key("scans/" + hash);
    if (auto stored = blobs_.put(tenant_, key, bytes, deadline); !stored) return tl::unexpected(stored.error());
    const json input = {
        {"DocumentLocation", {{"S3Object", {{"Bucket", options_.bucket}, {"Name", options_.object_key(tenant_, key)}}}}},
        {"FeatureTypes", features()},
        {"ClientRequestToken", sha256_hex(as_bytes(tenant_.str() + "\n" + hash))}};
    const auto started = client_.call(Service::Textract, "StartDocumentAnalysis", input, Caller::tenant(tenant_), deadline);
    Result<json> blocks = json();
    if (!started)
        blocks = scan_error(started.error());
    else
        blocks = wait_for(word_of(*started, "JobId"), deadline);
    // Kept only for another try of the same.
    const bool again =
        !blocks && blocks.error().code != ErrorCode::InvalidInput && blocks.error().code != ErrorCode::LimitExceeded;
    if (again) return blocks;
    if (auto removed = blobs_.remove(tenant_, key, deadline); !removed) return tl::unexpected(removed.error());
    return blocks;
}

Result<json> ScanReader::wait_for(const std::string& job, Deadline deadline) {
    for (auto wait = options_.first_wait;; wait = std::min(wait * 2, options_.max_wait)) {
        auto answer = get(job, {}, deadline);
        if (!answer) return scan_error(answer.error());
        const auto status = word_of(*answer, "JobStatus");
        if (status == "SUCCEEDED" || status == "PARTIAL_SUCCESS") return collect(job, std::move(*answer), deadline);
        if (status == "FAILED") return unreadable("job failed: " + word_of(*answer, "StatusMessage"));
        if (status != "IN_PROGRESS")
            return fail(ErrorCode::Corrupt, "textract-answer", "The service that reads scans gave no answer of use; try again.",
                        "job status");
        if (wait >= deadline.left()) return no_time();
        pause(wait);
    }
}

Result<json> ScanReader::collect(const std::string& job, json first, Deadline deadline) {
    auto blocks = json::array();
    for (auto answer = std::move(first);;) {
        if (const auto* more = blocks_of(answer)) blocks.insert(blocks.end(), more->begin(), more->end());
        const auto next = word_of(answer, "NextToken");
        if (next.empty()) return blocks;
        if (blocks.size() > kMaxBlocks)
            return fail(ErrorCode::LimitExceeded, "resource-limit",
                        "The scan has more text than any resume; choose a shorter file.");
        if (deadline.passed()) return no_time();
        auto page = get(job, next, deadline);
        if (!page) return scan_error(page.error());
        answer = std::move(*page);
    }
}

Answer<json> ScanReader::get(const std::string& job, const std::string& next, Deadline deadline) {
    json input = {{"JobId", job}, {"MaxResults", kMaxResults}};
    if (!next.empty()) input["NextToken"] = next;
    return client_.call(Service::Textract, "GetDocumentAnalysis", input, Caller::tenant(tenant_), deadline);
}

void ScanReader::pause(std::chrono::milliseconds time) const {
    if (options_.pause) return options_.pause(time);
    std::this_thread::sleep_for(time);
}

}  // namespace bespoke::adapters::aws::textract
