#include "service/documents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/random.hpp"
#include "document/detect.hpp"
#include "document/text/decode.hpp"
#include "job_description/ad_text.hpp"
#include "service/document_records.hpp"
#include "service/quota.hpp"
#include "service/settings.hpp"
#include "text/code_points.hpp"

namespace bespoke::service {
namespace {

using document::Format;
using nlohmann::json;

constexpr std::size_t kMaxNameCharacters = 255;

constexpr std::pair<Format, std::string_view> kMediaTypes[] = {
    {Format::Pdf, "application/pdf"},
    {Format::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {Format::Odt, "application/vnd.oasis.opendocument.text"},
    {Format::Html, "text/html"},
    {Format::Markdown, "text/markdown"},
    {Format::Text, "text/plain"},
};

std::string_view media_type_of(Format format) {
    const auto* found = std::ranges::find(kMediaTypes, format, [](const auto& it) { return it.first; });
    return found->second;
}

std::optional<Format> format_of(std::string_view media_type) {
    const auto type = media_type.substr(0, media_type.find_first_of("; "));
    const auto* found = std::ranges::find(kMediaTypes, type, [](const auto& it) { return it.second; });
    return found == std::end(kMediaTypes) ? std::nullopt : std::optional(found->first);
}

/// Text, Markdown and HTML shade into each other and any of them may be called any other; a PDF or a package is one or isn't.
bool is_text(Format format) { return format == Format::Text || format == Format::Markdown || format == Format::Html; }

std::optional<Format> format_by_name(std::string_view name) {
    constexpr std::pair<std::string_view, Format> kExtensions[] = {
        {".pdf", Format::Pdf}, {".docx", Format::Docx}, {".odt", Format::Odt}, {".txt", Format::Text}, {".md", Format::Markdown}};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const auto& [extension, format] : kExtensions) {
        if (lower.ends_with(extension)) return format;
    }
    return std::nullopt;
}

/// An advertisement that is plain text can be judged at once; of other formats only the reader knows how much text they hold.
Status check_ad(const NewDocument& in) {
    if (in.kind != DocumentKind::JobDescription) return {};
    const auto text = document::decode_text(in.content);
    if (!text) return tl::unexpected(text.error());
    return job_description::check_text(*text);
}

/// What the bytes are. Who calls a file something that it is not either errs or tries to get past somebody.
Result<Format> look_at(const NewDocument& in, const UploadFormats& taken) {
    const auto found = document::detect(in.content, Limits{});
    if (!found) return found;
    if (auto good = check_taken(*found, taken); !good) return tl::unexpected(good.error());
    for (const auto claim : {format_of(in.declared_type), format_by_name(in.name)}) {
        if (!claim || *claim == *found || (is_text(*claim) && is_text(*found))) continue;
        return fail(ErrorCode::InvalidInput, "unsupported-media",
                    fmt::format("The file is called {}, but its content is {}; send it as what it is.",
                                document::to_string(*claim), document::to_string(*found)));
    }
    if (is_text(*found) && in.content.size() > Limits{}.text_bytes) {
        return fail(ErrorCode::LimitExceeded, "too-large",
                    fmt::format("A text may have at most {} KiB; send only the part that matters.", Limits{}.text_bytes >> 10U));
    }
    if (*found == Format::Text || *found == Format::Markdown)
        if (auto good = check_ad(in); !good) return tl::unexpected(good.error());
    return found;
}

/// Well-formed UTF-8, so that it can be told in JSON; otherwise as it came, cut where it gets long.
std::string kept_name(std::string_view name) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < name.size() && count < kMaxNameCharacters; ++count) {
        text::append_code_point(out, text::next_code_point(name, offset));
    }
    return out.empty() ? "document" : out;
}

ports::Record to_record(const Document& document) {
    const json body = {{"kind", to_string(document.kind)},
                       {"name", document.name},
                       {"mediaType", document.media_type},
                       {"bytes", document.bytes},
                       {"sha256", document.sha256}};
    return {ports::RecordKind::Document, document.id, 0,   std::string(to_string(document.kind)), {},
            document.created_at,         {},          body};
}

ports::Event told_of(const ServicePorts& ports, std::string type, const Document& document) {
    return told(ports, std::move(type), document.id.str(), {{"kind", to_string(document.kind)}});
}

