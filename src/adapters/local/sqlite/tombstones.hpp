#pragma once

#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace bespoke::adapters::local::sqlite {

/// The names of erased tenants in a file of their own, one line each: an older system.db put back from a backup does not bring
/// them to life. A line is `<milliseconds> <tenant> <first 16 digits of SHA-256 of both>`, so that a line torn by a power cut
/// names nobody.
class Tombstones {
public:
    explicit Tombstones(std::filesystem::path path) : path_(std::move(path)) {}
    /// All of them, with the time of erasure. No file: none.
    [[nodiscard]] Result<std::map<TenantId, Timestamp>> read() const;
    /// On success the line survives a power cut.
    Status append(const TenantId& tenant, Timestamp erased_at) const;

private:
    std::filesystem::path path_;
};

}  // namespace bespoke::adapters::local::sqlite
