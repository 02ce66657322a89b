#pragma once

#include <functional>
#include <optional>

#include "api/resources/resource_operations.hpp"

namespace bespoke::api {

/// A tenant's events, or those of one job, as server-sent events (WHATWG HTML section 9.2), from a sequence number on. That of a job ends
/// behind the job's last event; that of a tenant ends with the tenant.
class EventStream final : public http::Stream {
public:
    /// `job` is empty for all events of the tenant. The parts outlive the stream.
    EventStream(const ResourceParts& parts, TenantId tenant, JobId job, std::uint64_t after)
        : parts_(parts), tenant_(std::move(tenant)), job_(std::move(job)), after_(after) {}
    void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }
    std::optional<std::string> poll() override;

private:
    /// Whether no more can come of the job. Asked before the events are read, so that none is missed.
    [[nodiscard]] bool job_ended() const;
    [[nodiscard]] std::optional<std::string> text_of(const ports::Event&) const;

    const ResourceParts parts_;
    const TenantId tenant_;
    const JobId job_;
    std::uint64_t after_;
    std::function<void()> wake_;
};

/// Sequence number of a tenant's newest event, 0 if there is none.
Result<std::uint64_t> newest_event(ports::MetadataStore&, const TenantId&);

/// Scope of the cursors that are the events' ids; the same for all streams of a tenant.
inline constexpr std::string_view kEventScope = "events";

}  // namespace bespoke::api
