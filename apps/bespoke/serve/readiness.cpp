#include "serve/readiness.hpp"

#include <unistd.h>

#include <system_error>

namespace bespoke::app {
namespace {

using Outcome = api::Check::Outcome;

/// An upload, its artifacts and the databases' logs have to fit with room to spare.
constexpr std::uintmax_t kLeastFreeBytes = 256ULL << 20U;

api::Check disk(const Config& config) {
    std::error_code error;
    const auto space = std::filesystem::space(config.data, error);
    if (error) return {Outcome::Failed, "storage", "the data directory can't be looked at"};
    if (space.available < kLeastFreeBytes) {
        return {Outcome::Failed, "storage",
                fmt::format("{} MiB are free; at least {} are needed", space.available >> 20U, kLeastFreeBytes >> 20U)};
    }
    if (::access(config.data.c_str(), W_OK) != 0) return {Outcome::Failed, "storage", "the data directory can't be written"};
    return {Outcome::Ok, "storage", fmt::format("{} MiB free", space.available >> 20U)};
}

api::Check registry(Store& store) {
    const auto setting = store.system->setting("readiness");
    return setting ? api::Check{Outcome::Ok, "registry", "answers"}
                   : api::Check{Outcome::Failed, "registry", setting.error().reason};
}

/// It is loaded by the first job that needs it; that its files are there was seen at the start.
api::Check embedder(const Intelligence& intelligence) { return {Outcome::Ok, "embedder", intelligence.embedder_name()}; }

}  // namespace

std::vector<api::Check> check_readiness(Platform& platform) {
    return {disk(platform.config()), registry(platform.store()), embedder(platform.intelligence())};
}

}  // namespace bespoke::app
