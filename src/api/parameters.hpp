#pragma once

#include <map>
#include <string>

#include "api/document.hpp"
#include "api/router.hpp"
#include "http/message.hpp"

namespace bespoke::api {

/// The parameters of a request, decoded and fitting; those left out have the document's defaults, if it gives one.
struct Parameters {
    std::map<std::string, std::string> path, query;
};

/// Checks path, query and header parameters strictly. `NotFound` for a path parameter that can't be: there is no such thing;
/// `InvalidInput` "bad-parameter" (or "idempotency-key-missing") for all others: unknown, twice, malformed, missing, not fitting.
Result<Parameters> check_parameters(const OperationSpec&, const Route&, const http::Request&);

}  // namespace bespoke::api
