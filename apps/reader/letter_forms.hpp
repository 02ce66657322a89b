#pragma once

#include <poppler/GfxFont.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace bespoke::reader {

/// What a font itself says about the letters that it draws, beside what the file says they mean (ToUnicode, which anyone can write): the
/// names of its glyphs, or its own table from characters to glyphs. Looks at digits and Latin letters, whatever
/// their accents.
class LetterForms {
public:
    LetterForms(GfxFont& font, XRef* xref);

    enum class Opinion { None, Agrees, Contradicts };
    /// Whether the code draws the letter that it is said to mean; `claimed` in the form of `folded_letter`.
    [[nodiscard]] Opinion judge(CharCode code, const std::u32string& claimed) const;
    /// Names of glyphs may be arbitrary: then none fits, and they say nothing. A font's table is what the font was made with.
    [[nodiscard]] bool may_be_arbitrary() const { return by_name_; }

private:
    void read_names(const Gfx8BitFont& font);
    void read_table(GfxFont& font, XRef* xref);

    using Letters = std::u32string;  ///< in lower case, without accents; more than one where a font draws 0 and O alike
    bool by_name_ = false;
    std::map<CharCode, Letters> letters_;
};

}  // namespace bespoke::reader
