#include "adapters/aws/textract/scan_reader.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <thread>

#include "adapters/aws/textract/block_reader.hpp"
#include "adapters/aws/textract/scan_fault.hpp"
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
/// Of jobs that failed by the service's own trouble.
constexpr int kMostRuns = 3;

bool is_picture(std::string_view bytes) {
    constexpr std::array kMagics = {"\xff\xd8\xff"sv, "\x89PNG\r\n\x1a\n"sv, "II*\0"sv, "MM\0*"sv};
    return std::ranges::any_of(kMagics, [&](auto magic) { return bytes.starts_with(magic); });
}

bool is_scan(const Error& refusal, BytesView bytes) {
    return refusal.reason == "no-text" || (refusal.reason == "unsupported-media" && is_picture(as_text(bytes)));
}

tl::unexpected<Error> no_time() {
    return fail(ErrorCode::Timeout, "deadline", "Reading the scan took longer than there was time for; try again.");
}

tl::unexpected<Error> failed(const Fault& fault) { return tl::unexpected(scan_error(fault)); }

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
    Scan scan;
    bool by_job = bytes.size() > kMaxBytesInCall;
    if (!by_job) {
        const auto answer = analyze_now(bytes, deadline);
        // That is how it says that there are several pages.
        by_job = !answer && answer.error().code == "UnsupportedDocumentException";
        if (!answer && !by_job) return failed(answer.error());
        if (answer && blocks_of(*answer) != nullptr) scan.blocks = *blocks_of(*answer);
    }
    if (by_job) {
        auto collected = analyze_by_job(bytes, deadline);
        if (!collected) return tl::unexpected(std::move(collected.error()));
        scan = std::move(*collected);
    }
    auto document = document_from_blocks(scan.blocks, options_.limits);
    if (document) warn(scan, *document);
    return document;
}

void ScanReader::warn(const Scan& scan, document::Document& document) {
    if (!scan.partial && scan.left_out.empty()) return;
    if (scan.left_out.empty()) {
        document.warnings.push_back({"partly-read", "A part of the scan could not be read; compare, or scan it again.", 0});
        return;
    }
    document.warnings.push_back({"partly-read",
                                 fmt::format("Page{} {} of the scan could not be read, or not wholly; compare, or scan {} again.",
                                             scan.left_out.size() == 1 ? "" : "s", fmt::join(scan.left_out, ", "),
                                             scan.left_out.size() == 1 ? "it" : "them"),
                                 *scan.left_out.begin()});
}

void ScanReader::note_warnings(const json& answer, Scan& scan) {
    constexpr int kMostPages = 3'000;  // that a job takes
    const auto warnings = answer.find("Warnings");
    if (warnings == answer.end() || !warnings->is_array()) return;
    for (const auto& warning : *warnings) {
        scan.partial = true;
        const auto pages = warning.is_object() ? warning.find("Pages") : warning.end();
        if (!warning.is_object() || pages == warning.end() || !pages->is_array()) continue;
        for (const auto& page : *pages) {
            if (page.is_number_integer() && page.get<std::int64_t>() > 0 && page.get<std::int64_t>() <= kMostPages)
                scan.left_out.insert(page.get<int>());
        }
    }
}

Answer<json> ScanReader::analyze_now(BytesView bytes, Deadline deadline) {
    return client_.call(Service::Textract, "AnalyzeDocument",
                        {{"Document", {{"Bytes", crypto::base64(bytes)}}}, {"FeatureTypes", features()}}, Caller::tenant(tenant_),
                        deadline);
}

Result<ScanReader::Scan> ScanReader::analyze_by_job(BytesView bytes, Deadline deadline) {
    const auto hash = sha256_hex(bytes);
    const ports::BlobKey key("scans/" + hash);
    if (auto stored = blobs_.put(tenant_, key, bytes, deadline); !stored) return tl::unexpected(stored.error());
    auto scan = run_job(options_.object_key(tenant_, key), hash, 1, deadline);
    for (int run = 2; run <= kMostRuns && !scan && scan.error().reason == "scan-service"; ++run)
        scan = run_job(options_.object_key(tenant_, key), hash, run, deadline);
    // Kept only for another try of the same.
    const bool again = !scan && scan.error().code != ErrorCode::InvalidInput && scan.error().code != ErrorCode::LimitExceeded;
    if (again) return scan;
    if (auto removed = blobs_.remove(tenant_, key, deadline); !removed) return tl::unexpected(removed.error());
    return scan;
}

Result<ScanReader::Scan> ScanReader::run_job(const std::string& object, const std::string& hash, int run, Deadline deadline) {
    const auto token = run == 1 ? tenant_.str() + "\n" + hash : fmt::format("{}\n{}\n{}", tenant_.str(), hash, run);
    const json input = {{"DocumentLocation", {{"S3Object", {{"Bucket", options_.bucket}, {"Name", object}}}}},
                        {"FeatureTypes", features()},
                        {"ClientRequestToken", sha256_hex(as_bytes(token))}};
    const auto started = client_.call(Service::Textract, "StartDocumentAnalysis", input, Caller::tenant(tenant_), deadline);
    if (!started) return failed(started.error());
    return wait_for(word_of(*started, "JobId"), deadline);
}

Result<ScanReader::Scan> ScanReader::wait_for(const std::string& job, Deadline deadline) {
    for (auto wait = options_.first_wait;; wait = std::min(wait * 2, options_.max_wait)) {
        auto answer = get(job, {}, deadline);
        if (!answer) return failed(answer.error());
        const auto status = word_of(*answer, "JobStatus");
        if (status == "SUCCEEDED" || status == "PARTIAL_SUCCESS") {
            auto scan = collect(job, std::move(*answer), deadline);
            if (scan && status == "PARTIAL_SUCCESS") scan->partial = true;
            return scan;
        }
        if (status == "FAILED") return tl::unexpected(failed_job(word_of(*answer, "StatusMessage")));
        if (status != "IN_PROGRESS")
            return fail(ErrorCode::Corrupt, "textract-answer", "The service that reads scans gave no answer of use; try again.",
                        "job status");
        if (wait >= deadline.left()) return no_time();
        pause(wait);
    }
}

Result<ScanReader::Scan> ScanReader::collect(const std::string& job, json first, Deadline deadline) {
    Scan scan{.blocks = json::array()};
    for (auto answer = std::move(first);;) {
        note_warnings(answer, scan);
        if (const auto* more = blocks_of(answer)) scan.blocks.insert(scan.blocks.end(), more->begin(), more->end());
        const auto next = word_of(answer, "NextToken");
        if (next.empty()) return scan;
        if (scan.blocks.size() > kMaxBlocks)
            return fail(ErrorCode::LimitExceeded, "resource-limit",
                        "The scan has more text than any resume; choose a shorter file.");
        if (deadline.passed()) return no_time();
        auto page = get(job, next, deadline);
        if (!page) return failed(page.error());
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
