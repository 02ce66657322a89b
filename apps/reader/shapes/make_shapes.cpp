// Draws the letters and digits of some fonts and prints them as the table behind reference_shapes.hpp. Runs while the reader is built, so that
// the reader itself opens no font of the system.
#include <cstdio>
#include <span>

#include "glyph_shape.hpp"

namespace {

using bespoke::reader::GlyphShape;

constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

void print(char letter, const GlyphShape& shape) {
    const char folded = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    std::printf("{U'%c', {{", folded);
    for (const int ink : shape.ink) std::printf("%d,", ink);
    std::printf("}, %.4fF, %d}},\n", static_cast<double>(shape.log_aspect), shape.total);
}

/// False if the font can't be opened or lacks a letter.
bool print_letters(FT_Library library, const char* path) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, path, 0, &face) != 0) return false;
    bool whole = true;
    for (const char letter : std::span(kLetters, sizeof kLetters - 1)) {
        const auto shape =
            bespoke::reader::draw_shape(library, face, FT_Get_Char_Index(face, static_cast<unsigned char>(letter)));
        whole = whole && shape;
        if (shape) print(letter, *shape);
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
