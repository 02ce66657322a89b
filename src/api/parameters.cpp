#include "api/parameters.hpp"

#include <charconv>

#include "api/percent.hpp"
#include "api/problem.hpp"

namespace bespoke::api {
namespace {

using In = Parameter::In;

tl::unexpected<Error> bad(std::string_view name, std::string_view what) {
    return fail(ErrorCode::InvalidInput, "bad-parameter",
                fmt::format("The parameter \"{}\" {}; see the interface's description.", name, what), {}, std::string(name));
}

/// As JSON, by the schema's type: digits are a number only in their one canonical spelling.
nlohmann::json value_of(const Schema& schema, const std::string& text) {
    if (!schema.is_integer()) return text;
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && at == end && std::to_string(number) == text) return number;
    return text;
}

bool fits(const Parameter& parameter, const std::string& text) {
    if (parameter.controls == Parameter::Controls::Refused && has_control(text)) return false;
    return text.size() <= kMaxStringBytes && is_utf8(text) && !parameter.schema.check(value_of(parameter.schema, text));
}

Status check_path(const OperationSpec& operation, const Route& route, std::map<std::string, std::string>& out) {
    for (const auto& parameter : operation.parameters) {
        if (parameter.in != In::Path) continue;
        const auto found = route.path.find(parameter.name);
        const auto text = found == route.path.end() ? std::nullopt : percent_decoded(found->second, Plus::IsPlus);
        if (!text || !fits(parameter, *text)) return not_found();
        out[parameter.name] = *text;
    }
    return {};
}

const Parameter* find(const OperationSpec& operation, In in, std::string_view name) {
    const auto found = std::ranges::find_if(
        operation.parameters, [&](const Parameter& parameter) { return parameter.in == in && parameter.name == name; });
    return found == operation.parameters.end() ? nullptr : &*found;
}

Status check_query(const OperationSpec& operation, std::map<std::string, std::string>& query) {
    for (const auto& [name, text] : query) {
        const auto* parameter = find(operation, In::Query, name);
        if (parameter == nullptr) return bad(name.substr(0, 64), "is not known here");
        if (!fits(*parameter, text)) return bad(name, "does not fit");
    }
    for (const auto& parameter : operation.parameters) {
        if (parameter.in != In::Query || query.contains(parameter.name)) continue;
        if (parameter.otherwise) query[parameter.name] = *parameter.otherwise;
        if (parameter.need == Parameter::Need::Required) return bad(parameter.name, "is missing");
    }
    return {};
}

Status check_headers(const OperationSpec& operation, const http::Fields& headers) {
    for (const auto& parameter : operation.parameters) {
        if (parameter.in != In::Header) continue;
        const auto text = headers.get(parameter.name);
        if (!text && parameter.need == Parameter::Need::Required) {
            if (parameter.name != "Idempotency-Key") return bad(parameter.name, "is missing");
            return fail(ErrorCode::InvalidInput, "idempotency-key-missing",
                        "An Idempotency-Key is needed, so that sending this again can't do it twice; send any unique text.", {},
                        parameter.name);
        }
        if (text && (headers.count(parameter.name) > 1 || !fits(parameter, std::string(*text))))
            return bad(parameter.name, "does not fit");
    }
    return {};
}

}  // namespace

Result<Parameters> check_parameters(const OperationSpec& operation, const Route& route, const http::Request& request) {
    Parameters out;
    if (auto path = check_path(operation, route, out.path); !path) return tl::unexpected(path.error());
    auto query = parse_query(request.query);
    if (!query) return tl::unexpected(query.error());
    out.query = std::move(*query);
    if (auto known = check_query(operation, out.query); !known) return tl::unexpected(known.error());
    if (auto headers = check_headers(operation, request.headers); !headers) return tl::unexpected(headers.error());
    return out;
}

}  // namespace bespoke::api
