#include "ports/execution_record.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "ports/error_json.hpp"

namespace bespoke::ports {
namespace {

using nlohmann::json;
using Standing = ExecutionRecord::Standing;

// A record is one item of the store; what is over this is made again when it is asked for again.
constexpr std::size_t kLongestResult = 16 * 1024;
constexpr std::size_t kMostResultBytes = 160 * 1024;
constexpr const char* kEnds = "/end";

constexpr std::pair<Standing, std::string_view> kStandings[] = {{Standing::Waiting, "waiting"},
                                                                {Standing::Running, "running"},
                                                                {Standing::Succeeded, "succeeded"},
                                                                {Standing::Failed, "failed"},
                                                                {Standing::Cancelled, "cancelled"}};

/// Texts of tasks may hold bytes that are no UTF-8.
std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json to_json(const Transition& line) {
    json value = {{"at", to_millis(line.at)}, {"kind", static_cast<int>(line.kind)}};
    if (!line.state.empty()) value["state"] = line.state;
    if (line.took.count() != 0) value["took"] = line.took.count();
    if (!line.error.empty()) value["error"] = line.error;
    if (!line.public_text.empty()) value["text"] = line.public_text;
    return value;
}

Transition transition_from(const json& value, std::uint64_t sequence) {
    return {sequence,
            from_millis(value.at("at").get<std::int64_t>()),
            static_cast<Transition::Kind>(value.at("kind").get<int>()),
            value.value("state", ""),
            std::chrono::microseconds(value.value("took", std::int64_t{0})),
            value.value("error", ""),
            value.value("text", "")};
}

json to_json(const Position& position) {
    return {{"state", position.state}, {"data", position.data}, {"context", position.context}};
}

Position position_from(const json& value) { return {value.at("state"), value.at("data"), value.at("context"), std::nullopt}; }

json to_json(const Ending& ending) {
    return {{"status", static_cast<int>(ending.status)},
            {"state", ending.state},
            {"output", ending.output},
            {"error", ending.error ? ports::to_json(*ending.error) : json()},
            {"errorName", ending.error_name},
            {"failedState", ending.failed_state},
            {"again", ending.again ? to_json(*ending.again) : json()}};
}

Ending ending_from(const json& value) {
    Ending ending{static_cast<ExecutionStatus>(value.at("status").get<int>()),
                  value.at("state"),
                  value.at("output"),
                  {},
                  value.at("errorName"),
                  value.at("failedState"),
                  {}};
    if (!value.at("error").is_null()) ending.error = error_from_json(value.at("error"));
    if (!value.at("again").is_null()) ending.again = position_from(value.at("again"));
    return ending;
}

Standing standing_from(const std::string& word) {
    const auto* found = std::ranges::find(kStandings, word, [](const auto& it) { return it.second; });
    return found == std::end(kStandings) ? Standing::Waiting : found->first;
}

ExecutionRecord read(const Record& record) {
    const auto& body = record.body;
    ExecutionRecord execution;
    execution.job = JobId(body.at("job").get<std::string>());
    execution.standing = standing_from(record.state);
    execution.run = body.at("run").get<int>();
    execution.input = body.at("input");
    execution.trace = body.at("trace").get<std::string>();
    execution.position = position_from(body.at("position"));
    if (!body.at("ending").is_null()) execution.ending = ending_from(body.at("ending"));
    for (const auto& line : body.at("history")) {
        execution.history.push_back(transition_from(line, execution.history.size() + 1));
    }
    execution.results = body.at("results").get<std::map<std::string, json>>();
    execution.created_at = record.created_at;
    execution.updated_at = record.updated_at;
    execution.version = record.version;
    return execution;
}

std::size_t bytes_kept(const ExecutionRecord& execution) {
    std::size_t bytes = 0;
    for (const auto& [key, result] : execution.results) bytes += dump(result).size();
    return bytes;
}

/// The noted visit, whether it led to the end or not.
std::map<std::string, json>::const_iterator find_visit(const ExecutionRecord& execution, const std::string& state,
                                                       const json& given) {
    const auto found = execution.results.find(visit_key(state, given, VisitEnds::Nothing));
    return found != execution.results.end() ? found : execution.results.find(visit_key(state, given, VisitEnds::Execution));
}

std::string taken(json& data, const char* member) {
    const auto found = data.find(member);
    if (found == data.end() || !found->is_string()) return {};
    auto text = found->get<std::string>();
    data.erase(found);
    return text;
}

}  // namespace

void ExecutionRecord::add(std::vector<Transition> lines) {
    for (auto& line : lines) {
        line.sequence = history.size() + 1;
        history.push_back(std::move(line));
    }
}

std::string visit_key(const std::string& state, const json& given, VisitEnds ends) {
    return state + "/" + sha256_hex(as_bytes(dump(given))) + (ends == VisitEnds::Execution ? kEnds : "");
}

const json* find_result(const ExecutionRecord& execution, const std::string& state, const json& given) {
    const auto found = find_visit(execution, state, given);
    return found == execution.results.end() || found->second.is_null() ? nullptr : &found->second;
}

bool is_committed(const ExecutionRecord& execution, const std::string& state, const json& given) {
    return find_visit(execution, state, given) != execution.results.end();
}

void keep_result(ExecutionRecord& execution, const std::string& state, const json& given, const json& result, VisitEnds ends) {
    const auto bytes = dump(result).size();
    const bool small = bytes <= kLongestResult && bytes + bytes_kept(execution) <= kMostResultBytes;
    execution.results[visit_key(state, given, ends)] = small ? result : json();
}

void forget_endings(ExecutionRecord& execution) {
    std::erase_if(execution.results, [](const auto& it) { return it.first.ends_with(kEnds); });
}

std::string_view to_string(Standing standing) {
    return std::ranges::find(kStandings, standing, [](const auto& it) { return it.first; })->second;
}

RecordId execution_record_id(const JobId& job) { return RecordId("execution-" + job.str()); }

Result<std::optional<ExecutionRecord>> get_execution(MetadataStore& store, const TenantId& tenant, const JobId& job) {
    const auto record = store.get(tenant, RecordKind::Marker, execution_record_id(job));
    if (!record) return tl::unexpected(record.error());
    if (!*record) return std::nullopt;
    auto execution = execution_from(**record);
    if (!execution) return tl::unexpected(execution.error());
    return std::move(*execution);
}

Result<ExecutionRecord> execution_from(const Record& record) {
    try {
        return read(record);
    } catch (const json::exception& error) {
        return fail(ErrorCode::Corrupt, "store-damaged", "Stored data is damaged; restore it from a backup.", error.what());
    }
}

Put put_execution(const ExecutionRecord& execution) {
    json lines = json::array();
    for (const auto& line : execution.history) lines.push_back(to_json(line));
    Put put;
    put.record = {.kind = RecordKind::Marker,
                  .id = execution_record_id(execution.job),
                  .state = std::string(to_string(execution.standing)),
                  .due = std::nullopt,
                  .created_at = execution.created_at,
                  .body = {{"job", execution.job.str()},
                           {"run", execution.run},
                           {"input", execution.input},
                           {"trace", execution.trace},
                           {"position", to_json(execution.position)},
                           {"ending", execution.ending ? to_json(*execution.ending) : json()},
                           {"history", std::move(lines)},
                           {"results", execution.results}}};
    put.condition = execution.version == 0 ? Put::If::Absent : Put::If::Matches;
    put.expected_version = execution.version;
    return put;
}

Execution described(const ExecutionRecord& record) {
    Execution execution;
    execution.job = record.job;
    execution.trace = record.trace;
    execution.history = record.history;
    execution.state = record.position.state;
    execution.output = record.position.data;
    const bool waits = !record.history.empty() && record.history.back().kind == Transition::Kind::Retried;
    execution.leased = record.standing == Standing::Running && !waits;
    if (!record.ending) return execution;
    execution.status = record.ending->status;
    execution.state = record.ending->state;
    execution.output = record.ending->output;
    execution.error = record.ending->error;
    execution.error_name = record.ending->error_name;
    execution.failed_state = record.ending->failed_state;
    return execution;
}

ExecutionTag tag_of(const TenantId& tenant, const ExecutionRecord& record) {
    return {tenant, record.job, record.trace, record.run, record.created_at};
}

json tagged(const json& data, const ExecutionTag& tag) {
    json value = data.is_object() ? data : json{{"data", data}};
    value["tenantId"] = tag.tenant.str();
    value["jobId"] = tag.job.str();
    value["trace"] = tag.trace;
    value["run"] = tag.run;
    value["since"] = to_millis(tag.since);
    return value;
}

Result<ExecutionTag> take_tag(json& data) {
    const auto bad = [] {
        return fail(ErrorCode::InvalidInput, "bad-event", "This is no input of a step of a job; start a job instead.");
    };
    if (!data.is_object()) return bad();
    const auto run = data.find("run");
    const auto since = data.find("since");
    if (run == data.end() || !run->is_number_integer() || since == data.end() || !since->is_number_integer()) return bad();
    ExecutionTag tag{TenantId(taken(data, "tenantId")), JobId(taken(data, "jobId")), taken(data, "trace"), run->get<int>(),
                     from_millis(since->get<std::int64_t>())};
    data.erase("run");
    data.erase("since");
    if (!is_valid(tag.tenant) || tag.job.empty()) return bad();
    return tag;
}

}  // namespace bespoke::ports
