#pragma once

#include <filesystem>
#include <vector>

#include "adapters/openvino/encoder.hpp"
#include "adapters/openvino/mapped_file.hpp"
#include "adapters/openvino/safetensors.hpp"
#include "adapters/openvino/wordpiece.hpp"

namespace bespoke::adapters::openvino {

/// The files of a model's folder, with the SHA-256 of the ones that Bespoke is tested with (tools/models/all-minilm-l6-v2.sha256).
struct ModelFile {
    const char* name;
    const char* sha256;
    std::size_t bytes;
};
inline constexpr ModelFile kWeightsFile{"model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
                                        90'868'376};
inline constexpr ModelFile kVocabularyFile{"vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
                                           231'508};

/// all-MiniLM-L6-v2's tokenizer, tables of embeddings and weights; the weights are read in place. Immutable; safe from many threads.
class MinilmModel {
public:
    /// Checks sizes and form of both files and the vocabulary's checksum. `Unavailable` "embedder-missing", `Corrupt` "embedder-corrupt".
    static Result<MinilmModel> load(const std::filesystem::path& directory);
    /// Checks the checksum of the weights: 40 ms of one core, so it is apart, for a thread beside the compiler. `Corrupt` "embedder-corrupt".
    [[nodiscard]] Status verify() const;

    /// Lets go of the 90 MB that loading has touched; what is needed again is read again.
    void release_pages() const { file_.release_pages(); }

    [[nodiscard]] const WordPiece& tokenizer() const { return tokenizer_; }
    [[nodiscard]] const EncoderWeights& encoder_weights() const { return encoder_; }
    /// Appends one row a token: the sum of word, position and segment embedding.
    void append_rows(std::span<const std::int32_t> ids, std::vector<float>& rows) const;

private:
    MinilmModel(MappedFile file, WordPiece tokenizer) : file_(std::move(file)), tokenizer_(std::move(tokenizer)) {}
    Status read_weights();

    MappedFile file_;
    WordPiece tokenizer_;
    std::span<const float> words_, positions_, segments_;  ///< these and encoder_ point into file_, whose place a move keeps
    EncoderWeights encoder_;
};

}  // namespace bespoke::adapters::openvino
