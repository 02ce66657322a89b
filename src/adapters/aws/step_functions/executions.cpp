#include "adapters/aws/step_functions/executions.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;
using Outcome = ports::ExecutionEnd::Outcome;

constexpr int kMostPages = 10, kPageLength = 1'000;  // 1,000 is the most that the service gives at once
constexpr std::size_t kTraceDigits = 32, kTraceTimeDigits = 8;

/// "arn:aws:states:<region>:<account>:stateMachine:<name>" → the same of its executions.
std::string execution_prefix(const std::string& state_machine) {
    constexpr std::string_view kKind = ":stateMachine:";
    auto prefix = state_machine;
    if (const auto at = prefix.find(kKind); at != std::string::npos) prefix.replace(at, kKind.size(), ":execution:");
    return prefix + ":";
}

/// A W3C trace id as X-Ray writes it.
std::string trace_header(const std::string& trace) {
    if (trace.size() != kTraceDigits) return {};
    return "Root=1-" + trace.substr(0, kTraceTimeDigits) + "-" + trace.substr(kTraceTimeDigits) + ";Sampled=1";
}

Outcome outcome_of(const std::string& status) {
    if (status == "SUCCEEDED") return Outcome::Succeeded;
    if (status == "TIMED_OUT") return Outcome::TimedOut;
    return status == "ABORTED" ? Outcome::Aborted : Outcome::Failed;
}

json input_of(const Executions::Wish& wish) { return ports::tagged(wish.data, wish.tag); }

bool is_missing(const Fault& fault) { return fault.code == "ExecutionDoesNotExist"; }

std::string text_at(const json& value, const std::string& member) {
    const auto found = value.find(member);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Reads a history backwards ("HistoryEvent" in the API reference). Failures come before the entry to the state that they belong to.
class BackwardReader {
public:
    void read(const json& event) {
        const auto type = text_at(event, "type");
        if (type.ends_with("StateEntered")) return enter(event);
        if (!type.ends_with("Failed") && !type.ends_with("TimedOut") && !type.ends_with("Aborted")) return;
        auto member = type + "EventDetails";
        member.front() = static_cast<char>(member.front() - 'A' + 'a');
        const auto details = event.find(member);
        // That a state ended with its execution says nothing of its own.
        if (details == event.end() || !details->is_object()) return;
        failures_.push_back({{}, text_at(*details, "error"), text_at(*details, "cause")});
    }
    std::vector<ports::NotedFailure> take() { return std::move(failures_); }

private:
    void enter(const json& event) {
        const auto details = event.find("stateEnteredEventDetails");
        if (details == event.end() || !details->is_object()) return;
        for (; named_ < failures_.size(); ++named_) failures_[named_].state = text_at(*details, "name");
    }
    std::vector<ports::NotedFailure> failures_;
    std::size_t named_ = 0;
};

}  // namespace

std::string execution_name(const ports::ExecutionTag& tag) {
    return tag.run <= 1 ? tag.job.str() : fmt::format("{}-{}", tag.job.str(), tag.run);
}

std::string Executions::arn_of(const ports::ExecutionTag& tag) const {
    return execution_prefix(state_machine_) + execution_name(tag);
}

Result<Executions::Start> Executions::start(const Wish& wish, Deadline deadline) {
    const auto input = input_of(wish).dump(-1, ' ', false, json::error_handler_t::replace);
    if (input.size() > ports::kMaxStateBytes) {
        return fail(ErrorCode::LimitExceeded, "state-too-large", "The request is too long to be passed on; shorten its texts.");
    }
    json request = {{"stateMachineArn", state_machine_}, {"name", execution_name(wish.tag)}, {"input", input}};
    if (const auto header = trace_header(wish.tag.trace); !header.empty()) request["traceHeader"] = header;
    const auto begun = client_.call(Service::StepFunctions, "StartExecution", request, Caller::service(), deadline);
    if (begun) return Start::Begun;
    if (begun.error().code != "ExecutionAlreadyExists") return tl::unexpected(to_error(begun.error()));
    const auto there = describe(wish, deadline);
    if (!there) return tl::unexpected(there.error());
    return there->state == State::Another ? Start::Taken : Start::Begun;
}

Status Executions::stop(const ports::ExecutionTag& tag, Deadline deadline) {
    const json request = {{"executionArn", arn_of(tag)}, {"error", "Cancelled"}, {"cause", "The job was cancelled."}};
    const auto stopped = client_.call(Service::StepFunctions, "StopExecution", request, Caller::service(), deadline);
    if (stopped || is_missing(stopped.error())) return {};
    return tl::unexpected(to_error(stopped.error()));
}

Result<Executions::Description> Executions::describe(const Wish& wish, Deadline deadline) {
    const auto told = client_.call(Service::StepFunctions, "DescribeExecution", {{"executionArn", arn_of(wish.tag)}},
                                   Caller::service(), deadline);
    Description description;
    if (!told && is_missing(told.error())) return description;
    if (!told) return tl::unexpected(to_error(told.error()));
    const auto status = text_at(*told, "status");
    description.end = {wish.tag, outcome_of(status), text_at(*told, "error"), text_at(*told, "cause")};
    if (json::parse(text_at(*told, "input"), nullptr, false) != input_of(wish)) {
        description.state = State::Another;
    } else {
        description.state = status == "RUNNING" || status == "PENDING_REDRIVE" ? State::Running : State::Ended;
    }
    return description;
}

Result<std::vector<ports::NotedFailure>> Executions::failures(const ports::ExecutionTag& tag, Deadline deadline) {
    BackwardReader reader;
    json request = {
        {"executionArn", arn_of(tag)}, {"reverseOrder", true}, {"maxResults", kPageLength}, {"includeExecutionData", false}};
    for (int page = 0; page < kMostPages; ++page) {
        const auto told = client_.call(Service::StepFunctions, "GetExecutionHistory", request, Caller::service(), deadline);
        if (!told && is_missing(told.error())) return std::vector<ports::NotedFailure>{};
        if (!told) return tl::unexpected(to_error(told.error()));
        for (const auto& event : told->value("events", json::array())) reader.read(event);
        const auto next = text_at(*told, "nextToken");
        if (next.empty()) break;
        request["nextToken"] = next;
    }
    return reader.take();
}

}  // namespace bespoke::adapters::aws
