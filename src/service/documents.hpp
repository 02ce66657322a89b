#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "service/page.hpp"
#include "service/service_ports.hpp"

namespace bespoke::service {

enum class DocumentKind { Resume, JobDescription, StyleSample };
/// "resume", "job_description", "style_sample".
std::string_view to_string(DocumentKind);
std::optional<DocumentKind> document_kind_from(std::string_view);

/// A file that a tenant uploaded. The bytes are a blob of their own; equal files are kept twice, since finding out that a file is
/// there already would tell one uploader about another.
struct Document {
    RecordId id;  ///< "doc_…"
    DocumentKind kind{};
    std::string name;        ///< as the uploader gave it, well-formed UTF-8; decides nothing, see display_name()
    std::string media_type;  ///< as found in the bytes
    std::uint64_t bytes = 0;
    std::string sha256;
    Timestamp created_at{};
    std::uint64_t version = 0;  ///< of the record, for the ETag
};

/// What is uploaded.
struct NewDocument {
    DocumentKind kind{};
    std::string name;
    BytesView content;
    /// What the uploader says that the bytes are; may be empty. It can't make them something else, but a contradiction is
    /// refused.
    std::string declared_type;
    /// 26 characters that name the request (see crypto::random_id), so that doing it again after a crash finds the same document;
    /// empty for a fresh id.
    std::string seed;
};

/// Where a document's bytes are.
ports::BlobKey content_key(const Document&);

/// Keep a document and tell of it ("document.created"). On success it survives a power cut. The bytes are looked at by magic and
/// structure: `InvalidInput` "unsupported-media" (an empty file, too), "encrypted-document", "bad-text", "malformed-document";
/// `LimitExceeded` "too-large", "archive-limit", "quota". The same seed with the same bytes gives the same document, with others
/// `Conflict` "seed-used".
Result<Document> create_document(const ServicePorts&, const TenantId&, const NewDocument&, Deadline);
/// `NotFound` "not-found" for a document that isn't there, was removed, or is another tenant's.
Result<Document> get_document(const ServicePorts&, const TenantId&, const RecordId&);
/// Newest first.
Result<Page<Document>> list_documents(const ServicePorts&, const TenantId&, std::optional<DocumentKind>, const PageQuery&);
/// The file as it was uploaded.
Result<Bytes> document_content(const ServicePorts&, const TenantId&, const Document&, Deadline);
/// Forget a document, its bytes and what was derived from it for retrieval ("document.deleted"). `Conflict` "document-in-use"
/// while a job that has not ended needs it, "legal-hold" while the settings say so; `NotFound` as above. After a crash in
/// between, expire_documents() ends what was begun, and the document is gone for readers already.
Status remove_document(const ServicePorts&, const TenantId&, const RecordId&, Deadline);

/// Chore: ends interrupted removals, and removes documents whose retention is over and that no job at work needs. Gives how many
/// went.
Result<std::size_t> expire_documents(const ServicePorts&, const TenantId&, Deadline);

/// A name that is safe to show, to log in a terminal and to offer for saving: no control, bidi or zero-width characters, no path,
/// no name that a system keeps for devices, at most 120 characters. "document" if nothing is left.
std::string display_name(std::string_view name);

}  // namespace bespoke::service
