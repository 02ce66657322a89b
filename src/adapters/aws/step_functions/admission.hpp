#pragma once

#include <set>
#include <string>

#include "ports/metadata_store.hpp"

namespace bespoke::adapters::aws {

/// Which jobs of a tenant hold a place among those that may run at once: one record of kind Marker, changed on condition of its version
/// in the same batch as the execution that takes a place. Threads: any; a value in between is thrown away.
class Admission {
public:
    /// `places` 0: without bound; nothing is kept then.
    Admission(ports::MetadataStore& store, int places) : store_(store), places_(places) {}

    /// The places as read, to be changed and stored with a batch.
    class Places {
    public:
        [[nodiscard]] const std::set<std::string>& jobs() const { return jobs_; }
        [[nodiscard]] int free() const;
        /// True if the job holds a place now.
        bool take(const JobId&);
        void leave(const JobId& job) { jobs_.erase(job.str()); }
        /// Adds the write that stores them, if anything is kept: also without a change, so that who finds all places taken finds out if one
        /// becomes free meanwhile.
        void store_with(ports::Batch&) const;

    private:
        friend class Admission;
        int places_ = 0;
        std::set<std::string> jobs_;
        std::uint64_t version_ = 0;
    };
    Result<Places> read(const TenantId&);
    /// True if a commit failed because of places or of the execution's record: read again.
    static bool lost_race(const Status&, const JobId&);

private:
    ports::MetadataStore& store_;
    const int places_;
};

}  // namespace bespoke::adapters::aws
