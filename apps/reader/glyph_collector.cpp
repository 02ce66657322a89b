#include "glyph_collector.hpp"

#include <poppler/GfxFont.h>
#include <poppler/UTF.h>
#include <poppler/XRef.h>

#include <cmath>

#include "font_look.hpp"
#include "geometry.hpp"
#include "gfx_values.hpp"

namespace bespoke::reader {
namespace {

constexpr float kTinySize = 2;
constexpr float kClipMargin = 0.5F;
/// Glyphs of the same character closer than this share of the size are one glyph drawn twice (simulated bold, shadow).
constexpr float kTwinDistance = 0.12F;

/// Text rendering modes (ISO 32000-1, table 106).
bool only_stroked(int mode) { return mode == 1 || mode == 5; }
bool filled_and_stroked(int mode) { return mode == 2 || mode == 6; }

std::u32string to_u32(const Unicode* text, int length) {
    std::u32string out;
    for (int i = 0; i < length; ++i) {
        if (text[i] >= 0x20 && text[i] != 0x7F && text[i] <= 0x10FFFF) out += static_cast<char32_t>(text[i]);
    }
    return out;
}

/// StemV stands only in the dictionary; composite fonts keep their descriptor one level down.
double stem_v(XRef* xref, const GfxFont& font) {
    const Object object = xref->fetch(*font.getID());
    if (!object.isDict()) return 0;
    Object descriptor = object.dictLookup("FontDescriptor");
    if (!descriptor.isDict()) {
        const Object descendants = object.dictLookup("DescendantFonts");
        if (!descendants.isArray() || descendants.arrayGetLength() == 0) return 0;
        const Object first = descendants.arrayGet(0);
        if (first.isDict()) descriptor = first.dictLookup("FontDescriptor");
    }
    if (!descriptor.isDict()) return 0;
    const Object stem = descriptor.dictLookup("StemV");
    return stem.isNum() ? stem.getNum() : 0;
}

FontLook look_of(XRef* xref, const GfxFont& font) {
    FontHints hints;
    if (font.getWeight() != GfxFont::WeightNotDefined) hints.weight = static_cast<int>(font.getWeight()) * 100;
    hints.bold_flag = font.isBold();
    hints.italic_flag = font.isItalic();
    hints.stem_v = stem_v(xref, font);
    return font_look(font.getName().value_or(""), hints);
}

/// Height of the em of a Type 3 font over its nominal size. Its glyph space is its own; the font box gives the height
/// of its tallest letters, about 1.2 em.
double type3_scale(const GfxFont& font) {
    const double* matrix = font.getFontMatrix();
    const double* box = font.getFontBBox();
    const double height = std::abs((box[3] - box[1]) * matrix[3]) / 1.2;
    return height > 0.05 && height < 20 ? height : 1;
}

/// Direction of writing in quarter turns, from the text matrix on the device.
int quarter_turns(GfxState* state) {
    double right = 0, down = 0, ignored = 0;
    state->getFontTransMat(&right, &down, &ignored, &ignored);
    if (std::abs(right) >= std::abs(down)) return right >= 0 ? 0 : 2;
    return down < 0 ? 1 : 3;
}

/// Cells in which twins are looked for, in points.
constexpr float kCell = 4;

std::uint64_t cell_key(char32_t character, int column, int row) {
    return static_cast<std::uint64_t>(character) << 40 | static_cast<std::uint64_t>(column & 0xFFFFF) << 20 |
           static_cast<std::uint64_t>(row & 0xFFFFF);
}

/// True if both are the same character at about the same place. What was drawn last is what is seen.
bool merge(const Glyph& glyph, Glyph& twin) {
    const float distance = std::max(std::abs(twin.x - glyph.x), std::abs(twin.baseline - glyph.baseline));
    if (twin.text != glyph.text || distance > kTwinDistance * glyph.size) return false;
    twin.stroked = twin.stroked || distance > 0;
    if (glyph.unseen == Unseen::No) {
        twin.colour = glyph.colour;
        twin.unseen = Unseen::No;
        twin.paint_order = glyph.paint_order;
    }
    return true;
}

}  // namespace

void GlyphCollector::startPage(int number, GfxState* state, XRef* xref) {
    number_ = number;
    page_ = GlyphPage{};
    page_.width = static_cast<float>(state->getPageWidth());
    page_.height = static_cast<float>(state->getPageHeight());
    std::copy_n(state->getCTM(), 6, to_page_);
    xref_ = xref;
    font_numbers_.clear();
    keep_alive_.clear();
    accounts_.clear();
    drawn_.clear();
    groups_.clear();
    paint_order_ = soft_masks_ = 0;
    overflowed_ = in_actual_text_ = false;
}

Box GlyphCollector::to_page(double x1, double y1, double x2, double y2) const {
    const auto place = [&](double x, double y) {
        const auto px = static_cast<float>(to_page_[0] * x + to_page_[2] * y + to_page_[4]);
        const auto py = static_cast<float>(to_page_[1] * x + to_page_[3] * y + to_page_[5]);
        return Box{px, py, px, py};
    };
    return united(place(x1, y1), place(x2, y2));
}

int GlyphCollector::font_index(GfxState* state) {
    const std::shared_ptr<GfxFont>& font = state->getFont();
    const auto known = font_numbers_.find(font.get());
    if (known != font_numbers_.end()) return known->second;
    const int index = static_cast<int>(page_.fonts.size());
    page_.fonts.push_back(look_of(xref_, *font));
    keep_alive_.push_back(font);
    font_numbers_.emplace(font.get(), index);
    Letters& letters = letters_of(font);
    accounts_.emplace_back(letters.forms, letters.shapes);
    return index;
}

void GlyphCollector::updateFont(GfxState* state) {
    if (!state->getFont()) return;
    font_ = font_index(state);
    size_scale_ = state->getFont()->getType() == fontType3 ? type3_scale(*state->getFont()) : 1;
}

Unseen GlyphCollector::why_unseen(GfxState* state, const Glyph& glyph) const {
    const int mode = state->getRender();
    if (mode == 3) return Unseen::RenderMode;
    if ((only_stroked(mode) ? state->getStrokeOpacity() : state->getFillOpacity()) < kTransparent) return Unseen::Transparent;
    if (glyph.size < kTinySize) return Unseen::Tiny;
    if (!overlap(glyph.box, Box{0, 0, page_.width, page_.height})) return Unseen::OffPage;
    if (!overlap(widened(clip_box(state), kClipMargin), glyph.box)) return Unseen::Clipped;
    return Unseen::No;
}

void GlyphCollector::drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                              CharCode code, int, const Unicode* text, int length) {
    if (in_soft_mask() || !state->getFont()) return;
    if (page_.glyphs.size() >= max_glyphs_) {
        overflowed_ = true;
        return;
    }
    Glyph glyph;
    glyph.text = to_u32(text, length);
    glyph.size = static_cast<float>(state->getTransformedFontSize() * size_scale_);
    glyph.font = font_;
    if (!place(state, {x - origin_x, y - origin_y}, {dx, dy}, glyph)) return;
    glyph.colour = only_stroked(state->getRender()) ? stroke_colour(state) : fill_colour(state);
    glyph.stroked = filled_and_stroked(state->getRender());
    glyph.unseen = why_unseen(state, glyph);
    glyph.paint_order = paint_order_++;
    if (glyph.text.empty() && glyph.unseen == Unseen::No) ++page_.unmapped_glyphs;
    if (merge_twin(glyph)) return;
    page_.glyphs.push_back(std::move(glyph));
    take_opinion(state, code);
}

