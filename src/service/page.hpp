#pragma once

#include <vector>

#include "base/ids.hpp"

namespace bespoke::service {

/// Which part of a list.
struct PageQuery {
    RecordId after;  ///< begin behind this one; empty for the start
    std::size_t limit = 50;
};

/// Part of a list. `next` is where the following part begins; empty at the end.
template <class T>
struct Page {
    std::vector<T> items;
    RecordId next;
};

}  // namespace bespoke::service
