#pragma once

#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "ports/embedder.hpp"

namespace bespoke::adapters::openvino {

/// How the network computes. Vectors of different precisions have different names, so they are never compared.
enum class Precision {
    Automatic,  ///< int8, else bf16, if the processor computes it in hardware, else f32
    F32,
    Bf16,
    Int8,
};

/// When the model and OpenVINO are loaded.
enum class Loading {
    AtFirstUse,
    InBackground,  ///< at once, on a thread of its own, for who will surely embed but has other work before; embed() waits for it
};

/// What a deployment may choose.
struct MinilmOptions {
    Precision precision = Precision::Automatic;
    Loading loading = Loading::AtFirstUse;
    /// Texts beyond this many concurrent calls wait for a turn; each turn has one thread and about 3 MB.
    std::size_t max_concurrent_calls = 2;
    /// Directory of libbespoke_openvino.so; empty: the one of the running executable.
    std::filesystem::path engine_directory;
};

/// Where `./dev` puts the model: what the environment variable BESPOKE_MODELS names, else `models` in the nearest directory above the
/// running executable that has it, each with the folder "all-minilm-l6-v2". The result need not exist.
std::filesystem::path default_minilm_directory();

/// all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020) on this machine's processor. Looks only whether its files are there, so it
/// is cheap to make; the first embed() loads the model and OpenVINO, verifies the checksums, and takes a fifth of a second.
/// Safe from many threads. Must go before main() ends: OpenVINO's statics are gone afterwards.
///
/// `Unavailable` "embedder-missing" if the model or the engine is not installed; the text names the command that does.
/// embed() can also fail with `Corrupt` "embedder-corrupt" (checksum or form of the files) and `Unavailable` "embedder-failed".
Result<std::unique_ptr<ports::Embedder>> make_minilm_embedder(const std::filesystem::path& model_directory,
                                                              MinilmOptions options = {});

}  // namespace bespoke::adapters::openvino