Result<std::optional<ports::Record>> find_record(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    auto found = ports.store.get(tenant, ports::RecordKind::Document, id);
    if (found && *found && (*found)->state == kRemoving) found->reset();
    return found;
}

/// Whether a job at work needs it. Jobs are few that are at work, and this is asked rarely.
Result<bool> in_use(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    bool needed = false;
    const auto walked =
        walk_records(ports, tenant, ports::RecordKind::Job, "active", [&](const ports::Record& job) -> Result<bool> {
            for (const char* member : {"resume", "jobDescription"}) needed = needed || job.body.value(member, "") == id.str();
            const auto style = style_from_json(job.body.value("style", json()));
            needed = needed || (style && *style == JobStyle(id));
            return !needed;
        });
    if (!walked) return tl::unexpected(walked.error());
    return needed;
}

/// The second half of a removal, done by whoever finds it begun: to the end, or taken back where a job came first.
Result<bool> finish_removal(const ServicePorts& ports, const TenantId& tenant, const ports::Record& record, Deadline deadline) {
    const auto document = document_from(record);
    if (!document) return tl::unexpected(document.error());
    const auto needed = in_use(ports, tenant, document->id);
    if (!needed) return tl::unexpected(needed.error());
    if (*needed) {
        auto restored = set_state(ports, tenant, ports::RecordKind::Document, document->id, to_string(document->kind));
        if (!restored) return tl::unexpected(restored.error());
        return false;
    }
    if (auto gone = ports.blobs.remove(tenant, content_key(*document), deadline); !gone) return tl::unexpected(gone.error());
    if (auto gone = ports.vectors.remove(tenant, document->id); !gone) return tl::unexpected(gone.error());
    ports::Batch batch;
    // Only who still finds the record as it was counts it as gone.
    batch.writes.emplace_back(ports::Put{record, ports::Put::If::Matches, record.version});
    batch.writes.emplace_back(ports::Remove{ports::RecordKind::Document, document->id});
    batch.events.push_back(told_of(ports, "document.deleted", *document));
    const auto done = commit_counted(ports, tenant, {0, -1, -static_cast<std::int64_t>(document->bytes)}, batch);
    if (!done && !lost_race(done)) return tl::unexpected(done.error());
    return true;
}

/// Marks it as going; nobody finds it from then on. Jobs are submitted the other way round (record first, then a look whether the
/// documents are still there), so that one of the two always sees the other.
Result<ports::Record> begin_removal(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    if (auto marked = set_state(ports, tenant, ports::RecordKind::Document, id, kRemoving); !marked) {
        return tl::unexpected(marked.error());
    }
    auto record = ports.store.get(tenant, ports::RecordKind::Document, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return not_found();
    return std::move(**record);
}

}  // namespace

std::string_view to_string(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::Resume: return "resume";
        case DocumentKind::JobDescription: return "job_description";
        case DocumentKind::StyleSample: return "style_sample";
    }
    return "";
}

std::optional<DocumentKind> document_kind_from(std::string_view text) {
    for (const auto kind : {DocumentKind::Resume, DocumentKind::JobDescription, DocumentKind::StyleSample}) {
        if (text == to_string(kind)) return kind;
    }
    return std::nullopt;
}

ports::BlobKey content_key(const Document& document) {
    return ports::BlobKey(fmt::format("documents/{}/{}", document.id.str(), document.sha256));
}

Result<Document> document_from(const ports::Record& record) {
    try {
        const auto& body = record.body;
        const auto kind = document_kind_from(body.at("kind").get<std::string>());
        if (!kind) return damaged(record, "kind");
        return Document{record.id,
                        *kind,
                        body.at("name").get<std::string>(),
                        body.at("mediaType").get<std::string>(),
                        body.at("bytes").get<std::uint64_t>(),
                        body.at("sha256").get<std::string>(),
                        record.created_at,
                        record.version};
    } catch (const json::exception& error) {
        return damaged(record, error.what());
    }
}

