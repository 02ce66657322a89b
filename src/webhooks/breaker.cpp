#include "webhooks/breaker.hpp"

namespace bespoke::webhooks {
namespace {

constexpr std::chrono::seconds kWhenBusy{2};

}  // namespace

Breakers::Place::Place(Breakers& owner, TenantId tenant, RecordId endpoint)
    : owner_(&owner), tenant_(std::move(tenant)), endpoint_(std::move(endpoint)) {}

Breakers::Place::Place(Place&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)), tenant_(std::move(other.tenant_)), endpoint_(std::move(other.endpoint_)) {}

Breakers::Place::~Place() {
    if (owner_ != nullptr) owner_->leave(tenant_, endpoint_);
}

Breakers::Answer Breakers::enter(const TenantId& tenant, const RecordId& endpoint, Timestamp now) {
    const std::scoped_lock lock(mutex_);
    auto& line = lines_[{tenant, endpoint}];
    // Else the clock was set back.
    line.closed_until = std::min(line.closed_until, now + limits_.longest_pause);
    if (now < line.closed_until) return {.not_before = line.closed_until};
    // One that failed last time is tried with one attempt, not with many.
    const int places = line.failures > 0 ? 1 : limits_.per_endpoint;
    if (line.working >= places || working_[tenant] >= limits_.per_tenant) return {.not_before = now + kWhenBusy};
    ++line.working;
    ++working_[tenant];
    return {.place = Place(*this, tenant, endpoint)};
}

void Breakers::leave(const TenantId& tenant, const RecordId& endpoint) {
    const std::scoped_lock lock(mutex_);
    if (const auto line = lines_.find({tenant, endpoint}); line != lines_.end()) {
        // What is idle and sound is not remembered.
        if (--line->second.working <= 0 && line->second.failures == 0) lines_.erase(line);
    }
    if (const auto tenants = working_.find(tenant); tenants != working_.end() && --tenants->second <= 0) working_.erase(tenants);
}

void Breakers::succeeded(const TenantId& tenant, const RecordId& endpoint) {
    const std::scoped_lock lock(mutex_);
    auto& line = lines_[{tenant, endpoint}];
    line.failures = 0;
    line.closed_until = {};
}

void Breakers::failed(const TenantId& tenant, const RecordId& endpoint, Timestamp now) {
    const std::scoped_lock lock(mutex_);
    auto& line = lines_[{tenant, endpoint}];
    if (++line.failures < limits_.failures) return;
    auto pause = limits_.first_pause;
    for (int more = limits_.failures; more < line.failures && pause < limits_.longest_pause; ++more) pause *= 2;
    line.closed_until = now + std::min(pause, limits_.longest_pause);
}

void Breakers::forget(const TenantId& tenant) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(lines_, [&](const auto& line) { return line.first.first == tenant && line.second.working == 0; });
}

}  // namespace bespoke::webhooks
