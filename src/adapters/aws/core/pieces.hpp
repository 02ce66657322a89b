#pragma once

#include <string_view>
#include <vector>

namespace bespoke::adapters::aws {

/// A text in pieces of at most `most` bytes that together are the text: cut behind the last line break, else behind the last sentence's end,
/// else behind the last blank in the second half of a piece, else between two characters. `most` is at least 4.
std::vector<std::string_view> pieces_of(std::string_view text, std::size_t most);

}  // namespace bespoke::adapters::aws
