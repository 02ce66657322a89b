#include "lambda/aws_orchestration.hpp"

#include "adapters/aws/messaging/dead_letter_queue.hpp"
#include "adapters/aws/step_functions/orchestrator.hpp"
#include "lambda/execution_ended.hpp"
#include "lambda/stage_task.hpp"
#include "pipeline_definition.hpp"
#include "ports/tenant_registry.hpp"
#include "service/job_effects.hpp"
#include "stages/stages.hpp"

namespace bespoke::app {
namespace {

namespace aws = adapters::aws;
constexpr const char* kDeadLetter = "dead-letter";

Result<engine::Interpreter> make_interpreter() {
    auto definition = engine::parse_definition(nlohmann::json::parse(pipeline_definition(), nullptr, false));
    if (!definition) return tl::unexpected(definition.error());
    return engine::Interpreter(std::move(*definition));
}

aws::StepFunctionsOrchestrator::Effects orchestrator_effects() {
    const auto effects = service::job_effects();
    return {.started = effects.started, .cancelled = effects.cancelled, .redriven = effects.redriven};
}

/// The dead letter of a job touches nothing but the job's record: none of the ports of the other stages is asked.
engine::Task dead_letter_task() {
    return [](const engine::TaskContext& context, const nlohmann::json& state) -> Result<engine::TaskOutput> {
        struct Nothing final : ports::BlobStore, ports::DocumentReader {
            static tl::unexpected<Error> none() {
                return fail(ErrorCode::Internal, "no-port", "This is no part of this stage; tell the operator.");
            }
            Status put(const TenantId&, const ports::BlobKey&, BytesView, Deadline) override { return none(); }
            Result<std::optional<Bytes>> get(const TenantId&, const ports::BlobKey&, Deadline) override { return none(); }
            Status remove(const TenantId&, const ports::BlobKey&, Deadline) override { return none(); }
            Result<std::vector<Entry>> list(const TenantId&, std::string_view, Deadline) override { return none(); }
            Result<document::Document> read(BytesView, Deadline) override { return none(); }
        } nothing;
        return stages::dead_letter(stages::StagePorts{nothing, nothing}, context, state);
    };
}

}  // namespace

struct AwsOrchestration::Impl {
    ports::MetadataStore& store;
    std::unique_ptr<ports::DeadLetterQueue> dead_letters;
    std::unique_ptr<aws::StepFunctionsOrchestrator> orchestrator;
    std::optional<lambda::StageTask> dead_letter;
};

AwsOrchestration::AwsOrchestration(engine::Interpreter interpreter, std::unique_ptr<Impl> impl)
    : interpreter_(std::move(interpreter)), impl_(std::move(impl)) {}
AwsOrchestration::~AwsOrchestration() = default;

Result<std::unique_ptr<AwsOrchestration>> AwsOrchestration::create(aws::Client& client, ports::MetadataStore& store,
                                                                   ports::Clock& clock, telemetry::Metrics& metrics,
                                                                   const LambdaSettings& settings) {
    auto interpreter = make_interpreter();
    if (!interpreter) return tl::unexpected(interpreter.error());
    auto impl = std::make_unique<Impl>(Impl{store, nullptr, nullptr, std::nullopt});
    if (!settings.dead_letter_queue.empty())
        impl->dead_letters = std::make_unique<aws::DeadLetterQueue>(client, settings.dead_letter_queue);
    impl->orchestrator = std::make_unique<aws::StepFunctionsOrchestrator>(
        client, store, clock,
        aws::StepFunctionsOrchestrator::Options{.state_machine = settings.state_machine,
                                                .start_state = interpreter->definition().start_at,
                                                .jobs_at_once = static_cast<int>(settings.jobs_at_once_per_tenant)},
        orchestrator_effects());
    auto made = std::unique_ptr<AwsOrchestration>(new AwsOrchestration(std::move(*interpreter), std::move(impl)));
    auto dead_letter = lambda::StageTask::create({.interpreter = made->interpreter_,
                                                  .resource = kDeadLetter,
                                                  .task = dead_letter_task(),
                                                  .effects = service::job_effects(),
                                                  .store = store,
                                                  .clock = clock,
                                                  .dead_letters = made->impl_->dead_letters.get(),
                                                  .metrics = &metrics});
    if (!dead_letter) return tl::unexpected(dead_letter.error());
    made->impl_->dead_letter.emplace(std::move(*dead_letter));
    return made;
}

ports::Orchestrator& AwsOrchestration::orchestrator() { return *impl_->orchestrator; }
ports::DeadLetterQueue* AwsOrchestration::dead_letters() { return impl_->dead_letters.get(); }

Status AwsOrchestration::settle(const ports::ExecutionEnd& end, Deadline deadline) {
    const auto history = [this](const ports::ExecutionTag& tag, Deadline until) {
        return impl_->orchestrator->failures(tag, until);
    };
    if (auto closed = lambda::close_ended(*impl_->dead_letter, impl_->store, history, end, deadline); !closed) return closed;
    return impl_->orchestrator->release(end.tag.tenant, end.tag.job);
}

Result<std::vector<ports::ExecutionEnd>> AwsOrchestration::look_after(const TenantId& tenant, Deadline deadline) {
    auto ends = impl_->orchestrator->look_after(tenant, deadline);
    if (!ends) return tl::unexpected(ends.error());
    for (const auto& end : *ends)
        if (auto settled = settle(end, deadline); !settled) return tl::unexpected(settled.error());
    return ends;
}

Status AwsOrchestration::stop_all(const TenantId& tenant, Deadline deadline) {
    const auto dropped = impl_->orchestrator->drop(tenant, deadline);
    // The store lets nobody at an erased tenant's records any more: its stages find the same, and end by themselves.
    if (!dropped && dropped.error().reason == ports::no_tenant().reason) return {};
    return dropped;
}

}  // namespace bespoke::app
