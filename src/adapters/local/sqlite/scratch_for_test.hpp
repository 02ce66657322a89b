#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace bespoke::adapters::local::sqlite {

/// A directory that goes with its owner.
class Scratch {
public:
    Scratch() {
        auto pattern = (std::filesystem::temp_directory_path() / "bespoke-sqlite-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// All bytes of all files in it.
    [[nodiscard]] std::string bytes() const {
        std::string all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    }

private:
    std::filesystem::path path_;
};

}  // namespace bespoke::adapters::local::sqlite
