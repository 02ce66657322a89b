#pragma once

#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "glyph.hpp"
#include "letter_account.hpp"

namespace bespoke::reader {

/// Poppler output device that keeps what a page draws: glyphs with their look and place, straight rules, painted
/// areas. Decodes no image. Use one for one page: `startPage` clears what was kept.
class GlyphCollector final : public OutputDev {
public:
    /// `pdf` outlives this. `max_glyphs`: drawing more than this on one page sets `overflowed` and is dropped.
    GlyphCollector(PDFDoc& pdf, std::size_t max_glyphs) : pdf_(&pdf), max_glyphs_(max_glyphs) {}

    [[nodiscard]] const GlyphPage& page() const { return page_; }
    GlyphPage take_page() { return std::move(page_); }
    [[nodiscard]] bool overflowed() const { return overflowed_; }
    /// Whether a picture within the text was left out for its filters (`has_long_filter_chain`).
    [[nodiscard]] bool met_long_filter_chain() const { return met_long_filter_chain_; }
    /// A rectangle in the page's user space (annotations) as a box on the page as it is seen.
    [[nodiscard]] Box to_page(double x1, double y1, double x2, double y2) const;

    bool upsideDown() override { return true; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }
    bool useTilingPatternFill() override { return true; }
    bool useShadedFills(int) override { return true; }

    void startPage(int number, GfxState* state, XRef* xref) override;
    void endPage() override;
    void updateFont(GfxState* state) override;
    void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode code,
                  int bytes, const Unicode* text, int length) override;
    void beginActualText(GfxState* state, const GooString* text) override;
    void endActualText(GfxState* state) override;

    void stroke(GfxState* state) override;
    void fill(GfxState* state) override;
    void eoFill(GfxState* state) override { fill(state); }
    bool tilingPatternFill(GfxState* state, Gfx* gfx, Catalog* catalog, GfxTilingPattern* pattern, const double* matrix, int x0,
                           int y0, int x1, int y1, double x_step, double y_step) override;
    bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return shaded(state); }
    bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return shaded(state); }
    bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return shaded(state); }
    bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return shaded(state); }
    bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return shaded(state); }

    void drawImageMask(GfxState* state, Object* reference, Stream* stream, int width, int height, bool invert, bool interpolate,
                       bool in_line) override;
    void drawImage(GfxState* state, Object* reference, Stream* stream, int width, int height, GfxImageColorMap* map,
                   bool interpolate, const int* mask, bool in_line) override;
    void drawMaskedImage(GfxState* state, Object* reference, Stream* stream, int width, int height, GfxImageColorMap* map,
                         bool interpolate, Stream* mask, int mask_width, int mask_height, bool invert,
                         bool mask_interpolate) override;
    void drawSoftMaskedImage(GfxState* state, Object* reference, Stream* stream, int width, int height, GfxImageColorMap* map,
                             bool interpolate, Stream* mask, int mask_width, int mask_height, GfxImageColorMap* mask_map,
                             bool mask_interpolate) override;

    // A group keeps the opacity that is set around it only if it is drawn as if it were no group.
    bool checkTransparencyGroup(GfxState*, bool) override { return false; }
    void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override;
    void endTransparencyGroup(GfxState*) override;

private:
    struct UserPoint {
        double x = 0, y = 0;
    };
    int font_index(GfxState* state);
    /// Both are of the font, for all pages.
    struct Letters {
        LetterForms forms;
        LetterShapes shapes;
    };
    Letters& letters_of(const std::shared_ptr<GfxFont>& font);
    /// `glyph` is the one that was kept last.
    void take_opinion(GfxState* state, CharCode code);
    [[nodiscard]] Unseen why_unseen(GfxState* state, const Glyph& glyph) const;
    /// False if it is nowhere near a page.
    bool place(GfxState* state, const UserPoint& origin, const UserPoint& advance, Glyph& glyph) const;
    bool merge_twin(const Glyph& glyph);
    void keep_area(const Area& area);
    void keep_dot(GfxState* state);
    void keep_rule(const Box& box, const Colour& colour);
    /// `path` is null for a straight line.
    void keep_path(GfxState* state, const GfxSubpath* path, const Box& box, const Colour& colour);
    void keep_image(GfxState* state, Coverage coverage, bool opaque);
    bool is_overlong(Stream& picture);
    bool shaded(GfxState* state);
    [[nodiscard]] bool in_soft_mask() const { return soft_masks_ > 0; }

    PDFDoc* pdf_;
    int number_ = 0;  ///< of the page
    std::size_t max_glyphs_;
    GlyphPage page_;
    bool overflowed_ = false, met_long_filter_chain_ = false;
    double to_page_[6] = {1, 0, 0, 1, 0, 0};
    std::map<const GfxFont*, int> font_numbers_;
    std::vector<std::shared_ptr<GfxFont>> keep_alive_;      ///< so that no other font gets a known one's address
    std::unordered_map<std::uint64_t, std::size_t> drawn_;  ///< cell and character -> glyph, to find text drawn twice
    std::vector<LetterAccount> accounts_;                   ///< by font
    std::map<std::pair<int, int>, Letters> letters_;        ///< by the font's object
    XRef* xref_ = nullptr;
    int font_ = 0;
    double size_scale_ = 1;  ///< Type 3 fonts have an em of their own
    int paint_order_ = 0;
    std::vector<bool> groups_;
    int soft_masks_ = 0;
    std::u32string actual_text_;
    std::size_t actual_begin_ = 0;
    bool in_actual_text_ = false;
};

}  // namespace bespoke::reader
