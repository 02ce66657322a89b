#include "adapters/openvino/embedder.hpp"

#include <cmath>
#include <cstdlib>
#include <future>
#include <mutex>
#include <numeric>
#include <thread>

#include "adapters/openvino/engine_library.hpp"
#include "adapters/openvino/minilm_model.hpp"
#include "adapters/openvino/missing.hpp"
#include "adapters/openvino/packing.hpp"
#include "adapters/openvino/processor.hpp"

namespace bespoke::adapters::openvino {
namespace {

constexpr const char* kFolder = "all-minilm-l6-v2";

ComputeType type_of(Precision precision) {
    switch (precision) {
        case Precision::F32: return ComputeType::F32;
        case Precision::Bf16: return ComputeType::Bf16;
        case Precision::Int8: return ComputeType::Int8;
        case Precision::Automatic: break;
    }
    return best_compute_type(processor_features());
}

std::string_view name_of(ComputeType type) {
    switch (type) {
        case ComputeType::F32: return "all-MiniLM-L6-v2/f32";
        case ComputeType::Bf16: return "all-MiniLM-L6-v2/bf16";
        case ComputeType::Int8: break;
    }
    return "all-MiniLM-L6-v2/int8";
}

/// Mean over the tokens' states, of unit length (sentence-transformers' Pooling and Normalize).
std::vector<float> pool(std::span<const float> states) {
    std::vector<float> mean(kHidden, 0.0F);
    for (std::size_t row = 0; row < states.size(); row += kHidden) {
        for (std::size_t k = 0; k < kHidden; ++k) mean[k] += states[row + k];
    }
    const auto norm = std::sqrt(std::inner_product(mean.begin(), mean.end(), mean.begin(), 0.0F));
    // The sum's direction is the mean's.
    for (auto& value : mean) value /= std::max(norm, 1e-12F);
    return mean;
}

/// What is loaded by the first call.
struct Loaded {
    MinilmModel model;
    std::unique_ptr<Encoder> encoder;
};

Result<std::shared_ptr<const Loaded>> load(const std::filesystem::path& directory, const std::filesystem::path& library,
                                           const EncoderOptions& options) {
    auto model = MinilmModel::load(directory);
    if (!model) return tl::unexpected(model.error());
    auto verified = std::async(std::launch::async, [&] { return model->verify(); });
    auto encoder = load_encoder(library, model->encoder_weights(), options);
    if (auto status = verified.get(); !status) return tl::unexpected(status.error());
    if (!encoder) return tl::unexpected(encoder.error());
    model->release_pages();
    return std::make_shared<const Loaded>(Loaded{std::move(*model), std::move(*encoder)});
}

class MinilmEmbedder : public ports::Embedder {
public:
    MinilmEmbedder(std::filesystem::path directory, std::filesystem::path library, EncoderOptions options)
        : directory_(std::move(directory)), library_(std::move(library)), options_(options) {}
    MinilmEmbedder(const MinilmEmbedder&) = delete;
    MinilmEmbedder& operator=(const MinilmEmbedder&) = delete;
    ~MinilmEmbedder() override {
        if (loader_.joinable()) loader_.join();
    }

    /// Its outcome is met by the first embed(), which tries again if it failed.
    void load_in_background() {
        loader_ = std::thread([this] { (void)loaded_or_load(); });
    }

    [[nodiscard]] std::string_view name() const override { return name_of(options_.type); }
    [[nodiscard]] std::size_t dimension() const override { return kHidden; }

    Result<std::vector<std::vector<float>>> embed(std::span<const std::string> texts) override {
        std::vector<std::vector<float>> vectors(texts.size());
        if (texts.empty()) return vectors;
        const auto loaded = loaded_or_load();
        if (!loaded) return tl::unexpected(loaded.error());
        std::vector<std::vector<std::int32_t>> ids;
        std::vector<std::size_t> lengths;
        for (const auto& text : texts)
            lengths.push_back(aligned(ids.emplace_back((*loaded)->model.tokenizer().encode(text)).size()));
        for (const auto& batch : pack(lengths)) {
            if (auto status = run_batch(**loaded, ids, batch, vectors); !status) return tl::unexpected(status.error());
        }
        return vectors;
    }

private:
    static Status run_batch(const Loaded& loaded, std::span<const std::vector<std::int32_t>> ids,
                            std::span<const std::size_t> batch, std::vector<std::vector<float>>& vectors) {
        std::vector<float> rows;
        std::vector<std::size_t> lengths;
        for (const auto text : batch) {
            loaded.model.append_rows(ids[text], rows);
            rows.resize(rows.size() + (aligned(ids[text].size()) - ids[text].size()) * kHidden);
            lengths.push_back(ids[text].size());
        }
        std::vector<float> states(rows.size());
        if (auto failure = loaded.encoder->run(rows, lengths, states); !failure.empty())
            return embedder_failed(std::move(failure));
        std::span<const float> rest = states;
        for (const auto text : batch) {
            vectors[text] = pool(rest.first(ids[text].size() * kHidden));
            rest = rest.subspan(aligned(ids[text].size()) * kHidden);
        }
        return {};
    }

    /// A failure is not kept: whoever installs the model need not start again.
    Result<std::shared_ptr<const Loaded>> loaded_or_load() {
        const std::lock_guard lock(mutex_);
        if (loaded_ == nullptr) {
            auto loaded = load(directory_, library_, options_);
            if (!loaded) return tl::unexpected(loaded.error());
            loaded_ = std::move(*loaded);
        }
        return loaded_;
    }

    const std::filesystem::path directory_, library_;
    const EncoderOptions options_;
    std::mutex mutex_;
    std::shared_ptr<const Loaded> loaded_;  ///< guarded by mutex_; shared with the calls under way
    std::thread loader_;
};

}  // namespace

std::filesystem::path default_minilm_directory() {
    if (const char* models = std::getenv("BESPOKE_MODELS"); models != nullptr && *models != '\0')
        return std::filesystem::path(models) / kFolder;
    const auto start = executable_directory();
    for (auto folder = start; folder.has_relative_path(); folder = folder.parent_path()) {
        for (const char* models : {"models", "share/bespoke/models"}) {
            std::error_code ignored;
            if (auto found = folder / models / kFolder; std::filesystem::is_directory(found, ignored)) return found;
        }
    }
    return start / "models" / kFolder;
}

Result<std::unique_ptr<ports::Embedder>> make_minilm_embedder(const std::filesystem::path& model_directory,
                                                              MinilmOptions options) {
    for (const auto& file : {kWeightsFile, kVocabularyFile}) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(model_directory / file.name, ignored))
            return missing((model_directory / file.name).string());
    }
    const auto library = find_engine(options.engine_directory);
    if (!library) return tl::unexpected(library.error());
    auto embedder = std::make_unique<MinilmEmbedder>(
        model_directory, *library,
        EncoderOptions{type_of(options.precision), std::max<std::size_t>(options.max_concurrent_calls, 1)});
    if (options.loading == Loading::InBackground) embedder->load_in_background();
    return embedder;
}

}  // namespace bespoke::adapters::openvino
