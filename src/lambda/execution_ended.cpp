#include "lambda/execution_ended.hpp"

#include "lambda/outside_failure.hpp"
#include "telemetry/log.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;
using ports::ExecutionEnd;
using Outcome = ExecutionEnd::Outcome;
using Standing = ports::ExecutionRecord::Standing;

tl::unexpected<Error> bad(std::string detail) {
    return fail(ErrorCode::InvalidInput, "bad-event", "This is no event of an execution that ended; it is left alone.",
                std::move(detail));
}

std::optional<Outcome> outcome_of(const std::string& status) {
    if (status == "SUCCEEDED") return Outcome::Succeeded;
    if (status == "FAILED") return Outcome::Failed;
    if (status == "TIMED_OUT") return Outcome::TimedOut;
    if (status == "ABORTED") return Outcome::Aborted;
    return std::nullopt;
}

std::string text_of(const json& value, const char* member) {
    const auto found = value.find(member);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string name_of(const ExecutionEnd& end, const std::string& error) {
    if (!error.empty()) return error;
    if (end.outcome == Outcome::TimedOut) return "States.Timeout";
    return end.outcome == Outcome::Aborted ? "Bespoke.Aborted" : "States.Runtime";
}

/// The failure that ended an execution: the newest in the state where its record says that it was, else (a result that could not be passed on is
/// one of the state before) the newest of all but the burial, which failed, too, or there were a word of it in the record.
Result<ports::NotedFailure> reason_of(const ports::FailureHistory& history, const ExecutionEnd& end, const std::string& state,
                                      const std::string& burial, Deadline deadline) {
    const ports::NotedFailure as_told{state, end.error, end.cause};
    const auto failures = history(end.tag, deadline);
    if (!failures && (failures.error().reason == "throttled" || failures.error().code == ErrorCode::Timeout))
        return tl::unexpected(failures.error());
    if (!failures) {
        telemetry::log(telemetry::Level::Warning, "execution.no-history", end.tag.trace,
                       {{"job", end.tag.job.str()}, {"reason", failures.error().reason}, {"detail", failures.error().detail}});
        return as_told;
    }
    auto found = std::ranges::find(*failures, state, &ports::NotedFailure::state);
    if (found == failures->end())
        found = std::ranges::find_if(*failures, [&](const ports::NotedFailure& it) { return it.state != burial; });
    return found == failures->end() ? as_told : *found;
}

/// Why, in the words of whoever said it: what the operator gets to see is a sentence of ours.
void log_unheard(const ExecutionEnd& end, const ports::NotedFailure& why) {
    constexpr std::size_t kLongestCause = 1'000;
    telemetry::log(telemetry::Level::Warning, "execution.ended-unheard", end.tag.trace,
                   {{"job", end.tag.job.str()},
                    {"state", why.state},
                    {"error", name_of(end, why.error)},
                    {"cause", std::string_view(why.cause).substr(0, kLongestCause)}});
}

}  // namespace

Result<ExecutionEnd> execution_end(const CloudEvent& event) {
    if (event.source != "aws.states" || event.detail_type != "Step Functions Execution Status Change")
        return bad(event.detail_type);
    ExecutionEnd end;
    const auto outcome = outcome_of(text_of(event.detail, "status"));
    if (!outcome) return bad("status " + text_of(event.detail, "status"));
    end.outcome = *outcome;
    auto input = json::parse(text_of(event.detail, "input"), nullptr, false);
    auto tag = ports::take_tag(input);
    if (!tag) return tl::unexpected(tag.error());
    end.tag = std::move(*tag);
    end.error = text_of(event.detail, "error");
    end.cause = text_of(event.detail, "cause");
    return end;
}

Status close_ended(const StageTask& dead_letter, ports::MetadataStore& store, const ports::FailureHistory& history,
                   const ExecutionEnd& end, Deadline deadline) {
    const auto record = ports::get_execution(store, end.tag.tenant, end.tag.job);
    if (!record && record.error().code == ErrorCode::NotFound) return {};  // the tenant was erased
    if (!record) return tl::unexpected(record.error());
    if (!*record || (*record)->standing != Standing::Running || (*record)->run != end.tag.run ||
        (*record)->created_at != end.tag.since)
        return {};
    const auto& at = (*record)->position;
    auto data = at.data.is_object() ? at.data : json::object();
    if (!data.contains("failure")) {
        const auto why = reason_of(history, end, at.state, dead_letter.state(), deadline);
        if (!why) return tl::unexpected(why.error());
        log_unheard(end, *why);
        put_failure(data, outside_failure(name_of(end, why->error), why->cause, at.state), at.state);
    }
    const auto closed = dead_letter.run(ports::tagged(data, end.tag), deadline);
    if (closed) return {};
    return fail(ErrorCode::Unavailable, "not-closed", "A job that failed could not be noted as dead; it is tried again.",
                closed.error().type + ": " + closed.error().message);
}

}  // namespace bespoke::lambda
