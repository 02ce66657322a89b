#pragma once

#include <string_view>

namespace bespoke::app {

/// The text of pipeline/tailoring.asl.json, compiled in.
std::string_view pipeline_definition();

}  // namespace bespoke::app
