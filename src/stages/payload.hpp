#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string_view>

#include "engine/task.hpp"
#include "ports/blob_store.hpp"

namespace bespoke::stages {

/// `Corrupt` under that name: what an earlier stage or try stored of the job is missing or damaged.
tl::unexpected<Error> damaged_part(std::string reason, std::string detail);

/// The blobs of one visit of one stage. State data carries references to them, not the data (Step Functions passes at most
/// 256 KiB); the keys are made of job, stage and input hash, so that doing a stage twice writes the same blobs twice.
class Payload {
public:
    Payload(ports::BlobStore& blobs, const engine::TaskContext& context, std::string_view stage, const nlohmann::json& input);

    /// Store under `name`; gives the reference for the state data.
    Result<std::string> put(std::string_view name, BytesView bytes) const;
    Result<std::string> put_json(std::string_view name, const nlohmann::ordered_json& value) const;

    /// Store what another try of this visit may make differently (it asked a model, or what was learnt has grown): the first one
    /// stays.
    Result<std::string> put_first(std::string_view name, BytesView bytes) const;
    /// What an earlier try of this very visit stored under `name`.
    Result<std::optional<Bytes>> find(std::string_view name) const;
    /// What an earlier try of this very visit stored under `name`; without one, what `make` gives, stored. For answers from
    /// outside that come out differently when asked again: of two tries at once, both go on with what was stored first.
    Result<nlohmann::json> once(std::string_view name, const std::function<Result<nlohmann::json>()>& make) const;
    /// The reference for the state data of what is stored under `name`.
    [[nodiscard]] std::string reference(std::string_view name) const { return prefix_ + std::string(name); }

    /// True if an earlier stage stored that.
    [[nodiscard]] bool has(std::string_view stage, std::string_view name) const;
    /// Fetch what an earlier stage stored: `state[stage][name]` is the reference. Missing is `Corrupt`.
    Result<Bytes> get(std::string_view stage, std::string_view name) const;
    Result<nlohmann::json> get_json(std::string_view stage, std::string_view name) const;

    /// Fetch an upload or any other blob by key.
    Result<Bytes> fetch(const ports::BlobKey& key) const;

private:
    ports::BlobStore& blobs_;
    const engine::TaskContext& context_;
    const nlohmann::json& input_;
    std::string prefix_;
};

/// `state` with `output` under the stage's name.
nlohmann::json with_output(nlohmann::json state, std::string_view stage, nlohmann::json output);

}  // namespace bespoke::stages
