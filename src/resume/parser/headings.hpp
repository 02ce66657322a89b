#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resume/parser/heading_table.hpp"
#include "resume/parser/row.hpp"

namespace bespoke::resume::parser {

/// How sure the wording alone makes us.
enum class Certainty { Suffix, Exact };

/// Topics that a heading's wording names, e.g. {Skills, Languages} for "SKILLS & LANGUAGES".
struct HeadingWords {
    std::vector<Topic> topics;
    Certainty certainty = Certainty::Exact;
};

/// The topics of a heading's text, whatever its case, decoration, numbering, letter spacing; nullopt if it is no known wording.
std::optional<HeadingWords> heading_words(std::string_view text);

/// A row (or its front) that opens a section.
struct Heading {
    std::size_t row = 0;
    std::vector<Topic> topics;  ///< {Other} for headings known by typography alone
    std::string text;
    std::string rest;  ///< content behind the heading on the same row: "Skills: a, b" or a label column
};

/// The section headings of a document in order. Wording, look, white space and the document's own consistency vote together:
/// a row that looks like the known headings, and unlike all else, is one as well.
std::vector<Heading> find_headings(const RowSet& rows);

}  // namespace bespoke::resume::parser
