#include "service/second_chance.hpp"

#include <algorithm>

#include "service/job_records.hpp"

namespace bespoke::service {
namespace {

constexpr std::chrono::milliseconds kPauses[] = {std::chrono::minutes(15), std::chrono::hours(2)};
constexpr std::chrono::hours kGoneAfter{24};

/// Errors by the names that Retry and Catch know, ours and Step Functions'. None of a kind that comes back with the same input.
bool passes(std::string_view error_name) {
    constexpr std::string_view kPassing[] = {"Unavailable",
                                             "Timeout",
                                             "States.Timeout",
                                             "States.HeartbeatTimeout",
                                             "ThrottlingException",
                                             "Lambda.TooManyRequestsException",
                                             "Lambda.ServiceException",
                                             "Lambda.AWSLambdaException",
                                             "Lambda.SdkClientException",
                                             "Lambda.ClientExecutionTimeoutException"};
    return std::ranges::find(kPassing, error_name) != std::end(kPassing);
}

/// True if it is no longer, or was never, a dead job that may be tried: no error of who asks.
bool is_over(const Error& error) { return error.code == ErrorCode::NotFound || error.code == ErrorCode::Conflict; }

Result<bool> is_active(const ServicePorts& ports, const TenantId& tenant) {
    const auto registered = ports.tenants.get(tenant);
    if (!registered) return tl::unexpected(registered.error());
    return *registered && (*registered)->state == ports::TenantState::Active;
}

Result<bool> redrive(const ServicePorts& ports, const TenantId& tenant, const JobId& job) {
    const auto redriven = ports.orchestrator.redrive(tenant, job);
    if (redriven) return true;
    if (is_over(redriven.error())) return false;
    return tl::unexpected(redriven.error());
}

}  // namespace

std::optional<Timestamp> second_chance(const DeadLetter& letter) {
    if (letter.redrives >= std::size(kPauses) || !passes(letter.problem.error_name)) return std::nullopt;
    return letter.died_at + kPauses[letter.redrives];
}

Result<bool> give_second_chance(const ServicePorts& ports, const TenantId& tenant, const JobId& job, std::size_t redrives) {
    const auto active = is_active(ports, tenant);
    if (!active || !*active) return active;
    const auto letter = get_dead_letter(ports, tenant, job);
    if (!letter && is_over(letter.error())) return false;
    if (!letter) return tl::unexpected(letter.error());
    if (letter->redrives != redrives || !second_chance(*letter)) return false;
    return redrive(ports, tenant, job);
}

Result<std::size_t> give_second_chances(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    std::size_t given = 0;
    const auto active = is_active(ports, tenant);
    if (!active) return tl::unexpected(active.error());
    if (!*active) return given;
    const auto now = ports.clock.now();
    const auto give = [&](const ports::Record& record) -> Result<bool> {
        // Records alone tell which can't be due, without a look at their executions.
        if (record.updated_at + kPauses[0] > now || record.updated_at + kPauses[1] + kGoneAfter < now) return true;
        const auto letter = get_dead_letter(ports, tenant, JobId(record.id.str()));
        if (!letter && !is_over(letter.error())) return tl::unexpected(letter.error());
        const auto due = letter ? second_chance(*letter) : std::nullopt;
        if (!due || *due > now) return true;
        const auto tried = redrive(ports, tenant, letter->job);
        if (!tried) return tl::unexpected(tried.error());
        given += *tried ? 1 : 0;
        return !deadline.passed();
    };
    const auto walked = walk_records(ports, tenant, ports::RecordKind::Job, std::string(to_string(JobState::Dead)), give);
    if (!walked) return tl::unexpected(walked.error());
    return given;
}

}  // namespace bespoke::service
