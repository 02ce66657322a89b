#include "adapters/aws/messaging/dead_letter_queue.hpp"

#include "base/strict_json.hpp"

namespace bespoke::adapters::aws {
namespace {

using nlohmann::json;

constexpr std::size_t kMostAtOnce = 10;  // messages of one ReceiveMessage
constexpr std::size_t kMaxMessageBytes = 64 * 1024;

std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string to_message(const ports::DeadJob& dead) {
    const json message = {{"tenantId", dead.tenant.str()}, {"jobId", dead.job.str()}, {"run", dead.run},    {"state", dead.state},
                          {"error", dead.error},           {"reason", dead.reason},   {"trace", dead.trace}};
    return message.dump(-1, ' ', true, json::error_handler_t::replace);
}

std::optional<ports::DeadJob> dead_job_from(std::string_view message) {
    const auto parsed = parse_strict_json(message, {.bytes = kMaxMessageBytes, .depth = 4});
    if (!parsed || !parsed->is_object()) return std::nullopt;
    const auto run = parsed->find("run");
    if (run == parsed->end() || !run->is_number_integer()) return std::nullopt;
    ports::DeadJob dead{TenantId(text_of(*parsed, "tenantId")),
                        JobId(text_of(*parsed, "jobId")),
                        run->get<int>(),
                        text_of(*parsed, "state"),
                        text_of(*parsed, "error"),
                        text_of(*parsed, "reason"),
                        text_of(*parsed, "trace")};
    if (!is_valid(dead.tenant) || dead.job.empty()) return std::nullopt;
    return dead;
}

Status DeadLetterQueue::send(const ports::DeadJob& dead, Deadline deadline) {
    // The attribute lets subscribers and consoles tell tenants apart without opening the body.
    const json tenant = {{"DataType", "String"}, {"StringValue", dead.tenant.str()}};
    const json message = {
        {"QueueUrl", queue_url_}, {"MessageBody", to_message(dead)}, {"MessageAttributes", {{"tenantId", tenant}}}};
    const auto sent = client_.call(Service::Sqs, "SendMessage", message, Caller::service(), deadline);
    if (!sent) return tl::unexpected(to_error(sent.error()));
    return {};
}

Result<std::vector<ports::DeadLetterQueue::Letter>> DeadLetterQueue::look(std::size_t most, Deadline deadline) {
    const json request = {{"QueueUrl", queue_url_},
                          {"MaxNumberOfMessages", std::clamp<std::size_t>(most, 1, kMostAtOnce)},
                          {"VisibilityTimeout", 0},  // a letter out of sight would end the operator's alarm
                          {"WaitTimeSeconds", 0}};
    const auto answer = client_.call(Service::Sqs, "ReceiveMessage", request, Caller::service(), deadline);
    if (!answer) return tl::unexpected(to_error(answer.error()));
    std::vector<Letter> letters;
    for (const auto& message : answer->value("Messages", json::array())) {
        if (auto dead = dead_job_from(text_of(message, "Body")))
            letters.push_back({*std::move(dead), text_of(message, "ReceiptHandle")});
    }
    return letters;
}

Status DeadLetterQueue::remove(const Letter& letter, Deadline deadline) {
    const auto removed = client_.call(Service::Sqs, "DeleteMessage",
                                      {{"QueueUrl", queue_url_}, {"ReceiptHandle", letter.receipt}}, Caller::service(), deadline);
    if (!removed) return tl::unexpected(to_error(removed.error()));
    return {};
}

}  // namespace bespoke::adapters::aws
