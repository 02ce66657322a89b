#include "lambda/execution_ended.hpp"

#include "lambda/outside_failure.hpp"

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

std::string name_of(const ExecutionEnd& end) {
    if (!end.error.empty()) return end.error;
    if (end.outcome == Outcome::TimedOut) return "States.Timeout";
    return end.outcome == Outcome::Aborted ? "Bespoke.Aborted" : "States.Runtime";
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

Status close_ended(const StageTask& dead_letter, ports::MetadataStore& store, const ExecutionEnd& end, Deadline deadline) {
    const auto record = ports::get_execution(store, end.tag.tenant, end.tag.job);
    if (!record && record.error().code == ErrorCode::NotFound) return {};  // the tenant was erased
    if (!record) return tl::unexpected(record.error());
    if (!*record || (*record)->standing != Standing::Running || (*record)->run != end.tag.run ||
        (*record)->created_at != end.tag.since)
        return {};
    const auto& at = (*record)->position;
    auto data = at.data.is_object() ? at.data : json::object();
    if (!data.contains("failure")) put_failure(data, outside_failure(name_of(end), end.cause, at.state), at.state);
    const auto closed = dead_letter.run(ports::tagged(data, end.tag), deadline);
    if (closed) return {};
    return fail(ErrorCode::Unavailable, "not-closed", "A job that failed could not be noted as dead; it is tried again.",
                closed.error().type + ": " + closed.error().message);
}

}  // namespace bespoke::lambda
