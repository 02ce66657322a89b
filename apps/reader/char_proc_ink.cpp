#include "char_proc_ink.hpp"

#include <poppler/Gfx.h>
#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/Stream.h>

#include <cmath>
#include <numbers>

#include "filter_chains.hpp"
#include "gfx_values.hpp"

namespace bespoke::reader {
namespace {

constexpr std::size_t kMostPoints = 12'000;  ///< of a glyph; an elaborate letter has some hundred, one of pixels some thousand
constexpr int kMostPixels = 1'000'000;
constexpr double kFar = 1e6;    ///< a page that cuts off nothing
constexpr double kWhite = 0.8;  ///< luminance of ink that may be there to cover other ink
constexpr double kClipSlack = 0.02;

/// Keeps what is painted as filled outlines.
class InkCollector final : public OutputDev {
public:
    explicit InkCollector(CharProcInk& ink) : ink_(&ink) {}

    bool upsideDown() override { return false; }
    bool useDrawChar() override { return true; }
    bool interpretType3Chars() override { return false; }
    bool useTilingPatternFill() override { return true; }
    bool useShadedFills(int) override { return true; }

    void type3D1(GfxState*, double, double, double, double, double, double) override { ignores_colours_ = true; }
    void fill(GfxState* state) override { keep(state, false); }
    void eoFill(GfxState* state) override { keep(state, true); }
    void stroke(GfxState* state) override;
    void drawChar(GfxState*, double, double, double, double, double, double, CharCode, int, const Unicode* text,
                  int length) override {
        for (int i = 0; i < length; ++i) ink_->text += static_cast<char32_t>(text[i]);
        if (length == 0) ink_->is_plain = false;
    }
    void drawImageMask(GfxState* state, Object* reference, Stream* stream, int width, int height, bool invert, bool interpolate,
                       bool in_line) override;
    void drawImage(GfxState* state, Object* reference, Stream* stream, int width, int height, GfxImageColorMap* map,
                   bool interpolate, const int* mask, bool in_line) override {
        ink_->is_plain = false;
        if (in_line && has_long_filter_chain(*stream->getDict())) return;
        OutputDev::drawImage(state, reference, stream, width, height, map, interpolate, mask, in_line);
    }
    void drawMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, bool, bool) override {
        ink_->is_plain = false;
    }
    void drawSoftMaskedImage(GfxState*, Object*, Stream*, int, int, GfxImageColorMap*, bool, Stream*, int, int, GfxImageColorMap*,
                             bool) override {
        ink_->is_plain = false;
    }
    bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double,
                           double) override {
        return unclear();
    }
    bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return unclear(); }
    bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return unclear(); }
    bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return unclear(); }
    bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return unclear(); }
    bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return unclear(); }

private:
    bool unclear() {
        ink_->is_plain = false;
        return true;
    }
    void keep(GfxState* state, bool even_odd);
    void keep(GfxState* state, InkPart part);
    InkPart path_of(GfxState* state) const;
    bool is_white(GfxState* state, bool is_stroke) const;

    CharProcInk* ink_;
    bool ignores_colours_ = false;
    std::size_t points_ = 0;
};

double luminance(const Colour& colour) { return (0.3 * colour.red + 0.59 * colour.green + 0.11 * colour.blue) / 255; }

bool InkCollector::is_white(GfxState* state, bool is_stroke) const {
    if ((is_stroke ? state->getStrokeOpacity() : state->getFillOpacity()) < 0.5) return true;
    return !ignores_colours_ && luminance(is_stroke ? stroke_colour(state) : fill_colour(state)) > kWhite;
}

InkPart InkCollector::path_of(GfxState* state) const {
    InkPart part;
    const GfxPath* path = state->getPath();
    std::size_t points = points_;
    for (int i = 0; i < path->getNumSubpaths() && points <= kMostPoints; ++i) {
        const GfxSubpath* subpath = path->getSubpath(i);
        auto& contour = part.contours.emplace_back();
        for (int j = 0; j < subpath->getNumPoints() && points <= kMostPoints; ++j, ++points) {
            InkPart::Point& point = contour.emplace_back();
            state->transform(subpath->getX(j), subpath->getY(j), &point.x, &point.y);
            point.on = !subpath->getCurve(j);
        }
    }
    return part;
}

void InkCollector::keep(GfxState* state, InkPart part) {
    double left = 0, bottom = 0, right = 0, top = 0;
    state->getClipBBox(&left, &bottom, &right, &top);
    const double slack_x = kClipSlack * (right - left), slack_y = kClipSlack * (top - bottom);
    for (const auto& contour : part.contours) {
        points_ += contour.size();
        for (const auto& [x, y, on] : contour) {
            if (!(x >= left - slack_x && x <= right + slack_x && y >= bottom - slack_y && y <= top + slack_y))
                ink_->is_plain = false;
        }
    }
    if (points_ > kMostPoints) ink_->is_plain = false;
    if (ink_->is_plain) ink_->parts.push_back(std::move(part));
}

void InkCollector::keep(GfxState* state, bool even_odd) {
    if (is_white(state, false)) ink_->is_plain = false;
    InkPart part = path_of(state);
    part.even_odd = even_odd;
    keep(state, std::move(part));
}

