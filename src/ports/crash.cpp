#include "ports/crash.hpp"

#include <tuple>

namespace bespoke::ports {

Loss loss_of(const std::optional<CrashTrace>& trace, const WorkMark& lease) {
    if (!trace) return {};
    const auto name = [](const WorkMark& mark) { return std::tie(mark.tenant, mark.job, mark.token); };
    if (trace->work && name(*trace->work) != name(lease)) return {0, std::nullopt};
    return {1, trace->crash};
}

}  // namespace bespoke::ports