Result<Document> keep_document(const ServicePorts& ports, const TenantId& tenant, const RecordId& id, const NewDocument& in,
                               std::vector<ports::Write> along, Deadline deadline) {
    const auto format = look_at(in, ports.upload_formats);
    if (!format) return tl::unexpected(format.error());
    const Document document{id,
                            in.kind,
                            kept_name(in.name),
                            std::string(media_type_of(*format)),
                            in.content.size(),
                            sha256_hex(in.content),
                            ports.clock.now(),
                            1};
    const UsageChange change{0, 1, static_cast<std::int64_t>(document.bytes)};
    ports::Batch batch;
    batch.writes = std::move(along);
    batch.writes.emplace_back(ports::Put{to_record(document), ports::Put::If::Absent});
    batch.events.push_back(told_of(ports, "document.created", document));
    // First a look at the quota: what is over it must not be stored, not even until orphans are swept.
    const auto done = check_room(ports, tenant, change)
                          .and_then([&] { return ports.blobs.put(tenant, content_key(document), in.content, deadline); })
                          .and_then([&] { return commit_counted(ports, tenant, change, batch); });
    if (done) return document;
    // The same request may have been made before, and have used up the quota itself.
    auto there = get_document(ports, tenant, id);
    if (there && there->sha256 == document.sha256 && there->kind == document.kind) return there;
    if (!there && !(lost_race(done) && done.error().where == id.str())) return tl::unexpected(done.error());
    return fail(ErrorCode::Conflict, "seed-used", "This request was made before with another file; use a new Idempotency-Key.");
}

Result<Document> create_document(const ServicePorts& ports, const TenantId& tenant, const NewDocument& in, Deadline deadline) {
    const auto id = in.seed.empty() ? crypto::random_id("doc", ports.clock.now()) : "doc_" + in.seed;
    return keep_document(ports, tenant, RecordId(id), in, {}, deadline);
}

Result<Document> get_document(const ServicePorts& ports, const TenantId& tenant, const RecordId& id) {
    const auto record = find_record(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    if (!*record) return not_found();
    return document_from(**record);
}

Result<Page<Document>> list_documents(const ServicePorts& ports, const TenantId& tenant, std::optional<DocumentKind> kind,
                                      const PageQuery& query) {
    const auto state = kind ? std::optional(std::string(to_string(*kind))) : std::nullopt;
    const auto records = list_page(ports, tenant, ports::RecordKind::Document, state, query);
    if (!records) return tl::unexpected(records.error());
    Page<Document> page{{}, records->next};
    for (const auto& record : records->records) {
        auto document = document_from(record);
        if (!document) return tl::unexpected(document.error());
        page.items.push_back(std::move(*document));
    }
    return page;
}

Result<Bytes> document_content(const ServicePorts& ports, const TenantId& tenant, const Document& document, Deadline deadline) {
    auto bytes = ports.blobs.get(tenant, content_key(document), deadline);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return not_found();
    return std::move(**bytes);
}

Status remove_document(const ServicePorts& ports, const TenantId& tenant, const RecordId& id, Deadline deadline) {
    const auto found = find_record(ports, tenant, id);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return not_found();
    if (auto free = check_no_hold(ports, tenant); !free) return free;
    const auto record = begin_removal(ports, tenant, id);
    if (!record) return tl::unexpected(record.error());
    const auto removed = finish_removal(ports, tenant, *record, deadline);
    if (!removed) return tl::unexpected(removed.error());
    if (*removed) return {};
    return fail(ErrorCode::Conflict, "document-in-use", "A job works on this document; wait for its end or cancel it first.");
}

Result<std::size_t> expire_documents(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    const auto settings = get_settings(ports, tenant);
    if (!settings) return tl::unexpected(settings.error());
    Sweep sweep;
    const auto finish = [&](const ports::Record& record) {
        sweep.count(finish_removal(ports, tenant, record, deadline));
        return !deadline.passed();
    };
    auto walked = walk_records(ports, tenant, ports::RecordKind::Document, std::string(kRemoving), finish);
    if (!walked) return tl::unexpected(walked.error());
    walked =
        walk_records(ports, tenant, ports::RecordKind::Document, std::nullopt, [&](const ports::Record& old) -> Result<bool> {
            const auto end = expiry(*settings, settings->document_days, old.created_at);
            if (!end || *end > ports.clock.now()) return false;
            const auto needed = in_use(ports, tenant, old.id);
            if (!needed) return tl::unexpected(needed.error());
            if (*needed || old.state == kRemoving) return true;
            const auto record = begin_removal(ports, tenant, old.id);
            if (record) return finish(*record);
            sweep.count(tl::unexpected(record.error()));
            return true;
        });
    if (!walked) return tl::unexpected(walked.error());
    return sweep.result();
}

}  // namespace bespoke::service
