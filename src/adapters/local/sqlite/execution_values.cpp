#include "adapters/local/sqlite/execution_values.hpp"

#include "adapters/local/sqlite/batch_json.hpp"
#include "ports/error_json.hpp"

namespace bespoke::adapters::local::sqlite {
namespace {

using nlohmann::json;
using ports::Position;

/// What opened was sealed by us; if it still has another shape, it is damaged.
template <class Function>
auto shaped(const Function& function) -> Result<std::invoke_result_t<Function>> {
    try {
        return function();
    } catch (const json::exception& exception) {
        return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.", exception.what());
    }
}

}  // namespace

Result<Bytes> ExecutionValues::seal_position(const Position& position) {
    return sealer_.seal(execution_place(job_, "position"), {{"data", position.data}, {"context", position.context}});
}

Result<Bytes> ExecutionValues::seal_ending(const ports::Ending& ending) {
    return sealer_.seal(execution_place(job_, "ending"),
                        {{"output", ending.output}, {"error", ending.error ? ports::to_json(*ending.error) : json()}});
}

Result<Bytes> ExecutionValues::seal_again(const Position& position) {
    return sealer_.seal(execution_place(job_, "again"), {{"state", position.state},
                                                         {"data", position.data},
                                                         {"context", position.context},
                                                         {"wake", position.wake ? json(to_millis(*position.wake)) : json()}});
}

Result<Bytes> ExecutionValues::seal_cancel(const ports::Batch& batch) {
    return sealer_.seal(execution_place(job_, "cancel"), to_json(batch));
}

Result<Position> ExecutionValues::open_position(const ExecutionRow& row, const SealedColumns& columns) {
    if (columns.position.empty()) {
        auto input = open_input(columns.input);
        if (!input) return tl::unexpected(input.error());
        return Position{row.state, std::move(*input), json::object(), row.wake};
    }
    const auto value = sealer_.open(execution_place(job_, "position"), columns.position);
    if (!value) return tl::unexpected(value.error());
    return shaped([&] { return Position{row.state, value->at("data"), value->at("context"), row.wake}; });
}

Result<Position> ExecutionValues::open_again(BytesView sealed) {
    const auto value = sealer_.open(execution_place(job_, "again"), sealed);
    if (!value) return tl::unexpected(value.error());
    return shaped([&] {
        Position position{value->at("state"), value->at("data"), value->at("context"), std::nullopt};
        if (!value->at("wake").is_null()) position.wake = from_millis(value->at("wake").get<std::int64_t>());
        return position;
    });
}

Result<ports::Batch> ExecutionValues::open_cancel(BytesView sealed) {
    const auto value = sealer_.open(execution_place(job_, "cancel"), sealed);
    if (!value) return tl::unexpected(value.error());
    return shaped([&] { return batch_from_json(*value); });
}

Status ExecutionValues::open_ending(const ExecutionRow& row, const SealedColumns& columns, ports::Execution& execution) {
    if (columns.ending.empty()) {
        auto position = open_position(row, columns);
        if (!position) return tl::unexpected(position.error());
        execution.output = std::move(position->data);
        return {};
    }
    const auto value = sealer_.open(execution_place(job_, "ending"), columns.ending);
    if (!value) return tl::unexpected(value.error());
    const auto done = shaped([&] {
        execution.output = value->at("output");
        if (!value->at("error").is_null()) execution.error = ports::error_from_json(value->at("error"));
        return true;
    });
    return done ? Status{} : tl::unexpected(done.error());
}

Result<std::string> ExecutionValues::open_text(BytesView sealed) {
    if (sealed.empty()) return std::string();
    const auto value = sealer_.open(execution_place(job_, "history"), sealed);
    if (!value) return tl::unexpected(value.error());
    return shaped([&] { return value->get<std::string>(); });
}

}  // namespace bespoke::adapters::local::sqlite
