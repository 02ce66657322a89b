#include <nlohmann/json.hpp>

#include "adapters/aws/messaging/event_bus.hpp"
#include "lambda/aws_installation.hpp"
#include "lambda/function.hpp"
#include "lambda/letter_sweep.hpp"
#include "lambda/second_chances.hpp"
#include "telemetry/log.hpp"

namespace bespoke::app {
namespace {

using telemetry::Level;

/// What `serve` does in the background, once: executions, webhooks and events of each tenant, then the housekeeping that is due.
class ChoresFunction final : public LambdaFunction {
public:
    explicit ChoresFunction(std::unique_ptr<AwsInstallation> installation)
        : installation_(std::move(installation)), chances_(*installation_) {
        const auto& name = installation_->settings().event_bus;
        if (name.empty()) return;
        bus_.emplace(installation_->store().client(), name);
        outbox_.emplace(installation_->store().metadata(), *bus_);
    }
    telemetry::Metrics& metrics() override { return installation_->metrics(); }

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        const auto tenants = installation_->store().tenants().list();
        if (!tenants) return tl::unexpected(lambda::failure_of(tenants.error()));
        finish_erasures(invocation.deadline);
        Done done;
        for (const auto& tenant : *tenants) {
            if (tenant.state != ports::TenantState::Active) continue;
            // Who comes too late is first at the next call: a minute from now.
            if (invocation.deadline.passed()) break;
            serve(tenant.id, invocation, done);
        }
        if (const auto swept = sweep_letters(*installation_, invocation.deadline); !swept)
            log_failure("dead-letters", {}, swept.error());
        if (!invocation.deadline.passed()) done.chores = installation_->scheduler().tick(installation_->store().clock().now());
        const nlohmann::json reply = {{"tenants", done.tenants},     {"chores", done.chores},       {"planned", done.planned},
                                      {"attempted", done.attempted}, {"published", done.published}, {"ended", done.ended}};
        return reply.dump();
    }

private:
    struct Done {
        std::size_t tenants = 0, chores = 0, planned = 0, attempted = 0, published = 0, ended = 0;
    };

    /// One tenant's trouble keeps none of the others waiting.
    void serve(const TenantId& tenant, const lambda::Invocation& invocation, Done& done) {
        ++done.tenants;
        look_after(tenant, invocation, done);
        if (const auto sent = installation_->dispatcher().run_once(tenant, installation_->store().clock().now())) {
            done.planned += sent->planned;
            done.attempted += sent->attempted;
        } else {
            log_failure("webhooks", tenant, sent.error());
        }
        if (!outbox_) return;
        if (const auto published = outbox_->publish_new(tenant, invocation.deadline)) {
            done.published += *published;
        } else {
            log_failure("events", tenant, published.error());
        }
    }

    void look_after(const TenantId& tenant, const lambda::Invocation& invocation, Done& done) {
        const auto ended = installation_->store().orchestration().look_after(tenant, invocation.deadline);
        if (!ended) return log_failure("executions", tenant, ended.error());
        done.ended += ended->size();
        for (const auto& end : *ended) {
            if (auto arranged = chances_.arrange(end, invocation.function_arn, invocation.deadline); !arranged)
                log_failure("second-chances", tenant, arranged.error());
        }
    }

    /// Once an environment, which lives for hours at most: what stages wrote while their tenant was being erased.
    void finish_erasures(Deadline deadline) {
        if (erasures_looked_at_) return;
        if (const auto finished = installation_->erasure().finish_pending(deadline); !finished)
            return log_failure("erasures", {}, finished.error());
        erasures_looked_at_ = true;
    }

    static void log_failure(std::string_view what, const TenantId& tenant, const Error& error) {
        telemetry::log(Level::Error, "chores.failed", "",
                       {{"what", what}, {"tenant", tenant.str()}, {"reason", error.reason}, {"detail", error.detail}});
    }

    std::unique_ptr<AwsInstallation> installation_;
    SecondChances chances_;
    std::optional<adapters::aws::EventBus> bus_;
    std::optional<adapters::aws::Outbox> outbox_;
    bool erasures_looked_at_ = false;
};

}  // namespace

Result<std::unique_ptr<LambdaFunction>> make_chores_function(const LambdaSettings& settings, const Environment& environment) {
    auto installation = AwsInstallation::create(settings, environment);
    if (!installation) return tl::unexpected(installation.error());
    return std::make_unique<ChoresFunction>(std::move(*installation));
}

}  // namespace bespoke::app
