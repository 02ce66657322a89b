#pragma once

#include "ports/blob_store.hpp"
#include "ports/clock.hpp"
#include "ports/http_client.hpp"
#include "ports/key_service.hpp"
#include "ports/metadata_store.hpp"
#include "ports/orchestrator.hpp"
#include "ports/tenant_registry.hpp"
#include "ports/vector_index.hpp"

namespace bespoke::service {

/// What the service needs from the world. The composition root owns them all; they outlive the service.
struct ServicePorts {
    ports::MetadataStore& store;
    ports::BlobStore& blobs;
    ports::Orchestrator& orchestrator;
    ports::KeyService& keys;
    ports::TenantRegistry& tenants;
    ports::VectorIndex& vectors;
    ports::Clock& clock;
};

}  // namespace bespoke::service
