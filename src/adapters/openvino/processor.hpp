#pragma once

#include "adapters/openvino/encoder.hpp"

namespace bespoke::adapters::openvino {

/// What the running processor multiplies in hardware, as far as it matters here.
struct ProcessorFeatures {
    bool bf16_dot = false;  ///< AVX-512 BF16, which processors with AMX have, too
    bool int8_dot = false;  ///< AVX-512 VNNI or AVX-VNNI
};
ProcessorFeatures processor_features();

/// bf16 where the hardware has it: its vectors are as good as f32's, and it takes 1.2 times as long as int8, whose are a little worse.
constexpr ComputeType best_compute_type(const ProcessorFeatures& features) {
    if (features.bf16_dot) return ComputeType::Bf16;
    return features.int8_dot ? ComputeType::Int8 : ComputeType::F32;
}

}  // namespace bespoke::adapters::openvino
