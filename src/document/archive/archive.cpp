#include "document/archive/archive.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "document/archive/inflate.hpp"
#include "document/archive/little_endian.hpp"

namespace bespoke::document {
namespace {

constexpr std::uint32_t kDirectoryEndSignature = 0x06054b50, kEntrySignature = 0x02014b50, kLocalSignature = 0x04034b50;
constexpr std::uint32_t kZip64LocatorSignature = 0x07064b50, kZip64EndSignature = 0x06064b50;
constexpr std::size_t kDirectoryEndBytes = 22, kEntryBytes = 46, kLocalBytes = 30, kMaxCommentBytes = 0xffff;
constexpr std::size_t kZip64LocatorBytes = 20, kZip64EndBytes = 56;
constexpr std::uint16_t kEncrypted = 1 << 0, kStrongEncryption = 1 << 6, kHasDescriptor = 1 << 3;
constexpr std::uint16_t kZip64Extra = 0x0001;
constexpr std::uint32_t kInZip64 = 0xffffffff;
constexpr std::uint16_t kCountInZip64 = 0xffff;
constexpr std::uint16_t kStored = 0, kDeflated = 8;

tl::unexpected<Error> malformed(std::string detail) {
    return fail(ErrorCode::InvalidInput, "malformed-document",
                "The file is damaged: its archive can't be read; save the document again and use the new file.",
                std::move(detail));
}

tl::unexpected<Error> over_limit(std::string_view limit) {
    return fail(
        ErrorCode::LimitExceeded, "archive-limit",
        fmt::format("The file unpacks to more than a document may ({}); save it as a plain DOCX or PDF without attachments.",
                    limit));
}

std::string folded(std::string_view name) {
    std::string result(name);
    for (char& byte : result) {
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    }
    return result;
}

/// The record that ends the archive. Its comment must reach the last byte: data behind it is another file's.
std::optional<std::size_t> find_directory_end(BytesView bytes) {
    if (bytes.size() < kDirectoryEndBytes) return std::nullopt;
    const std::size_t last = bytes.size() - kDirectoryEndBytes;
    const std::size_t first = last > kMaxCommentBytes ? last - kMaxCommentBytes : 0;
    for (std::size_t at = last + 1; at-- > first;) {
        if (u32(bytes, at) == kDirectoryEndSignature && at + kDirectoryEndBytes + u16(bytes, at + 20) == bytes.size()) return at;
    }
    return std::nullopt;
}

/// How many entries an archive has, and where its directory lies, by its own account.
struct DirectoryAccount {
    std::uint64_t count = 0, bytes = 0, offset = 0;
    std::size_t end = 0;  ///< where the directory must end
};

/// What did not fit stands in a 64-bit record in front of the locator (APPNOTE 4.3.14 and 4.3.15).
std::optional<DirectoryAccount> account_in_zip64(BytesView bytes, std::size_t end_record) {
    if (end_record < kZip64LocatorBytes + kZip64EndBytes) return std::nullopt;
    const std::size_t locator = end_record - kZip64LocatorBytes, record = locator - kZip64EndBytes;
    const bool placed = u32(bytes, locator) == kZip64LocatorSignature && u64(bytes, locator + 8) == record &&
                        u32(bytes, record) == kZip64EndSignature && u64(bytes, record + 24) == u64(bytes, record + 32);
    if (!placed) return std::nullopt;
    return DirectoryAccount{u64(bytes, record + 32), u64(bytes, record + 40), u64(bytes, record + 48), record};
}

/// Nothing if the records contradict each other or the file.
std::optional<DirectoryAccount> account_of(BytesView bytes, std::size_t end_record) {
    DirectoryAccount account{u16(bytes, end_record + 10), u32(bytes, end_record + 12), u32(bytes, end_record + 16), end_record};
    if (account.count == kCountInZip64 || account.bytes == kInZip64 || account.offset == kInZip64) {
        const auto wide = account_in_zip64(bytes, end_record);
        if (!wide) return std::nullopt;
        account = *wide;
    } else if (u16(bytes, end_record + 8) != account.count) {
        return std::nullopt;
    }
    const bool fits = u16(bytes, end_record + 4) == 0 && account.offset <= account.end &&
                      account.bytes == account.end - account.offset && account.count <= account.bytes / kEntryBytes;
    if (!fits) return std::nullopt;
    return account;
}

bool is_safe_name(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.find('\\') != name.npos || name.find('\0') != name.npos) return false;
    std::size_t begin = 0;
    while (begin <= name.size()) {
        const std::size_t end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..") return false;
        begin = end + 1;
    }
    return true;
}

/// Sizes and offset that did not fit into 32 bits stand in the zip64 extra field, in this order (APPNOTE 4.5.3).
bool read_zip64(BytesView extra, std::initializer_list<std::uint64_t*> values) {
    std::size_t at = 0;
    while (at + 4 <= extra.size()) {
        const std::size_t end = at + 4 + u16(extra, at + 2);
        if (end > extra.size()) return false;
        if (u16(extra, at) == kZip64Extra) {
            at += 4;
            for (std::uint64_t* value : values) {
                if (*value != kInZip64) continue;
                if (at + 8 > end) return false;
                *value = u64(extra, at);
                at += 8;
            }
            return true;
        }
        at = end;
    }
    return std::none_of(values.begin(), values.end(), [](const auto* value) { return *value == kInZip64; });
}

}  // namespace

