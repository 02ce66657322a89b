#include "lambda/stage_task.hpp"

#include "engine/stepping.hpp"
#include "lambda/outside_failure.hpp"
#include "telemetry/log.hpp"

namespace bespoke::lambda {
namespace {

using engine::Advance;
using engine::Interpreter;
using engine::Moment;
using engine::TaskOutput;
using nlohmann::json;
using ports::ExecutionRecord;
using ports::ExecutionTag;
using ports::VisitEnds;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using SteadyClock = std::chrono::steady_clock;
using Standing = ExecutionRecord::Standing;

constexpr int kTries = 8;
constexpr double kMeanChance = 0.5;  // when the next attempt really begins is the service's affair
constexpr std::chrono::seconds kBeat{2};
constexpr std::string_view kDeadLetter = "dead-letter", kReject = "reject";

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

tl::unexpected<Error> stale() {
    return fail(ErrorCode::Conflict, "stale-execution", "This job was cancelled or begun anew; nothing more is done here.");
}

/// That our own services refuse us, or were not set up, is no fault of the user's, as its code would say to the machine's Catch.
Error blameless(Error error) {
    if (error.reason == "aws-denied" || error.reason == "aws-resource") error.code = ErrorCode::Unavailable;
    return error;
}

bool is_of(const ExecutionRecord& record, const ExecutionTag& tag) {
    return record.run == tag.run && record.created_at == tag.since;
}

engine::TaskContext context_of(const StageParts& parts, const ExecutionTag& tag, Deadline deadline) {
    const auto alive = [&parts, tag, next = SteadyClock::now() + kBeat]() mutable {
        if (SteadyClock::now() < next) return true;
        next = SteadyClock::now() + kBeat;
        const auto record = ports::get_execution(parts.store, tag.tenant, tag.job);
        if (!record) return true;  // not known: the commit will tell
        return *record && (*record)->standing == Standing::Running && is_of(**record, tag);
    };
    return {tag.tenant, tag.job, deadline, alive, tag.trace};
}

/// One call of the task.
class Visit {
public:
    Visit(const StageParts& parts, const std::string& state, ExecutionTag tag, json data)
        : parts_(parts), state_(state), tag_(std::move(tag)), given_(std::move(data)) {}

    Result<json> make(Deadline deadline) {
        if (auto read = load(); !read) return tl::unexpected(read.error());
        if (known_) return result_at_hand();
        if (!current()) return left_alone();
        arrive();
        auto output = work(deadline);
        return output ? succeed(std::move(*output)) : failed(blameless(output.error()));
    }

private:
    [[nodiscard]] bool is(std::string_view resource) const { return parts_.resource == resource; }
    [[nodiscard]] Moment moment() const { return {tag_.job, parts_.clock.now(), kMeanChance, took_}; }
    [[nodiscard]] bool current() const { return there_ && record_.standing == Standing::Running && is_of(record_, tag_); }

    Status load() {
        auto record = ports::get_execution(parts_.store, tag_.tenant, tag_.job);
        if (!record) return tl::unexpected(record.error());
        there_ = record->has_value();
        if (there_) record_ = std::move(**record);
        known_ = there_ && ports::is_committed(record_, state_, given_);
        return {};
    }

    /// The visit is committed: its answer was lost on the way.
    Result<json> result_at_hand() {
        if (const auto* result = ports::find_result(record_, state_, given_)) return *result;
        auto output = work(Deadline::after(timeout()));
        if (!output) return tl::unexpected(output.error());
        return std::move(output->data);
    }

    Result<json> left_alone() const {
        if (is(kReject) || is(kDeadLetter)) return given_;
        return stale();
    }

    /// The service says where the execution is. Mostly the record agrees; not where the service saw a failure that no task did.
    void arrive() {
        auto data = given_;
        auto& at = record_.position;
        arrived_.clear();
        if (at.state == state_) {
            if (data.contains("failure") && at.data.contains("failure")) data["failure"] = at.data["failure"];
        } else {
            const auto failure = caught_failure(data, at.state);
            if (failure) put_failure(data, *failure, at.state);
            auto followed = Interpreter::follow(moment(), at, data, state_, failure);
            arrived_ = std::move(followed.history);
            at = std::get<ports::Position>(std::move(followed.next));
        }
        at.data = std::move(data);
        at.wake.reset();
    }

    [[nodiscard]] std::chrono::seconds timeout() const {
        return std::get<engine::TaskState>(parts_.interpreter.definition().states.at(state_)).timeout;
    }

    Result<TaskOutput> work(Deadline deadline) {
        const auto longest = std::min<std::chrono::milliseconds>(timeout(), deadline.left());
        const auto begin = SteadyClock::now();
        auto output = engine::run_task(parts_.task, context_of(parts_, tag_, Deadline::after(longest)),
                                       known_ ? given_ : record_.position.data);
        took_ = duration_cast<microseconds>(SteadyClock::now() - begin);
        if (output && dump(ports::tagged(output->data, tag_)).size() > ports::kMaxStateBytes) {
            return fail(ErrorCode::Internal, "state-too-large",
                        "A step of the job gave more than can be passed on; ask the operator.");
        }
        return output;
    }

    Result<json> succeed(TaskOutput output) {
        for (int tries = 1;; ++tries) {
            auto advance = parts_.interpreter.succeed(moment(), record_.position, output.data);
            const auto done = commit(std::move(advance), &output);
            if (done) return std::move(output.data);
            if (!lost_race(done.error()) || tries == kTries) return failed(blameless(done.error()));
            if (auto read = load(); !read) return tl::unexpected(read.error());
            if (known_) return std::move(output.data);
            if (!current()) return left_alone();
            arrive();
        }
    }

