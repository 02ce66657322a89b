#include "document/archive/foreign.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "document/archive/little_endian.hpp"

namespace bespoke::document {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kDirectoryEnd = "PK\5\6"sv, kEntry = "PK\1\2"sv, kLocal = "PK\3\4"sv;
constexpr std::string_view kZip64Locator = "PK\6\7"sv, kZip64End = "PK\6\6"sv;
constexpr std::size_t kDirectoryEndBytes = 22, kEntryBytes = 46, kZip64LocatorBytes = 20, kZip64EndBytes = 56;
constexpr std::uint32_t kInZip64 = 0xffffffff;
/// More records than this that end a directory are in no honest file; each costs a walk over its directory.
constexpr std::size_t kMaxArchives = 1000;
constexpr std::size_t kMaxEntries = 0xffff;

/// Where an archive lies in the file.
struct Extent {
    std::size_t begin = 0, end = 0;
    std::size_t shift = 0;  ///< what its own offsets lack
};

bool has(BytesView bytes, std::size_t at, std::string_view signature) {
    return at <= bytes.size() && as_text(bytes.subspan(at)).starts_with(signature);
}

/// Length and offset of a directory by its own account.
struct Account {
    std::uint64_t bytes = 0, offset = 0;
    std::size_t end = 0;  ///< of the directory, in the file
};

/// What a 64-bit record says, that stands between the directory and the 32-bit one (APPNOTE 4.3.14).
std::optional<Account> account_in_zip64(BytesView bytes, std::size_t end_record) {
    const std::size_t before = kZip64LocatorBytes + kZip64EndBytes;
    if (end_record < before || !has(bytes, end_record - kZip64LocatorBytes, kZip64Locator)) return std::nullopt;
    const std::size_t record = end_record - before;
    if (!has(bytes, record, kZip64End)) return std::nullopt;
    return Account{u64(bytes, record + 40), u64(bytes, record + 48), record};
}

std::optional<Account> account(BytesView bytes, std::size_t end_record) {
    const Account small{u32(bytes, end_record + 12), u32(bytes, end_record + 16), end_record};
    if (small.bytes == kInZip64 || small.offset == kInZip64) return account_in_zip64(bytes, end_record);
    return small;
}

/// The lowest offset of a member that the entries of a directory name; nothing if they don't parse to its very end.
std::optional<std::uint64_t> first_member(BytesView directory) {
    std::optional<std::uint64_t> first;
    std::size_t at = 0;
    for (std::size_t count = 0; at < directory.size(); ++count) {
        if (count > kMaxEntries || directory.size() - at < kEntryBytes || !has(directory, at, kEntry)) return std::nullopt;
        const std::uint64_t member = u32(directory, at + 42);
        first = std::min(first.value_or(member), member);
        at += kEntryBytes + u16(directory, at + 28) + u16(directory, at + 30) + u16(directory, at + 32);
    }
    return at == directory.size() ? first : std::nullopt;
}

/// The archive that ends in this record. What stands before it in the file shifts its offsets.
std::optional<Extent> archive_at(BytesView bytes, std::size_t end_record) {
    if (bytes.size() - end_record < kDirectoryEndBytes) return std::nullopt;
    const auto told = account(bytes, end_record);
    if (!told || told->bytes > told->end || told->offset > told->end - told->bytes) return std::nullopt;
    const std::size_t directory = told->end - static_cast<std::size_t>(told->bytes);
    const std::size_t shift = directory - static_cast<std::size_t>(told->offset);
    const auto first = first_member(bytes.subspan(directory, told->end - directory));
    if (!first || *first >= told->offset || !has(bytes, shift + static_cast<std::size_t>(*first), kLocal)) return std::nullopt;
    const std::size_t end = end_record + kDirectoryEndBytes + u16(bytes, end_record + 20);
    return Extent{shift + static_cast<std::size_t>(*first), std::min(end, bytes.size()), shift};
}

/// Whether the archive is just what one stream holds (ISO 32000-1, 7.3.8).
bool is_stream(std::string_view pdf, const Extent& archive) {
    const std::string_view before = pdf.substr(0, archive.begin);
    std::string_view behind = pdf.substr(archive.end);
    behind.remove_prefix(std::min(behind.find_first_not_of("\r\n"), behind.size()));
    return (before.ends_with("stream\n") || before.ends_with("stream\r\n")) && behind.starts_with("endstream");
}

}  // namespace

bool has_foreign_archive(BytesView pdf) {
    const std::string_view text = as_text(pdf);
    std::vector<Extent> attached, loose;
    std::size_t records = 0;
    for (std::size_t at = text.find(kDirectoryEnd); at != text.npos; at = text.find(kDirectoryEnd, at + 1)) {
        if (++records > kMaxArchives) return true;
        if (const auto found = archive_at(pdf, at))
            (found->shift > 0 && is_stream(text, *found) ? attached : loose).push_back(*found);
    }
    return std::any_of(loose.begin(), loose.end(), [&](const Extent& archive) {
        return archive.shift == 0 || std::none_of(attached.begin(), attached.end(), [&](const Extent& whole) {
                   return whole.begin <= archive.begin && archive.end <= whole.end;
               });
    });
}

}  // namespace bespoke::document
