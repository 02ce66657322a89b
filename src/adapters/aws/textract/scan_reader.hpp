#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>

#include "adapters/aws/core/client.hpp"
#include "base/limits.hpp"
#include "ports/blob_store.hpp"
#include "ports/document_reader.hpp"

namespace bespoke::adapters::aws::textract {

struct ScanOptions {
    std::string bucket;  ///< where `blobs` puts what has several pages; Textract fetches it there as the tenant
    /// The object's key of a tenant's blob in `bucket`.
    std::function<std::string(const TenantId&, const ports::BlobKey&)> object_key;
    Limits limits;
    std::chrono::milliseconds first_wait{1'000}, max_wait{5'000};  ///< between two looks at a job of several pages
    /// For tests. Empty: the thread sleeps.
    std::function<void(std::chrono::milliseconds)> pause;
};

/// Asks the inner reader first, and Amazon Textract only for what that one found to be a scan: a PDF without text ("no-text") or a
/// picture (JPEG, PNG, TIFF). Pictures and PDFs of one page go with the call; what has several pages is put among the tenant's blobs for the
/// while, and read by a job whose token is the content's hash: a stage that is done twice finds the first one's job.
/// Signed as the tenant throughout. The answer becomes a Document by `document_from_blocks`, with a warning that a machine read the letters.
/// Pages that the service left out (a job's PARTIAL_SUCCESS, or its warnings) become a warning "partly-read" that names them.
/// Errors beside the inner reader's: those of scan_fault.hpp; `LimitExceeded` "too-many-pages" | "resource-limit"; a throttle is `Unavailable`
/// "throttled"; `Timeout` "deadline". A job that failed by the service's own trouble is begun anew, under another token: the old one names the failed
/// job for good. Safe from many threads.
class ScanReader final : public ports::DocumentReader {
public:
    /// `inner`, `client` and `blobs` outlive it. `blobs` keeps bytes as they are (adapters::aws::s3::BlobStore), not sealed by us.
    ScanReader(ports::DocumentReader& inner, Client& client, ports::BlobStore& blobs, TenantId tenant, ScanOptions);
    Result<document::Document> read(BytesView bytes, Deadline) override;

private:
    Result<document::Document> read_scan(BytesView bytes, Deadline);
    Answer<nlohmann::json> analyze_now(BytesView bytes, Deadline);
    /// What came of a job.
    struct Scan {
        nlohmann::json blocks;
        bool partial = false;
        std::set<int> left_out;  ///< pages, as far as they are named
    };
    Result<Scan> analyze_by_job(BytesView bytes, Deadline);
    Result<Scan> run_job(const std::string& object, const std::string& hash, int run, Deadline);
    Result<Scan> wait_for(const std::string& job, Deadline);
    Result<Scan> collect(const std::string& job, nlohmann::json first, Deadline);
    static void note_warnings(const nlohmann::json& answer, Scan&);
    static void warn(const Scan&, document::Document&);
    Answer<nlohmann::json> get(const std::string& job, const std::string& next, Deadline);
    void pause(std::chrono::milliseconds) const;

    ports::DocumentReader& inner_;
    Client& client_;
    ports::BlobStore& blobs_;
    const TenantId tenant_;
    const ScanOptions options_;
};

}  // namespace bespoke::adapters::aws::textract
