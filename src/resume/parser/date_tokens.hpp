#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::resume::parser::date_tokens {

enum class Kind { Number, Word, Dash, Dot, Slash, Comma, Quote, Open, Close, Tab, Other };

/// What dates are made of.
struct Token {
    Kind kind = Kind::Other;
    std::size_t begin = 0, end = 0;
    int value = 0;  ///< of a number
    int digits = 0;
    std::string word;  ///< plain form of a word
    bool blank_before = false;
};
using Tokens = std::vector<Token>;

Tokens tokenise(std::string_view text);

}  // namespace bespoke::resume::parser::date_tokens