    [[nodiscard]] bool lost_race(const Error& error) const {
        return error.code == ErrorCode::Conflict && error.where == ports::execution_record_id(tag_.job).str();
    }

    /// The failure goes to the service whether or not it could be noted. One that ends the execution is noted by close_ended().
    Result<json> failed(const Error& error) {
        telemetry::log(
            telemetry::Level::Warning, "stage-failed", tag_.trace,
            {{"job", tag_.job.str()}, {"stage", state_}, {"error", engine::error_name(error)}, {"reason", error.reason}});
        auto advance = parts_.interpreter.fail(moment(), record_.position, engine::failure_of(error, state_));
        advance = engine::run_on(parts_.interpreter, moment(), std::move(advance));
        if (std::holds_alternative<ports::Position>(advance.next)) (void)commit(std::move(advance), nullptr);
        return tl::unexpected(error);
    }

    Status commit(Advance advance, const TaskOutput* output) {
        const auto when = moment();
        advance = engine::run_on(parts_.interpreter, when, std::move(advance));
        advance.history.insert(advance.history.begin(), arrived_.begin(), arrived_.end());
        auto next = record_;
        next.add(advance.history);
        const auto* ending = std::get_if<ports::Ending>(&advance.next);
        if (ending != nullptr) {
            next.ending = *ending;
            next.standing = ending->status == ports::ExecutionStatus::Succeeded ? Standing::Succeeded : Standing::Failed;
        } else {
            next.position = std::get<ports::Position>(advance.next);
        }
        if (output != nullptr) {
            ports::keep_result(next, state_, given_, output->data, ending != nullptr ? VisitEnds::Execution : VisitEnds::Nothing);
            if (auto told = tell_operator(next); !told) return told;
        }
        auto batch = engine::effects_of(parts_.effects, tag_.tenant, tag_.job, advance,
                                        output != nullptr ? output->effects : ports::Batch{}, when.now);
        batch.writes.emplace_back(ports::put_execution(next));
        auto done = parts_.store.commit(tag_.tenant, batch);
        if (done) measure(advance);
        return done;
    }

    /// Before the commit: a message twice does no harm, a dead job without one does.
    Status tell_operator(const ExecutionRecord& next) const {
        if (parts_.dead_letters == nullptr || !is(kDeadLetter) || !next.ending) return {};
        const auto& ending = *next.ending;
        auto name = ending.error_name;
        for (const auto& line : next.history) {
            if (line.kind == ports::Transition::Kind::Failed && line.state == ending.failed_state) name = line.error;
        }
        return parts_.dead_letters->send({tag_.tenant, tag_.job, tag_.run, ending.failed_state, name,
                                          ending.error ? ending.error->reason : std::string(), tag_.trace},
                                         Deadline::after(timeout()));
    }

    void measure(const Advance& advance) const {
        if (parts_.metrics == nullptr) return;
        for (const auto& line : advance.history) {
            using Kind = ports::Transition::Kind;
            if (line.kind == Kind::Retried) parts_.metrics->add("bespoke_stage_retries_total", {{"stage", line.state}});
            if (line.took.count() == 0) continue;
            parts_.metrics->observe("bespoke_stage_seconds",
                                    {{"stage", line.state}, {"outcome", line.kind == Kind::Succeeded ? "ok" : "failed"}},
                                    std::chrono::duration<double>(line.took).count());
        }
        if (const auto* ending = std::get_if<ports::Ending>(&advance.next)) {
            const bool worked = ending->status == ports::ExecutionStatus::Succeeded;
            parts_.metrics->add("bespoke_executions_ended_total", {{"status", worked ? "succeeded" : "failed"}});
        }
    }

    const StageParts& parts_;
    const std::string& state_;
    const ExecutionTag tag_;
    const json given_;
    ExecutionRecord record_;
    bool there_ = false, known_ = false;  ///< the record; the visit as a committed one
    std::vector<ports::Transition> arrived_;
    microseconds took_{0};
};

Failure reported(const Error& error, const std::string& state) {
    auto failure = failure_of(blameless(error));
    failure.more["state"] = state;
    return failure;
}

}  // namespace

Result<StageTask> StageTask::create(StageParts parts) {
    std::vector<std::string> states;
    for (const auto& [name, state] : parts.interpreter.definition().states) {
        const auto* task = std::get_if<engine::TaskState>(&state);
        if (task == nullptr || task->resource != parts.resource) continue;
        if (task->parameters.is_null() && task->result_selector.is_null()) states.push_back(name);
    }
    if (states.size() != 1) {
        return fail(ErrorCode::InvalidInput, "bad-definition",
                    "No state of the state machine names this task; name it in one, plainly.", parts.resource);
    }
    return StageTask(std::move(parts), states.front());
}

Outcome<json> StageTask::run(const json& event, Deadline deadline) const {
    auto data = event;
    auto tag = ports::take_tag(data);
    if (!tag) return tl::unexpected(reported(tag.error(), state_));
    auto result = Visit(parts_, state_, *tag, std::move(data)).make(deadline);
    if (!result) return tl::unexpected(reported(result.error(), state_));
    return ports::tagged(*result, *tag);
}

}  // namespace bespoke::lambda
