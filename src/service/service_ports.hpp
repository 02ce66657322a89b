#pragma once

#include "ports/blob_store.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"
#include "ports/key_service.hpp"
#include "ports/metadata_store.hpp"
#include "ports/orchestrator.hpp"
#include "ports/tenant_registry.hpp"
#include "ports/vector_index.hpp"
#include "service/upload_formats.hpp"

namespace bespoke::service {

/// What the service needs from the world, and what the operator decided for all tenants. The composition root owns them all; they
/// outlive the service.
struct ServicePorts {
    ports::MetadataStore& store;
    ports::BlobStore& blobs;
    ports::Orchestrator& orchestrator;
    ports::KeyService& keys;
    ports::TenantRegistry& tenants;
    ports::VectorIndex& vectors;
    ports::Clock& clock;
    UploadFormats upload_formats = default_upload_formats();
};

}  // namespace bespoke::service
