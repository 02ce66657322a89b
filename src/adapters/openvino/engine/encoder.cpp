// The module libbespoke_openvino.so: the one place that links OpenVINO.

#include "adapters/openvino/encoder.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <openvino/openvino.hpp>
#include <openvino/runtime/intel_cpu/properties.hpp>
#include <set>
#include <vector>

#include "adapters/openvino/engine/graph.hpp"

namespace bespoke::adapters::openvino {
namespace {

/// Kernels are made anew for each number of tokens, which costs as much as computing some sentences. So there are but these few.
constexpr std::size_t kBuckets[] = {32, 64, 128, 256};
/// Masked: after softmax it is 0 exactly, so that a text's vector does not depend on its neighbours.
constexpr float kMasked = -1e4F;
/// Activations are quantised in groups of so many values with a scale of their own; smaller costs time, larger accuracy (README.md).
constexpr std::uint64_t kQuantizationGroup = 128;

ov::AnyMap properties(const EncoderOptions& options) {
    const auto streams = static_cast<std::int32_t>(std::max<std::size_t>(options.streams, 1));
    return {
        ov::num_streams(streams),
        ov::inference_num_threads(streams),  // one thread a stream: more are slower for so small a model
        ov::hint::inference_precision(options.type == ComputeType::Bf16 ? ov::element::bf16 : ov::element::f32),
        ov::hint::dynamic_quantization_group_size(options.type == ComputeType::Int8 ? kQuantizationGroup : 0),
        ov::intel_cpu::denormals_optimization(true),  // FTZ and DAZ: denormals cost tenfold
        ov::hint::enable_cpu_pinning(false),          // a guest in a larger process
    };
}

/// One inference request and its inputs for each number of tokens seen.
class Slot {
public:
    explicit Slot(ov::CompiledModel& model) : request_(model.create_infer_request()) {}

    void run(std::span<const float> rows, std::span<const std::size_t> lengths, std::span<float> states) {
        const auto tokens = rows.size() / kHidden, bucket = choose_bucket(tokens);
        ov::Tensor input(ov::element::f32, {bucket, kHidden}), mask(ov::element::f32, {bucket, bucket});
        auto* row = input.data<float>();
        std::fill(std::copy(rows.begin(), rows.end(), row), row + bucket * kHidden, 0.0F);
        fill_mask(mask.data<float>(), lengths, tokens, bucket);
        request_.set_input_tensor(0, input);
        request_.set_input_tensor(1, mask);
        request_.infer();
        const auto* result = request_.get_output_tensor().data<const float>();
        std::copy(result, result + rows.size(), states.begin());
    }

private:
    /// The smallest that fits; but one that is ready and larger, until the smaller was wanted a second time. So a single command makes kernels
    /// of one size, and a server soon has all. Which one is taken changes no vector.
    std::size_t choose_bucket(std::size_t tokens) {
        const auto* const fitting = std::ranges::lower_bound(kBuckets, tokens);
        if (fitting == std::end(kBuckets)) return tokens;
        auto& wanted = wanted_[static_cast<std::size_t>(fitting - kBuckets)];
        const auto* const ready = std::find_if(fitting, std::end(kBuckets), [&](const auto& b) { return ready_.contains(b); });
        const auto* const chosen = wanted++ > 0 || ready == std::end(kBuckets) ? fitting : ready;
        ready_.insert(*chosen);
        return *chosen;
    }

    /// Open blocks along the diagonal, one a text. What the rows between texts see does not matter.
    static void fill_mask(float* mask, std::span<const std::size_t> lengths, std::size_t tokens, std::size_t bucket) {
        std::fill(mask, mask + bucket * bucket, kMasked);
        const auto open = [&](std::size_t begin, std::size_t end) {
            for (auto row = begin; row < end; ++row) std::fill(mask + row * bucket + begin, mask + row * bucket + end, 0.0F);
        };
        std::size_t begin = 0;
        for (const auto length : lengths) {
            open(begin, begin + length);
            begin += aligned(length);
        }
        open(tokens, bucket);
    }

    ov::InferRequest request_;
    std::size_t wanted_[std::size(kBuckets)] = {};
    std::set<std::size_t> ready_;
};

class OpenVinoEncoder : public Encoder {
public:
    OpenVinoEncoder(const EncoderWeights& weights, const EncoderOptions& options) {
        model_ = core_.compile_model(build_graph(weights, options.type), "CPU", properties(options));
        const auto count = std::max<std::size_t>(options.streams, 1);
        slots_.reserve(count);
        for (std::size_t i = 0; i < count; ++i) idle_.push_back(&slots_.emplace_back(model_));
    }

    std::string run(std::span<const float> rows, std::span<const std::size_t> lengths, std::span<float> states) override {
        auto* slot = take();
        std::string failure;
        try {
            slot->run(rows, lengths, states);
        } catch (const std::exception& error) {
            failure = error.what();
        }
        give_back(slot);
        return failure;
    }

private:
    Slot* take() {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [&] { return !idle_.empty(); });
        auto* slot = idle_.back();
        idle_.pop_back();
        return slot;
    }

    void give_back(Slot* slot) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(slot);
        }
        freed_.notify_one();
    }

    ov::Core core_;
    ov::CompiledModel model_;
    std::vector<Slot> slots_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Slot*> idle_;  ///< guarded by mutex_
};

}  // namespace
}  // namespace bespoke::adapters::openvino

extern "C" __attribute__((visibility("default"))) bespoke::adapters::openvino::Encoder* bespoke_make_encoder(
    const bespoke::adapters::openvino::EncoderWeights& weights, const bespoke::adapters::openvino::EncoderOptions& options,
    std::string& failure) {
    try {
        return new bespoke::adapters::openvino::OpenVinoEncoder(weights, options);
    } catch (const std::exception& error) {
        failure = error.what();
        return nullptr;
    }
}
