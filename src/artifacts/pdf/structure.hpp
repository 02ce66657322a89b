#pragma once

#include <string_view>

#include "artifacts/view/view.hpp"
#include "base/bytes.hpp"

typedef struct _cairo cairo_t;

namespace bespoke::artifacts {

/// Says in the PDF what its text is, for those who have it read out (ISO 32000-1, 14.7 and 14.8): headings, paragraphs and lists below one
/// document. Cairo keeps the text of the innermost tag only, and a tag ends on the page where it began.
class Structure {
public:
    explicit Structure(cairo_t*);
    /// A block follows, or the rest of one on a new page.
    void open_block(BlockKind);
    /// The text that follows is a list item's marker.
    void open_marker();
    /// The text that follows is the block's own; said once more of the same block, it changes nothing.
    void open_text();
    /// The text that follows belongs to the block and stands apart from its text, as a date does.
    void open_aside();
    /// No text of this block follows on this page; links may.
    void end_text();
    void end_block();
    /// No block follows on this page.
    void end_page();
    /// Nothing follows.
    void end();

private:
    void open_leaf(std::string_view tag);

    cairo_t* cairo_;
    BlockKind kind_ = BlockKind::Paragraph;
    std::string_view leaf_, list_;  ///< the tags that are open, or empty
};

/// Name the language in the file's catalogue, and ask readers to show the title in place of the file's name. Cairo has no call for either.
/// A file whose last object is not the catalogue stays as it is.
void add_language(Bytes& pdf, std::string_view language);

}  // namespace bespoke::artifacts
