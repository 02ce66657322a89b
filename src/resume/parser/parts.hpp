#pragma once

#include <string>
#include <vector>

#include "resume/parser/entries.hpp"

namespace bespoke::resume::parser {

/// What parts a piece from the one before it. Strong: a tab, pipe, bullet, change of look, or a new row.
enum class Joint { Strong, Dash, At, Comma };

/// A piece of a head row between separators.
struct Part {
    std::size_t row = 0;             ///< index of the row in the head
    std::size_t begin = 0, end = 0;  ///< in the row's text
    std::size_t order = 0;           ///< rank among the parts of its row
    Joint joint = Joint::Strong;     ///< in front of it
    std::string text;
    Look look;
};

/// The parts of an entry's head: cut at tabs, pipes, bullets, spaced dashes, "at", changes of look, brackets that hold a place, and commas.
std::vector<Part> parts_of(const Rows& head);

}  // namespace bespoke::resume::parser
