#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace bespoke::document {

enum class Format { Pdf, Docx, Odt, Html, Markdown, Text };
std::string_view to_string(Format);

/// sRGB.
struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// Points (1/72 inch) from the top left corner of the page; all zero where the format has no geometry.
struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;
    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Text that a reader of the page can't see (white, tiny, off the page, transparent, covered, zero-width
/// characters, w:vanish …) is `Hidden`: kept for the report, never passed to the models.
enum class Visibility { Shown, Hidden };

/// A run of text in one look. UTF-8, NFC, no control characters except '\t' (a wide gap or a tab).
struct Span {
    std::string text;
    std::string font;   ///< family as the file names it, without subset prefix; may be empty
    float size_pt = 0;  ///< 0 where unknown
    int weight = 400;   ///< CSS weight, 100..900
    bool italic = false;
    bool underlined = false;
    Colour colour;
    Box box;
    Visibility visibility = Visibility::Shown;
    std::string link;  ///< target of the hyperlink that covers the run; empty for none
};

/// What stands on one line. In formats without geometry a line is a paragraph, cut at explicit line breaks.
struct Line {
    std::vector<Span> spans;
    Box box;
    /// The shown text; spans are joined as they stand (their texts carry the blanks).
    [[nodiscard]] std::string text() const;
};

enum class BlockKind { Paragraph, Heading, ListItem };
enum class Region { Body, Sidebar, Header, Footer, TextBox };

/// Place in a table (also of a table that a PDF only draws). Row and column count from 0.
struct Cell {
    static constexpr int kMaxIndex = 1'000'000;  ///< readers count no further
    int table = 0, row = 0, column = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// Lines that belong together: a paragraph, a heading, one list item.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    /// Heading level 1..9 or list nesting 0..8, where the format says it (styles, outline, numbering, tags).
    int level = 0;
    Region region = Region::Body;
    /// Column that the block stands in on its page, 0 from the left; text is in reading order whatever this says.
    int column = 0;
    std::optional<Cell> cell;
    std::string style;  ///< name of the paragraph style ("Heading 2", "List Bullet", "h2"); may be empty
    /// Bullet or number that opens a list item, taken out of the text ("•", "1."); empty for none.
    std::string marker;
    std::vector<Line> lines;
    [[nodiscard]] std::string text() const;  ///< lines joined by '\n'
};

/// Blocks in reading order.
struct Page {
    float width_pt = 0, height_pt = 0;  ///< 0 where the format has no pages
    std::vector<Block> blocks;
};

struct Metadata {
    std::string title, author, language, producer;
    std::string modified;  ///< RFC 3339 date "YYYY-MM-DD" of the last change, resolves "present"; may be empty
};

/// Something the owner of the file should know: stable slug ("hidden-text", "active-content", "repaired",
/// "unmapped-fonts", "usage-rights"), and a sentence.
struct Warning {
    std::string slug, text;
    int page = 0;  ///< from 1; 0 for the whole file
};

/// One file as laid-out text in reading order.
struct Document {
    Format format = Format::Text;
    std::vector<Page> pages;
    Metadata metadata;
    std::vector<Warning> warnings;
    /// Shown text of all pages, a blank line between blocks.
    [[nodiscard]] std::string text() const;
};

/// The wire form between the reader process and its parent.
nlohmann::json to_json(const Document&);
/// Strict: the parent does not trust the reader. Anything unexpected is `Corrupt`.
Result<Document> document_from_json(const nlohmann::json&);

}  // namespace bespoke::document
