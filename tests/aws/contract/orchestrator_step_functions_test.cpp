// The promises of ports::Orchestrator on Step Functions: the service is asked to begin and to stop, its tasks are called from here.

#include <thread>

#include "orchestrator_contract.hpp"

#include "adapters/aws/dynamodb/metadata_store.hpp"
#include "adapters/aws/step_functions/orchestrator.hpp"
#include "adapters/memory/key_service.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "control.hpp"
#include "emulated.hpp"
#include "lambda/execution_ended.hpp"

namespace bespoke::orchestrator_contract {
namespace {

using adapters::aws::Caller;
using adapters::aws::Service;
using adapters::aws::StepFunctionsOrchestrator;

Deadline soon() { return Deadline::after(std::chrono::seconds(10)); }

/// The records in the emulators' table, as they are on AWS.
ports::MetadataStore& table_of_records() {
    static EmulatedClock clock;
    static adapters::memory::KeyService keys(clock);
    static adapters::memory::TenantRegistry registry;
    static const bool made = registry.create(kAlice, clock.now()) && registry.create(kBob, clock.now());
    static adapters::aws::dynamodb::MetadataStore store(emulated_client(), {.table = emulated("BESPOKE_TEST_TABLE")}, keys,
                                                        registry, clock);
    EXPECT_TRUE(made);
    return store;
}

enum class Records { InMemory, InTheTable };

class OutsideRig final : public Rig {
public:
    explicit OutsideRig(int jobs_at_once = 0, Records records = Records::InMemory)
        : jobs_at_once_(jobs_at_once), store_(records == Records::InMemory ? memory_ : table_of_records()) {
        for (const auto& [name, task] : tasks(sick)) {
            stages_.emplace(name, lambda::StageTask::create({interpreter_, name, task, effects(), store_, clock_}).value());
        }
    }
    StepFunctionsOrchestrator& outside() { return orchestrator_; }
    ports::Orchestrator& orchestrator() override { return orchestrator_; }
    ports::MetadataStore& store() override { return store_; }
    JobId job(const std::string& name) override {
        static const auto kProcess = to_millis(EmulatedClock().now());
        return JobId(fmt::format("{}-{}-{}", name, kProcess, number_));
    }

