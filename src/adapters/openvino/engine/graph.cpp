#include "adapters/openvino/engine/graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <openvino/opsets/opset13.hpp>

namespace bespoke::adapters::openvino {
namespace {

namespace op = ov::opset13;
using Node = ov::Output<ov::Node>;

constexpr std::size_t kHeadSize = kHidden / kHeads;
constexpr double kNormEpsilon = 1e-12;

Node floats(const ov::Shape& shape, std::span<const float> values) {
    return std::make_shared<op::Constant>(ov::element::f32, shape, values.data());  // copies
}

Node integers(const std::vector<std::int64_t>& values) { return op::Constant::create(ov::element::i64, {values.size()}, values); }

float largest_magnitude(std::span<const float> values) {
    // As integers, which order like the floats once the sign is off: compilers vectorise this, but no maximum of floats.
    std::int32_t largest = 0;
    for (const auto value : values) largest = std::max(largest, std::bit_cast<std::int32_t>(value) & 0x7FFFFFFF);
    return std::bit_cast<float>(largest);
}

/// A matrix in 8 bits, symmetric, with one scale an output channel: round(w / s) in -127..127 with s = max|w| / 127.
Node quantized(std::span<const float> weight, std::size_t outputs, std::size_t inputs) {
    ov::Tensor steps(ov::element::i8, {outputs, inputs}), scales(ov::element::f32, {outputs, 1});
    auto* step = steps.data<std::int8_t>();
    for (std::size_t row = 0; row < outputs; ++row) {
        const auto values = weight.subspan(row * inputs, inputs);
        const auto largest = largest_magnitude(values);
        scales.data<float>()[row] = largest / 127.0F;
        const auto inverse = largest > 0 ? 127.0F / largest : 0.0F;
        for (const auto value : values) *step++ = static_cast<std::int8_t>(std::lrintf(value * inverse));
    }
    const auto widened = std::make_shared<op::Convert>(std::make_shared<op::Constant>(steps), ov::element::f32);
    return std::make_shared<op::Multiply>(widened, std::make_shared<op::Constant>(scales));
}

Node linear(const Node& x, const LinearWeights& weights, ComputeType type) {
    const auto outputs = weights.bias.size(), inputs = weights.weight.size() / outputs;
    const auto matrix =
        type == ComputeType::Int8 ? quantized(weights.weight, outputs, inputs) : floats({outputs, inputs}, weights.weight);
    return std::make_shared<op::Add>(std::make_shared<op::MatMul>(x, matrix, false, true), floats({1, outputs}, weights.bias));
}

Node layer_norm(const Node& x, const LinearWeights& weights) {
    const auto normal = std::make_shared<op::MVN>(x, integers({-1}), true, kNormEpsilon, ov::op::MVNEpsMode::INSIDE_SQRT);
    const auto scaled = std::make_shared<op::Multiply>(normal, floats({1, kHidden}, weights.weight));
    return std::make_shared<op::Add>(scaled, floats({1, kHidden}, weights.bias));
}

/// Query, key and value in one product: [tokens × 3 · 384].
Node projections(const Node& x, const LayerWeights& layer, ComputeType type) {
    std::vector<float> weight, bias;
    weight.reserve(3 * kHidden * kHidden);
    for (const auto* part : {&layer.query, &layer.key, &layer.value}) {
        weight.insert(weight.end(), part->weight.begin(), part->weight.end());
        bias.insert(bias.end(), part->bias.begin(), part->bias.end());
    }
    return linear(x, {weight, bias}, type);
}

/// Softmax(QK'/sqrt(32) + mask) V for each head.
Node attention(const Node& x, const Node& mask, const LayerWeights& layer, ComputeType type) {
    const auto split =
        std::make_shared<op::Reshape>(projections(x, layer, type), integers({1, -1, 3 * kHeads, kHeadSize}), false);
    const auto heads = std::make_shared<op::Transpose>(split, integers({0, 2, 1, 3}));  // [1 × 3 · heads × tokens × 32]
    const auto parts = std::make_shared<op::Split>(heads, op::Constant::create(ov::element::i64, {}, {1}), 3);
    const auto scale = op::Constant::create(ov::element::f32, {}, {1.0F / std::sqrt(static_cast<float>(kHeadSize))});
    const auto products = std::make_shared<op::MatMul>(parts->output(0), parts->output(1), false, true);
    const auto scores = std::make_shared<op::Add>(std::make_shared<op::Multiply>(products, scale), mask);
    const auto mixed = std::make_shared<op::MatMul>(std::make_shared<op::Softmax>(scores, -1), parts->output(2), false, false);
    const auto joined = std::make_shared<op::Transpose>(mixed, integers({0, 2, 1, 3}));
    return std::make_shared<op::Reshape>(joined, integers({-1, kHidden}), false);
}

Node encoder_layer(const Node& x, const Node& mask, const LayerWeights& layer, ComputeType type) {
    const auto attended = linear(attention(x, mask, layer, type), layer.attention_output, type);
    const auto middle = layer_norm(std::make_shared<op::Add>(attended, x), layer.attention_norm);
    const auto widened = std::make_shared<op::Gelu>(linear(middle, layer.intermediate, type), ov::op::GeluApproximationMode::ERF);
    return layer_norm(std::make_shared<op::Add>(linear(widened, layer.output, type), middle), layer.output_norm);
}

}  // namespace

std::shared_ptr<ov::Model> build_graph(const EncoderWeights& weights, ComputeType type) {
    const auto rows = std::make_shared<op::Parameter>(ov::element::f32, ov::PartialShape{-1, kHidden});
    const auto mask = std::make_shared<op::Parameter>(ov::element::f32, ov::PartialShape{-1, -1});
    const auto wide_mask = std::make_shared<op::Unsqueeze>(mask, integers({0, 1}));
    Node x = layer_norm(rows, weights.embedding_norm);
    for (const auto& layer : weights.layers) x = encoder_layer(x, wide_mask, layer, type);
    return std::make_shared<ov::Model>(ov::OutputVector{x}, ov::ParameterVector{rows, mask}, "all-MiniLM-L6-v2");
}

}  // namespace bespoke::adapters::openvino
