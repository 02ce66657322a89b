// Commits a second into one tenant's file: with group commit, as the service does it, beside one plain transaction a write with the same
// pragmas, the peer. Both in one run on the same disk, since a sync's price differs by machine and hour; read the ratio.

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <filesystem>
#include <mutex>

#include "adapters/local/sqlite/database.hpp"
#include "adapters/local/sqlite/tenant_schema.hpp"

namespace {

using namespace bespoke;
using namespace bespoke::adapters::local::sqlite;

/// A record of the size that a job's has.
constexpr std::size_t kBodyBytes = 2'000;
constexpr const char* kInsert =
    "INSERT INTO record (kind, id, version, state, due, created_at, updated_at, body) VALUES ('job', ?, 1, 'active', NULL, 0, 0, "
    "?)";

std::filesystem::path scratch() {
    // In the working directory: /tmp is memory on some machines, and a sync of memory costs nothing.
    auto pattern = (std::filesystem::current_path() / "storage-bench-XXXXXX").string();
    return ::mkdtemp(pattern.data());
}

std::string next_id() {
    static std::atomic<std::uint64_t> count{0};
    return "job_" + std::to_string(count++);
}

/// A file as the service keeps it, and a peer's connection to another one like it.
struct Files {
    std::filesystem::path directory = scratch();
    std::unique_ptr<Database> grouped;
    std::unique_ptr<Connection> plain;
    std::mutex plain_turn;  ///< SQLite lets one writer in at a time; waiting here is cheaper than in its busy handler

    Files() {
        DatabaseOptions options;
        options.schema = tenant_schema();
        for (const char* name : {"plain.db", "grouped.db"}) {
            options.path = directory / name;
            grouped = Database::open(options).value();
        }
        plain = std::make_unique<Connection>((directory / "plain.db").string(), Access::ReadWrite, "", std::chrono::seconds(5));
        plain->script("PRAGMA wal_autocheckpoint=1000");
    }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    ~Files() {
        grouped.reset();
        plain.reset();
        std::filesystem::remove_all(directory);
    }
};

Files& files() {
    static Files all;
    return all;
}

void commit_grouped(benchmark::State& state) {
    const Bytes body(kBodyBytes);
    for (auto _ : state) {
        const auto id = next_id();
        const auto status =
            files().grouped->write([&](Connection& connection) -> Status { return connection.run(kInsert, id, body), Status{}; });
        if (!status) state.SkipWithError(status.error().detail.c_str());
    }
    state.SetItemsProcessed(state.iterations());
}

void commit_plain(benchmark::State& state) {
    const Bytes body(kBodyBytes);
    for (auto _ : state) {
        const auto id = next_id();
        const std::lock_guard turn(files().plain_turn);
        files().plain->script("BEGIN IMMEDIATE");
        files().plain->run(kInsert, id, body);
        files().plain->script("COMMIT");
    }
    state.SetItemsProcessed(state.iterations());
}

}  // namespace

BENCHMARK(commit_plain)->Threads(1)->Threads(64)->UseRealTime();
BENCHMARK(commit_grouped)->Threads(1)->Threads(64)->UseRealTime();

BENCHMARK_MAIN();
