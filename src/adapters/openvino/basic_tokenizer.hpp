#pragma once

#include <string>
#include <string_view>

namespace bespoke::adapters::openvino {

/// A word as BERT's basic tokenizer sees it.
struct BasicWord {
    std::string text;            ///< UTF-8 without accents and capitals; cut off once it is too long to matter
    std::size_t characters = 0;  ///< code points, those cut off included
};

/// Reads the words of a text one after the other. Bytes that are no UTF-8 are left out. Linear in what is read.
class BasicTokenizer {
public:
    explicit BasicTokenizer(std::string_view text) : text_(text) {}
    /// False at the end of the text. The word is valid until the next call.
    bool next(BasicWord& word);

private:
    void read_character();

    std::string_view text_;
    std::size_t offset_ = 0;
    std::u32string pending_;  ///< characters that were decomposed but not yet given out; U' ' stands between words
    std::size_t taken_ = 0;
};

}  // namespace bespoke::adapters::openvino
