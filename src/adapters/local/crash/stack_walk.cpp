#include "adapters/local/crash/stack_walk.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <ucontext.h>
#include <unwind.h>

#include <cstring>

namespace bespoke::adapters::local::crash {
namespace {

/// Names the program itself: its file may be called otherwise elsewhere.
constexpr const char* kProgram = "program";

const char* base_name(const char* path) {
    if (path == nullptr || *path == '\0') return kProgram;
    const char* base = path;
    for (const char* at = path; *at != '\0'; ++at) {
        if (*at == '/') base = at + 1;
    }
    return base;
}

void copy_name(Name& to, const char* from) {
    std::size_t i = 0;
    for (; i + 1 < to.size() && from[i] != '\0'; ++i) to[i] = from[i];
    for (; i < to.size(); ++i) to[i] = '\0';
}

std::uint32_t module_index(RawRecord& record, const char* name) {
    Name wanted;
    copy_name(wanted, name);
    for (std::uint32_t i = 0; i < record.module_count; ++i) {
        if (std::memcmp(record.modules[i].data(), wanted.data(), wanted.size()) == 0) return i;
    }
    if (record.module_count == kMostModules) return kNoModule;
    record.modules[record.module_count] = wanted;
    return record.module_count++;
}

/// `inside` tells the module; it is the address itself, or one before a return address, which may be the next function's first.
void add_frame(RawRecord& record, std::uintptr_t address, std::uintptr_t inside) {
    if (record.frame_count == kMostFrames) return;
    auto& frame = record.frames[record.frame_count++];
    frame = {0, kNoModule, 0};
    dl_find_object found{};  // lock-free, unlike dladdr()
    if (_dl_find_object(reinterpret_cast<void*>(inside), &found) != 0) return;
    frame.module = module_index(record, base_name(found.dlfo_link_map->l_name));
    if (frame.module != kNoModule) frame.offset = address - found.dlfo_link_map->l_addr;
}

struct Walk {
    RawRecord& record;
    std::uintptr_t from;
    bool begun;
};

/// Skips the handler's own frames: the first that counts is the one that was stopped.
_Unwind_Reason_Code step(_Unwind_Context* context, void* argument) {
    auto& walk = *static_cast<Walk*>(argument);
    int is_exact = 0;
    const auto address = static_cast<std::uintptr_t>(_Unwind_GetIPInfo(context, &is_exact));
    if (address == 0 || walk.record.frame_count == kMostFrames) return _URC_END_OF_STACK;
    if (!walk.begun && address == walk.from) {
        walk.begun = true;
    } else if (walk.begun) {
        add_frame(walk.record, address, is_exact != 0 ? address : address - 1);
    }
    return _URC_NO_REASON;
}

bool is_code(std::uintptr_t address) {
    dl_find_object found{};
    return _dl_find_object(reinterpret_cast<void*>(address), &found) == 0;
}

int find_build_id(dl_phdr_info* program, std::size_t, void* argument) {
    auto& record = *static_cast<RawRecord*>(argument);
    for (int i = 0; i < program->dlpi_phnum; ++i) {
        const auto& header = program->dlpi_phdr[i];
        if (header.p_type != PT_NOTE) continue;
        const auto* at = reinterpret_cast<const char*>(program->dlpi_addr + header.p_vaddr);
        const auto* const end = at + header.p_memsz;
        const auto padded = [&](std::size_t size) { return (size + header.p_align - 1) & ~(header.p_align - 1); };
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const auto* const note = reinterpret_cast<const ElfW(Nhdr)*>(at);
            const auto* const name = at + sizeof *note;
            const auto* const value = at + padded(sizeof *note + note->n_namesz);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0) {
                record.build_id_size = static_cast<std::uint32_t>(std::min<std::size_t>(note->n_descsz, kLongestBuildId));
                std::memcpy(record.build_id.data(), value, record.build_id_size);
                return 1;
            }
            at = at + padded(padded(sizeof *note + note->n_namesz) + note->n_descsz);
        }
    }
    return 1;  // the program comes first; its libraries don't matter
}

}  // namespace

Stopped stopped_at(const void* signal_context) {
    const auto& machine = static_cast<const ucontext_t*>(signal_context)->uc_mcontext;
#if defined(__x86_64__)
    const auto stack = static_cast<std::uintptr_t>(machine.gregs[REG_RSP]);
    return {static_cast<std::uintptr_t>(machine.gregs[REG_RIP]), stack, 0};
#elif defined(__aarch64__)
    return {machine.pc, machine.sp, machine.regs[30]};
#else
#error "Say where this machine keeps its program counter and stack pointer."
#endif
}

void note_innermost(RawRecord& record, const Stopped& stopped) {
    record.frame_count = record.module_count = 0;
    add_frame(record, stopped.program_counter, stopped.program_counter);
}

void note_frames(RawRecord& record, const Stopped& stopped) {
    if (!is_code(stopped.program_counter)) {
        // Something that is no function was called: where from is told by what the call left.
        auto from = stopped.return_address;
#if defined(__x86_64__)
        std::memcpy(&from, reinterpret_cast<const void*>(stopped.stack_pointer), sizeof from);
#endif
        if (is_code(from)) add_frame(record, from, from - 1);
        return;
    }
    Walk walk{record, stopped.program_counter, false};
    _Unwind_Backtrace(step, &walk);
}

void prepare(RawRecord& record) {
    dl_iterate_phdr(find_build_id, &record);
    Walk walk{record, 0, true};
    _Unwind_Backtrace(step, &walk);
    record.frame_count = record.module_count = 0;
}

}  // namespace bespoke::adapters::local::crash
