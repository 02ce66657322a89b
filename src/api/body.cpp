#include "api/body.hpp"

#include "api/field_value.hpp"
#include "api/multipart.hpp"
#include "api/percent.hpp"
#include "base/strict_json.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

tl::unexpected<Error> unsupported(const BodySpec& body) {
    std::string names;
    for (const auto& content : body.contents) names += (names.empty() ? "" : ", ") + content.media_type;
    return fail(ErrorCode::InvalidInput, "unsupported-media",
                fmt::format("This media type is not taken here; send one of {}.", names), {}, "Content-Type");
}

tl::unexpected<Error> bad_body(std::string_view text, std::string pointer) {
    return fail(ErrorCode::InvalidInput, "bad-body", fmt::format("The body does not fit; correct it: {}", text), {},
                std::move(pointer));
}

/// No string is so long that a schema's pattern could exhaust the stack.
bool strings_are_short(const json& value) {
    if (value.is_string()) return value.get_ref<const std::string&>().size() <= kMaxStringBytes;
    if (value.is_object()) {
        for (const auto& [name, inner] : value.items()) {
            if (name.size() > kMaxStringBytes || !strings_are_short(inner)) return false;
        }
    }
    return !value.is_array() || std::ranges::all_of(value, strings_are_short);
}

Status check(const Content& content, const json& value) {
    if (!strings_are_short(value)) return bad_body("a text is too long; the interface's description has the limits.", {});
    const auto misfit = content.schema->check(value);
    if (misfit) return bad_body(misfit->text, misfit->pointer);
    return {};
}

Status read_json(const Content& content, const FieldValue& type, Call& call) {
    const auto charset = type.get("charset");
    if (charset && lower_case(*charset) != "utf-8")
        return fail(ErrorCode::InvalidInput, "unsupported-media", "JSON is UTF-8; send it so.");
    auto value = parse_strict_json(as_text(call.http.body));
    if (!value) return tl::unexpected(value.error());
    if (auto fits = check(content, *value); !fits) return fits;
    call.body = std::move(*value);
    return {};
}

Status read_form(const Content& content, Call& call) {
    const auto boundary = boundary_of(*call.http.headers.get("Content-Type"));
    if (!boundary)
        return fail(ErrorCode::InvalidInput, "bad-multipart",
                    "The form's boundary is missing or malformed; send it as RFC 7578 says.");
    const auto parts = parse_multipart(as_text(call.http.body), *boundary);
    if (!parts) return tl::unexpected(parts.error());
    auto fields = json::object();
    for (const auto& part : *parts) {
        if (part.name == "file") {
            call.file = SentFile{part.filename.value_or(""), part.media_type, as_bytes(part.content)};
        } else if (part.content.size() > kMaxStringBytes || !is_utf8(part.content)) {
            return bad_body("a field is too long or not UTF-8.", {});
        } else {
            fields[part.name] = part.content;
        }
    }
    auto whole = fields;
    if (call.file) whole["file"] = "";
    if (auto fits = check(content, whole); !fits) return fits;
    call.body = std::move(fields);
    return {};
}

Status read_content(const Content& content, const FieldValue& type, Call& call) {
    if (!content.schema) {
        call.file = SentFile{call.query.contains("name") ? call.query.at("name") : std::string(), type.value, call.http.body};
        return {};
    }
    if (content.media_type == "application/json") return read_json(content, type, call);
    if (content.media_type == "multipart/form-data") return read_form(content, call);
    return {};  // the operation reads it itself
}

}  // namespace

Status read_body(const OperationSpec& operation, Call& call) {
    const bool empty = call.http.body.empty();
    if (!operation.body) {
        if (empty || as_text(call.http.body) == "{}") return {};
        return bad_body("this operation takes none.", {});
    }
    const auto field = call.http.headers.get("Content-Type");
    if (!field && empty && operation.body->need == BodySpec::Need::Required) return bad_body("it is missing.", {});
    const auto type = field && call.http.headers.count("Content-Type") == 1 ? parse_field_value(*field) : std::nullopt;
    if (!type) return unsupported(*operation.body);
    const auto content = std::ranges::find(operation.body->contents, type->value, &Content::media_type);
    if (content == operation.body->contents.end()) return unsupported(*operation.body);
    return read_content(*content, *type, call);
}

}  // namespace bespoke::api
