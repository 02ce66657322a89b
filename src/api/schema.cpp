#include "api/schema.hpp"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace bespoke::api {
namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// Leave out what says nothing about validity: shorter schemas, and `format`, for which Valijson compiles expressions anew at each check.
json without_annotations(const json& schema) {
    if (!schema.is_object()) return schema;
    auto kept = json::object();
    for (const auto& [name, value] : schema.items()) {
        if (name == "description" || name == "examples" || name == "example" || name == "format" || name == "default") continue;
        if (name == "properties") {
            for (const auto& [property, inner] : value.items()) kept[name][property] = without_annotations(inner);
        } else if (name == "oneOf" || name == "anyOf" || name == "allOf") {
            for (const auto& inner : value) kept[name].push_back(without_annotations(inner));
        } else if (name == "items" || name == "additionalProperties" || name == "not") {
            kept[name] = without_annotations(value);
        } else {
            kept[name] = value;
        }
    }
    return kept;
}

/// "<root>[items][0]" is how Valijson names a place.
std::string pointer_from(const std::vector<std::string>& context) {
    std::string pointer;
    for (const auto& part : context) {
        if (part == "<root>") continue;
        const bool bracketed = part.size() >= 2 && part.front() == '[' && part.back() == ']';
        auto name = bracketed ? part.substr(1, part.size() - 2) : part;
        if (name.size() >= 2 && name.front() == '"') name = name.substr(1, name.size() - 2);
        pointer += '/';
        for (const char c : name) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return pointer;
}

}  // namespace

struct Schema::Impl {
    valijson::Schema compiled;
    bool integer = false;
};

Schema::Schema(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

Result<Schema> Schema::compile(json schema) {
    auto impl = std::make_unique<Impl>();
    schema = without_annotations(schema);
    impl->integer = schema.is_object() && schema.contains("type") && schema["type"] == "integer";
    try {
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(schema), impl->compiled);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, "schema",
                    "The interface's description is damaged; tell the operator to install the program anew.", error.what());
    }
    return Schema(std::move(impl));
}

std::optional<Misfit> Schema::check(const json& value) const {
    // The validator keeps compiled patterns; one a thread, so that they are compiled once and never shared.
    thread_local valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    try {
        if (validator.validate(impl_->compiled, Adapter(value), &results)) return std::nullopt;
    } catch (const std::exception&) {
        return Misfit{{}, "The value can't be checked."};
    }
    // The last message is the outermost; the deepest place says most.
    Misfit found{{}, "The value does not fit."};
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        auto pointer = pointer_from(error.context);
        if (pointer.size() >= found.pointer.size()) found = {std::move(pointer), error.description};
    }
    return found;
}

bool Schema::is_integer() const { return impl_->integer; }

}  // namespace bespoke::api
