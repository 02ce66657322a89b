#include "adapters/openvino/minilm_model.hpp"

namespace bespoke::adapters::openvino {
namespace {

constexpr std::size_t kPositions = 512, kSegments = 2;

tl::unexpected<Error> corrupt(const ModelFile& file, const char* what) {
    return fail(ErrorCode::Corrupt, "embedder-corrupt",
                "The embedding model is not the one that Bespoke was tested with; delete the model's folder and run `./dev build "
                "release`",
                std::string(file.name) + ": " + what);
}

/// Reads tensors by name and keeps the first failure.
struct Reader {
    const SafeTensors& tensors;
    Status status;

    std::span<const float> read(const std::string& name, std::initializer_list<std::size_t> shape) {
        auto values = tensors.floats(name, std::span(shape.begin(), shape.size()));
        if (values) return *values;
        if (status) status = tl::unexpected(values.error());
        return {};
    }
    LinearWeights linear(const std::string& name, std::size_t outputs, std::size_t inputs) {
        return {read(name + ".weight", {outputs, inputs}), read(name + ".bias", {outputs})};
    }
    LinearWeights norm(const std::string& name) { return {read(name + ".weight", {kHidden}), read(name + ".bias", {kHidden})}; }

    LayerWeights layer(const std::string& name) {
        const auto attention = name + ".attention.";
        return {.query = linear(attention + "self.query", kHidden, kHidden),
                .key = linear(attention + "self.key", kHidden, kHidden),
                .value = linear(attention + "self.value", kHidden, kHidden),
                .attention_output = linear(attention + "output.dense", kHidden, kHidden),
                .intermediate = linear(name + ".intermediate.dense", kIntermediate, kHidden),
                .output = linear(name + ".output.dense", kHidden, kIntermediate),
                .attention_norm = norm(attention + "output.LayerNorm"),
                .output_norm = norm(name + ".output.LayerNorm")};
    }
};

Result<WordPiece> load_vocabulary(const std::filesystem::path& path) {
    const auto file = MappedFile::open(path);
    if (!file) return tl::unexpected(file.error());
    if (file->bytes().size() != kVocabularyFile.bytes || sha256_hex(file->bytes()) != kVocabularyFile.sha256)
        return corrupt(kVocabularyFile, "wrong checksum");
    return WordPiece::create(std::string(as_text(file->bytes())));
}

}  // namespace

Result<MinilmModel> MinilmModel::load(const std::filesystem::path& directory) {
    auto vocabulary = load_vocabulary(directory / kVocabularyFile.name);
    if (!vocabulary) return tl::unexpected(vocabulary.error());
    auto file = MappedFile::open(directory / kWeightsFile.name);
    if (!file) return tl::unexpected(file.error());
    if (file->bytes().size() != kWeightsFile.bytes) return corrupt(kWeightsFile, "wrong size");
    MinilmModel model(std::move(*file), std::move(*vocabulary));
    if (auto status = model.read_weights(); !status) return tl::unexpected(status.error());
    return model;
}

Status MinilmModel::read_weights() {
    const auto tensors = SafeTensors::parse(file_.bytes());
    if (!tensors) return tl::unexpected(tensors.error());
    Reader reader{*tensors, {}};
    words_ = reader.read("embeddings.word_embeddings.weight", {tokenizer_.size(), kHidden});
    positions_ = reader.read("embeddings.position_embeddings.weight", {kPositions, kHidden});
    segments_ = reader.read("embeddings.token_type_embeddings.weight", {kSegments, kHidden});
    encoder_.embedding_norm = reader.norm("embeddings.LayerNorm");
    for (std::size_t i = 0; i < kLayers; ++i) encoder_.layers[i] = reader.layer("encoder.layer." + std::to_string(i));
    return reader.status;
}

Status MinilmModel::verify() const {
    if (sha256_hex(file_.bytes()) != kWeightsFile.sha256) return corrupt(kWeightsFile, "wrong checksum");
    return {};
}

void MinilmModel::append_rows(std::span<const std::int32_t> ids, std::vector<float>& rows) const {
    auto row = rows.size();
    rows.resize(row + ids.size() * kHidden);
    for (std::size_t i = 0; i < ids.size(); ++i, row += kHidden) {
        const auto word = words_.subspan(static_cast<std::size_t>(ids[i]) * kHidden, kHidden);
        const auto position = positions_.subspan(i * kHidden, kHidden);
        for (std::size_t k = 0; k < kHidden; ++k) rows[row + k] = word[k] + position[k] + segments_[k];
    }
}

}  // namespace bespoke::adapters::openvino
