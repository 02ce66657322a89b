#pragma once

#include <filesystem>

#include "adapters/openvino/encoder.hpp"
#include "base/error.hpp"

namespace bespoke::adapters::openvino {

/// Where the module libbespoke_openvino.so is: in `directory`, or if that is empty, beside the running executable or in its ../lib/bespoke.
/// `Unavailable` "embedder-missing" if it is not there.
Result<std::filesystem::path> find_engine(const std::filesystem::path& directory);

/// Loads the module, and OpenVINO with it, for the rest of the process. `Unavailable` "embedder-failed".
Result<std::unique_ptr<Encoder>> load_encoder(const std::filesystem::path& library, const EncoderWeights&, const EncoderOptions&);

/// The running executable's folder.
std::filesystem::path executable_directory();

}  // namespace bespoke::adapters::openvino
