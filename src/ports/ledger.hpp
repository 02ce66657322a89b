#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::ports {

/// Lines that are only ever added, kept apart from all tenant data so that restoring a backup of that data takes none away: receipts of
/// erasures, checkpoints of audit chains. The operator may read it and copy it to other machines. Safe from many threads of one process.
class Ledger {
public:
    virtual ~Ledger() = default;
    /// Add one line (no line feed in it). On success it survives a power cut.
    virtual Status append(std::string_view line) = 0;
    /// Calls `visit` with each whole line, oldest first. A torn last line (power cut while appending) is not among them.
    virtual Status read(const std::function<void(std::string_view line)>& visit) const = 0;
    /// All of them, of a ledger that stays small.
    Result<std::vector<std::string>> lines() const {
        std::vector<std::string> all;
        const auto done = read([&](std::string_view line) { all.emplace_back(line); });
        if (!done) return tl::unexpected(done.error());
        return all;
    }
};

}  // namespace bespoke::ports
