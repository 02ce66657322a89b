#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace bespoke::tailoring {

/// What is said of a number besides its value: "over 50", "50+" and "at least 50" are none of them "50".
enum class Bound { Exact, More, Less, About };

/// A number with all that changes its meaning. 50k is 50000; 5 % is not 5; "5-10" is a range, not two numbers.
struct Number {
    double value = 0;
    double upper = 0;  ///< end of a range; equal to `value` for a single number
    std::string unit;  ///< "%", "$", "€", "x", any letters glued to the digits ("ms", "h"); empty for none
    Bound bound = Bound::Exact;
    std::size_t first = 0, last = 0;  ///< the tokens that it takes, both included

    [[nodiscard]] bool means_same(const Number& other) const;
};

/// The numbers of a text in order, in digits of any script or in words ("twelve", "two hundred", "a dozen"; "one" is a pronoun as
/// often as a number and is left out). `tokens` are text::tokens(text).
std::vector<Number> numbers_of(std::string_view text, const std::vector<text::Token>& tokens);

}  // namespace bespoke::tailoring
