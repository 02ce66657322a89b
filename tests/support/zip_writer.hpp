#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace bespoke::testing {

/// Builds zip files for tests, broken ones too: each field of a member can be told to lie.
class ZipWriter {
public:
    struct Member {
        std::string name, content;
        std::uint16_t flags = 0, method = 0;
        std::string local_name{};  ///< differs from `name` when set
        std::uint32_t external_attributes = 0;
        std::int64_t inflated_bytes = -1;  ///< overrides the true size
        std::uint32_t crc_error = 0;       ///< xor with the true checksum
        std::int64_t header_offset = -1;   ///< points elsewhere, with no data of its own
    };

    ZipWriter& add(std::string name, std::string content) { return add(Member{std::move(name), std::move(content)}); }
    ZipWriter& add(Member member) {
        members_.push_back(std::move(member));
        return *this;
    }
    /// Add a member that is deflated.
    ZipWriter& deflate(std::string name, const std::string& content) {
        Member member{std::move(name), deflated(content)};
        member.method = 8;
        member.inflated_bytes = static_cast<std::int64_t>(content.size());
        member.crc_error = crc(content) ^ crc(member.content);
        return add(std::move(member));
    }

    [[nodiscard]] Bytes finish() const {
        std::string file, directory;
        for (const Member& member : members_) {
            const auto offset = member.header_offset >= 0 ? static_cast<std::uint32_t>(member.header_offset)
                                                          : static_cast<std::uint32_t>(file.size());
            if (member.header_offset < 0) file += local_header(member) + member.content;
            directory += directory_entry(member, offset);
        }
        const auto at = static_cast<std::uint32_t>(file.size());
        const auto count = static_cast<std::uint16_t>(members_.size());
        file += directory + u32(0x06054b50) + u16(0) + u16(0) + u16(count) + u16(count) +
                u32(static_cast<std::uint32_t>(directory.size())) + u32(at) + u16(0);
        return to_bytes(file);
    }

private:
    static std::string u16(std::uint32_t value) {
        return {static_cast<char>(value & 0xff), static_cast<char>(value >> 8 & 0xff)};
    }
    static std::string u32(std::uint32_t value) { return u16(value & 0xffff) + u16(value >> 16); }
    static std::uint32_t crc(const std::string& content) {
        return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
    }

    static std::string deflated(const std::string& content) {
        z_stream stream{};
        deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
        std::string packed(deflateBound(&stream, content.size()), '\0');
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
        stream.avail_in = static_cast<uInt>(content.size());
        stream.next_out = reinterpret_cast<Bytef*>(packed.data());
        stream.avail_out = static_cast<uInt>(packed.size());
        ::deflate(&stream, Z_FINISH);
        packed.resize(stream.total_out);
        deflateEnd(&stream);
        return packed;
    }

    /// The fields that both headers share, from the flags to the sizes.
    static std::string facts(const Member& member) {
        const auto packed = static_cast<std::uint32_t>(member.content.size());
        const auto inflated = member.inflated_bytes < 0 ? packed : static_cast<std::uint32_t>(member.inflated_bytes);
        return u16(member.flags) + u16(member.method) + u32(0) + u32(crc(member.content) ^ member.crc_error) + u32(packed) +
               u32(inflated);
    }
    static std::string local_header(const Member& member) {
        const std::string& name = member.local_name.empty() ? member.name : member.local_name;
        return u32(0x04034b50) + u16(20) + facts(member) + u16(static_cast<std::uint32_t>(name.size())) + u16(0) + name;
    }
    static std::string directory_entry(const Member& member, std::uint32_t offset) {
        return u32(0x02014b50) + u16(20) + u16(20) + facts(member) + u16(static_cast<std::uint32_t>(member.name.size())) +
               u16(0) + u16(0) + u16(0) + u16(0) + u32(member.external_attributes) + u32(offset) + member.name;
    }

    std::vector<Member> members_;
};

}  // namespace bespoke::testing
