#include "base/limits.hpp"

#include <fmt/format.h>

#include "stages/payload.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

Result<json> check(const Payload& payload, const Upload& upload, const Limits& limits) {
    auto bytes = payload.fetch(upload.blob);
    if (!bytes) return tl::unexpected(at(bytes.error(), upload.name));
    if (bytes->empty()) {
        return fail(ErrorCode::InvalidInput, "unsupported-media", "The file is empty; choose the file that holds the document.",
                    {}, upload.name);
    }
    if (bytes->size() > limits.document_bytes) {
        return fail(ErrorCode::LimitExceeded, "too-large",
                    fmt::format("The file has {} MB and at most {} MB are read; export it without large images.",
                                bytes->size() >> 20U, limits.document_bytes >> 20U),
                    {}, upload.name);
    }
    return json{{"sha256", sha256_hex(*bytes)}, {"bytes", bytes->size()}};
}

}  // namespace

Result<json> ingest(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const auto request = request_of(state);
    if (!request) return tl::unexpected(request.error());
    const Payload payload(ports.blobs, context, "ingest", state);
    const Limits limits;
    json output;
    std::vector<std::pair<const char*, const Upload*>> uploads = {{"resume", &request->resume},
                                                                  {"jobDescription", &request->job_description}};
    if (const auto* sample = std::get_if<Upload>(&request->style)) uploads.emplace_back("styleSample", sample);
    for (const auto& [name, upload] : uploads) {
        auto checked = check(payload, *upload, limits);
        if (!checked) return tl::unexpected(checked.error());
        output[name] = std::move(*checked);
    }
    return with_output(state, "ingest", std::move(output));
}

}  // namespace bespoke::stages
