#include "stages/payload.hpp"

#include <fmt/format.h>

namespace bespoke::stages {
namespace {

using nlohmann::json;
constexpr std::size_t kHashDigits = 16;

tl::unexpected<Error> missing(std::string detail) { return damaged_part("missing-blob", std::move(detail)); }

}  // namespace

tl::unexpected<Error> damaged_part(std::string reason, std::string detail) {
    return fail(ErrorCode::Corrupt, std::move(reason), "A stored part of this job is missing or damaged; start the job again.",
                std::move(detail));
}

Payload::Payload(ports::BlobStore& blobs, const engine::TaskContext& context, std::string_view stage, const json& input)
    : blobs_(blobs),
      context_(context),
      input_(input),
      prefix_(
          fmt::format("jobs/{}/{}/{}/", context.job.str(), stage, sha256_hex(as_bytes(input.dump())).substr(0, kHashDigits))) {}

Result<std::string> Payload::put(std::string_view name, BytesView bytes) const {
    auto key = prefix_ + std::string(name);
    if (auto stored = blobs_.put(context_.tenant, ports::BlobKey(key), bytes, context_.deadline); !stored) {
        return tl::unexpected(stored.error());
    }
    return key;
}

Result<std::string> Payload::put_json(std::string_view name, const nlohmann::ordered_json& value) const {
    const auto text = value.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    return put(name, as_bytes(text));
}

Result<std::string> Payload::put_first(std::string_view name, BytesView bytes) const {
    auto stored = put(name, bytes);
    if (!stored && stored.error().code == ErrorCode::Conflict) return reference(name);
    return stored;
}

Result<std::optional<Bytes>> Payload::find(std::string_view name) const {
    return blobs_.get(context_.tenant, ports::BlobKey(reference(name)), context_.deadline);
}

Result<json> Payload::once(std::string_view name, const std::function<Result<json>()>& make) const {
    auto stored = find(name);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) {
        const auto made = make();
        if (!made) return made;
        const auto put = put_first(name, as_bytes(made->dump(-1, ' ', false, json::error_handler_t::replace)));
        if (!put) return tl::unexpected(put.error());
        stored = find(name);
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) return missing("nothing under " + reference(name));
    }
    auto value = json::parse(as_text(**stored), nullptr, false);
    if (value.is_discarded()) return missing(reference(name) + " is not JSON");
    return value;
}

bool Payload::has(std::string_view stage, std::string_view name) const {
    const auto found = input_.find(stage);
    return found != input_.end() && found->contains(name);
}

Result<Bytes> Payload::get(std::string_view stage, std::string_view name) const {
    const auto found = input_.find(stage);
    if (found == input_.end() || !found->contains(name)) return missing(fmt::format("no reference to {}/{}", stage, name));
    return fetch(ports::BlobKey(found->at(std::string(name)).get<std::string>()));
}

Result<json> Payload::get_json(std::string_view stage, std::string_view name) const {
    auto bytes = get(stage, name);
    if (!bytes) return tl::unexpected(bytes.error());
    auto value = json::parse(as_text(*bytes), nullptr, false);
    if (value.is_discarded()) return missing(fmt::format("{}/{} is not JSON", stage, name));
    return value;
}

Result<Bytes> Payload::fetch(const ports::BlobKey& key) const {
    auto bytes = blobs_.get(context_.tenant, key, context_.deadline);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return missing("no blob " + key.str());
    return std::move(**bytes);
}

json with_output(json state, std::string_view stage, json output) {
    state[std::string(stage)] = std::move(output);
    return state;
}

}  // namespace bespoke::stages
