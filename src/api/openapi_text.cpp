#include "api/openapi_text.hpp"

#include "base/embedded.hpp"

BESPOKE_EMBED_FILE(bespoke_openapi, BESPOKE_OPENAPI_FILE)

namespace bespoke::api {

std::string_view openapi_text() { return bespoke_openapi(); }

}  // namespace bespoke::api
