#pragma once

#include "adapters/local/sqlite/executions.hpp"

namespace bespoke::adapters::local::sqlite {

/// The values in the sealed columns of an execution, sealed and opened.
class ExecutionValues {
public:
    ExecutionValues(Sealer& sealer, const JobId& job) : sealer_(sealer), job_(job) {}

    Result<Bytes> seal_input(const nlohmann::json& input) { return sealer_.seal(execution_place(job_, "input"), input); }
    Result<Bytes> seal_position(const ports::Position& position);
    Result<Bytes> seal_ending(const ports::Ending& ending);
    Result<Bytes> seal_again(const ports::Position& position);
    Result<Bytes> seal_cancel(const ports::Batch& batch);

    Result<nlohmann::json> open_input(BytesView sealed) { return sealer_.open(execution_place(job_, "input"), sealed); }
    /// The row's position; one that was never moved stands at its input.
    Result<ports::Position> open_position(const ExecutionRow& row, const SealedColumns& columns);
    Result<ports::Position> open_again(BytesView sealed);
    Result<ports::Batch> open_cancel(BytesView sealed);
    /// Sets output and error. One that was cancelled stays with the data it had.
    Status open_ending(const ExecutionRow& row, const SealedColumns& columns, ports::Execution& execution);
    Result<std::string> open_text(BytesView sealed);

private:
    Sealer& sealer_;
    const JobId& job_;
};

}  // namespace bespoke::adapters::local::sqlite
