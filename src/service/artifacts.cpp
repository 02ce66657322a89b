#include "service/artifacts.hpp"

#include <algorithm>

#include "service/job_records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr std::chrono::hours kOrphanAge{24};

std::string_view media_type_of(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".json", "application/json"},
        {".pdf", "application/pdf"},
        {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {".html", "text/html; charset=utf-8"},
    };
    for (const auto& [extension, type] : kTypes) {
        if (name.ends_with(extension)) return type;
    }
    return "application/octet-stream";
}

Artifact artifact_from(const json& item) {
    Artifact artifact;
    artifact.name = item.at("name").get<std::string>();
    artifact.media_type = media_type_of(artifact.name);
    artifact.bytes = item.at("bytes").get<std::uint64_t>();
    artifact.sha256 = item.at("sha256").get<std::string>();
    artifact.blob = ports::BlobKey(item.at("blob").get<std::string>());
    return artifact;
}

/// The record that a blob belongs to: "documents/<id>/…" and "jobs/<id>/…".
Result<bool> has_owner(const ServicePorts& ports, const TenantId& tenant, ports::RecordKind kind, std::string_view rest) {
    const RecordId id{std::string(rest.substr(0, rest.find('/')))};
    const auto record = ports.store.get(tenant, kind, id);
    if (!record) return tl::unexpected(record.error());
    return record->has_value();
}

Result<std::size_t> sweep(const ServicePorts& ports, const TenantId& tenant, std::string_view prefix, ports::RecordKind kind,
                          Deadline deadline) {
    const auto entries = ports.blobs.list(tenant, prefix, deadline);
    if (!entries) return tl::unexpected(entries.error());
    std::size_t gone = 0;
    for (const auto& entry : *entries) {
        if (ports.clock.now() - entry.stored_at < kOrphanAge) continue;
        const auto owned = has_owner(ports, tenant, kind, std::string_view(entry.key.str()).substr(prefix.size()));
        if (!owned) return tl::unexpected(owned.error());
        if (*owned) continue;
        if (auto removed = ports.blobs.remove(tenant, entry.key, deadline); !removed) return tl::unexpected(removed.error());
        ++gone;
        if (deadline.passed()) break;
    }
    return gone;
}

}  // namespace

Result<std::vector<Artifact>> list_artifacts(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    const auto stored = get_stored_job(ports, tenant, id);
    if (!stored) return tl::unexpected(stored.error());
    const auto manifest = manifest_of(*stored);
    if (!manifest) return tl::unexpected(manifest.error());
    try {
        std::vector<Artifact> artifacts;
        for (const auto& item : *manifest) artifacts.push_back(artifact_from(item));
        return artifacts;
    } catch (const json::exception& error) {
        return damaged(stored->record, error.what());
    }
}

Result<Artifact> get_artifact(const ServicePorts& ports, const TenantId& tenant, const JobId& id, std::string_view name) {
    auto artifacts = list_artifacts(ports, tenant, id);
    if (!artifacts) return tl::unexpected(artifacts.error());
    const auto found = std::ranges::find(*artifacts, name, &Artifact::name);
    if (found == artifacts->end()) return not_found();
    return std::move(*found);
}

Result<Bytes> artifact_content(const ServicePorts& ports, const TenantId& tenant, const Artifact& artifact, Deadline deadline) {
    auto bytes = ports.blobs.get(tenant, artifact.blob, deadline);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return not_found();
    if ((*bytes)->size() == artifact.bytes && sha256_hex(**bytes) == artifact.sha256) return std::move(**bytes);
    return fail(ErrorCode::Corrupt, "integrity", "A stored file is damaged and not served; run the job again.",
                artifact.blob.str());
}

Result<std::size_t> sweep_orphan_blobs(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    const auto documents = sweep(ports, tenant, "documents/", ports::RecordKind::Document, deadline);
    if (!documents) return documents;
    const auto jobs = sweep(ports, tenant, "jobs/", ports::RecordKind::Job, deadline);
    if (!jobs) return jobs;
    return *documents + *jobs;
}

}  // namespace bespoke::service
