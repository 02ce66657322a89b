#pragma once

#include "adapters/openvino/encoder.hpp"

namespace bespoke::adapters::openvino {

/// What the running processor multiplies in hardware, as far as it matters here.
struct ProcessorFeatures {
    bool bf16_dot = false;  ///< AVX-512 BF16, which processors with AMX have, too
    bool int8_dot = false;  ///< AVX-512 VNNI or AVX-VNNI
};
ProcessorFeatures processor_features();

/// int8 where the hardware has it: bf16 takes 1.2 to 1.4 times as long, f32 2.2 times, and fused retrieval ranks as well with either.
constexpr ComputeType best_compute_type(const ProcessorFeatures& features) {
    if (features.int8_dot) return ComputeType::Int8;
    return features.bf16_dot ? ComputeType::Bf16 : ComputeType::F32;
}

}  // namespace bespoke::adapters::openvino
