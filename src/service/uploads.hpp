#pragma once

#include <chrono>

#include "service/documents.hpp"

namespace bespoke::service {

/// What somebody is about to send. All of it is checked against the bytes that come.
struct UploadDeclaration {
    DocumentKind kind{};
    std::string name;
    std::string media_type;
    std::uint64_t bytes = 0;
    std::string sha256;  ///< 64 lower-case hexadecimal digits
};

/// Leave to send one file, for a while.
struct Upload {
    RecordId id;  ///< "upl_…"
    UploadDeclaration declared;
    RecordId document;  ///< id that the document will have
    Timestamp expires_at{};
};

/// What came of an upload.
struct CompletedUpload {
    Document document;
    enum class Was { Made, ThereAlready } was = Was::Made;
};

/// `seed` as in NewDocument. `LimitExceeded` "too-large", `InvalidInput` "unsupported-media": said before a byte is sent.
Result<Upload> create_upload(const ServicePorts&, const TenantId&, const UploadDeclaration&, const std::string& seed,
                             std::chrono::seconds life = std::chrono::minutes(15));
/// `NotFound` "not-found"; also once it has expired and was swept.
Result<Upload> get_upload(const ServicePorts&, const TenantId&, const RecordId&);
/// Make the document. `InvalidInput` "upload-mismatch" if size, hash or media type is not as declared, and all of create_document();
/// `NotFound` "expired". Sending the same bytes again gives the same document.
Result<CompletedUpload> complete_upload(const ServicePorts&, const TenantId&, const RecordId&, BytesView content, Deadline);

/// Chore: forgets uploads that expired. Gives how many.
Result<std::size_t> expire_uploads(const ServicePorts&, const TenantId&, Deadline);

}  // namespace bespoke::service
