#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resume/parser/entries.hpp"

namespace bespoke::resume::parser {

/// What the words of a part say for its being the first or the second name of an entry: title and employer, degree and school.
struct NameScores {
    double (*first)(std::string_view);
    double (*second)(std::string_view);
};

/// A part of an entry's head.
struct Field {
    std::string text;
    Row row;
};

/// The head of one entry, understood.
struct Labelled {
    std::optional<Field> first, second, place;
    std::vector<Field> extras;  ///< parts that are none of these
};

/// Understands the heads of all entries of a chapter together: a part's words and the place where it stands vote, and the place counts
/// over all entries, since people write all entries alike.
std::vector<Labelled> label_heads(const std::vector<Entry>& entries, const NameScores& scores);

}  // namespace bespoke::resume::parser
