#include "engine/run_to_end.hpp"

#include "engine/stepping.hpp"

namespace bespoke::engine {
namespace {

using ports::Claim;
using ports::Position;
using ports::Transition;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::hours kLease{24};  // nobody else is there to take it

/// One execution on its way.
class Run {
public:
    Run(const Interpreter& interpreter, const Tasks& tasks, ports::Journal& journal, const ports::Clock& clock,
        const TransitionListener& listener)
        : interpreter_(interpreter), tasks_(tasks), journal_(journal), clock_(clock), listener_(listener) {}

    Status to_end(Claim claim) {
        while (true) {
            auto advance = next(claim);
            for (const auto& transition : advance.history) tell(transition);
            const auto* position = std::get_if<Position>(&advance.next);
            if (position != nullptr && position->wake) {
                return bespoke::fail(ErrorCode::Unavailable, "would-wait",
                                     "This state machine waits, which this command can't do; submit the job to a server.");
            }
            const auto lease = clock_.now() + kLease;
            const ports::Step step{advance.next, advance.history, std::move(effects_), lease};
            if (auto committed = journal_.commit(claim, step, {}, clock_.now()); !committed) return committed;
            if (position == nullptr) return {};
            claim.position = *position;
        }
    }
    void tell(const Transition& transition) const {
        if (listener_) listener_(transition);
    }

private:
    Advance next(const Claim& claim) {
        effects_ = {};
        Moment moment{claim.job, clock_.now()};
        auto looked = interpreter_.look(moment, claim.position);
        if (auto* advance = std::get_if<Advance>(&looked)) return run_on(interpreter_, moment, std::move(*advance));
        const auto& call = std::get<TaskCall>(looked);
        const TaskContext context{claim.tenant, claim.job, Deadline::after(call.timeout), [] { return true; }, claim.trace};
        const auto begin = SteadyClock::now();
        auto output = run_task(tasks_.find(call.resource)->second, context, call.input);
        moment.took = duration_cast<microseconds>(SteadyClock::now() - begin);
        moment.now = clock_.now();
        return run_on(interpreter_, moment, conclude(moment, claim.position, std::move(output)));
    }
    Advance conclude(const Moment& moment, const Position& at, Result<TaskOutput> output) {
        if (!output) return interpreter_.give_up(moment, at, failure_of(output.error(), at.state));
        auto advance = interpreter_.succeed(moment, at, std::move(output->data));
        if (advance.result_taken) effects_ = stamped(std::move(output->effects), moment.now);
        return advance;
    }

    const Interpreter& interpreter_;
    const Tasks& tasks_;
    ports::Journal& journal_;
    const ports::Clock& clock_;
    const TransitionListener& listener_;
    ports::Batch effects_;
};

}  // namespace

Result<ports::Execution> run_to_end(const Definition& definition, const Tasks& tasks, ports::Journal& journal,
                                    const ports::Clock& clock, const TenantId& tenant, const ports::NewExecution& execution,
                                    const TransitionListener& listener) {
    if (auto sound = check_tasks(definition, tasks); !sound) return tl::unexpected(sound.error());
    const Interpreter interpreter(definition);
    if (auto begun = journal.begin(tenant, execution, definition.start_at, {}, clock.now()); !begun)
        return tl::unexpected(begun.error());
    auto claim = journal.claim(tenant, clock.now(), clock.now() + kLease);
    if (!claim) return tl::unexpected(claim.error());
    if (*claim) {
        Run run(interpreter, tasks, journal, clock, listener);
        Transition entered;
        entered.kind = Transition::Kind::Entered;
        entered.state = definition.start_at;
        run.tell(entered);
        if (auto ended = run.to_end(std::move(**claim)); !ended) return tl::unexpected(ended.error());
    }
    auto ended = journal.describe(tenant, execution.job);
    if (!ended) return tl::unexpected(ended.error());
    return std::move(**ended);
}

}  // namespace bespoke::engine
