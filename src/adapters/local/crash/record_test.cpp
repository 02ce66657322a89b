#include "adapters/local/crash/record.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <random>

namespace bespoke::adapters::local::crash {
namespace {

void put(Name& name, std::string_view text) { std::ranges::copy(text, name.begin()); }

Bytes bytes_of(const RawRecord& raw) {
    const auto* const first = reinterpret_cast<const std::byte*>(&raw);
    return {first, first + sizeof raw};
}

Bytes checked(RawRecord raw) {
    raw.check = check_of(raw);
    return bytes_of(raw);
}

/// Two frames of the program, one of a library, one of nothing.
RawRecord sound() {
    RawRecord raw{};
    raw.magic = kMagic;
    raw.signal = SIGSEGV;
    raw.token = 7;
    raw.has_work = 1;
    put(raw.tenant, "alice");
    put(raw.job, "job_1");
    put(raw.state, "Parse");
    raw.build_id = {0xAB, 0x01};
    raw.build_id_size = 2;
    put(raw.modules[0], "program");
    put(raw.modules[1], "libc.so.6");
    raw.module_count = 2;
    raw.frames[0] = {0x10, 0, 0};
    raw.frames[1] = {0x20, 1, 0};
    raw.frames[2] = {0, kNoModule, 0};
    raw.frames[3] = {0x30, 0, 0};
    raw.frame_count = 4;
    return raw;
}

Record record_of(const RawRecord& raw) { return read_record(checked(raw)).value(); }

TEST(CrashRecord, IsReadAsItWasWritten) {
    const auto record = record_of(sound());
    EXPECT_EQ(record.signal, SIGSEGV);
    EXPECT_EQ(record.build_id, "ab01");
    EXPECT_EQ(record.work, (ports::WorkMark{TenantId("alice"), JobId("job_1"), "Parse", 7}));
    EXPECT_EQ(frames_text(record), "program+0x10 libc.so.6+0x20 ?+0x0 program+0x30 ");
    auto idle = sound();
    idle.has_work = 0;
    EXPECT_FALSE(record_of(idle).work);
}

TEST(CrashRecord, TornAtAnyLengthIsRefused) {
    const auto whole = checked(sound());
    for (std::size_t size = 0; size < whole.size(); ++size) ASSERT_FALSE(read_record(BytesView(whole).first(size))) << size;
    auto longer = whole;
    longer.push_back(std::byte{0});
    EXPECT_FALSE(read_record(longer));
    EXPECT_TRUE(read_record(whole));
}

TEST(CrashRecord, WithAnyByteChangedIsRefused) {
    const auto whole = checked(sound());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto changed = whole;
        changed[i] ^= std::byte{0x20};
        const auto read = read_record(changed);
        ASSERT_FALSE(read) << i;
        ASSERT_EQ(read.error().reason, "crash-trace");
    }
}

TEST(CrashRecord, WhoseCountsAndNamesDoNotFitIsRefusedThoughItsCheckDoes) {
    using Change = void (*)(RawRecord&);
    const Change changes[] = {
        [](RawRecord& raw) { raw.frame_count = kMostFrames + 1; },
        [](RawRecord& raw) { raw.module_count = kMostModules + 1; },
        [](RawRecord& raw) { raw.build_id_size = kLongestBuildId + 1; },
        [](RawRecord& raw) { raw.signal = 0; },
        [](RawRecord& raw) { raw.signal = 4'000; },
        [](RawRecord& raw) { raw.frames[1].module = 2; },
        [](RawRecord& raw) { raw.modules[1].fill('\0'); },
        [](RawRecord& raw) { raw.modules[1].fill('x'); },
        [](RawRecord& raw) { raw.tenant.fill('\0'); },
        [](RawRecord& raw) { put(raw.tenant, "../e"); },
        [](RawRecord& raw) { put(raw.job, "\n"); },
        [](RawRecord& raw) { raw.state.fill('x'); },
        [](RawRecord& raw) { raw.magic[7] = '2'; },
    };
    for (std::size_t i = 0; i < std::size(changes); ++i) {
        auto raw = sound();
        changes[i](raw);
        EXPECT_FALSE(read_record(checked(raw))) << i;
    }
}

TEST(CrashRecord, OfGarbageWithAFittingCheckIsReadOrRefusedButNeverWorse) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20'000; ++round) {
        auto raw = sound();
        auto* const bytes = reinterpret_cast<unsigned char*>(&raw);
        for (int flips = 1 + round % 8; flips > 0; --flips) bytes[random() % sizeof raw] = static_cast<unsigned char>(random());
        raw.magic = kMagic;
        const auto record = read_record(checked(raw));
        ASSERT_TRUE(!record || signature_of(*record).size() == 64);
    }
}

TEST(CrashSignature, TellsSignalBuildAndFramesApartAndNothingElse) {
    const auto signature = [](auto change) {
        auto raw = sound();
        change(raw);
        return signature_of(record_of(raw));
    };
    const auto known = signature([](RawRecord&) {});
    EXPECT_NE(signature([](RawRecord& raw) { raw.signal = SIGBUS; }), known);
    EXPECT_NE(signature([](RawRecord& raw) { raw.build_id[0] = 1; }), known);
    EXPECT_NE(signature([](RawRecord& raw) { raw.frames[3].offset = 0x31; }), known);
    EXPECT_NE(signature([](RawRecord& raw) { put(raw.modules[1], "libm.so.6"); }), known);
    EXPECT_NE(signature([](RawRecord& raw) { raw.frame_count = 3; }), known);
    EXPECT_EQ(signature([](RawRecord& raw) { raw.token = 9; }), known);
    EXPECT_EQ(signature([](RawRecord& raw) { raw.has_work = 0; }), known);
    EXPECT_EQ(signature([](RawRecord& raw) { put(raw.state, "Embed"); }), known);
}

TEST(CrashSignature, LooksAtTheSixteenInnermostFrames) {
    auto raw = sound();
    raw.frame_count = 20;
    for (std::uint32_t i = 0; i < 20; ++i) raw.frames[i] = {0x100 + i, 0, 0};
    const auto known = signature_of(record_of(raw));
    raw.frames[16].offset = 1;
    EXPECT_EQ(signature_of(record_of(raw)), known);
    raw.frames[15].offset = 1;
    EXPECT_NE(signature_of(record_of(raw)), known);
}

TEST(CrashSignature, OfAStackThatRanOverIsItsCycleWhereverItEnded) {
    const auto overflow = [](std::uint32_t cycle, std::uint32_t phase, std::uint32_t first) {
        auto raw = sound();
        raw.stack_overflow = 1;
        raw.frame_count = kMostFrames;
        for (std::uint32_t i = 0; i < kMostFrames; ++i) raw.frames[i] = {0x100 + (i + phase) % cycle, 0, 0};
        raw.frames[0].offset = first;
        return signature_of(record_of(raw));
    };
    EXPECT_EQ(overflow(3, 0, 0x500), overflow(3, 1, 0x501));
    EXPECT_EQ(overflow(3, 0, 0x500), overflow(3, 2, 0x500));
    EXPECT_NE(overflow(3, 0, 0x500), overflow(2, 0, 0x500));
}

}  // namespace
}  // namespace bespoke::adapters::local::crash