using Point = InkPart::Point;

/// Outlines of the straight pieces of a line, and of its bends; all turn the same way, so that they add up.
class Stroker {
public:
    explicit Stroker(double width) : half_(width / 2) {}

    void follow(const std::vector<Point>& contour) {
        for (std::size_t i = 1; i < contour.size(); ++i) {
            if (i > 1) add_bend(contour[i - 1]);
            if (contour[i].on || i + 2 >= contour.size()) {
                add_piece(contour[i - 1], contour[i]);
            } else {
                add_curve(contour[i - 1], contour[i], contour[i + 1], contour[i + 2]);
                i += 2;
            }
        }
    }
    InkPart take() { return std::move(part_); }

private:
    void add_piece(const Point& from, const Point& to) {
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (!(length > 0)) return;
        const double x = (to.y - from.y) / length * half_, y = (from.x - to.x) / length * half_;
        part_.contours.push_back(
            {{from.x - x, from.y - y}, {from.x + x, from.y + y}, {to.x + x, to.y + y}, {to.x - x, to.y - y}});
    }
    void add_bend(const Point& at) {
        constexpr int kCorners = 8;
        auto& contour = part_.contours.emplace_back();
        for (int corner = 0; corner < kCorners; ++corner) {
            const double angle = 2 * std::numbers::pi * corner / kCorners;
            contour.push_back({at.x + half_ * std::cos(angle), at.y + half_ * std::sin(angle)});
        }
    }
    void add_curve(const Point& from, const Point& one, const Point& two, const Point& to) {
        constexpr int kPieces = 8;
        Point last = from;
        for (int piece = 1; piece <= kPieces; ++piece) {
            const double t = static_cast<double>(piece) / kPieces, u = 1 - t;
            const auto at = [&](double a, double b, double c, double d) {
                return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
            };
            const Point next{at(from.x, one.x, two.x, to.x), at(from.y, one.y, two.y, to.y)};
            add_piece(last, next);
            if (piece < kPieces) add_bend(next);
            last = next;
        }
    }

    double half_;
    InkPart part_;
};

void InkCollector::stroke(GfxState* state) {
    double dash_start = 0;
    const bool is_dashed = !state->getLineDash(&dash_start).empty();
    if (is_dashed || is_white(state, true)) return static_cast<void>(unclear());
    Stroker stroker(state->getTransformedLineWidth());
    for (const auto& contour : path_of(state).contours) stroker.follow(contour);
    keep(state, stroker.take());
}

void InkCollector::drawImageMask(GfxState* state, Object* reference, Stream* stream, int width, int height, bool invert,
                                 bool interpolate, bool in_line) {
    const bool is_long = has_long_filter_chain(*stream->getDict());
    const bool is_small = width > 0 && height > 0 && width <= kMostPixels / height;
    if (is_long || !is_small || is_white(state, false)) {
        ink_->is_plain = false;
        if (!is_long) OutputDev::drawImageMask(state, reference, stream, width, height, invert, interpolate, in_line);
        return;
    }
    ImageStream pixels(stream, width, 1, 1);
    pixels.reset();
    InkPart part;
    const auto corner = [&](int column, int row) {
        InkPart::Point point;
        state->transform(static_cast<double>(column) / width, 1 - static_cast<double>(row) / height, &point.x, &point.y);
        return point;
    };
    for (int row = 0; row < height; ++row) {
        const unsigned char* line = pixels.getLine();
        if (line == nullptr) break;
        for (int column = 0; column < width; ++column) {
            const int first = column;
            while (column < width && (line[column] != 0) == invert) ++column;
            if (column > first && part.contours.size() < kMostPoints / 4)
                part.contours.push_back(
                    {corner(first, row), corner(column, row), corner(column, row + 1), corner(first, row + 1)});
        }
    }
    pixels.close();
    keep(state, std::move(part));
}

}  // namespace

CharProcInk char_proc_ink(PDFDoc& pdf, int page, Gfx8BitFont& font, CharCode code) {
    CharProcInk ink;
    Object program = font.getCharProc(static_cast<int>(code));
    if (!program.isStream() || has_long_filter_chain(*program.streamGetDict())) {
        ink.is_plain = !program.isStream() && program.isNull();
        return ink;
    }
    InkCollector collector(ink);
    const PDFRectangle boundless(-kFar, -kFar, kFar, kFar);
    // Fonts without resources of their own take those of the page (ISO 32000-1, table 112).
    Dict* resources = font.getResources();
    if (resources == nullptr && pdf.getPage(page) != nullptr) resources = pdf.getPage(page)->getResourceDict();
    Gfx gfx(&pdf, &collector, resources, &boundless, nullptr);
    gfx.getState()->setCTM(1, 0, 0, 1, 0, 0);
    gfx.display(&program);
    const double* matrix = font.getFontMatrix();
    for (auto& part : ink.parts) {
        for (auto& contour : part.contours) {
            for (auto& point : contour) {
                const double x = point.x, y = point.y;
                point.x = matrix[0] * x + matrix[2] * y;
                point.y = matrix[1] * x + matrix[3] * y;
            }
        }
    }
    return ink;
}

}  // namespace bespoke::reader
