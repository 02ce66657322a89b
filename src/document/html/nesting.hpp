#pragma once

#include <string_view>

namespace bespoke::document {

/// How many elements a page leaves open at most at a time, end tags that HTML allows to be left out aside. An estimate from
/// the tags alone: a parser's work grows with the square of the depth, so this is asked before it starts.
int deepest_nesting(std::string_view html);

}  // namespace bespoke::document
