#include "document/wire.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <string_view>

namespace bespoke::document {
namespace {

/// One limit as the command line spells it.
struct Field {
    std::string_view name;
    std::uint64_t (*get)(const Limits&);
    void (*set)(Limits&, std::uint64_t);
    std::uint64_t largest;
};

template <auto Member>
constexpr Field number(std::string_view name) {
    using Value = std::remove_cvref_t<decltype(std::declval<Limits>().*Member)>;
    return {name, [](const Limits& limits) { return static_cast<std::uint64_t>(limits.*Member); },
            [](Limits& limits, std::uint64_t value) { limits.*Member = static_cast<Value>(value); },
            static_cast<std::uint64_t>(std::numeric_limits<Value>::max())};
}

template <auto Member>
constexpr Field duration(std::string_view name) {
    using Value = std::remove_cvref_t<decltype(std::declval<Limits>().*Member)>;
    return {name, [](const Limits& limits) { return static_cast<std::uint64_t>((limits.*Member).count()); },
            [](Limits& limits, std::uint64_t value) { limits.*Member = Value(static_cast<Value::rep>(value)); }, 1'000'000'000};
}

constexpr std::array kFields{
    number<&Limits::document_bytes>("document-bytes"),
    number<&Limits::text_bytes>("text-bytes"),
    number<&Limits::pages>("pages"),
    number<&Limits::characters>("characters"),
    number<&Limits::reader_output_bytes>("output-bytes"),
    number<&Limits::reader_memory_bytes>("memory-bytes"),
    duration<&Limits::reader_cpu>("cpu-seconds"),
    duration<&Limits::reader_wall>("wall-milliseconds"),
    number<&Limits::archive_parts>("archive-parts"),
    number<&Limits::archive_inflated_bytes>("archive-inflated-bytes"),
    number<&Limits::archive_ratio>("archive-ratio"),
    number<&Limits::archive_ratio_floor_bytes>("archive-ratio-floor-bytes"),
    number<&Limits::xml_depth>("xml-depth"),
    number<&Limits::xml_attributes>("xml-attributes"),
};

constexpr std::array kCodes{ErrorCode::InvalidInput,  ErrorCode::NotFound,  ErrorCode::Conflict,
                            ErrorCode::LimitExceeded, ErrorCode::Forbidden, ErrorCode::Unavailable,
                            ErrorCode::Timeout,       ErrorCode::Corrupt,   ErrorCode::Internal};

/// Longest text of an error that the parent believes; ours are one sentence.
constexpr std::size_t kMaxErrorText = 4096;

bool set_limit(Limits& limits, std::string_view argument) {
    if (!argument.starts_with("--")) return false;
    argument.remove_prefix(2);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view value_text = argument.substr(equals + 1);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(value_text.data(), value_text.data() + value_text.size(), value);
    if (error != std::errc{} || end != value_text.data() + value_text.size()) return false;
    for (const Field& field : kFields) {
        if (field.name != argument.substr(0, equals)) continue;
        if (value > field.largest) return false;
        field.set(limits, value);
        return true;
    }
    return false;
}

bool is_text(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() && found->get_ref<const std::string&>().size() <= kMaxErrorText;
}

tl::unexpected<Error> corrupt(std::string detail) {
    return fail(ErrorCode::Corrupt, "reader-answer",
                "The document could not be read, since its reader gave a broken answer; try again, or save it in another format.",
                std::move(detail));
}

}  // namespace

std::vector<std::string> limits_to_arguments(const Limits& limits) {
    std::vector<std::string> arguments;
    for (const Field& field : kFields) {
        arguments.push_back("--" + std::string(field.name) + "=" + std::to_string(field.get(limits)));
    }
    return arguments;
}

Result<Limits> limits_from_arguments(std::span<const std::string> arguments) {
    Limits limits;
    for (const std::string& argument : arguments) {
        if (!set_limit(limits, argument)) {
            return fail(ErrorCode::InvalidInput, "usage",
                        "The argument " + argument + " is not a limit of the reader; the reader's README names them.");
        }
    }
    return limits;
}

nlohmann::json error_to_json(const Error& error) {
    return {{"error",
             {{"code", to_string(error.code)}, {"reason", error.reason}, {"text", error.public_text}, {"where", error.where}}}};
}

Result<Error> error_from_json(const nlohmann::json& json) {
    if (!json.is_object() || json.size() != 1 || !json.contains("error")) return corrupt("no error object");
    const nlohmann::json& object = json["error"];
    if (!object.is_object() || object.size() != 4) return corrupt("error has other members");
    for (const char* key : {"code", "reason", "text", "where"}) {
        if (!is_text(object, key)) return corrupt(std::string("error lacks ") + key);
    }
    const auto& name = object["code"].get_ref<const std::string&>();
    for (const ErrorCode code : kCodes) {
        if (to_string(code) == name) return Error{code, object["reason"], object["text"], {}, object["where"]};
    }
    return corrupt("unknown error code");
}

}  // namespace bespoke::document
