#include "read_pdf.hpp"

#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Stream.h>

#include "document/layout.hpp"
#include "filter_chains.hpp"
#include "glyph_collector.hpp"
#include "pdf_properties.hpp"
#include "words.hpp"

namespace bespoke::reader {
namespace {

using document::Document;
using document::PlacedPage;
using document::Visibility;

/// Fewer shown characters than this in a whole file are no text layer but stray marks.
constexpr std::size_t kFewestCharacters = 20;
/// A page that is mostly image and shows fewer than this is a scan with a stamp or a page number on it.
constexpr std::size_t kFewestBesideImage = 80;
constexpr float kImagePage = 0.5F;
/// A panel is at least this many points wide and high.
constexpr float kSmallestPanel = 24;
constexpr double kManyUnmapped = 0.05;
constexpr double kPointsPerInch = 72;

/// What poppler complained about while it read; its messages must not reach standard error.
int g_damage = 0;

void count_damage(ErrorCategory category, Goffset, const char*) {
    if (category == errSyntaxError || category == errInternal) ++g_damage;
}

/// Counts over all pages that decide what to say about the file.
struct Tally {
    std::size_t shown_characters = 0, glyphs = 0;
    int unmapped = 0;
    float image_share = 0;  ///< mean over pages
    bool repaired = false;
};

std::size_t code_points(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

tl::unexpected<Error> no_text() {
    return fail(
        ErrorCode::InvalidInput, "no-text",
        "The PDF has no text in its pages (scanned?); export it as text PDF or DOCX from the program that made it, or have a "
        "scan read by OCR first.");
}

/// Not one that a reader of the pages sees, at least.
tl::unexpected<Error> no_visible_text() {
    return fail(ErrorCode::InvalidInput, "no-text",
                "The PDF has hardly any text that its pages show: what it says in letters is hidden, or is not what is drawn; "
                "export it as text "
                "PDF or DOCX from the program that made it.");
}

tl::unexpected<Error> cannot_open(int poppler_code) {
    if (poppler_code == errEncrypted) {
        return fail(ErrorCode::InvalidInput, "encrypted-document",
                    "The PDF is protected by a password; save a copy without password and use that.");
    }
    return fail(ErrorCode::InvalidInput, "malformed-document",
                "The PDF is damaged and could not be repaired; export it again from the program that made it.",
                "poppler error " + std::to_string(poppler_code));
}

tl::unexpected<Error> too_many_filters() {
    return fail(ErrorCode::LimitExceeded, "resource-limit",
                "The PDF packs a part of itself more than four times over; export it again from the program that made it.");
}

std::vector<document::Panel> panels_of(const GlyphPage& page) {
    std::vector<document::Panel> panels;
    for (const Area& area : page.areas) {
        const bool large = area.box.width() >= kSmallestPanel && area.box.height() >= kSmallestPanel;
        if (large && area.coverage == Coverage::Exact) panels.push_back({area.box, area.colour});
    }
    return panels;
}

PlacedPage placed(GlyphPage&& page) {
    PlacedPage out;
    out.width_pt = page.width;
    out.height_pt = page.height;
    out.words = words_of(page);
    out.panels = panels_of(page);
    out.rules = std::move(page.rules);
    return out;
}

void warn_of_hidden(const PlacedPage& page, int number, Document& document) {
    const auto hidden = std::count_if(page.words.begin(), page.words.end(),
                                      [](const auto& word) { return word.span.visibility == Visibility::Hidden; });
    if (hidden == 0) return;
    document.warnings.push_back({"hidden-text",
                                 fmt::format("{} word{} on page {} can't be seen by a reader of the page and {} left out.",
                                             hidden, hidden == 1 ? "" : "s", number, hidden == 1 ? "was" : "were"),
                                 number});
}

void warn_of_file(PDFDoc& pdf, const Tally& tally, Document& document) {
    if (tally.repaired) {
        document.warnings.push_back({"repaired", "The PDF is damaged; parts of it may be missing.", 0});
    }
    if (!pdf.okToCopy() || !pdf.okToChange() || !pdf.okToPrint()) {
        document.warnings.push_back(
            {"usage-rights",
             "The PDF asks that it be not copied, changed or printed; it was read, and the rest is for its owner to say.", 0});
    }
    if (const int active = active_content_of(pdf); active > 0) {
        document.warnings.push_back(
            {"active-content", fmt::format("The PDF has scripts, actions or embedded files ({}); they were ignored.", active),
             0});
    }
    if (tally.unmapped > kManyUnmapped * static_cast<double>(tally.glyphs)) {
        document.warnings.push_back(
            {"unmapped-fonts", "Some fonts of the PDF do not say which characters they draw; their text is missing.", 0});
    }
}

/// Draws every page into the collector. Fails only on limits.
Result<std::vector<PlacedPage>> draw_pages(PDFDoc& pdf, const Limits& limits, Tally& tally, Document& document) {
    GlyphCollector collector(pdf, limits.characters);
    std::vector<PlacedPage> pages;
    const int count = pdf.getNumPages();
    for (int number = 1; number <= count; ++number) {
        pdf.displayPage(&collector, number, kPointsPerInch, kPointsPerInch, 0, false, true, false);
        GlyphPage page = collector.take_page();
        tally.glyphs += page.glyphs.size();
        if (collector.overflowed() || tally.glyphs > limits.characters) {
            return fail(ErrorCode::LimitExceeded, "resource-limit",
                        fmt::format("The PDF has more than {} characters; a resume has a few thousand.", limits.characters));
        }
        if (collector.met_long_filter_chain()) return too_many_filters();
        page.links = links_of(pdf, number, collector);
        tally.unmapped += page.unmapped_glyphs;
        tally.image_share += page.image_share / static_cast<float>(count);
        pages.push_back(placed(std::move(page)));
        warn_of_hidden(pages.back(), number, document);
        for (const auto& word : pages.back().words) {
            if (word.span.visibility == Visibility::Shown) tally.shown_characters += code_points(word.span.text);
        }
    }
    return pages;
}

bool is_scan(const Tally& tally, std::size_t pages) {
    if (tally.shown_characters < kFewestCharacters) return true;
    return tally.image_share >= kImagePage && tally.shown_characters < kFewestBesideImage * pages;
}

}  // namespace

Result<Document> read_pdf(BytesView bytes, const Limits& limits) {
    g_damage = 0;
    const GlobalParamsIniter poppler(count_damage);
    Tally tally;
    auto* stream =
        new MemStream(reinterpret_cast<const char*>(bytes.data()), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
    PDFDoc pdf(stream, {}, {}, nullptr, [&tally] { tally.repaired = true; });  // takes the stream
    if (!pdf.isOk()) return cannot_open(pdf.getErrorCode());
    if (pdf.getNumPages() > limits.pages) {
        return fail(ErrorCode::LimitExceeded, "too-many-pages",
                    fmt::format("The PDF has {} pages; at most {} are read.", pdf.getNumPages(), limits.pages));
    }
    if (pdf.getNumPages() < 1) return cannot_open(errBadCatalog);

    if (has_long_filter_chain(pdf)) return too_many_filters();
    if (has_boundless_form(pdf))
        return fail(ErrorCode::LimitExceeded, "resource-limit", "The PDF has a form without bounds; save it without the form.");

    Document document;
    document.format = document::Format::Pdf;
    document.metadata = metadata_of(pdf);
    auto pages = draw_pages(pdf, limits, tally, document);
    if (!pages) return tl::unexpected(pages.error());
    const bool hidden = std::any_of(document.warnings.begin(), document.warnings.end(),
                                    [](const auto& warning) { return warning.slug == "hidden-text"; });
    if (is_scan(tally, pages->size())) return hidden ? no_visible_text() : no_text();
    tally.repaired = tally.repaired || g_damage > 0;
    document.pages = document::lay_out(*pages);
    warn_of_file(pdf, tally, document);
    return document;
}

}  // namespace bespoke::reader
