#pragma once

#include <string_view>

/// Defines `std::string_view name()` that gives a file of the build as it is, compiled in: one binary, nothing to find at run time. The
/// assembler's .incbin is understood by GCC and Clang alike and needs no generated source. `symbol` is unique in the program.
#define BESPOKE_EMBED_FILE(symbol, path)                                                                           \
    __asm__(".section .rodata\n" #symbol "_begin:\n.incbin \"" path "\"\n" #symbol "_end:\n.byte 0\n.previous\n"); \
    extern "C" const char symbol##_begin[];                                                                        \
    extern "C" const char symbol##_end[];                                                                          \
    static std::string_view symbol() { return {symbol##_begin, static_cast<std::size_t>(symbol##_end - symbol##_begin)}; }
