#pragma once

#include <mutex>

#include "adapters/aws/s3/bucket.hpp"
#include "adapters/aws/s3/listing.hpp"
#include "ports/ledger.hpp"

namespace bespoke::adapters::aws::s3 {

struct LedgerOptions {
    std::string bucket;                          ///< with object lock and a default retention, apart from all tenant data
    std::string prefix;                          ///< of this ledger, ends in '/', e.g. "erasures/"
    std::string kms_key;                         ///< ARN; empty: the bucket's default encryption
    std::chrono::milliseconds patience{30'000};  ///< of one call
};

/// One object a line, numbered from 1 without gaps, each created once (If-None-Match), so that no two writers take one number and a line that
/// was taken away leaves a hole: `Corrupt` "ledger-damaged". Read are the oldest versions, which object lock keeps whatever was put over
/// or deleted since ("Locking objects with Object Lock"). Lines once read are remembered: they never change.
/// As the service itself, never as a tenant. Safe from many threads and processes.
class Ledger final : public ports::Ledger {
public:
    /// `client` outlives it.
    Ledger(Client& client, LedgerOptions);
    Status append(std::string_view line) override;
    Status read(const std::function<void(std::string_view line)>& visit) const override;

private:
    /// The first version of each entry that comes after the first `known`.
    Result<std::vector<Listing::Object>> entries_after(std::size_t known, Deadline) const;
    Result<std::string> fetch(const Listing::Object&, Deadline) const;
    Answer<Reply> put(std::size_t number, std::string_view line, std::string_view mark, Deadline);
    Result<bool> is_ours(std::size_t number, std::string_view mark, Deadline);
    [[nodiscard]] std::string key_of(std::size_t number) const;

    Client& client_;
    const LedgerOptions options_;
    const Bucket bucket_;
    mutable std::mutex mutex_;
    mutable std::vector<std::string> read_;  ///< the first lines
    std::size_t last_ = 0;                   ///< there are at least so many
};

}  // namespace bespoke::adapters::aws::s3