Result<Archive> Archive::open(BytesView bytes, const Limits& limits) {
    Archive archive(bytes, limits);
    if (Status status = archive.read_directory(); !status) return tl::unexpected(status.error());
    return archive;
}

Status Archive::read_directory() {
    const auto end_record = find_directory_end(bytes_);
    if (!end_record) return malformed("no end of central directory");
    comment_offset_ = *end_record + kDirectoryEndBytes;
    const auto account = account_of(bytes_, *end_record);
    if (!account) return malformed("central directory out of place, split or not as long as said");
    if (account->count > limits_.archive_parts) return over_limit(fmt::format("{} parts", limits_.archive_parts));
    const auto count = static_cast<std::size_t>(account->count), size = static_cast<std::size_t>(account->bytes),
               offset = static_cast<std::size_t>(account->offset);
    std::size_t at = offset;
    for (std::size_t index = 0; index < count; ++index) {
        auto member = read_entry(at, offset + size);
        if (!member) return tl::unexpected(member.error());
        if (Status status = check_names_and_sizes(*member); !status) return status;
        if (Status status = locate_data(*member, offset); !status) return status;
        std::string key = folded(member->name);
        if (!members_.emplace(std::move(key), std::move(*member)).second) return malformed("duplicate part name");
    }
    if (at != offset + size) return malformed("bytes after the last directory entry");
    return check_totals();
}

Result<Archive::Member> Archive::read_entry(std::size_t& offset, std::size_t end) const {
    if (offset + kEntryBytes > end || u32(bytes_, offset) != kEntrySignature) return malformed("directory entry cut off");
    const std::size_t name_bytes = u16(bytes_, offset + 28), extra_bytes = u16(bytes_, offset + 30),
                      comment_bytes = u16(bytes_, offset + 32);
    const std::size_t next = offset + kEntryBytes + name_bytes + extra_bytes + comment_bytes;
    if (next > end) return malformed("directory entry cut off");
    Member member;
    member.flags = u16(bytes_, offset + 8);
    member.method = u16(bytes_, offset + 10);
    member.crc = u32(bytes_, offset + 16);
    member.packed_bytes = u32(bytes_, offset + 20);
    member.inflated_bytes = u32(bytes_, offset + 24);
    member.header_offset = u32(bytes_, offset + 42);
    member.name = as_text(bytes_.subspan(offset + kEntryBytes, name_bytes));
    const BytesView extra = bytes_.subspan(offset + kEntryBytes + name_bytes, extra_bytes);
    if (!read_zip64(extra, {&member.inflated_bytes, &member.packed_bytes, &member.header_offset}))
        return malformed("broken extra field");
    // Unix mode in the upper half of the external attributes: a symbolic link is never a part.
    if ((u32(bytes_, offset + 38) >> 28) == 0xa) return malformed("symbolic link");
    offset = next;
    return member;
}

