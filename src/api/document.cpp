#include "api/document.hpp"

namespace bespoke::api {
namespace {

using nlohmann::json;

/// Thrown within this file alone.
struct BadDocument {
    std::string where, text;
};

constexpr int kMaxRefs = 64;  ///< within each other; more is a cycle

/// The document with every $ref replaced by what it names.
class Resolver {
public:
    explicit Resolver(const json& root) : root_(root) {}

    json operator()(const json& value, int depth = 0) const {
        if (depth > kMaxRefs) throw BadDocument{{}, "references go in a circle"};
        if (value.is_array()) {
            auto out = json::array();
            for (const auto& item : value) out.push_back((*this)(item, depth));
            return out;
        }
        if (!value.is_object()) return value;
        if (const auto ref = value.find("$ref"); ref != value.end()) return (*this)(target(ref->get<std::string>()), depth + 1);
        auto out = json::object();
        for (const auto& [name, inner] : value.items()) out[name] = (*this)(inner, depth);
        return out;
    }

private:
    [[nodiscard]] const json& target(const std::string& ref) const {
        const json::json_pointer pointer(ref.starts_with('#') ? ref.substr(1) : ref);
        if (!root_.contains(pointer)) throw BadDocument{ref, "refers to nothing"};
        return root_.at(pointer);
    }
    const json& root_;
};

Schema compiled(const json& schema, const std::string& where) {
    auto result = Schema::compile(schema);
    if (!result) throw BadDocument{where, result.error().detail};
    return std::move(*result);
}

template <class Word>
Word word_of(const json& object, const char* key, const std::map<std::string, Word>& words, const std::string& where) {
    const auto found = words.find(object.value(key, ""));
    if (found == words.end()) throw BadDocument{where, fmt::format("{} is missing or unknown", key)};
    return found->second;
}

std::string as_parameter_text(const json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

Parameter read_parameter(const json& parameter, const std::string& where) {
    using In = Parameter::In;
    const auto in = word_of<In>(parameter, "in", {{"path", In::Path}, {"query", In::Query}, {"header", In::Header}}, where);
    const auto& schema = parameter.at("schema");
    const bool takes_all = parameter.value("x-control-characters", "") == "data";
    const auto controls = takes_all ? Parameter::Controls::Data : Parameter::Controls::Refused;
    Parameter out{parameter.at("name"),
                  in,
                  parameter.value("required", false) ? Parameter::Need::Required : Parameter::Need::Optional,
                  compiled(schema, where),
                  std::nullopt,
                  controls};
    if (schema.contains("default")) out.otherwise = as_parameter_text(schema["default"]);
    return out;
}

std::vector<Content> read_contents(const json& holder, const std::string& where) {
    std::vector<Content> contents;
    const auto content = holder.value("content", json::object());
    for (const auto& [media_type, value] : content.items()) {
        const auto& schema = value.at("schema");
        const bool bytes = schema.value("format", "") == "binary";
        contents.push_back({media_type, bytes ? std::nullopt : std::optional(compiled(schema, where))});
    }
    return contents;
}

AnswerSpec read_answer(const json& answer, const std::string& where) {
    AnswerSpec out{read_contents(answer, where), {}};
    const auto headers = answer.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) out.headers.push_back(name);
    return out;
}

Idempotency idempotency_of(const json& operation) {
    const auto word = operation.value("x-idempotency", "");
    return word == "required" ? Idempotency::Required : word == "optional" ? Idempotency::Optional : Idempotency::None;
}

std::unique_ptr<OperationSpec> read_operation(const std::string& path, const std::string& method, const json& operation) {
    static const std::map<std::string, Access> kAccess = {{"public", Access::Public},     {"signed", Access::Signed},
                                                          {"operator", Access::Operator}, {"viewer", Access::Viewer},
                                                          {"editor", Access::Editor},     {"admin", Access::Admin}};
    const auto where = fmt::format("{} {}", method, path);
    auto out = std::make_unique<OperationSpec>();
    out->id = operation.at("operationId");
    out->path = path;
    out->method = method;
    for (char& c : out->method) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    out->access = word_of(operation, "x-role", kAccess, where);
    out->idempotency = idempotency_of(operation);
    out->rate_class = operation.at("x-rate-class");
    const auto parameters = operation.value("parameters", json::array());
    for (const auto& parameter : parameters) out->parameters.push_back(read_parameter(parameter, where));
    if (operation.contains("requestBody")) {
        const auto& body = operation["requestBody"];
        out->body = BodySpec{body.value("required", false) ? BodySpec::Need::Required : BodySpec::Need::Optional,
                             read_contents(body, where)};
    }
    for (const auto& [status, answer] : operation.at("responses").items())
        out->answers[std::stoi(status)] = read_answer(answer, where);
    return out;
}

}  // namespace

Result<Document> Document::read(std::string_view openapi_json) {
    try {
        const auto root = json::parse(openapi_json);
        const auto paths = Resolver(root)(root.at("paths"));
        Document document;
        for (const auto& [path, methods] : paths.items()) {
            for (const auto& [method, operation] : methods.items()) {
                document.operations_.push_back(read_operation(path, method, operation));
            }
        }
        return document;
    } catch (const BadDocument& bad) {
        return fail(ErrorCode::Internal, "openapi",
                    "The interface's description is damaged; tell the operator to install the program anew.", bad.text,
                    bad.where);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "openapi",
                    "The interface's description is damaged; tell the operator to install the program anew.", error.what());
    }
}

const OperationSpec* Document::find(std::string_view id) const {
    for (const auto& operation : operations_) {
        if (operation->id == id) return operation.get();
    }
    return nullptr;
}

}  // namespace bespoke::api
