#include "artifacts/layout/fonts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

enum class Kind { Humanist, Grotesque, ModernSerif, BookSerif, Mono };

std::string_view substitute(Kind kind) {
    switch (kind) {
        case Kind::Humanist: return "Carlito,Liberation Sans,DejaVu Sans";
        case Kind::Grotesque: return "Liberation Sans,DejaVu Sans";
        case Kind::ModernSerif: return "Caladea,Liberation Serif,DejaVu Serif";
        case Kind::BookSerif: return "Liberation Serif,DejaVu Serif";
        case Kind::Mono: return "Liberation Mono,DejaVu Sans Mono";
    }
    return "DejaVu Sans";
}

// Beginnings of folded family names. The first that fits decides, so narrower names stand first.
constexpr std::array<std::pair<std::string_view, Kind>, 66> kFamilies = {{
    {"calibri", Kind::Humanist},
    {"carlito", Kind::Humanist},
    {"lato", Kind::Humanist},
    {"segoe", Kind::Humanist},
    {"open sans", Kind::Humanist},
    {"opensans", Kind::Humanist},
    {"noto sans", Kind::Humanist},
    {"notosans", Kind::Humanist},
    {"source sans", Kind::Humanist},
    {"sourcesans", Kind::Humanist},
    {"fira sans", Kind::Humanist},
    {"firasans", Kind::Humanist},
    {"candara", Kind::Humanist},
    {"corbel", Kind::Humanist},
    {"tahoma", Kind::Humanist},
    {"trebuchet", Kind::Humanist},
    {"gill sans", Kind::Humanist},
    {"optima", Kind::Humanist},
    {"myriad", Kind::Humanist},
    {"frutiger", Kind::Humanist},
    {"pt sans", Kind::Humanist},
    {"ubuntu", Kind::Humanist},
    {"raleway", Kind::Humanist},
    {"aptos", Kind::Humanist},
    {"cambria", Kind::ModernSerif},
    {"caladea", Kind::ModernSerif},
    {"georgia", Kind::ModernSerif},
    {"constantia", Kind::ModernSerif},
    {"merriweather", Kind::ModernSerif},
    {"charter", Kind::ModernSerif},
    {"charis", Kind::ModernSerif},
    {"source serif", Kind::ModernSerif},
    {"sourceserif", Kind::ModernSerif},
    {"noto serif", Kind::ModernSerif},
    {"lora", Kind::ModernSerif},
    {"pt serif", Kind::ModernSerif},
    {"roboto slab", Kind::ModernSerif},
    {"roboto serif", Kind::ModernSerif},
    {"times", Kind::BookSerif},
    {"nimbus roman", Kind::BookSerif},
    {"nimbusroman", Kind::BookSerif},
    {"liberation serif", Kind::BookSerif},
    {"liberationserif", Kind::BookSerif},
    {"garamond", Kind::BookSerif},
    {"eb garamond", Kind::BookSerif},
    {"ebgaramond", Kind::BookSerif},
    {"palatino", Kind::BookSerif},
    {"book antiqua", Kind::BookSerif},
    {"bookman", Kind::BookSerif},
    {"baskerville", Kind::BookSerif},
    {"libre baskerville", Kind::BookSerif},
    {"crimson", Kind::BookSerif},
    {"minion", Kind::BookSerif},
    {"century", Kind::BookSerif},
    {"didot", Kind::BookSerif},
    {"bodoni", Kind::BookSerif},
    {"playfair", Kind::BookSerif},
    {"latin modern roman", Kind::BookSerif},
    {"lmroman", Kind::BookSerif},
    {"cmr", Kind::BookSerif},
    {"cmb", Kind::BookSerif},
    {"computer modern", Kind::BookSerif},
    {"sfrm", Kind::BookSerif},
    {"dejavu serif", Kind::BookSerif},
    {"courier", Kind::Mono},
    {"consolas", Kind::Mono},
}};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Kind kind_of(std::string_view folded) {
    for (const auto& [beginning, kind] : kFamilies) {
        if (folded.starts_with(beginning)) return kind;
    }
    if (contains(folded, "mono") || contains(folded, "code")) return Kind::Mono;
    if (contains(folded, "serif") && !contains(folded, "sans")) return Kind::BookSerif;
    if (contains(folded, "roman") || contains(folded, "book")) return Kind::BookSerif;
    return Kind::Grotesque;
}

/// Families with a metric twin among our packages.
constexpr std::array<std::string_view, 6> kTwinned = {"calibri",   "cambria",         "arial",
                                                      "helvetica", "times new roman", "courier new"};

}  // namespace

std::string pango_families(std::string_view family) {
    const auto folded = text::fold(family);
    const auto ours = std::string(substitute(kind_of(folded)));
    const bool is_twinned = std::find(kTwinned.begin(), kTwinned.end(), folded) != kTwinned.end();
    // A comma would be taken for the end of the name.
    if (is_twinned || family.empty() || family.find(',') != std::string_view::npos) return ours;
    return std::string(family) + ',' + ours;
}

}  // namespace bespoke::artifacts
