#include "stages/request.hpp"

#include <algorithm>

namespace bespoke::stages {
namespace {

using nlohmann::json;

json to_json(const Upload& upload) { return {{"blob", upload.blob.str()}, {"name", upload.name}}; }

Upload upload_from(const json& value) {
    return {ports::BlobKey(value.at("blob").get<std::string>()), value.at("name").get<std::string>()};
}

json to_json(const StyleChoice& style) {
    if (const auto* sample = std::get_if<Upload>(&style)) return {{"sample", to_json(*sample)}};
    return {{"builtin", std::get<std::string>(style)}};
}

StyleChoice style_from(const json& value) {
    if (value.contains("sample")) return upload_from(value.at("sample"));
    return value.at("builtin").get<std::string>();
}

constexpr std::pair<Generator, std::string_view> kGenerators[] = {{Generator::Rules, "rules"},
                                                                  {Generator::Model, "openai"},
                                                                  {Generator::ModelRequired, "openai-required"},
                                                                  {Generator::Bedrock, "bedrock"},
                                                                  {Generator::BedrockRequired, "bedrock-required"}};

Request request_from(const json& value) {
    Request request;
    request.resume = upload_from(value.at("resume"));
    request.job_description = upload_from(value.at("jobDescription"));
    request.style = style_from(value.at("style"));
    request.max_pages = value.at("maxPages").get<int>();
    request.today = resume::Date::from_iso(value.at("today").get<std::string>()).value_or(resume::Date{});
    if (value.contains("asOf")) request.as_of = resume::Date::from_iso(value.at("asOf").get<std::string>());
    request.generator = generator_from(value.value("generator", "")).value_or(Generator::Rules);
    request.policy = value.value("policy", "");
    return request;
}

}  // namespace

std::string_view to_string(Generator generator) {
    const auto* found = std::ranges::find(kGenerators, generator, &std::pair<Generator, std::string_view>::first);
    return found == std::end(kGenerators) ? std::string_view() : found->second;
}

std::optional<Generator> generator_from(std::string_view text) {
    const auto* found = std::ranges::find(kGenerators, text, &std::pair<Generator, std::string_view>::second);
    return found == std::end(kGenerators) ? std::nullopt : std::optional(found->first);
}

json to_state(const Request& request) {
    json value = {{"resume", to_json(request.resume)},
                  {"jobDescription", to_json(request.job_description)},
                  {"style", to_json(request.style)},
                  {"maxPages", request.max_pages},
                  {"today", request.today.iso()}};
    if (request.as_of) value["asOf"] = request.as_of->iso();
    if (request.generator != Generator::Rules) value["generator"] = to_string(request.generator);
    if (!request.policy.empty()) value["policy"] = request.policy;
    return {{"request", std::move(value)}};
}

Result<Request> request_of(const json& state) {
    try {
        return request_from(state.at("request"));
    } catch (const json::exception& error) {
        return fail(ErrorCode::Internal, "bad-state", "The job's state data is damaged; start the job again.", error.what(),
                    "/request");
    }
}

}  // namespace bespoke::stages
