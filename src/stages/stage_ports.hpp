#pragma once

#include "ports/blob_store.hpp"
#include "ports/document_reader.hpp"

namespace bespoke::stages {

/// What the stages need from the world. The composition root owns them all and they outlive every execution.
struct StagePorts {
    ports::BlobStore& blobs;
    ports::DocumentReader& reader;
};

}  // namespace bespoke::stages