    /// What Step Functions does: calls the tasks that the machine comes by, for the run that was begun.
    void work(const TenantId& tenant, const JobId& job) override {
        const auto record = ports::get_execution(store_, tenant, job).value();
        if (!record) return;
        engine::Moment moment{job, clock_.now()};
        ports::Position position{"Work", ports::tagged(record->input, ports::tag_of(tenant, *record)), json::object(), {}};
        while (true) {
            auto looked = interpreter_.look(moment, position);
            if (const auto* call = std::get_if<engine::TaskCall>(&looked)) {
                const auto result = stages_.at(call->resource).run(call->input, soon());
                looked = result ? interpreter_.succeed(moment, position, *result)
                                : interpreter_.fail(moment, position,
                                                    engine::engine_failure(result.error().type, lambda::body_of(result.error())));
            }
            const auto& advance = std::get<engine::Advance>(looked);
            if (!std::holds_alternative<ports::Position>(advance.next)) break;
            position = std::get<ports::Position>(advance.next);
        }
        EXPECT_TRUE(orchestrator_.release(tenant, job));
    }
    Status close(const ports::ExecutionEnd& end) {
        const auto history = [this](const ports::ExecutionTag& tag, Deadline deadline) {
            return orchestrator_.failures(tag, deadline);
        };
        return lambda::close_ended(stages_.at("dead-letter"), store_, history, end, soon());
    }

private:
    static StepFunctionsOrchestrator::Effects told() {
        const auto all = effects();
        return {all.started, all.cancelled, all.redriven};
    }
    static inline std::atomic<int> count_{0};
    const int number_ = ++count_;
    const int jobs_at_once_;
    EmulatedClock clock_;
    adapters::memory::MetadataStore memory_{clock_};
    ports::MetadataStore& store_;
    engine::Interpreter interpreter_{engine::parse_definition(json::parse(kMachine)).value()};
    std::map<std::string, lambda::StageTask> stages_;
    StepFunctionsOrchestrator orchestrator_{
        emulated_client(),
        store_,
        clock_,
        {emulated("BESPOKE_TEST_STATE_MACHINE"), "Work", jobs_at_once_, std::chrono::milliseconds(0)},
        told()};
};

INSTANTIATE_TEST_SUITE_P(StepFunctions, OrchestratorContract,
                         testing::Values(+[]() -> std::unique_ptr<Rig> { return std::make_unique<OutsideRig>(); }));
INSTANTIATE_TEST_SUITE_P(StepFunctionsOneAtATime, OrchestratorContract,
                         testing::Values(+[]() -> std::unique_ptr<Rig> { return std::make_unique<OutsideRig>(1); }));

INSTANTIATE_TEST_SUITE_P(StepFunctionsOverDynamoDb, OrchestratorContract, testing::Values(+[]() -> std::unique_ptr<Rig> {
                             return std::make_unique<OutsideRig>(0, Records::InTheTable);
                         }));

/// The service's answer to a question about an execution; nullopt if it knows none.
std::optional<json> ask_the_service(const char* operation, const std::string& name) {
    auto arn = emulated("BESPOKE_TEST_STATE_MACHINE");
    arn.replace(arn.find(":stateMachine:"), 14, ":execution:");
    auto told = emulated_client().call(Service::StepFunctions, operation, {{"executionArn", arn + ":" + name}}, Caller::service(),
                                       soon());
    if (!told) return std::nullopt;
    return std::move(*told);
}

/// What the service says of an execution: its status and input; empty if it knows none.
std::pair<std::string, json> at_the_service(const std::string& name) {
    const auto told = ask_the_service("DescribeExecution", name);
    if (!told) return {};
    return {told->at("status"), json::parse(told->at("input").get<std::string>())};
}

/// How it ended. The emulator answers StopExecution before it has stopped anything.
std::string ended_as(const std::string& name) {
    for (const auto until = soon(); at_the_service(name).first == "RUNNING" && !until.passed();)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return at_the_service(name).first;
}

/// True once the history tells of such an event. The emulator writes it a little after it has answered or ended.
bool is_told(const std::string& name, std::string_view kind) {
    for (const auto until = soon(); !until.passed(); std::this_thread::sleep_for(std::chrono::milliseconds(5))) {
        const auto history = ask_the_service("GetExecutionHistory", name);
        if (!history) return false;
        for (const auto& event : history->at("events"))
            if (event.at("type").get<std::string>().ends_with(kind)) return true;
    }
    return false;
}

struct StepFunctions : testing::Test {
    OutsideRig rig{2};
    StepFunctionsOrchestrator& orchestrator = rig.outside();
    JobId job(const std::string& name) { return rig.job(name); }
    void start(const JobId& job) { ASSERT_TRUE(orchestrator.start(kAlice, {job, {{"n", 1}}, ""})); }
    ports::Execution described(const JobId& job) { return *orchestrator.describe(kAlice, job).value(); }
};

TEST_F(StepFunctions, NamesAnExecutionByItsJobAndGivesItIdsAndTheRequest) {
    const auto first = job("a");
    start(first);
    const auto [status, input] = at_the_service(first.str());
    EXPECT_EQ(status, "RUNNING");
    EXPECT_EQ(input.at("tenantId"), "alice");
    EXPECT_EQ(input.at("jobId"), first.str());
    EXPECT_EQ(input.at("run"), 1);
    EXPECT_EQ(input.at("n"), 1);
}

TEST_F(StepFunctions, StopsWhatIsCancelled) {
    const auto first = job("a");
    start(first);
    ASSERT_TRUE(orchestrator.cancel(kAlice, first));
    EXPECT_EQ(ended_as(first.str()), "ABORTED");
}

TEST_F(StepFunctions, ReadsInTheServicesHistoryWhatEndedAnExecutionInWhichState) {
    const auto first = job("a");
    start(first);
    const auto tag = ports::tag_of(kAlice, *ports::get_execution(rig.store(), kAlice, first).value());
    ASSERT_TRUE(is_told(first.str(), "StateEntered"));
    EXPECT_TRUE(orchestrator.failures(tag, soon())->empty()) << "it runs";
    ASSERT_TRUE(orchestrator.cancel(kAlice, first));
    ASSERT_EQ(ended_as(first.str()), "ABORTED");
    ASSERT_TRUE(is_told(first.str(), "ExecutionAborted"));
    const auto failures = orchestrator.failures(tag, soon());
    ASSERT_TRUE(failures) << failures.error().detail;
    ASSERT_EQ(failures->size(), 1U);
    EXPECT_EQ(failures->front().state, "Wait");
    EXPECT_EQ(failures->front().error, "Cancelled");
}

TEST_F(StepFunctions, RunsARedriveUnderANameOfItsOwn) {
    const auto first = job("a");
    rig.sick = true;
    start(first);
    rig.work(kAlice, first);
    ASSERT_TRUE(orchestrator.redrive(kAlice, first));
    EXPECT_EQ(at_the_service(first.str() + "-2").first, "RUNNING");
}

TEST_F(StepFunctions, LetsSoManyOfATenantRunAtOnceAndTheOthersWait) {
    const std::vector jobs = {job("a"), job("b"), job("c"), job("d")};
    for (const auto& it : jobs) start(it);
    EXPECT_EQ(at_the_service(jobs[1].str()).first, "RUNNING");
    EXPECT_EQ(at_the_service(jobs[2].str()).first, "") << "not begun";
    EXPECT_EQ(described(jobs[2]).status, ExecutionStatus::Running);
    EXPECT_FALSE(described(jobs[2]).leased);
    ASSERT_TRUE(orchestrator.start(kBob, {job("e"), json::object(), ""}));
    EXPECT_EQ(at_the_service(job("e").str()).first, "RUNNING") << "another tenant's places";

    ASSERT_TRUE(orchestrator.release(kAlice, jobs[0])) << "it runs: keeps its place";
    EXPECT_EQ(at_the_service(jobs[2].str()).first, "");
    rig.work(kAlice, jobs[0]);
    EXPECT_EQ(at_the_service(jobs[2].str()).first, "RUNNING");
    EXPECT_EQ(at_the_service(jobs[3].str()).first, "");
    ASSERT_TRUE(orchestrator.cancel(kAlice, jobs[1]));
    EXPECT_EQ(at_the_service(jobs[3].str()).first, "RUNNING");
}

TEST_F(StepFunctions, CancelsOneThatWaits) {
    const std::vector jobs = {job("a"), job("b"), job("c")};
    for (const auto& it : jobs) start(it);
    ASSERT_TRUE(orchestrator.cancel(kAlice, jobs[2]));
    rig.work(kAlice, jobs[0]);
    EXPECT_EQ(described(jobs[2]).status, ExecutionStatus::Cancelled);
    EXPECT_EQ(at_the_service(jobs[2].str()).first, "");
}

TEST_F(StepFunctions, KeepsAJobThatTheServiceWouldNotTakeAndBeginsItLater) {
    const auto first = job("a");
    {
        const Disturbed storm("faults",
                              json::array({{{"service", "states"}, {"operation", "StartExecution"}, {"kind", "throttle"}}}));
        start(first);
        EXPECT_GT(storm.struck(), 0);
    }
    EXPECT_EQ(at_the_service(first.str()).first, "");
    EXPECT_EQ(described(first).status, ExecutionStatus::Running);
    ASSERT_TRUE(orchestrator.look_after(kAlice, soon()));
    EXPECT_EQ(at_the_service(first.str()).first, "RUNNING");
}

TEST_F(StepFunctions, BeginsOnceThoughTheAnswerGotLost) {
    const auto first = job("a");
    const Disturbed lost(
        "faults",
        json::array(
            {{{"service", "states"}, {"operation", "StartExecution"}, {"kind", "close"}, {"when", "after"}, {"times", 1}}}));
    start(first);
    EXPECT_EQ(lost.struck(), 1);
    EXPECT_EQ(at_the_service(first.str()).first, "RUNNING");
    EXPECT_EQ(at_the_service(first.str() + "-2").first, "");
}

TEST_F(StepFunctions, FindsWhatEndedWithoutAWordAndItBecomesDead) {
    const auto first = job("a");
    start(first);
    ASSERT_TRUE(ask_the_service("StopExecution", first.str()));
    ASSERT_EQ(ended_as(first.str()), "ABORTED");
    const auto ends = orchestrator.look_after(kAlice, soon());
    ASSERT_TRUE(ends) << ends.error().detail;
    ASSERT_EQ(ends->size(), 1U);
    EXPECT_EQ(ends->front().outcome, ports::ExecutionEnd::Outcome::Aborted);
    ASSERT_TRUE(rig.close(ends->front()));
    ASSERT_TRUE(orchestrator.release(kAlice, first));
    EXPECT_EQ(described(first).status, ExecutionStatus::Failed);
    EXPECT_EQ(described(first).error_name, "Dead");
    EXPECT_TRUE(orchestrator.look_after(kAlice, soon())->empty());
}

TEST_F(StepFunctions, RefusesInputThatTheServiceWouldRefuse) {
    const auto refused = orchestrator.start(kAlice, {job("a"), {{"x", std::string(ports::kMaxStateBytes, 'x')}}, ""});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::LimitExceeded);
    EXPECT_EQ(refused.error().reason, "state-too-large");
    EXPECT_FALSE(orchestrator.describe(kAlice, job("a")).value());
}

}  // namespace
}  // namespace bespoke::orchestrator_contract
