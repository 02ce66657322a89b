#pragma once

#include <algorithm>
#include <string_view>

namespace bespoke::text {

/// True if the word is in the list. Lists of words are kept in reading order and are short, so they are searched from end to end.
template <class List>
bool contains(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace bespoke::text
