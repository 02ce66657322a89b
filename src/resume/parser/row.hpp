#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// How text looks, made comparable over a document.
struct Look {
    int half_points = 0;  ///< font size × 2, rounded; 0 where unknown
    bool bold = false;    ///< clearly heavier than the document's body
    bool italic = false;
    bool caps = false;  ///< all letters are capitals
    document::Colour colour;
    friend bool operator==(const Look&, const Look&) = default;
};

/// Text of one look within a row.
struct Run {
    std::string text;
    Look look;
    std::string link;
};

/// One logical line: physical lines that were only wrapped are joined again, so every row boundary was meant by the author.
/// The parser sees a document as a sequence of rows.
struct Row {
    std::string text;  ///< tidy; the runs' texts joined
    std::vector<Run> runs;
    Look look;  ///< that of most of its letters
    document::Box box;
    int page = 0;  ///< from 1
    int line = 0;  ///< first physical line, counted over the document
    document::Region region = document::Region::Body;
    int column = 0;
    std::optional<document::Cell> cell;
    bool list_item = false;
    int list_level = 0;
    int heading_level = 0;  ///< 0 if the format does not call it a heading
    bool starts_block = true;
    /// White space above, in line heights of the body; 0 where unknown.
    float gap_above = 0;
};
using Rows = std::vector<Row>;

/// The rows of a document in reading order, hidden text left out. `body` is the look of most of its text.
struct RowSet {
    Rows rows;
    Look body;
    bool has_looks = false;  ///< false for plain text, where typography says nothing
};
RowSet rows_of(const document::Document& document);

/// A row that holds `text`, a part of `row`, in its place and look.
Row part_of(const Row& row, std::string_view text);

/// The URL that `shown`, a part of `row`, stands for: the target of its link if that differs only by "https://", else as shown.
std::string url_of(const Row& row, std::string_view shown);

/// A value that was read from `row`.
Text text_node(std::string_view value, const Row& row, double confidence = 1.0);
DateNode date_node(const Date& value, const Row& row, double confidence = 1.0);

}  // namespace bespoke::resume::parser
