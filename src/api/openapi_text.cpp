#include "api/openapi_text.hpp"

// The assembler's .incbin is understood by GCC and Clang alike and needs no generated source.
__asm__(
    ".section .rodata\n"
    "bespoke_openapi_begin:\n"
    ".incbin \"" BESPOKE_OPENAPI_FILE
    "\"\n"
    "bespoke_openapi_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" const char bespoke_openapi_begin[];
extern "C" const char bespoke_openapi_end[];

namespace bespoke::api {

std::string_view openapi_text() {
    return {bespoke_openapi_begin, static_cast<std::size_t>(bespoke_openapi_end - bespoke_openapi_begin)};
}

}  // namespace bespoke::api
