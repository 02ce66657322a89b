#pragma once

#include <functional>
#include <optional>
#include <string>

#include "service/page.hpp"
#include "service/service_ports.hpp"

// What the files of this folder share on keeping records.

namespace bespoke::service {

/// State of a record of any kind whose removal has begun: gone for readers, and ended by a chore if the process dies meanwhile.
inline constexpr std::string_view kRemoving = "removing";

/// The same for what never was, what was removed, and what is another tenant's.
tl::unexpected<Error> not_found(std::string where = {});
/// A record that our own code wrote can't be read.
tl::unexpected<Error> damaged(const ports::Record&, std::string detail);

/// What happened to something just now, for the outbox.
ports::Event told(const ServicePorts&, std::string type, std::string subject, nlohmann::json data = nlohmann::json::object());

/// One write, alone.
Status commit_one(const ServicePorts&, const TenantId&, ports::Write);
Status set_state(const ServicePorts&, const TenantId&, ports::RecordKind, const RecordId&, std::string_view state);

/// True for a commit that failed since somebody else changed the record first.
bool lost_race(const Status&);

/// The records that one page asks for, those being removed left out, and where the next page begins.
struct RecordPage {
    std::vector<ports::Record> records;
    RecordId next;
};
Result<RecordPage> list_page(const ServicePorts&, const TenantId&, ports::RecordKind, std::optional<std::string> state,
                             const PageQuery&);

/// Calls `visit` with every record of a kind, oldest first, until it gives false or an error.
Status walk_records(const ServicePorts&, const TenantId&, ports::RecordKind, std::optional<std::string> state,
                    const std::function<Result<bool>(const ports::Record&)>& visit);

/// What a chore removed of many. What fails holds up nothing else; the first failure is told at the end.
class Sweep {
public:
    void count(const Result<bool>& removed) {
        if (removed)
            removed_ += *removed ? 1 : 0;
        else if (!failure_)
            failure_ = removed.error();
    }
    [[nodiscard]] Result<std::size_t> result() const {
        if (failure_) return tl::unexpected(*failure_);
        return removed_;
    }

private:
    std::size_t removed_ = 0;
    std::optional<Error> failure_;
};

/// Whole days before now.
Timestamp days_ago(const ServicePorts&, int days);

}  // namespace bespoke::service
