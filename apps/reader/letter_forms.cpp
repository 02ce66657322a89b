#include "letter_forms.hpp"

#include <poppler/GlobalParams.h>
#include <poppler/fofi/FoFiTrueType.h>

#include "letter_fold.hpp"

namespace bespoke::reader {
namespace {

constexpr int kCodes = 256;  // of a font whose codes are bytes
constexpr char32_t kPastLatin = 0x250;

/// The table of a TrueType font that maps Unicode: Windows' or any of the Unicode platform; -1 if there is none.
int unicode_table(const FoFiTrueType& font) {
    for (const auto& [platform, encoding] : {std::pair{3, 10}, {3, 1}, {0, 4}, {0, 3}, {0, 1}, {0, 0}}) {
        if (const int table = font.findCmap(platform, encoding); table >= 0) return table;
    }
    return -1;
}

bool is_true_type(GfxFontType type) {
    return type == fontTrueType || type == fontTrueTypeOT || type == fontCIDType2 || type == fontCIDType2OT;
}

/// Letters of other alphabets have many names for one form.
std::optional<char32_t> bare_letter(char32_t letter) {
    const auto folded = folded_letter(letter);
    if (!folded || *folded >= kPastLatin) return std::nullopt;
    return without_accents(*folded);
}

}  // namespace

LetterForms::LetterForms(GfxFont& font, XRef* xref) {
    Ref embedded;
    const bool is_embedded = font.getEmbeddedFontID(&embedded);
    if (is_true_type(font.getType()) && (is_embedded || font.isCIDFont())) {
        read_table(font, xref);
    } else if (!font.isCIDFont() && font.getType() != fontType3) {
        by_name_ = true;
        read_names(static_cast<const Gfx8BitFont&>(font));
    }
}

void LetterForms::read_names(const Gfx8BitFont& font) {
    for (int code = 0; code < kCodes; ++code) {
        const char* name = font.getCharName(code);
        if (name == nullptr) continue;
        if (const auto letter = bare_letter(globalParams->mapNameToUnicodeText(name))) letters_[code] = *letter;
    }
}

void LetterForms::read_table(GfxFont& font, XRef* xref) {
    Ref embedded;
    if (!font.getEmbeddedFontID(&embedded)) return;
    const auto file = font.readEmbFontFile(xref);
    if (!file) return;
    const auto parsed = FoFiTrueType::make(file->data(), static_cast<int>(file->size()));
    const int table = parsed ? unicode_table(*parsed) : -1;
    if (table < 0) return;
    std::map<int, Letters> of_glyph;
    for (char32_t letter = 0; letter < kPastLatin; ++letter) {
        const auto bare = bare_letter(letter);
        const int glyph = bare ? parsed->mapCodeToGID(table, letter) : 0;
        if (glyph > 0) of_glyph[glyph] += *bare;
    }
    const auto keep = [&](CharCode code, int glyph) {
        if (const auto found = of_glyph.find(glyph); found != of_glyph.end()) letters_[code] = found->second;
    };
    if (!font.isCIDFont()) {
        const std::unique_ptr<int, decltype(&gfree)> glyphs(static_cast<Gfx8BitFont&>(font).getCodeToGIDMap(parsed.get()), gfree);
        for (int code = 0; glyphs && code < kCodes; ++code) keep(code, glyphs.get()[code]);
    } else if (const auto& cids = static_cast<GfxCIDFont&>(font); cids.getCIDToGIDLen() > 0) {
        for (unsigned cid = 0; cid < cids.getCIDToGIDLen(); ++cid) keep(cid, cids.getCIDToGID()[cid]);
    } else {  // CIDs are the numbers of glyphs (ISO 32000-1, 9.7.4.2)
        letters_.insert(of_glyph.begin(), of_glyph.end());
    }
}

LetterForms::Opinion LetterForms::judge(CharCode code, const std::u32string& claimed) const {
    const auto letter = claimed.size() == 1 ? bare_letter(claimed.front()) : std::nullopt;
    const auto drawn = letters_.find(code);
    if (!letter || drawn == letters_.end()) return Opinion::None;
    return drawn->second.find(*letter) != Letters::npos ? Opinion::Agrees : Opinion::Contradicts;
}

}  // namespace bespoke::reader
