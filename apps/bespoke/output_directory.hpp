#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::app {

/// A directory that appears with all its files at once or not at all. Files are collected in a hidden sibling; `publish` swaps it in.
/// An existing directory is replaced only if it holds nothing but files of these names, so that nobody's other files are lost.
class OutputDirectory {
public:
    /// Fails before any work is done if the result could not be published later: `InvalidInput` "output-not-empty",
    /// `Unavailable` "output-not-writable".
    static Result<OutputDirectory> create(const std::filesystem::path& path);
    OutputDirectory(OutputDirectory&&) noexcept;
    OutputDirectory& operator=(OutputDirectory&&) = delete;
    /// Removes what was not published.
    ~OutputDirectory();

    Status add(std::string_view name, BytesView bytes);
    Status publish();

private:
    OutputDirectory(std::filesystem::path path, std::filesystem::path staging);
    std::filesystem::path path_, staging_;
};

}  // namespace bespoke::app
