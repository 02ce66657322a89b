#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/percent.hpp"
#include "api/problem.hpp"
#include "api/resources/byte_range.hpp"
#include "api/resources/parts.hpp"
#include "api/resources/views.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

/// A page of a user's text must not run, load or submit anything, even where the browser shows it.
constexpr const char* kSandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

std::string path_of(const JobId& job, const service::Artifact& artifact) {
    return fmt::format("/v1/artifacts/{}/{}", job.str(), percent_encoded(artifact.name));
}

/// An absolute URL of the store itself if it gives files away, else of ours.
Result<std::string> link_to(const ResourceParts& parts, const Call& call, const service::Artifact& artifact, Timestamp expires) {
    const auto& disposition = call.query.at("disposition");
    if (parts.transfers != nullptr) {
        return parts.transfers->download(
            call.tenant(), {artifact.blob, service::display_name(artifact.name), artifact.media_type, disposition, expires});
    }
    const auto path = path_of(job_id(call), artifact);
    auto url = parts.urls.sign({"GET", path, call.tenant(), artifact.sha256, disposition, expires});
    if (url) url->insert(0, call.base_url);
    return url;
}

Result<http::Response> list(const ResourceParts& parts, const Call& call) {
    const auto artifacts = service::list_artifacts(parts.service, call.tenant(), job_id(call));
    if (!artifacts) return tl::unexpected(artifacts.error());
    // Whole seconds, as the link counts them.
    const auto now = std::chrono::floor<std::chrono::seconds>(parts.service.clock.now());
    const Timestamp expires = now + std::chrono::seconds(std::stoi(call.query.at("expiresIn")));
    auto items = json::array();
    for (const auto& artifact : *artifacts) {
        const auto url = link_to(parts, call, artifact, expires);
        if (!url) return tl::unexpected(url.error());
        items.push_back({{"name", artifact.name},
                         {"mediaType", artifact.media_type},
                         {"bytes", artifact.bytes},
                         {"sha256", artifact.sha256},
                         {"url", *url},
                         {"expiresAt", time_text(expires)}});
    }
    return json_answer(200, {{"items", std::move(items)}});
}

tl::unexpected<Error> erased() {
    return fail(ErrorCode::NotFound, "erased",
                "The file was removed since the link was made; look at the job for what there is.");
}

/// Which part is wanted: nothing but the whole if the client holds another version, or asks whether its own is still the one.
RangeAnswer wanted_range(const Call& call, const service::Artifact& artifact) {
    const auto& headers = call.http.headers;
    const auto range = headers.get("Range");
    if (!range) return WholeFile{};
    const auto etag = fmt::format("\"{}\"", artifact.sha256);
    const auto if_none_match = headers.get("If-None-Match");
    if (if_none_match && names_tag(*if_none_match, etag, Comparison::Weak)) return WholeFile{};
    const auto if_range = headers.get("If-Range");
    if (if_range && *if_range != etag)
        return WholeFile{};  // a date never matches: the tag is the stronger validator (RFC 9110 13.1.5)
    return parse_range(*range, artifact.bytes);
}

http::Response file_answer(const Call& call, const service::Artifact& artifact) {
    http::Response response;
    auto& headers = response.headers;
    headers.set("Content-Type", artifact.media_type);
    headers.set("Content-Disposition", content_disposition(call.query.at("disposition"), service::display_name(artifact.name)));
    headers.set("Accept-Ranges", "bytes");
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Content-Security-Policy", kSandbox);
    return with_etag(std::move(response), artifact.sha256);
}

http::Response no_such_range(const Call& call, const service::Artifact& artifact) {
    const Error error{ErrorCode::InvalidInput, "range", "The range lies outside the file; ask for a part of it.", {}, "Range"};
    auto response = problem(error, call.http.trace.trace_id);
    response.headers.set("Content-Range", fmt::format("bytes */{}", artifact.bytes));
    return response;
}

Result<http::Response> download(const ResourceParts& parts, const Call& call) {
    const auto artifact = service::get_artifact(parts.service, call.tenant(), job_id(call), call.path.at("artifactName"));
    if (!artifact && artifact.error().code != ErrorCode::NotFound) return tl::unexpected(artifact.error());
    // The signature says that it was there once.
    if (!artifact || artifact->sha256 != call.query.at("version")) return erased();
    const auto range = wanted_range(call, *artifact);
    if (std::holds_alternative<NoSuchRange>(range)) return no_such_range(call, *artifact);
    auto bytes = service::artifact_content(parts.service, call.tenant(), *artifact, call.http.deadline);
    if (!bytes && bytes.error().code == ErrorCode::NotFound) return erased();
    if (!bytes) return tl::unexpected(bytes.error());
    auto response = file_answer(call, *artifact);
    if (const auto* part = std::get_if<ByteRange>(&range)) {
        response.status = 206;
        response.headers.set("Content-Range",
                             fmt::format("bytes {}-{}/{}", part->first, part->first + part->length - 1, artifact->bytes));
        const auto begin = bytes->begin() + static_cast<std::ptrdiff_t>(part->first);
        response.body = Bytes(begin, begin + static_cast<std::ptrdiff_t>(part->length));
    } else {
        response.body = std::move(*bytes);
    }
    return response;
}

}  // namespace

Operations artifact_operations(const ResourceParts& parts) {
    return {{"listArtifacts", with_parts(parts, list)}, {"downloadArtifact", with_parts(parts, download)}};
}

}  // namespace bespoke::api
