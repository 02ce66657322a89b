#pragma once

#include <string>
#include <vector>

#include "artifacts/style_guide.hpp"
#include "resume/resume.hpp"

namespace bespoke::artifacts {

/// Which text style of the guide a run is set in. `Strong` is the body in bold, `Marker` the sign before a list item. `Separator`
/// is " · " in the contact style between the items of a line, which may be cut there.
enum class Look { Title, Label, Contact, Separator, Heading, Entry, Meta, Body, Strong, Marker };

/// Text in one look. UTF-8 without control characters.
struct Run {
    std::string text;
    Look look = Look::Body;
    std::string link;  ///< mailto:, tel:, http: or https: target; empty for none
};

enum class BlockKind {
    Title,      ///< the name
    Label,      ///< the headline below it
    Contact,    ///< items of contact data with Separator runs between them
    Heading,    ///< of a section
    EntryHead,  ///< first line of an entry: what on the left, when on the right
    EntrySub,   ///< second line of an entry: who on the left, where on the right
    Bullet,     ///< one list item; the marker is the guide's
    Paragraph,  ///< running text
    ListLine,   ///< "Name: a, b, c"; no hanging indent, which readers of PDF take for a new paragraph
};

/// A paragraph of the finished page, whatever the format.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::vector<Run> left;
    std::vector<Run> right;  ///< set flush right on the same line; empty for most kinds
};

/// What a resume says, in order and in words, before any format. Both back ends show exactly this, so they can't disagree.
struct View {
    std::string name;
    std::vector<Block> blocks;
};

/// Every non-empty value of the resume appears in exactly one run, by the conventions of docs/formats/rendered-resume.md.
View make_view(const resume::Resume&, const StyleGuide&);

/// Text of the runs, joined as they stand.
std::string text_of(const std::vector<Run>&);

/// Space above a block in points, given the block before it. Zero before the first.
float gap_above(const Block* previous, const Block& block, const StyleGuide&);

/// True if a block of this kind leads into the next one.
bool keeps_with_next(BlockKind);
/// True if no page may end between block `index` and the next: heads stay with what they head, and no list leaves one line
/// behind.
bool keeps_together(const std::vector<Block>&, std::size_t index);

/// The guide's style for a look.
TextStyle style_of(Look, const StyleGuide&);
/// That of the sign before a list item.
TextStyle marker_style(const StyleGuide&);

}  // namespace bespoke::artifacts
