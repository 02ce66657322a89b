#include "artifacts/view/view.hpp"

#include "artifacts/view/writer.hpp"

namespace bespoke::artifacts {

View make_view(const resume::Resume& resume, const StyleGuide& guide) {
    ViewWriter writer(guide);
    write_header(writer, resume.basics);
    for (const auto section : section_order(resume, guide)) write_section(writer, resume, section);
    for (const auto& unplaced : resume.unplaced) write_unplaced(writer, unplaced);
    return {shown_text(resume.basics.name.value), writer.take()};
}

std::string text_of(const std::vector<Run>& runs) {
    std::string text;
    for (const auto& run : runs) text += run.text;
    return text;
}

bool keeps_with_next(BlockKind kind) {
    switch (kind) {
        case BlockKind::Title:
        case BlockKind::Label:
        case BlockKind::Contact:
        case BlockKind::Heading:
        case BlockKind::EntryHead:
        case BlockKind::EntrySub: return true;
        case BlockKind::Bullet:
        case BlockKind::Paragraph:
        case BlockKind::ListLine: return false;
    }
    return false;
}

bool keeps_together(const std::vector<Block>& blocks, std::size_t index) {
    if (index + 1 >= blocks.size()) return false;
    const auto kind = blocks[index].kind, next = blocks[index + 1].kind;
    if (kind == BlockKind::EntryHead || kind == BlockKind::EntrySub)
        return next != BlockKind::EntryHead && next != BlockKind::Heading;
    const bool is_first = index == 0 || blocks[index - 1].kind != kind;
    const bool is_next_last = index + 2 >= blocks.size() || blocks[index + 2].kind != next;
    if (kind == BlockKind::Paragraph && next == BlockKind::Bullet) return is_next_last;
    // "Keywords:" at the top of a page would seem to belong to nothing.
    if (kind == BlockKind::Bullet && next == BlockKind::ListLine) return true;
    if (kind != next) return keeps_with_next(kind);
    if (kind == BlockKind::ListLine) return is_first || is_next_last;
    if (kind == BlockKind::Bullet) return is_next_last;
    return keeps_with_next(kind);
}

// All spaces derive from the guide's two gaps, so that shrinking those keeps the rhythm of the page.
float gap_above(const Block* previous, const Block& block, const StyleGuide& guide) {
    if (previous == nullptr) return 0;
    const auto before = previous->kind;
    if (block.kind == BlockKind::Heading) return guide.section_gap_pt;
    if (before == BlockKind::Heading) return 0.4F * guide.section_gap_pt;
    switch (block.kind) {
        case BlockKind::Label: return 0.2F * guide.entry_gap_pt;
        case BlockKind::Contact: return (before == BlockKind::Contact ? 0.15F : 0.6F) * guide.entry_gap_pt;
        case BlockKind::EntryHead: return (before == BlockKind::EntryHead ? 0.5F : 1.0F) * guide.entry_gap_pt;
        case BlockKind::EntrySub: return 0;
        case BlockKind::Bullet: return (before == BlockKind::Bullet ? 0.3F : 0.4F) * guide.entry_gap_pt;
        case BlockKind::Paragraph: return (before == BlockKind::Paragraph ? 0.6F : 0.35F) * guide.entry_gap_pt;
        // Closer, the line would look like the last item's continuation.
        case BlockKind::ListLine: return (before == BlockKind::Bullet ? 0.8F : 0.4F) * guide.entry_gap_pt;
        default: return 0.4F * guide.entry_gap_pt;
    }
}

TextStyle style_of(Look look, const StyleGuide& guide) {
    switch (look) {
        case Look::Title: return guide.title;
        case Look::Label: return guide.label;
        case Look::Contact:
        case Look::Separator: return guide.contact;
        case Look::Heading: return guide.heading;
        case Look::Entry: return guide.entry;
        case Look::Meta: return guide.meta;
        case Look::Body: return guide.body;
        case Look::Marker: return marker_style(guide);
        case Look::Strong: break;
    }
    auto strong = guide.body;
    strong.weight = 700;
    return strong;
}

TextStyle marker_style(const StyleGuide& guide) {
    auto style = guide.body;
    if (guide.bullet != "•") return style;
    // The round bullet of many serif faces is a speck. This one is small enough not to make its line higher in Word.
    style.family = "Calibri";
    style.size_pt *= 0.9F;
    return style;
}

}  // namespace bespoke::artifacts
