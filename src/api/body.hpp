#pragma once

#include "api/document.hpp"
#include "api/operation.hpp"

namespace bespoke::api {

/// Reads the request's body into the call, as the operation says. `InvalidInput` "unsupported-media" (415) for a media type that the
/// operation doesn't take, "bad-json", "bad-multipart", "bad-body" (with a JSON pointer) for what doesn't fit.
Status read_body(const OperationSpec&, Call&);

}  // namespace bespoke::api
