#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "artifacts/docx/styles.hpp"
#include "artifacts/layout/layout.hpp"
#include "artifacts/pdf/links.hpp"
#include "artifacts/pdf/structure.hpp"
#include "artifacts/render.hpp"

namespace bespoke::artifacts {
namespace {

struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using CairoPtr = std::unique_ptr<cairo_t, CairoDeleter>;
using SurfacePtr = std::unique_ptr<cairo_surface_t, CairoDeleter>;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto& bytes = *static_cast<Bytes*>(closure);
    const auto* begin = reinterpret_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), begin, begin + length);
    return CAIRO_STATUS_SUCCESS;
}

struct LinePlace {
    float x, width;
};

/// Where Pango would put a line, alignment and hanging indent included.
LinePlace place_of(PangoLayout* layout, int number) {
    PangoLayoutIter* iterator = pango_layout_get_iter(layout);
    for (int i = 0; i < number; ++i) pango_layout_iter_next_line(iterator);
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iterator, nullptr, &logical);
    pango_layout_iter_free(iterator);
    return {static_cast<float>(logical.x) / PANGO_SCALE, static_cast<float>(logical.width) / PANGO_SCALE};
}

class Painter {
public:
    Painter(cairo_t* cairo, const StyleGuide& guide, const View& view, const Layout& layout)
        : cairo_(cairo),
          guide_(guide),
          view_(view),
          layout_(layout),
          structure_(cairo),
          width_(guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt) {}

    void paint() {
        std::size_t next = 0;
        for (int page = 0; page < layout_.pages; ++page) {
            for (const auto first = next; is_on(next, page); ++next) {
                const auto& row = layout_.rows[next];
                if (next == first || row.line == 0) structure_.open_block(kind_of(row));
                paint_row(row);
                if (is_last_line(row) || !is_on(next + 1, page)) end_block(row);
            }
            structure_.end_page();
            if (page > 0) paint_footer(page + 1);
            cairo_show_page(cairo_);
        }
        structure_.end();
    }

private:
    /// A link that is added once its text is closed.
    struct Link {
        const Shaped* shaped;
        PangoLayoutLine* line;
        LineFrame frame;
    };

    [[nodiscard]] bool is_on(std::size_t row, int page) const {
        return row < layout_.rows.size() && layout_.rows[row].page == page;
    }
    [[nodiscard]] const LaidBlock& block_of(const Row& row) const { return layout_.blocks[static_cast<std::size_t>(row.block)]; }
    [[nodiscard]] BlockKind kind_of(const Row& row) const { return block_of(row).kind; }
    [[nodiscard]] bool is_last_line(const Row& row) const { return row.line == block_of(row).left.lines - 1; }

    void end_block(const Row& row) {
        structure_.end_text();
        for (const auto& link : links_) add_links(cairo_, *link.shaped, link.line, link.frame);
        links_.clear();
        structure_.end_block();
        if (block_of(row).rule_gap > 0 && is_last_line(row)) paint_rule(row.top + row.height);
    }

    void paint_row(const Row& row) {
        const auto& block = block_of(row);
        const float baseline = row.top + row.baseline;
        const float left = guide_.margin_left_pt;
        // Drawn in reading order: marker, text, then what stands flush right.
        if (block.marker.layout && row.line == 0) {
            structure_.open_marker();
            show(block.marker, 0, left, baseline, row);
        }
        structure_.open_text();
        const auto place = place_of(block.left.layout.get(), row.line);
        show(block.left, row.line, left + block.indent + (is_centred(block.kind) ? (width_ - place.width) / 2 : place.x),
             baseline, row);
        if (block.right.layout && is_last_line(row)) {
            structure_.open_aside();
            show(block.right, 0, left + width_ - block.right.width, baseline, row);
        }
    }

    [[nodiscard]] bool is_centred(BlockKind kind) const {
        const bool header = kind == BlockKind::Title || kind == BlockKind::Label || kind == BlockKind::Contact;
        return header && guide_.header_alignment == Alignment::Centre;
    }

    void show(const Shaped& shaped, int number, float x, float baseline, const Row& row) {
        PangoLayoutLine* line = pango_layout_get_line_readonly(shaped.layout.get(), number);
        cairo_move_to(cairo_, x, baseline);
        pango_cairo_show_layout_line(cairo_, line);
        links_.push_back({&shaped, line, {x, row.top, row.height}});
    }

    void paint_rule(float y) {
        const auto& colour = guide_.heading.colour;
        cairo_set_source_rgb(cairo_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
        cairo_set_line_width(cairo_, 0.6);
        cairo_move_to(cairo_, guide_.margin_left_pt, y);
        cairo_line_to(cairo_, guide_.margin_left_pt + width_, y);
        cairo_stroke(cairo_);
    }

    void paint_footer(int page) {
        auto small = guide_;
        small.contact.size_pt = 8;
        const auto text = shape({{fmt::format("Page {} of {}", page, layout_.pages), Look::Contact, ""}}, small, 0);
        const float baseline = guide_.page_height_pt - 0.5F * guide_.margin_bottom_pt;
        cairo_move_to(cairo_, guide_.margin_left_pt + (width_ - text.width) / 2, baseline);
        pango_cairo_show_layout_line(cairo_, pango_layout_get_line_readonly(text.layout.get(), 0));
    }

    cairo_t* cairo_;
    const StyleGuide& guide_;
    const View& view_;
    const Layout& layout_;
    Structure structure_;
    std::vector<Link> links_;
    float width_;
};

void set_metadata(cairo_surface_t* surface, const std::string& name) {
    const auto title = name.empty() ? std::string("Resume") : name + " – Resume";
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, name.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Bespoke");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

}  // namespace

Result<Pdf> render_pdf(const resume::Resume& resume, const StyleGuide& wanted, int max_pages) {
    const auto guide = fit(resume, wanted, max_pages).guide;
    const auto view = with_lines_cut(make_view(resume, guide), guide);
    const auto layout = lay_out(view, guide);
    Pdf pdf{{}, layout.pages};
    const SurfacePtr surface(cairo_pdf_surface_create_for_stream(append, &pdf.bytes, guide.page_width_pt, guide.page_height_pt));
    set_metadata(surface.get(), view.name);
    const CairoPtr cairo(cairo_create(surface.get()));
    Painter(cairo.get(), guide, view, layout).paint();
    cairo_surface_finish(surface.get());
    const auto status =
        cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS ? cairo_status(cairo.get()) : cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        return fail(ErrorCode::Internal, "pdf", "The PDF could not be written; start the job again, or tell the operator.",
                    cairo_status_to_string(status));
    }
    add_language(pdf.bytes, language_of(guide));
    return pdf;
}

}  // namespace bespoke::artifacts
