#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bespoke::ports {

/// Turns texts into vectors whose cosine says how alike their meanings are. Safe from many threads.
class Embedder {
public:
    virtual ~Embedder() = default;
    /// The model with its precision, e.g. "all-MiniLM-L6-v2/bf16". Vectors of different names are never compared.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Length of the vectors.
    [[nodiscard]] virtual std::size_t dimension() const = 0;
    /// One vector of unit length a text, in order. What goes beyond the model's window is cut off; an empty text has a vector like any other.
    /// `Unavailable` "embedder-missing" | "embedder-failed".
    virtual Result<std::vector<std::vector<float>>> embed(std::span<const std::string> texts) = 0;
};

}  // namespace bespoke::ports
