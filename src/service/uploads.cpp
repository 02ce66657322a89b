#include "service/uploads.hpp"

#include "base/limits.hpp"
#include "crypto/random.hpp"
#include "service/document_records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr std::size_t kSweepStep = 200;

ports::Record to_record(const Upload& upload, Timestamp now) {
    const auto& declared = upload.declared;
    const json body = {{"kind", to_string(declared.kind)}, {"name", declared.name},     {"mediaType", declared.media_type},
                       {"bytes", declared.bytes},          {"sha256", declared.sha256}, {"document", upload.document.str()}};
    return {ports::RecordKind::Upload, upload.id, 0, "open", upload.expires_at, now, {}, body};
}

Result<Upload> upload_from(const ports::Record& record) {
    try {
        const auto& body = record.body;
        const auto kind = document_kind_from(body.at("kind").get<std::string>());
        if (!kind || !record.due) return damaged(record, "kind or due");
        return Upload{record.id,
                      {*kind, body.at("name").get<std::string>(), body.at("mediaType").get<std::string>(),
                       body.at("bytes").get<std::uint64_t>(), body.at("sha256").get<std::string>()},
                      RecordId(body.at("document").get<std::string>()),
                      *record.due};
    } catch (const json::exception& error) {
        return damaged(record, error.what());
    }
}

Status check_size(std::uint64_t bytes) {
    if (bytes == 0)
        return fail(ErrorCode::InvalidInput, "unsupported-media", "The file is empty; choose a document with text in it.");
    const auto limit = Limits{}.document_bytes;
    if (bytes <= limit) return {};
    return fail(ErrorCode::LimitExceeded, "too-large",
                fmt::format("The file is larger than {} MiB; choose a smaller one.", limit >> 20U));
}

tl::unexpected<Error> mismatch(std::string_view what) {
    return fail(
        ErrorCode::InvalidInput, "upload-mismatch",
        fmt::format("The {} of what was sent is not the declared one; send the declared file, or declare this one.", what));
}

Status check_content(const UploadDeclaration& declared, BytesView content) {
    if (content.size() != declared.bytes) return mismatch("size");
    if (sha256_hex(content) != declared.sha256) return mismatch("SHA-256");
    return {};
}

}  // namespace

Result<Upload> create_upload(const ServicePorts& ports, const TenantId& tenant, const UploadDeclaration& declared,
                             const std::string& seed, std::chrono::seconds life) {
    if (auto size = check_size(declared.bytes); !size) return tl::unexpected(size.error());
    const auto now = ports.clock.now();
    const auto id = seed.empty() ? crypto::random_id("upl", now) : "upl_" + seed;
    const Upload upload{RecordId(id), declared, RecordId("doc_" + id.substr(4)), now + life};
    const auto done = commit_one(ports, tenant, ports::Put{to_record(upload, now), ports::Put::If::Absent});
    if (done) return upload;
    if (!lost_race(done)) return tl::unexpected(done.error());
    return get_upload(ports, tenant, upload.id);
}

Result<Upload> get_upload(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    const auto record = ports.store.get(tenant, ports::RecordKind::Upload, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return not_found();
    return upload_from(**record);
}

Result<CompletedUpload> complete_upload(const ServicePorts& ports, const TenantId& tenant, const RecordId& id, BytesView content,
                                        Deadline deadline) {
    const auto upload = get_upload(ports, tenant, id);
    if (!upload) return tl::unexpected(upload.error());
    if (auto same = check_content(upload->declared, content); !same) return tl::unexpected(same.error());
    if (auto there = get_document(ports, tenant, upload->document); there) {
        return CompletedUpload{std::move(*there), CompletedUpload::Was::ThereAlready};
    }
    if (ports.clock.now() >= upload->expires_at) {
        return fail(ErrorCode::NotFound, "expired", "The time for this upload is over; ask for a new one.");
    }
    const auto& declared = upload->declared;
    auto document =
        keep_document(ports, tenant, upload->document, {declared.kind, declared.name, content, declared.media_type, {}},
                      {ports::SetState{ports::RecordKind::Upload, id, "done", upload->expires_at}}, deadline);
    if (!document) return tl::unexpected(document.error());
    return CompletedUpload{std::move(*document), CompletedUpload::Was::Made};
}

Result<std::size_t> expire_uploads(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    std::size_t gone = 0;
    for (;;) {
        const auto due = ports.store.due(tenant, ports::RecordKind::Upload, ports.clock.now(), kSweepStep);
        if (!due) return tl::unexpected(due.error());
        ports::Batch batch;
        for (const auto& record : *due) batch.writes.emplace_back(ports::Remove{ports::RecordKind::Upload, record.id});
        if (batch.writes.empty()) return gone;
        if (auto done = ports.store.commit(tenant, batch); !done) return tl::unexpected(done.error());
        gone += due->size();
        if (deadline.passed()) return gone;
    }
}

}  // namespace bespoke::service
