#pragma once

#include <span>

namespace bespoke::reader {

/// Give up all access to files but reading beneath these directories (missing ones are left out), and TCP where the kernel can. False if
/// the kernel has no Landlock. Needs no_new_privs. For the whole process, which must have one thread.
bool restrict_files(std::span<const char* const> readable);

}  // namespace bespoke::reader