GlyphCollector::Letters& GlyphCollector::letters_of(const std::shared_ptr<GfxFont>& font) {
    const std::pair object{font->getID()->num, font->getID()->gen};
    const auto known = letters_.find(object);
    if (known != letters_.end()) return known->second;
    return letters_.emplace(object, Letters{LetterForms(*font, xref_), LetterShapes(font, *pdf_, number_)}).first->second;
}

void GlyphCollector::take_opinion(GfxState* state, CharCode code) {
    double a = 0, b = 0, c = 0, d = 0;
    state->getFontTransMat(&a, &b, &c, &d);
    const bool is_mirrored = a * d - b * c > 0;  // the page's y runs down
    accounts_[static_cast<std::size_t>(font_)].take({code, is_mirrored}, page_.glyphs.back().text, page_.glyphs.size() - 1);
}

void GlyphCollector::endPage() {
    for (const LetterAccount& account : accounts_) account.unmask(page_);
}

bool GlyphCollector::place(GfxState* state, const UserPoint& origin, const UserPoint& advance, Glyph& glyph) const {
    constexpr double kFarthest = 1e6;  // points; keeps what follows far from overflow
    double px = 0, py = 0, width = 0, down = 0, spacing_x = 0, spacing_y = 0;
    state->transform(origin.x, origin.y, &px, &py);
    state->textTransformDelta(state->getCharSpace() * state->getHorizScaling(), 0, &spacing_x, &spacing_y);
    state->transformDelta(advance.x - spacing_x, advance.y - spacing_y, &width, &down);
    if (!std::isfinite(px + py + width + down) || std::abs(px) > kFarthest || std::abs(py) > kFarthest) return false;
    const PageSize page{page_.width, page_.height};
    glyph.quarter_turns = quarter_turns(state);
    const Placement placement = place_upright({static_cast<float>(px), static_cast<float>(py)}, glyph.quarter_turns, page);
    glyph.x = placement.x;
    glyph.baseline = placement.y;
    glyph.advance = static_cast<float>(std::hypot(width, down));
    const auto ascent = static_cast<float>(std::clamp(state->getFont()->getAscent(), 0.6, 1.0));
    const auto descent = static_cast<float>(std::clamp(-state->getFont()->getDescent(), 0.1, 0.3));
    const Box upright{glyph.x, glyph.baseline - ascent * glyph.size, glyph.x + glyph.advance,
                      glyph.baseline + descent * glyph.size};
    glyph.box = turned_back(upright, glyph.quarter_turns, page);
    return true;
}

