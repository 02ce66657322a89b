#include "resume/parse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artifacts/style_guide.hpp"
#include "job_description/job_description.hpp"
#include "resume/parser/verdict.hpp"
#include "stages/entities.hpp"
#include "stages/filling.hpp"
#include "stages/outside_screen.hpp"
#include "stages/payload.hpp"
#include "stages/request.hpp"
#include "stages/stages.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;

/// By the tenant's own reader. It may ask somebody outside, who is asked once: what was read is kept under `name`.
Result<document::Document> read_for_tenant(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                                           BytesView bytes, std::string_view name) {
    const auto reader = ports.reader_for(context.tenant);
    const auto kept = payload.once(name, [&]() -> Result<json> {
        const auto document = reader->read(bytes, context.deadline);
        if (!document) return tl::unexpected(document.error());
        return document::to_json(*document);
    });
    if (!kept) return tl::unexpected(kept.error());
    return document::document_from_json(*kept);
}

Result<document::Document> read(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                                const Upload& upload, std::string_view name) {
    auto bytes = payload.fetch(upload.blob);
    if (!bytes) return tl::unexpected(at(bytes.error(), upload.name));
    auto read =
        ports.reader_for ? read_for_tenant(ports, context, payload, *bytes, name) : ports.reader.read(*bytes, context.deadline);
    if (!read) return tl::unexpected(at(read.error(), upload.name));
    return read;
}

void note_latest(const std::optional<resume::DateNode>& date, resume::Date& latest) {
    if (date) latest = std::max(latest, date->value);
}

resume::Date latest_date(const resume::Resume& resume) {
    resume::Date latest;
    for (const auto& work : resume.work) {
        note_latest(work.period.start, latest);
        note_latest(work.period.end, latest);
    }
    for (const auto& education : resume.education) note_latest(education.period.start, latest);
    return latest;
}

/// What "present" means: what the caller says, else the day on which the file was last changed, else today. A file date before
/// the last date in the text is a template's and says nothing.
resume::Date present_of(const Request& request, const document::Document& source, const resume::Resume& resume) {
    if (request.as_of) return *request.as_of;
    const auto modified = resume::Date::from_iso(source.metadata.modified);
    return modified && *modified <= request.today && *modified >= latest_date(resume) ? *modified : request.today;
}

Result<artifacts::StyleGuide> style_of(const StagePorts& ports, const engine::TaskContext& context, const Payload& payload,
                                       const StyleChoice& choice) {
    if (const auto* sample = std::get_if<Upload>(&choice)) {
        auto document = read(ports, context, payload, *sample, "style.document.json");
        if (!document) return tl::unexpected(document.error());
        auto style = artifacts::style_from_sample(*document);
        if (!style) return tl::unexpected(at(style.error(), sample->name));
        return style;
    }
    const auto& name = std::get<std::string>(choice);
    if (auto style = artifacts::builtin_style(name)) return std::move(*style);
    return fail(ErrorCode::InvalidInput, "unknown-style",
                fmt::format("There is no style \"{}\"; use classic, modern, compact or a sample resume.", name));
}

/// What a value is to the owner of the resume.
std::string_view plain_word(const NodeId& node) {
    const auto step = tailoring::last_step(node);
    if (node.str() == "/basics/name") return "the name";
    return step == "location" ? "a place" : step == "position" ? "a job title" : "an employer or a school";
}

std::string rule_of(ports::Entity::Kind kind) {
    using Kind = ports::Entity::Kind;
    return kind == Kind::Person ? "entities:PERSON" : kind == Kind::Location ? "entities:LOCATION" : "entities:ORGANIZATION";
}

