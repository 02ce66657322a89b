#include "telemetry/metrics_table.hpp"

#include <array>

namespace bespoke::telemetry {
namespace {

/// Requests: most take a millisecond, a search of vectors some, an upload a second.
constexpr std::array kRequestSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                        0.25,   0.5,   1.0,    2.5,   5.0,  10.0,  30.0};
/// Stages and whole jobs: a cached tailoring takes ten milliseconds, one with a language model minutes.
constexpr std::array kWorkSeconds = {0.005, 0.01, 0.025, 0.05, 0.1,  0.25,  0.5,   1.0,
                                     2.5,   5.0,  10.0,  30.0, 60.0, 120.0, 300.0, 600.0};
/// Commits: a synced write takes a tenth of a millisecond on good storage and 20 on bad.
constexpr std::array kCommitSeconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                       0.025,  0.05,    0.1,    0.25,  0.5,    1.0,   5.0};
/// Closures that share one commit.
constexpr std::array kBatchSizes = {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0};

constexpr Description kDescriptions[] = {
    {"bespoke_api_rate_limited_total", Kind::Counter, "Requests refused with 429, by limit."},
    {"bespoke_auth_failures_total", Kind::Counter, "Requests whose credentials were refused, by reason."},
    {"bespoke_auth_tokens_issued_total", Kind::Counter, "Access tokens issued by the built-in issuer."},
    {"bespoke_build_info", Kind::Gauge, "Always 1; the labels name the version."},
    {"bespoke_cache_bytes", Kind::Gauge, "Bytes that a cache holds, by cache."},
    {"bespoke_chore_runs_total", Kind::Counter, "Runs of the scheduler's chores, by chore and outcome."},
    {"bespoke_crashes_total", Kind::Counter, "Crashes of the process before this one, by signal."},
    {"bespoke_dead_jobs", Kind::Gauge, "Jobs given up and kept for an operator."},
    {"bespoke_embedding_cache_hits_total", Kind::Counter, "Texts whose vector was known already."},
    {"bespoke_embedding_cache_misses_total", Kind::Counter, "Texts whose vector had to be computed."},
    {"bespoke_embeddings_total", Kind::Counter, "Texts that stages asked vectors for."},
    {"bespoke_erasures_total", Kind::Counter, "Tenants or documents erased for good."},
    {"bespoke_executions_ended_total", Kind::Counter, "Executions that came to an end, by status."},
    {"bespoke_executions_started_total", Kind::Counter, "Executions that were begun."},
    {"bespoke_http_body_bytes", Kind::Gauge, "Bytes of request bodies held in memory now."},
    {"bespoke_http_connections", Kind::Gauge, "Open client connections."},
    {"bespoke_http_connections_total", Kind::Counter, "Client connections accepted."},
    {"bespoke_http_queued_requests", Kind::Gauge, "Whole requests that wait for a handler thread."},
    {"bespoke_http_rejected_total", Kind::Counter, "Requests and connections refused by the server itself, by reason."},
    {"bespoke_http_request_duration_seconds", Kind::Histogram, "Time from a whole request to its written answer, by operation.",
     kRequestSeconds},
    {"bespoke_http_requests_in_flight", Kind::Gauge, "Requests handed over and not yet answered."},
    {"bespoke_http_requests_total", Kind::Counter, "Answered requests by method, status class and operation."},
    {"bespoke_http_streams", Kind::Gauge, "Open event streams."},
    {"bespoke_journal_errors_total", Kind::Counter, "Calls of the execution journal that failed."},
    {"bespoke_leases_lost_total", Kind::Counter, "Leases that ran out while their worker was still at it."},
    {"bespoke_metrics_dropped_series_total", Kind::Counter,
     "Updates dropped because a family had too many label sets, by family."},
    {"bespoke_model_calls_total", Kind::Counter, "Questions to the language model, by outcome."},
    {"bespoke_model_cost_usd_total", Kind::Counter, "What the language model cost by the configured prices, in USD."},
    {"bespoke_model_seconds", Kind::Histogram, "Time of one answer of the language model, kept answers left out.", kWorkSeconds},
    {"bespoke_model_tokens_total", Kind::Counter, "Tokens sent to and received from the language model, by direction."},
    {"bespoke_stage_retries_total", Kind::Counter, "Attempts at a stage after the first, by stage."},
    {"bespoke_stage_seconds", Kind::Histogram, "Time of one attempt at a stage, by stage and outcome.", kWorkSeconds},
    {"bespoke_stale_commits_total", Kind::Counter, "Commits refused because another worker held a newer lease."},
    {"bespoke_storage_waits_total", Kind::Counter, "Times that a worker waited because the store was unavailable."},
    {"bespoke_store_batch_size", Kind::Histogram, "Closures that shared one commit.", kBatchSizes},
    {"bespoke_store_checkpoints_total", Kind::Counter, "Write-ahead log checkpoints, by outcome."},
    {"bespoke_store_commit_seconds", Kind::Histogram, "Time of one synced commit.", kCommitSeconds},
    {"bespoke_store_open_databases", Kind::Gauge, "Tenant databases that are open."},
    {"bespoke_tenants", Kind::Gauge, "Tenants that are known."},
    {"bespoke_tenants_waiting", Kind::Gauge, "Tenants with work due that no worker is at."},
    {"bespoke_webhook_attempts_total", Kind::Counter, "Attempts to deliver a webhook, by outcome."},
    {"bespoke_webhook_seconds", Kind::Histogram, "Time of one attempt to deliver a webhook.", kWorkSeconds},
    {"bespoke_workers_abandoned", Kind::Gauge, "Worker threads given up because their stage never returned."},
    {"bespoke_workers_busy", Kind::Gauge, "Worker threads that have an execution in hand."},
    {"bespoke_workers_replaced_total", Kind::Counter, "Worker threads started in place of abandoned ones."},
    {"process_cpu_seconds_total", Kind::Counter, "User and system processor time in seconds."},
    {"process_max_fds", Kind::Gauge, "File descriptors that the process may open."},
    {"process_open_fds", Kind::Gauge, "Open file descriptors."},
    {"process_resident_memory_bytes", Kind::Gauge, "Resident memory in bytes."},
    {"process_start_time_seconds", Kind::Gauge, "Start of the process in seconds since the Unix epoch."},
    {"process_threads", Kind::Gauge, "Threads of the process."},
};

}  // namespace

std::span<const Description> metric_descriptions() { return kDescriptions; }

}  // namespace bespoke::telemetry
