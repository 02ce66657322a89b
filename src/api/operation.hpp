#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "http/message.hpp"
#include "identity/principal.hpp"

namespace bespoke::api {

/// A file in a request: the part of a form, or the whole of a bare body. Views into the request.
struct SentFile {
    std::string name;        ///< as sent; empty if none was. Decides nothing.
    std::string media_type;  ///< as declared; decides nothing
    BytesView content;
};

/// One request that fits the OpenAPI document.
struct Call {
    const http::Request& http;
    std::string operation;                           ///< operationId
    std::map<std::string, std::string> path, query;  ///< decoded parameters, with the document's defaults
    nlohmann::json body;           ///< parsed and valid JSON, or a form's text fields; null where there is neither
    std::optional<SentFile> file;  ///< where the operation takes bytes
    std::optional<identity::Principal> principal;  ///< absent where the operation is public
    /// With an Idempotency-Key: 26 characters, the same each time this request is tried (also after a crash) and for no other. An id made
    /// of them (`doc_<seed>`) lets a second run find what the first one did.
    std::optional<std::string> seed;
    std::string base_url;  ///< scheme and authority of this server, for links
    [[nodiscard]] const TenantId& tenant() const { return principal->tenant; }
};

/// The work of one operation. An error becomes a problem (problem.hpp); the response is checked against the document.
using Operation = std::function<Result<http::Response>(const Call&)>;
/// By operationId.
using Operations = std::map<std::string, Operation>;

}  // namespace bespoke::api
