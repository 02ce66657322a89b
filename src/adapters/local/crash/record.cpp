#include "adapters/local/crash/record.hpp"

#include <csignal>
#include <cstring>
#include <map>
#include <set>

namespace bespoke::adapters::local::crash {
namespace {

constexpr std::size_t kFramesThatCount = 16;

tl::unexpected<Error> damaged(const char* detail) {
    return fail(ErrorCode::Corrupt, "crash-trace", "The trace of a crash can't be read; it is left out.", detail);
}

/// Names are ours: of tenants, jobs, states, libraries. Anything else than plain characters is damage.
std::optional<std::string> read_name(const Name& name) {
    const auto end = std::ranges::find(name, '\0');
    if (end == name.end()) return std::nullopt;
    const auto is_plain = [](char c) { return c > ' ' && c < '\x7F'; };
    if (end == name.begin() || !std::all_of(name.begin(), end, is_plain)) return std::nullopt;
    return std::string(name.begin(), end);
}

Status read_work(const RawRecord& raw, Record& record) {
    if (raw.has_work == 0) return {};
    auto tenant = read_name(raw.tenant), job = read_name(raw.job), state = read_name(raw.state);
    if (!tenant || !job || !state || !is_valid(TenantId(*tenant))) return damaged("names");
    record.work = ports::WorkMark{TenantId(std::move(*tenant)), JobId(std::move(*job)), std::move(*state), raw.token};
    return {};
}

Status read_frames(const RawRecord& raw, Record& record) {
    for (std::size_t i = 0; i < raw.frame_count; ++i) {
        const auto& frame = raw.frames.at(i);
        if (frame.module == kNoModule) {
            record.frames.push_back({"?", 0});
            continue;
        }
        if (frame.module >= raw.module_count) return damaged("frame");
        auto module = read_name(raw.modules.at(frame.module));
        if (!module) return damaged("module");
        record.frames.push_back({std::move(*module), frame.offset});
    }
    return {};
}

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

/// The frames that make up the signature.
std::vector<Record::Frame> telling(const Record& record) {
    if (record.stack == Record::Stack::Overflowed) {
        std::map<Record::Frame, int> times;
        for (const auto& frame : record.frames) ++times[frame];
        std::vector<Record::Frame> cycle;
        for (const auto& [frame, count] : times) {
            if (count > 1) cycle.push_back(frame);
        }
        if (!cycle.empty()) return cycle;
    }
    const auto count = std::min(record.frames.size(), kFramesThatCount);
    return {record.frames.begin(), record.frames.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::string spell(const std::vector<Record::Frame>& frames, char between) {
    std::string text;
    for (const auto& frame : frames) text += fmt::format("{}+{:#x}{}", frame.module, frame.offset, between);
    return text;
}

}  // namespace

std::uint64_t check_of(const RawRecord& record) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(&record);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::size_t i = 0; i < offsetof(RawRecord, check); ++i) hash = (hash ^ bytes[i]) * 0x100000001b3;
    return hash;
}

Result<Record> read_record(BytesView bytes) {
    RawRecord raw{};
    if (bytes.size() != sizeof raw) return damaged("size");
    std::memcpy(&raw, bytes.data(), sizeof raw);
    if (raw.magic != kMagic) return damaged("version");
    if (raw.check != check_of(raw)) return damaged("check");
    if (raw.frame_count > kMostFrames || raw.module_count > kMostModules || raw.build_id_size > kLongestBuildId ||
        raw.signal == 0 || raw.signal >= NSIG)
        return damaged("counts");
    Record record;
    record.signal = static_cast<int>(raw.signal);
    record.stack = raw.stack_overflow != 0 ? Record::Stack::Overflowed : Record::Stack::Sound;
    record.build_id = hexadecimal(std::span(raw.build_id).first(raw.build_id_size));
    if (auto read = read_work(raw, record); !read) return tl::unexpected(read.error());
    if (auto read = read_frames(raw, record); !read) return tl::unexpected(read.error());
    return record;
}

std::string signal_name(int signal) {
    switch (signal) {
        case SIGSEGV: return "SIGSEGV";
        case SIGBUS: return "SIGBUS";
        case SIGFPE: return "SIGFPE";
        case SIGILL: return "SIGILL";
        case SIGABRT: return "SIGABRT";
        default: return fmt::format("SIG{}", signal);
    }
}

std::string signature_of(const Record& record) {
    const auto* const stack = record.stack == Record::Stack::Overflowed ? "stack overflow" : "";
    return sha256_hex(as_bytes(fmt::format("bespoke crash 1\n{}\n{}\n{}\n{}", signal_name(record.signal), stack, record.build_id,
                                           spell(telling(record), '\n'))));
}

std::string frames_text(const Record& record) { return spell(record.frames, ' '); }

}  // namespace bespoke::adapters::local::crash
