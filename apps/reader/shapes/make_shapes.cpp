// Draws the letters and digits of some fonts and prints them as the table behind reference_shapes.hpp. Runs while the reader is built, so that
// the reader itself opens no font of the system.
#include <cstdio>
#include <span>

#include "glyph_shape.hpp"
#include "letter_fold.hpp"

namespace {

using bespoke::reader::GlyphShape;

constexpr char32_t kPastAscii = 0x80;

void print(char32_t letter, const GlyphShape& shape) {
    std::printf("{%u, %u, {{", static_cast<unsigned>(letter), static_cast<unsigned>(bespoke::reader::look_alike(letter)));
    for (const int ink : shape.ink) std::printf("%d,", ink);
    std::printf("}, %.4fF, %d}},\n", static_cast<double>(shape.log_aspect), shape.total);
}

/// Letters beyond ASCII are drawn in upright faces of books only: there are many, and a slanted one is like none but its own letter.
bool has_all(FT_Face face) {
    return (face->style_flags & (FT_STYLE_FLAG_ITALIC | FT_STYLE_FLAG_BOLD)) == 0 && !FT_IS_FIXED_WIDTH(face);
}

/// False if the font can't be opened or lacks a letter of ASCII.
bool print_letters(FT_Library library, const char* path) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, path, 0, &face) != 0) return false;
    bool whole = true;
    const char32_t past = has_all(face) ? bespoke::reader::kPastLetters : kPastAscii;
    for (char32_t letter = 0; letter < past; ++letter) {
        const auto folded = bespoke::reader::folded_letter(letter);
        const unsigned glyph = folded ? FT_Get_Char_Index(face, letter) : 0;
        const auto outline = glyph == 0 ? std::nullopt : bespoke::reader::outline_of(face, glyph);
        const auto drawn = outline ? bespoke::reader::draw_shape(library, std::span(&*outline, 1)) : bespoke::reader::Drawn{};
        if (drawn.shape) print(*folded, *drawn.shape);
        whole = whole && (drawn.shape || !folded || letter >= kPastAscii);
    }
    FT_Done_Face(face);
    return whole;
}

}  // namespace

int main(int count, char** values) {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return 1;
    std::puts(
        "#include \"shapes/reference_shapes.hpp\"\nnamespace bespoke::reader {\nnamespace {\nconst ReferenceShape kShapes[] = {");
    for (const char* path : std::span(values + 1, static_cast<std::size_t>(count - 1))) {
        if (print_letters(library, path)) continue;
        std::fprintf(stderr, "make_shapes: %s can't be drawn\n", path);
        return 1;
    }
    std::puts(
        "};\n}  // namespace\nstd::span<const ReferenceShape> reference_shapes() { return kShapes; }\n}  // namespace "
        "bespoke::reader");
    FT_Done_FreeType(library);
}
