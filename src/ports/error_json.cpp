#include "ports/error_json.hpp"

namespace bespoke::ports {

nlohmann::json to_json(const Error& error) {
    return {{"code", static_cast<int>(error.code)},
            {"reason", error.reason},
            {"text", error.public_text},
            {"detail", error.detail},
            {"where", error.where}};
}

Error error_from_json(const nlohmann::json& value) {
    return {static_cast<ErrorCode>(value.at("code").get<int>()), value.at("reason"), value.at("text"), value.at("detail"),
            value.at("where")};
}

}  // namespace bespoke::ports