bool GlyphCollector::merge_twin(const Glyph& glyph) {
    if (glyph.text.empty() || glyph.text == U" " || glyph.size <= 0) return false;
    const int column = static_cast<int>(std::floor(glyph.x / kCell)), row = static_cast<int>(std::floor(glyph.baseline / kCell));
    for (int i = column - 1; i <= column + 1; ++i) {
        for (int j = row - 1; j <= row + 1; ++j) {
            const auto found = drawn_.find(cell_key(glyph.text[0], i, j));
            if (found != drawn_.end() && merge(glyph, page_.glyphs[found->second])) return true;
        }
    }
    drawn_[cell_key(glyph.text[0], column, row)] = page_.glyphs.size();
    return false;
}

void GlyphCollector::beginActualText(GfxState*, const GooString* text) {
    Unicode* code_points = nullptr;
    const int length = TextStringToUCS4(text->toStr(), &code_points);
    actual_text_ = to_u32(code_points, length);
    gfree(code_points);
    actual_begin_ = page_.glyphs.size();
    in_actual_text_ = true;
}

/// What is drawn counts, not what the file claims was drawn; the claim only fills in for glyphs that map to nothing
/// and completes a ligature that maps to its first letter.
void GlyphCollector::endActualText(GfxState*) {
    constexpr std::size_t kLongestLigature = 4;
    if (!in_actual_text_) return;
    in_actual_text_ = false;
    const std::size_t count = page_.glyphs.size() - std::min(actual_begin_, page_.glyphs.size());
    if (count != 1 || actual_text_.empty() || actual_text_.size() > kLongestLigature) return;
    Glyph& glyph = page_.glyphs.back();
    if (glyph.text.empty() || actual_text_.starts_with(glyph.text)) glyph.text = actual_text_;
}

}  // namespace bespoke::reader
