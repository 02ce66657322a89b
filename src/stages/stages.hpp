#pragma once

#include "engine/task.hpp"
#include "stages/stage_ports.hpp"

namespace bespoke::stages {

// The stages. Each takes the state data of the pipeline, does its one thing, and gives the state data with its own part
// added under its name; payloads are references to blobs (payload.hpp). Each is idempotent.

/// Checks that the uploads are there, not empty and not too large; names them by content hash.
Result<nlohmann::json> ingest(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Files → canonical resume, canonical job description, style guide.
Result<nlohmann::json> parse(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Canonical resume → evidence nodes, ready for retrieval.
Result<nlohmann::json> embed(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Evidence → match report: which node supports which requirement.
Result<nlohmann::json> retrieve(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Match report → proposed edits.
Result<nlohmann::json> generate(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Proposed edits → verdicts. `InvalidInput` "rejected" if the resume that they lead to can't be vouched for.
Result<nlohmann::json> validate(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Tailored resume → artifacts.
Result<nlohmann::json> render(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// Artifacts → a manifest that names all of them with their hashes; its presence means that the job is complete.
Result<nlohmann::json> persist(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);

// How a job ends. Their effects tell the job's record and its listeners, in the same transaction as the state's own commit.

/// "succeeded" with the counts of edits.
Result<engine::TaskOutput> notify(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// "rejected": the user's own files or wishes are why. Reads what Catch left at "/failure"; passes on stage, error name and
/// reason alone.
Result<engine::TaskOutput> reject(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);
/// "dead": nothing that the user can mend; an operator may redrive it.
Result<engine::TaskOutput> dead_letter(const StagePorts&, const engine::TaskContext&, const nlohmann::json& state);

/// All of them by the resource names of `pipeline/tailoring.asl.json`. The ports must outlive the tasks.
engine::Tasks make_tasks(const StagePorts&);

}  // namespace bespoke::stages
