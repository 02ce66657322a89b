#include "adapters/openvino/engine_library.hpp"

#include <dlfcn.h>

#include "adapters/openvino/missing.hpp"

namespace bespoke::adapters::openvino {
namespace {

/// Why the last dl call failed.
std::string why() {
    const char* text = ::dlerror();
    return text != nullptr ? text : "unknown";
}

}  // namespace

std::filesystem::path executable_directory() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

Result<std::filesystem::path> find_engine(const std::filesystem::path& directory) {
    auto folders = std::vector{directory};
    if (directory.empty()) folders = {executable_directory(), executable_directory().parent_path() / "lib/bespoke"};
    for (const auto& folder : folders) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(folder / kEngineLibrary, ignored)) return folder / kEngineLibrary;
    }
    return missing(folders.front().string() + " has no " + kEngineLibrary);
}

Result<std::unique_ptr<Encoder>> load_encoder(const std::filesystem::path& library, const EncoderWeights& weights,
                                              const EncoderOptions& options) {
    // RTLD_LOCAL: its TBB must not meet another one in this process. Never unloaded: its threads may outlive any owner.
    void* const module = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) return embedder_failed(why());
    auto* const make = reinterpret_cast<MakeEncoder*>(::dlsym(module, kMakeEncoderSymbol));
    if (make == nullptr) return embedder_failed(why());
    std::string failure;
    std::unique_ptr<Encoder> encoder(make(weights, options, failure));
    if (encoder == nullptr) return embedder_failed(std::move(failure));
    return encoder;
}

}  // namespace bespoke::adapters::openvino
