#include "pipeline_definition.hpp"

// The assembler's .incbin is understood by GCC and Clang alike and needs no generated source.
__asm__(
    ".section .rodata\n"
    "bespoke_pipeline_begin:\n"
    ".incbin \"" BESPOKE_PIPELINE_FILE
    "\"\n"
    "bespoke_pipeline_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char bespoke_pipeline_begin[];
extern "C" const char bespoke_pipeline_end[];

namespace bespoke::app {

std::string_view pipeline_definition() {
    return {bespoke_pipeline_begin, static_cast<std::size_t>(bespoke_pipeline_end - bespoke_pipeline_begin)};
}

}  // namespace bespoke::app
