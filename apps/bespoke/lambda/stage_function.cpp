#include <nlohmann/json.hpp>

#include "lambda/aws_intelligence.hpp"
#include "lambda/aws_store.hpp"
#include "lambda/event_json.hpp"
#include "lambda/function.hpp"
#include "lambda/stage_task.hpp"
#include "model_metrics.hpp"
#include "service/job_effects.hpp"
#include "service/learnt.hpp"
#include "stages/stages.hpp"

namespace bespoke::app {
namespace {

using nlohmann::json;

/// Not the user's fault, as "InvalidInput" would say to the state machine.
lambda::Failure no_event(const Error& error) {
    auto failure = lambda::failure_of(error);
    failure.type = "Internal";
    return failure;
}

/// One stage of the pipeline, as Step Functions calls it.
class StageFunction final : public LambdaFunction {
public:
    static Result<std::unique_ptr<LambdaFunction>> create(const LambdaSettings& settings, const Environment& environment) {
        std::unique_ptr<StageFunction> made(new StageFunction());
        auto store = AwsStore::create(settings, environment, made->metrics_);
        if (!store) return tl::unexpected(store.error());
        made->store_ = std::move(*store);
        auto intelligence = AwsIntelligence::create({.client = made->store_->client(),
                                                     .blobs = made->store_->blobs(),
                                                     .store = made->store_->metadata(),
                                                     .clock = made->store_->clock(),
                                                     .metrics = made->metrics_},
                                                    settings);
        if (!intelligence) return tl::unexpected(intelligence.error());
        made->intelligence_ = std::move(*intelligence);
        made->learnt_ = std::make_unique<service::Learnt>(made->store_->metadata(), made->store_->vectors());
        auto stage = made->make_stage(settings.handler);
        if (!stage) return tl::unexpected(stage.error());
        made->stage_.emplace(std::move(*stage));
        return made;
    }

    telemetry::Metrics& metrics() override { return metrics_; }
    [[nodiscard]] lambda::EmbeddedMetrics::Properties properties() const override { return properties_; }

    lambda::Outcome<std::string> handle(const lambda::Invocation& invocation) override {
        const auto event = lambda::parse_event(invocation.payload);
        if (!event) return tl::unexpected(no_event(event.error()));
        properties_ = {{"tenantId", lambda::text_at(*event, "tenantId")}, {"jobId", lambda::text_at(*event, "jobId")}};
        auto result = stage_->run(*event, invocation.deadline);
        if (!result) return tl::unexpected(result.error());
        return result->dump();
    }

private:
    StageFunction() = default;

    Result<lambda::StageTask> make_stage(const std::string& resource) {
        stages::StagePorts ports{store_->blobs(), intelligence_->reader()};
        intelligence_->give_to(ports);
        ports.memory = learnt_.get();
        ports.on_model_call = [this](const stages::ModelCall& call) { count(metrics_, call); };
        ports.on_embedded = [this](std::size_t texts) {
            metrics_.add("bespoke_embeddings_total", {}, static_cast<double>(texts));
        };
        const auto tasks = stages::make_tasks(ports);
        const auto task = tasks.find(resource);
        if (task == tasks.end())
            return fail(ErrorCode::InvalidInput, "bad-setting", "_HANDLER names no stage; set it to the name of one.", {},
                        "_HANDLER");
        return lambda::StageTask::create({.interpreter = store_->orchestration().interpreter(),
                                          .resource = resource,
                                          .task = task->second,
                                          .effects = service::job_effects(),
                                          .store = store_->metadata(),
                                          .clock = store_->clock(),
                                          .dead_letters = store_->orchestration().dead_letters(),
                                          .metrics = &metrics_});
    }

    telemetry::Metrics metrics_;
    std::unique_ptr<AwsStore> store_;
    std::unique_ptr<AwsIntelligence> intelligence_;
    std::unique_ptr<service::Learnt> learnt_;
    std::optional<lambda::StageTask> stage_;
    lambda::EmbeddedMetrics::Properties properties_;
};

}  // namespace

Result<std::unique_ptr<LambdaFunction>> make_stage_function(const LambdaSettings& settings, const Environment& environment) {
    return StageFunction::create(settings, environment);
}

}  // namespace bespoke::app
