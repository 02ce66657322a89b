#include "api/answer.hpp"
#include "api/conditional.hpp"
#include "api/operations/pages.hpp"
#include "api/resources/parts.hpp"
#include "api/resources/views.hpp"
#include "service/uploads.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

RecordId document_id(const Call& call) { return RecordId(call.path.at("documentId")); }

/// A form says kind and name in its fields, a bare body in the query.
std::string told(const Call& call, const char* name) {
    if (call.body.is_object() && call.body.contains(name)) return call.body.at(name).get<std::string>();
    const auto found = call.query.find(name);
    return found == call.query.end() ? std::string{} : found->second;
}

Result<http::Response> shown(const ResourceParts& parts, const Call& call, int status,
                             const Result<service::Document>& document) {
    if (!document) return tl::unexpected(document.error());
    const auto settings = service::get_settings(parts.service, call.tenant());
    if (!settings) return tl::unexpected(settings.error());
    auto response = with_etag(json_answer(status, view(*document, *settings)), document->version);
    return status == 201 ? with_location(std::move(response), "/v1/documents/" + document->id.str()) : std::move(response);
}

Result<http::Response> create(const ResourceParts& parts, const Call& call) {
    const auto kind = service::document_kind_from(told(call, "kind"));
    if (!kind) {
        return fail(ErrorCode::InvalidInput, "bad-parameter",
                    "The kind of the document is missing; send resume, job_description or style_sample.", {}, "kind");
    }
    if (!call.file) return fail(ErrorCode::InvalidInput, "bad-body", "There is no file in the request; send one.", {}, "file");
    const auto name = told(call, "name");
    return shown(parts, call, 201,
                 service::create_document(parts.service, call.tenant(),
                                          {*kind, name.empty() ? call.file->name : name, call.file->content,
                                           call.file->media_type, call.seed.value_or("")},
                                          call.http.deadline));
}

Result<http::Response> list(const ResourceParts& parts, const Call& call) {
    const auto scope = scope_of(call, {"kind"});
    const auto query = page_query(call, parts.cursors, scope);
    if (!query) return tl::unexpected(query.error());
    const auto settings = service::get_settings(parts.service, call.tenant());
    if (!settings) return tl::unexpected(settings.error());
    const auto kind = service::document_kind_from(told(call, "kind"));
    return page_answer(call, parts.cursors, scope, service::list_documents(parts.service, call.tenant(), kind, *query),
                       [&](const service::Document& document) { return view(document, *settings); });
}

Result<http::Response> get(const ResourceParts& parts, const Call& call) {
    return shown(parts, call, 200, service::get_document(parts.service, call.tenant(), document_id(call)));
}

Result<http::Response> remove(const ResourceParts& parts, const Call& call) {
    const auto document = service::get_document(parts.service, call.tenant(), document_id(call));
    if (!document) return tl::unexpected(document.error());
    if (auto same = check_if_match(call, document->version); !same) return tl::unexpected(same.error());
    const auto removed = service::remove_document(parts.service, call.tenant(), document->id, call.http.deadline);
    if (!removed) return tl::unexpected(removed.error());
    return no_content();
}

/// Where the declared file is to be sent: to the store itself if it takes files, else to us.
Result<ports::UploadForm> upload_form(const ResourceParts& parts, const Call& call, const service::Upload& upload) {
    const auto& declared = upload.declared;
    if (parts.transfers != nullptr) {
        return parts.transfers->upload(call.tenant(),
                                       {upload.id, declared.media_type, declared.bytes, declared.sha256, upload.expires_at});
    }
    const auto url =
        parts.urls.sign({"PUT", "/v1/uploads/" + upload.id.str(), call.tenant(), declared.sha256, {}, upload.expires_at});
    if (!url) return tl::unexpected(url.error());
    return ports::UploadForm{"PUT", call.base_url + *url, {{"Content-Type", declared.media_type}}, {}};
}

json view(const service::Upload& upload, const ports::UploadForm& form) {
    json shown = {{"id", upload.id.str()},
                  {"method", form.method},
                  {"url", form.url},
                  {"headers", json::object()},
                  {"expiresAt", time_text(upload.expires_at)}};
    for (const auto& [name, value] : form.headers) shown["headers"][name] = value;
    for (const auto& [name, value] : form.fields) shown["fields"][name] = value;
    return shown;
}

Result<http::Response> create_upload(const ResourceParts& parts, const Call& call) {
    const auto& body = call.body;
    const auto kind = service::document_kind_from(body.at("kind").get<std::string>());
    const service::UploadDeclaration declared{kind.value_or(service::DocumentKind::Resume), body.at("name").get<std::string>(),
                                              body.at("mediaType").get<std::string>(), body.at("bytes").get<std::uint64_t>(),
                                              body.at("sha256").get<std::string>()};
    const auto upload = service::create_upload(parts.service, call.tenant(), declared, call.seed.value_or(""), parts.link_life);
    if (!upload) return tl::unexpected(upload.error());
    const auto form = upload_form(parts, call, *upload);
    if (!form) return tl::unexpected(form.error());
    return json_answer(201, view(*upload, *form));
}

Result<http::Response> put_upload(const ResourceParts& parts, const Call& call) {
    if (!call.file) return fail(ErrorCode::InvalidInput, "bad-body", "There is no file in the request; send one.");
    const auto done = service::complete_upload(parts.service, call.tenant(), RecordId(call.path.at("uploadId")),
                                               call.file->content, call.http.deadline);
    if (!done) return tl::unexpected(done.error());
    const bool made = done->was == service::CompletedUpload::Was::Made;
    return shown(parts, call, made ? 201 : 200, done->document);
}

}  // namespace

Operations document_operations(const ResourceParts& parts) {
    return {{"createDocument", with_parts(parts, create)},
            {"listDocuments", with_parts(parts, list)},
            {"getDocument", with_parts(parts, get)},
            {"deleteDocument", with_parts(parts, remove)}};
}

Operations upload_operations(const ResourceParts& parts) {
    return {{"createUpload", with_parts(parts, create_upload)}, {"putUpload", with_parts(parts, put_upload)}};
}

}  // namespace bespoke::api
