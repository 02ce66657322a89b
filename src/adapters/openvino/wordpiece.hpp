#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"

namespace bespoke::adapters::openvino {

/// The tokenizer of uncased BERT models (Devlin et al. 2019): text cleaned, CJK characters set apart, accents and case taken away, split at
/// blanks and punctuation, then each word cut into its longest known pieces from left to right (Schuster & Nakajima 2012).
///
/// Same ids as the tokenizer that the model was trained with, but for one thing: "[SEP]" and the like in a text are read as text, so that a
/// document can't write control tokens. Immutable; safe from many threads.
class WordPiece {
public:
    /// What sentence-transformers feeds all-MiniLM-L6-v2 at most, control tokens included.
    static constexpr std::size_t kWindow = 256;
    /// Longer words become one unknown token, as in the reference.
    static constexpr std::size_t kLongestWord = 100;

    /// From a vocabulary of one piece a line; a line's number is the piece's id. `Corrupt` "embedder-corrupt" if it lacks a control token,
    /// or has a piece twice.
    static Result<WordPiece> create(std::string vocabulary);

    /// [CLS], the pieces of `text`, [SEP]; cut to `window` ids (at least 2). Takes any bytes; reads no more of them than fit the window.
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text, std::size_t window = kWindow) const;
    [[nodiscard]] std::size_t size() const { return ids_.size(); }

private:
    WordPiece() = default;
    void append_word(std::string_view word, std::vector<std::int32_t>& ids) const;
    [[nodiscard]] std::optional<std::pair<std::int32_t, std::size_t>> longest_piece(std::string_view rest, std::string& scratch,
                                                                                    std::size_t prefix) const;

    std::unique_ptr<const std::string>
        vocabulary_;  ///< what the keys of ids_ point into; on the heap so that they stay true in a move
    std::unordered_map<std::string_view, std::int32_t> ids_;
    std::size_t longest_piece_bytes_ = 0;
    std::int32_t unknown_ = 0, begin_ = 0, end_ = 0;
};

}  // namespace bespoke::adapters::openvino
