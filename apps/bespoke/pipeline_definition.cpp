#include "pipeline_definition.hpp"

#include "base/embedded.hpp"

BESPOKE_EMBED_FILE(bespoke_pipeline, BESPOKE_PIPELINE_FILE)

namespace bespoke::app {

std::string_view pipeline_definition() { return bespoke_pipeline(); }

}  // namespace bespoke::app
