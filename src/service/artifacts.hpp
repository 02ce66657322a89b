#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/deadline.hpp"
#include "service/service_ports.hpp"

namespace bespoke::service {

/// A file that a job made.
struct Artifact {
    std::string name;  ///< e.g. "resume.docx"
    std::string media_type;
    std::uint64_t bytes = 0;
    std::string sha256;
    ports::BlobKey blob;
};

/// All that a job made, as its Persist stage listed it. `Conflict` "job-not-finished" before it succeeded; `NotFound`
/// "not-found".
Result<std::vector<Artifact>> list_artifacts(const ServicePorts&, const TenantId&, const JobId&);
/// One of them. `NotFound` "not-found" also for a name that the job has not made.
Result<Artifact> get_artifact(const ServicePorts&, const TenantId&, const JobId&, std::string_view name);
/// Its bytes; always those that the manifest names: `Corrupt` "integrity" otherwise.
Result<Bytes> artifact_content(const ServicePorts&, const TenantId&, const Artifact&, Deadline);

/// Chore: removes blobs of documents and jobs that no record refers to and that are a day old: bytes whose record was never
/// written. Gives how many.
Result<std::size_t> sweep_orphan_blobs(const ServicePorts&, const TenantId&, Deadline);

}  // namespace bespoke::service
