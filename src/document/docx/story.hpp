#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/docx/field.hpp"
#include "document/docx/numbering.hpp"
#include "document/docx/package.hpp"
#include "document/docx/run_look.hpp"
#include "document/docx/styles.hpp"
#include "document/flow/flow.hpp"

namespace bespoke::document {

/// What all stories (body, headers, footers, notes) of a document share.
struct Sources {
    Package& package;
    Limits limits;
    ThemeFonts fonts;
    Styles styles;
    Numbering numbering;
    int tables = 0;                       ///< counted so far
    Backdrop backdrop = Backdrop::Paper;  ///< of the page
};

/// Reads one story of a document (ECMA-376 part 1, 17.2): block-level content into blocks, in the order of the file.
class Story {
public:
    Story(Sources& sources, const Relationships& relationships, Region region)
        : sources_(sources), relationships_(relationships), region_(region) {}

    /// Read all block-level children of `container`.
    Status read(const pugi::xml_node& container);
    std::vector<Block> take() { return flow_.take(); }
    /// Ids of the footnotes and endnotes referred to, in order.
    struct Note {
        std::string kind, id;  ///< kind: "footnote" or "endnote"
    };
    [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }

private:
    struct Place {
        Region region = Region::Body;
        std::optional<Cell> cell;
        Backdrop backdrop = Backdrop::Paper;
        Visibility visibility = Visibility::Shown;
    };
    struct Paragraph {
        RunProperties style;
        Place place;
        std::vector<pugi::xml_node> text_boxes;
        bool has_page_number = false;
    };

    Status blocks(const pugi::xml_node& container, const Place& place);
    Status block(const pugi::xml_node& node, const Place& place);
    Status paragraph(const pugi::xml_node& node, const Place& place);
    Block frame_of(const pugi::xml_node& properties, const Style& style, const ParagraphProperties& paragraph,
                   const Place& place);
    Status table(const pugi::xml_node& node, const Place& place);
    Status rows(const pugi::xml_node& container, Cell& next, const Place& place);
    Status cells(const pugi::xml_node& container, Cell& next, const Place& place);
    Status chunk(const pugi::xml_node& node, const Place& place);

    void runs(const pugi::xml_node& container, const std::string& link, Paragraph& paragraph);
    void inline_node(const pugi::xml_node& node, const std::string& link, Paragraph& paragraph);
    void run(const pugi::xml_node& node, const std::string& link, Paragraph& paragraph);
    void run_content(const pugi::xml_node& container, const Span& look, Paragraph& paragraph);
    void run_piece(const pugi::xml_node& node, const Span& look, Paragraph& paragraph);
    [[nodiscard]] std::string link_of(const pugi::xml_node& hyperlink) const;

    Sources& sources_;
    const Relationships& relationships_;
    Region region_;
    Flow flow_;
    Fields fields_;
    std::vector<Note> notes_;
};

}  // namespace bespoke::document
