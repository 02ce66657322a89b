#pragma once

#include <filesystem>
#include <mutex>

#include "ports/ledger.hpp"

namespace bespoke::adapters::local {

/// A text file, one line an entry, only ever added to. Made when first written, readable by its owner alone. A line that a power
/// cut tore is ended by the next append, so that it stays one bad line.
class Ledger final : public ports::Ledger {
public:
    explicit Ledger(std::filesystem::path path) : path_(std::move(path)) {}
    Status append(std::string_view line) override;
    Status read(const std::function<void(std::string_view line)>& visit) const override;

private:
    const std::filesystem::path path_;
    std::mutex mutex_;
};

}  // namespace bespoke::adapters::local
