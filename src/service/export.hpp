#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "service/service_ports.hpp"

namespace bespoke::service {

/// All that a tenant has, as lines of JSON (docs/formats/export.md): what this is; every record, job history, event, audit entry
/// and file; and at last how many of each, so that a broken-off export shows. Secrets, password hashes and our own positions are
/// left out. Made step by step: in memory at a time are one page of records or one file (of at most 11 MiB, about 40 MiB with its
/// encodings). For one thread. What changes while it runs is in it as before or as after.
class TenantExport {
public:
    TenantExport(const ServicePorts&, TenantId);
    /// The next whole lines; `nullopt` at the end. After an error there is no more.
    Result<std::optional<std::string>> next(Deadline);

private:
    enum class Part { Header, Records, Events, Audit, Files, Footer, End };
    Result<std::string> header();
    Result<std::string> records();
    Result<std::string> events();
    Result<std::string> audit();
    Result<std::string> file(Deadline);
    std::string footer();
    Result<std::string> history_of(const ports::Record& job);
    [[nodiscard]] bool is_going(const ports::Record&);

    const ServicePorts ports_;
    const TenantId tenant_;
    Part part_ = Part::Header;
    std::size_t kind_ = 0;
    RecordId after_record_;
    std::set<std::string> going_jobs_;
    std::uint64_t after_ = 0;
    std::optional<std::deque<ports::BlobKey>> files_;
    std::uint64_t records_ = 0, events_ = 0, entries_ = 0, written_files_ = 0;
};

}  // namespace bespoke::service
