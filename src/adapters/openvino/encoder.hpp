#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace bespoke::adapters::openvino {

// What `bespoke` and the module libbespoke_openvino.so say to each other. Both are built together; it is no stable interface. The module
// alone links OpenVINO, so that a process pays for it only once it embeds.

inline constexpr std::size_t kHidden = 384, kIntermediate = 1536, kHeads = 12, kLayers = 6;

/// Texts begin at even rows: bfloat16 products add tokens in pairs, and a text's pairs must not depend on what stands before it.
constexpr std::size_t aligned(std::size_t tokens) { return (tokens + 1) / 2 * 2; }

/// Weight as [output × input], row by row, and bias. Views into the model file, needed only while an Encoder is made.
struct LinearWeights {
    std::span<const float> weight, bias;
};
struct LayerWeights {
    LinearWeights query, key, value, attention_output, intermediate, output;
    LinearWeights attention_norm, output_norm;
};
struct EncoderWeights {
    LinearWeights embedding_norm;
    std::array<LayerWeights, kLayers> layers;
};

enum class ComputeType { F32, Bf16, Int8 };

struct EncoderOptions {
    ComputeType type = ComputeType::F32;
    std::size_t streams = 1;
};

/// The six transformer layers. Safe from many threads; beyond `streams` calls at once, callers wait.
class Encoder {
public:
    virtual ~Encoder() = default;
    /// Rows of kHidden floats, one a token: the sums of the embeddings in, the last layer's state out. Tokens see only those of their own
    /// text. `lengths` says how many tokens each text has; its rows are as many, aligned(). Empty, or why it failed.
    virtual std::string run(std::span<const float> rows, std::span<const std::size_t> lengths, std::span<float> states) = 0;
};

/// The module's one symbol. Null and `failure` if OpenVINO will not have it.
using MakeEncoder = Encoder*(const EncoderWeights&, const EncoderOptions&, std::string& failure);
inline constexpr const char* kMakeEncoderSymbol = "bespoke_make_encoder";
inline constexpr const char* kEngineLibrary = "libbespoke_openvino.so";

}  // namespace bespoke::adapters::openvino