Status Archive::check_names_and_sizes(const Member& member) const {
    if (!is_safe_name(member.name)) return malformed("part name leaves the archive");
    if ((member.flags & (kEncrypted | kStrongEncryption)) != 0) {
        return fail(ErrorCode::InvalidInput, "malformed-document",
                    "The file is an archive with a password; choose the document itself, without a password.");
    }
    if (member.method != kStored && member.method != kDeflated) return malformed("unknown compression");
    if (member.method == kStored && member.packed_bytes != member.inflated_bytes) return malformed("stored part changes size");
    if (member.inflated_bytes > limits_.archive_inflated_bytes) return over_limit("size of one part");
    if (member.inflated_bytes > limits_.archive_ratio_floor_bytes &&
        member.inflated_bytes / limits_.archive_ratio >= std::max<std::uint64_t>(member.packed_bytes, 1)) {
        return over_limit(fmt::format("{} times its packed size", limits_.archive_ratio));
    }
    return {};
}

/// The local header must tell the same story as the directory: readers that trust the one or the other would see two files.
Status Archive::locate_data(Member& member, std::size_t directory_offset) const {
    if (member.header_offset > directory_offset || directory_offset - member.header_offset < kLocalBytes)
        return malformed("part out of place");
    const auto at = static_cast<std::size_t>(member.header_offset);
    if (u32(bytes_, at) != kLocalSignature) return malformed("part has no header");
    const std::size_t name_bytes = u16(bytes_, at + 26), extra_bytes = u16(bytes_, at + 28);
    member.data_offset = at + kLocalBytes + name_bytes + extra_bytes;
    if (member.data_offset > directory_offset || directory_offset - member.data_offset < member.packed_bytes)
        return malformed("part cut off");
    if (as_text(bytes_.subspan(at + kLocalBytes, name_bytes)) != member.name) return malformed("two names for one part");
    const std::uint16_t flags = u16(bytes_, at + 6);
    if (u16(bytes_, at + 8) != member.method || ((flags ^ member.flags) & kEncrypted) != 0)
        return malformed("two methods for one part");
    if ((flags & kHasDescriptor) != 0) return {};
    std::uint64_t packed = u32(bytes_, at + 18), inflated = u32(bytes_, at + 22);
    if (!read_zip64(bytes_.subspan(at + kLocalBytes + name_bytes, extra_bytes), {&inflated, &packed}))
        return malformed("broken extra field");
    if (packed != member.packed_bytes || inflated != member.inflated_bytes || u32(bytes_, at + 14) != member.crc) {
        return malformed("two sizes for one part");
    }
    return {};
}

Status Archive::check_totals() const {
    std::uint64_t total = 0;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> extents;
    for (const auto& [key, member] : members_) {
        total += member.inflated_bytes;  // can't overflow: each is below a limit and so is their count
        extents.emplace_back(member.header_offset, member.data_offset + member.packed_bytes);
    }
    if (total > limits_.archive_inflated_bytes) return over_limit(fmt::format("{} bytes", limits_.archive_inflated_bytes));
    std::sort(extents.begin(), extents.end());
    for (std::size_t index = 1; index < extents.size(); ++index) {
        if (extents[index].first < extents[index - 1].second) return over_limit("parts that overlap");
    }
    return {};
}

bool Archive::contains(std::string_view name) const { return members_.contains(folded(name)); }

std::vector<std::string> Archive::names() const {
    std::vector<std::string> result;
    for (const auto& [key, member] : members_) result.push_back(member.name);
    return result;
}

Result<std::optional<std::string>> Archive::read(std::string_view name) {
    const auto found = members_.find(folded(name));
    if (found == members_.end()) return std::nullopt;
    const Member& member = found->second;
    inflated_bytes_ += member.inflated_bytes;
    if (inflated_bytes_ > limits_.archive_inflated_bytes)
        return over_limit(fmt::format("{} bytes", limits_.archive_inflated_bytes));
    auto part = inflate(member);
    if (!part) return tl::unexpected(part.error());
    return std::optional<std::string>(std::move(*part));
}

Result<std::string> Archive::inflate(const Member& member) const {
    const BytesView packed =
        bytes_.subspan(static_cast<std::size_t>(member.data_offset), static_cast<std::size_t>(member.packed_bytes));
    std::string part(as_text(packed));
    if (member.method == kDeflated) {
        auto inflated = inflate_exactly(packed, static_cast<std::size_t>(member.inflated_bytes));
        if (!inflated) return malformed("part does not inflate to its size");
        part = std::move(*inflated);
    }
    const uLong crc = ::crc32_z(0, reinterpret_cast<const Bytef*>(part.data()), part.size());
    if (crc != member.crc) return malformed("part fails its checksum");
    return part;
}

}  // namespace bespoke::document
