#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::openvino {

/// One tensor of a file; its bytes are a view into the file.
struct Tensor {
    std::string dtype;
    std::vector<std::size_t> shape;
    BytesView bytes;
};

/// The tensors of a safetensors file (format of huggingface/safetensors, README "Format"): 8 bytes of header length, little-endian, a JSON
/// header, then the tensors' bytes without gaps or overlaps. The file's bytes must outlive it. Immutable; safe from many threads.
class SafeTensors {
public:
    static constexpr std::size_t kMaxHeaderBytes = 1024 * 1024;
    static constexpr std::size_t kMaxDimensions = 8;

    /// `Corrupt` "embedder-corrupt" for anything that the format does not allow.
    static Result<SafeTensors> parse(BytesView file);

    /// The values of an F32 tensor of exactly this shape. `Corrupt` "embedder-corrupt" otherwise.
    [[nodiscard]] Result<std::span<const float>> floats(std::string_view name, std::span<const std::size_t> shape) const;
    [[nodiscard]] const std::map<std::string, Tensor, std::less<>>& tensors() const { return tensors_; }

private:
    std::map<std::string, Tensor, std::less<>> tensors_;
};

}  // namespace bespoke::adapters::openvino