/// What the rules left empty, as far as a recogniser of names is sure what the resume's own words say; and what was filled so.
Result<std::vector<guardrail::Notice>> fill_by_entities(const StagePorts& ports, const engine::TaskContext& context,
                                                        const Payload& payload, resume::Parsed& parsed) {
    const auto entities = entities_of(ports, context, payload, "entities.json", texts_beside_gaps(parsed.resume));
    if (!entities) return tl::unexpected(entities.error());
    std::vector<guardrail::Notice> notices;
    for (const auto& [node, kind] : fill_gaps(parsed.resume, *entities)) {
        notices.push_back(
            {"recognised", rule_of(kind), node.str(),
             fmt::format("A service that recognises names took {} from the resume's own words; check it.", plain_word(node))});
    }
    if (notices.empty()) return notices;
    parsed.confidence = resume::parser::confidence_of(parsed.resume);
    parsed.warnings = resume::parser::warnings_of(parsed.resume);
    return notices;
}

/// What people should know of the two documents: as sentences, and the suspicious places once more in parts for machines.
struct Notes {
    json warnings = json::array(), findings = json::array();

    void add(const std::vector<guardrail::Notice>& notices, const char* document) {
        for (const auto& notice : notices) {
            findings.push_back({{"code", notice.flag},
                                {"document", document},
                                {"rule", notice.kind},
                                {"where", notice.where},
                                {"reason", notice.text}});
            warn(notice.text);
        }
    }
    void warn(const std::string& text) {
        if (std::ranges::find(warnings, json(text)) == warnings.end()) warnings.push_back(text);
    }
};

Notes notes_on(const document::Document& source, const resume::Parsed& parsed, const document::Document& posting) {
    Notes notes;
    for (const auto& warning : source.warnings) notes.warn(warning.text);
    for (const auto& warning : parsed.warnings) notes.warn(warning);
    for (const auto& warning : posting.warnings) notes.warn("Job description: " + warning.text);
    notes.add(resume::suspicions(source), "resume");
    notes.add(job_description::suspicions(posting), "job_description");
    return notes;
}

}  // namespace

Result<json> parse(const StagePorts& ports, const engine::TaskContext& context, const json& state) {
    const auto request = request_of(state);
    if (!request) return tl::unexpected(request.error());
    const Payload payload(ports.blobs, context, "parse", state);

    const auto source = read(ports, context, payload, request->resume, "resume.document.json");
    if (!source) return tl::unexpected(source.error());
    auto parsed = resume::parse(*source);
    if (!parsed) return tl::unexpected(at(parsed.error(), request->resume.name));
    const auto filled = fill_by_entities(ports, context, payload, *parsed);
    if (!filled) return tl::unexpected(filled.error());
    const auto posting = read(ports, context, payload, request->job_description, "job_description.document.json");
    if (!posting) return tl::unexpected(posting.error());
    const auto job_description = job_description::parse(*posting);
    if (!job_description) return tl::unexpected(at(job_description.error(), request->job_description.name));
    const auto style = style_of(ports, context, payload, request->style);
    if (!style) return tl::unexpected(style.error());

    auto notes = notes_on(*source, *parsed, *posting);
    notes.add(*filled, "resume");
    const std::pair<const char*, const document::Document*> screened[] = {{"resume", &*source}, {"job_description", &*posting}};
    for (const auto& [name, document] : screened) {
        const auto notices = notices_from_outside(ports, context, payload, name, document->text());
        if (!notices) return tl::unexpected(notices.error());
        notes.add(*notices, name);
    }
    json output = {{"asOf", present_of(*request, *source, parsed->resume).iso()},
                   {"confidence", parsed->confidence},
                   {"warnings", std::move(notes.warnings)},
                   {"findings", std::move(notes.findings)}};
    const std::pair<const char*, nlohmann::ordered_json> blobs[] = {
        {"resume.json", resume::to_json(parsed->resume, resume::Provenance::Include)},
        {"job_description.json", job_description::to_json(*job_description)},
        {"style.json", artifacts::to_json(*style)},
    };
    for (const auto& [name, value] : blobs) {
        auto stored = payload.put_json(name, value);
        if (!stored) return tl::unexpected(stored.error());
        output[name] = std::move(*stored);
    }
    return with_output(state, "parse", std::move(output));
}

}  // namespace bespoke::stages
