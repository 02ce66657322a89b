#include "stages/payload.hpp"
#include "stages/stages.hpp"

namespace bespoke::stages {

Result<nlohmann::json> notify(const StagePorts& ports, const engine::TaskContext& context, const nlohmann::json& state) {
    nlohmann::json data = {{"accepted", state.at("validate").at("accepted")}, {"refused", state.at("validate").at("refused")}};
    auto sent = ports.notifier.notify(context.tenant, {"job.succeeded", context.job, std::move(data)}, context.deadline);
    if (!sent) return tl::unexpected(sent.error());
    return with_output(state, "notify", {{"event", "job.succeeded"}});
}

}  // namespace bespoke::stages
