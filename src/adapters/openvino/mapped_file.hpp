#pragma once

#include <filesystem>
#include <utility>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::openvino {

/// A file's bytes, read as they are touched. For files that nobody changes while they are in use.
class MappedFile {
public:
    /// `Unavailable` "embedder-missing" if it can't be opened.
    static Result<MappedFile> open(const std::filesystem::path& path);
    MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile();
    /// Gives the memory back; the bytes stay readable, from the file.
    void release_pages() const;
    [[nodiscard]] BytesView bytes() const { return bytes_; }

private:
    explicit MappedFile(BytesView bytes) : bytes_(bytes) {}
    BytesView bytes_;
};

}  // namespace bespoke::adapters::openvino
