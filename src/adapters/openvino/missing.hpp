#pragma once

#include "base/error.hpp"

namespace bespoke::adapters::openvino {

/// What a user reads when the model or the engine is not there.
inline tl::unexpected<Error> missing(std::string detail) {
    return fail(ErrorCode::Unavailable, "embedder-missing",
                "The embedding model all-MiniLM-L6-v2 is not installed; run `./dev build release` in the source tree, or choose "
                "the embedder lexical (--embedder lexical; in settings [embedding] embedder = \"lexical\").",
                std::move(detail));
}

inline tl::unexpected<Error> embedder_failed(std::string detail) {
    return fail(ErrorCode::Unavailable, "embedder-failed",
                "The embedding model could not be run; try again, or choose --embedder lexical.", std::move(detail));
}

}  // namespace bespoke::adapters::openvino
