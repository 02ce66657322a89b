#include "document/archive/archive.hpp"

#include <gtest/gtest.h>

#include "support/zip_writer.hpp"

namespace bespoke::document {
namespace {

using testing::ZipWriter;

std::string reason_of(const Bytes& bytes, const Limits& limits = {}) {
    auto archive = Archive::open(bytes, limits);
    if (!archive) return archive.error().reason;
    for (const std::string& name : archive->names()) {
        const auto part = archive->read(name);
        if (!part) return part.error().reason;
    }
    return "read";
}

TEST(Archive, GivesStoredAndDeflatedPartsByNameWithoutCase) {
    const std::string text(5000, 'x');
    const Bytes bytes =
        ZipWriter().add("Word/Document.xml", "<a/>").deflate("big", text).add("empty", "").deflate("nothing", "").finish();
    auto archive = Archive::open(bytes, {});
    ASSERT_TRUE(archive) << archive.error().detail;
    EXPECT_TRUE(archive->contains("word/document.xml"));
    EXPECT_EQ(archive->read("word/document.XML").value(), "<a/>");
    EXPECT_EQ(archive->read("big").value(), text);
    EXPECT_EQ(archive->read("empty").value(), "");
    EXPECT_EQ(archive->read("nothing").value(), "");
    EXPECT_EQ(archive->read("other").value(), std::nullopt);
    EXPECT_EQ(archive->names(), (std::vector<std::string>{"big", "empty", "nothing", "Word/Document.xml"}));
}

TEST(Archive, RefusesMembersThatLie) {
    using Member = ZipWriter::Member;
    const auto one = [](Member member) { return ZipWriter().add(std::move(member)).finish(); };
    const Member good{.name = "a", .content = "text"};
    const auto with = [&](auto change) {
        Member member = good;
        change(member);
        return one(member);
    };
    ASSERT_EQ(reason_of(one(good)), "read");
    const std::pair<const char*, Bytes> cases[] = {
        {"encrypted", with([](Member& member) { member.flags = 1; })},
        {"absolute name", with([](Member& member) { member.name = "/etc/passwd"; })},
        {"parent name", with([](Member& member) { member.name = "a/../../b"; })},
        {"backslash", with([](Member& member) { member.name = "a\\b"; })},
        {"symbolic link", with([](Member& member) { member.external_attributes = 0xa1ff0000; })},
        {"unknown method", with([](Member& member) { member.method = 12; })},
        {"two names", with([](Member& member) { member.local_name = "b"; })},
        {"wrong checksum", with([](Member& member) { member.crc_error = 1; })},
        {"wrong stored size", with([](Member& member) { member.inflated_bytes = 5; })},
        {"no deflate data", with([](Member& member) { member.method = 8; })},
        {"duplicate without case", ZipWriter().add("a", "1").add("A", "2").finish()},
    };
    for (const auto& [what, bytes] : cases) EXPECT_EQ(reason_of(bytes), "malformed-document") << what;
}

TEST(Archive, RefusesEveryTruncation) {
    const Bytes bytes = ZipWriter().add("a", "some text").deflate("b", std::string(100, 'y')).finish();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_EQ(reason_of(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size))), "malformed-document")
            << size;
    }
}

TEST(Archive, RefusesDataBehindItsEnd) {
    Bytes bytes = ZipWriter().add("a", "text").finish();
    bytes.push_back(std::byte{'x'});
    EXPECT_EQ(reason_of(bytes), "malformed-document");
}

TEST(Archive, RefusesBombs) {
    const std::string zeros(1024 * 1024, '\0');
    EXPECT_EQ(reason_of(ZipWriter().deflate("a", zeros).finish()), "archive-limit") << "packed a thousand times";
    EXPECT_EQ(reason_of(ZipWriter().deflate("a", zeros.substr(0, 60'000)).finish()), "read") << "small parts may";

    ZipWriter many;
    for (int index = 0; index <= 1000; ++index) many.add(std::to_string(index), "");
    EXPECT_EQ(reason_of(many.finish()), "archive-limit") << "more parts than permitted";
}

/// The same archive with this count, length (so much too long) and offset in a 64-bit record.
Bytes in_zip64(const Bytes& plain, std::uint64_t count, std::uint64_t more_bytes) {
    const auto number = [](std::uint64_t value, int bytes) {
        std::string out;
        for (; bytes > 0; --bytes, value >>= 8U) out += static_cast<char>(value & 0xffU);
        return out;
    };
    const std::string text(as_text(plain));
    const std::size_t end = text.size() - 22;
    const auto at = static_cast<std::uint8_t>(text[end + 16]), size = static_cast<std::uint8_t>(text[end + 12]);
    const auto record = "PK\6\6" + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) + number(count, 8) +
                        number(count, 8) + number(size + more_bytes, 8) + number(at, 8);
    return to_bytes(text.substr(0, end) + record + "PK\6\7" + number(0, 4) + number(end, 8) + number(1, 4) + "PK\5\6" +
                    number(0, 4) + std::string(12, '\xff') + number(0, 2));
}

TEST(Archive, BelievesA64BitRecordOnlyIfItTellsTheTruth) {
    const auto plain = ZipWriter().add("a", "text").finish();
    EXPECT_EQ(reason_of(in_zip64(plain, 1, 0)), "read");
    EXPECT_EQ(reason_of(in_zip64(plain, 2, 0)), "malformed-document") << "more entries than there are";
    EXPECT_EQ(reason_of(in_zip64(plain, std::uint64_t{1} << 40U, 0)), "malformed-document") << "more than the file has bytes";
    EXPECT_EQ(reason_of(in_zip64(plain, 1, std::uint64_t{1} << 62U)), "malformed-document") << "longer than the file";
    ZipWriter many;
    for (int index = 0; index <= 1000; ++index) many.add(std::to_string(index), "");
    EXPECT_EQ(reason_of(many.finish()), "archive-limit") << "an honest one is over a limit, not damaged";
}

TEST(Archive, RefusesPartsThatShareTheirBytes) {
    // The second entry has the first one's data inside its own: a file within a file.
    const Bytes inner = ZipWriter().add("b", "shared bytes").finish();
    const std::string inner_text(as_text(inner).substr(0, 30 + 1 + 12));
    ZipWriter zip;
    zip.add("a", inner_text);
    zip.add({.name = "b", .content = "shared bytes", .header_offset = 31});
    EXPECT_EQ(reason_of(zip.finish()), "archive-limit");
}

TEST(Archive, CountsWhatIsReallyInflatedOverAllReads) {
    Limits limits;
    limits.archive_inflated_bytes = 2500;
    const Bytes bytes = ZipWriter().deflate("a", std::string(1000, 'x')).deflate("b", std::string(1000, 'y')).finish();
    auto archive = Archive::open(bytes, limits);
    ASSERT_TRUE(archive);
    EXPECT_TRUE(archive->read("a"));
    EXPECT_TRUE(archive->read("a"));
    const auto third = archive->read("b");
    ASSERT_FALSE(third);
    EXPECT_EQ(third.error().code, ErrorCode::LimitExceeded);
    limits.archive_inflated_bytes = 1500;
    EXPECT_EQ(reason_of(bytes, limits), "archive-limit") << "by the directory alone";
}

}  // namespace
}  // namespace bespoke::document
