#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"

namespace bespoke::document {

/// A zip file (PKWARE APPNOTE 6.3.9) held to what office packages need: one disk, stored or deflated members, no
/// encryption, names that are unique without case (ECMA-376 part 2, 6.2.2.3), members that don't overlap.
/// Everything is decided on the central directory first and again on the bytes that really inflate.
class Archive {
public:
    /// Check the directory of `bytes`, which must outlive the archive. Reasons: "malformed-document", "archive-limit".
    static Result<Archive> open(BytesView bytes, const Limits& limits);

    /// Part names match without ASCII case; no leading slash.
    [[nodiscard]] bool contains(std::string_view name) const;
    /// Names as stored, sorted without case.
    [[nodiscard]] std::vector<std::string> names() const;
    /// The inflated part; nullopt when there is none of that name. Counts against the limit of the whole archive.
    Result<std::optional<std::string>> read(std::string_view name);
    /// What stands behind the archive, by its own account a comment on it.
    [[nodiscard]] std::string_view comment() const { return as_text(bytes_.subspan(comment_offset_)); }

private:
    struct Member {
        std::string name;
        std::uint16_t flags = 0, method = 0;
        std::uint32_t crc = 0;
        std::uint64_t packed_bytes = 0, inflated_bytes = 0, header_offset = 0, data_offset = 0;
    };

    Archive(BytesView bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}
    Status read_directory();
    Result<Member> read_entry(std::size_t& offset, std::size_t end) const;
    Status check_names_and_sizes(const Member& member) const;
    Status locate_data(Member& member, std::size_t directory_offset) const;
    Status check_totals() const;
    Result<std::string> inflate(const Member& member) const;

    BytesView bytes_;
    Limits limits_;
    std::size_t comment_offset_ = 0;
    std::map<std::string, Member> members_;  ///< by case-folded name
    std::uint64_t inflated_bytes_ = 0;
};

}  // namespace bespoke::document
