#pragma once

#include <openvino/openvino.hpp>

#include "adapters/openvino/encoder.hpp"

namespace bespoke::adapters::openvino {

/// The encoder of BERT (Devlin et al. 2019, section 3; Vaswani et al. 2017) as an OpenVINO model: inputs [tokens × 384] and an additive mask
/// [tokens × tokens], output [tokens × 384]. Linear layers hold 8-bit weights with one scale an output if the type is Int8. Copies weights.
std::shared_ptr<ov::Model> build_graph(const EncoderWeights&, ComputeType);

}  // namespace bespoke::adapters::openvino
