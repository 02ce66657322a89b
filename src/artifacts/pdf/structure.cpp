#include "artifacts/pdf/structure.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <charconv>

namespace bespoke::artifacts {
namespace {

std::string_view tag_of(BlockKind kind) {
    switch (kind) {
        case BlockKind::Title: return "H1";
        case BlockKind::Heading: return "H2";
        case BlockKind::EntryHead: return "H3";
        case BlockKind::Bullet: return "LBody";
        default: return "P";
    }
}

}  // namespace

Structure::Structure(cairo_t* cairo) : cairo_(cairo) { cairo_tag_begin(cairo_, "Document", nullptr); }

void Structure::open_block(BlockKind kind) {
    kind_ = kind;
    if (kind != BlockKind::Bullet) return end_page();
    if (list_.empty()) cairo_tag_begin(cairo_, "L", nullptr);
    list_ = "L";
    cairo_tag_begin(cairo_, "LI", nullptr);
}

void Structure::open_leaf(std::string_view tag) {
    end_text();
    cairo_tag_begin(cairo_, tag.data(), nullptr);
    leaf_ = tag;
}

void Structure::open_marker() { open_leaf("Lbl"); }

void Structure::open_text() {
    if (leaf_ != tag_of(kind_)) open_leaf(tag_of(kind_));
}

void Structure::open_aside() { open_leaf("P"); }

void Structure::end_text() {
    if (!leaf_.empty()) cairo_tag_end(cairo_, leaf_.data());
    leaf_ = {};
}

void Structure::end_block() {
    end_text();
    if (kind_ == BlockKind::Bullet) cairo_tag_end(cairo_, "LI");
}

void Structure::end_page() {
    if (!list_.empty()) cairo_tag_end(cairo_, "L");
    list_ = {};
}

void Structure::end() {
    end_page();
    cairo_tag_end(cairo_, "Document");
}

void add_language(Bytes& pdf, std::string_view language) {
    constexpr std::string_view kCatalogue = "<< /Type /Catalog\n", kEnd = ">>\nendobj\nxref\n", kTable = "\nstartxref\n";
    const auto text = as_text(pdf);
    const auto catalogue = text.rfind(kCatalogue), end = text.rfind(kEnd), table = text.rfind(kTable);
    if (catalogue == text.npos || end == text.npos || table == text.npos || end < catalogue || table < end) return;
    if (text.substr(catalogue, end - catalogue).find("endobj") != text.npos) return;
    const auto added = fmt::format("   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n", language);
    std::size_t offset = 0;
    const auto* digits = text.data() + table + kTable.size();
    if (std::from_chars(digits, text.data() + text.size(), offset).ec != std::errc()) return;
    const auto whole = fmt::format("{}{}{}{}{}\n%%EOF\n", text.substr(0, end), added, text.substr(end, table - end), kTable,
                                   offset + added.size());
    const auto bytes = as_bytes(whole);
    pdf.assign(bytes.begin(), bytes.end());
}

}  // namespace bespoke::artifacts
