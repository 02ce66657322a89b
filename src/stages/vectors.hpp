#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evidence/embeddings.hpp"
#include "stages/payload.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

/// Vectors of texts by one model, as a stage stores them: a line of JSON {model, dimension, texts}, then the numbers (32-bit
/// floats, little-endian) one after another.
struct Vectors {
    std::string model;
    std::vector<std::string> texts;
    std::vector<std::vector<float>> vectors;  ///< one a text
};
Bytes encode(const Vectors&);
/// `Corrupt` "bad-vectors" for other bytes.
Result<Vectors> decode_vectors(BytesView);

/// Those of the texts that `is_known` denies, each once, in the order in which they are first named.
std::vector<std::string> unknown_texts(std::span<const std::string> texts,
                                       const std::function<bool(const std::string&)>& is_known);

/// The embeddings that a job has so far, and those that a stage adds. Where the model is busy, what came is kept for the visit's
/// next try (embedding_progress.hpp). The ports and the payload outlive it.
class JobVectors {
public:
    JobVectors(const StagePorts&, const Payload&, const engine::TaskContext&);
    /// Takes over what an earlier stage stored as "vectors.bin", unless that is another model's; nothing there is success.
    Status load(std::string_view stage);
    /// Asks for those of the texts that have none, in one call. Does nothing without an embedder.
    Status embed(std::span<const std::string> texts);
    /// Stores what embed() added; gives the reference, empty if there is nothing.
    [[nodiscard]] Result<std::string> store() const;

    [[nodiscard]] const evidence::Embeddings& embeddings() const { return embeddings_; }
    /// Empty without an embedder.
    [[nodiscard]] std::string model() const { return embedder_ ? std::string(embedder_->name()) : std::string(); }

private:
    const StagePorts& ports_;
    const Payload& payload_;
    std::unique_ptr<ports::Embedder> embedder_;
    evidence::Embeddings embeddings_;
    Vectors fresh_;
};

/// What earlier stages stored, for stages that embed nothing themselves.
Result<evidence::Embeddings> load_embeddings(const Payload&, std::initializer_list<std::string_view> stages);

}  // namespace bespoke::stages
