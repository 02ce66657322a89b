#include "lambda/queue_event.hpp"

#include "lambda/event_json.hpp"

namespace bespoke::lambda {

using nlohmann::json;

Result<std::vector<QueueMessage>> queue_messages(std::string_view text) {
    const auto event = parse_event(text);
    if (!event) return tl::unexpected(event.error());
    const auto records = event->find("Records");
    if (records == event->end() || !records->is_array()) return bad_event("Records");
    std::vector<QueueMessage> messages;
    for (const auto& record : *records) {
        auto id = text_at(record, "messageId");
        // Without an id nothing could be said of it.
        if (id.empty()) return bad_event("messageId");
        messages.push_back({std::move(id), text_at(record, "body")});
    }
    return messages;
}

std::string batch_reply(const std::vector<std::string>& failed_ids) {
    auto failures = json::array();
    for (const auto& id : failed_ids) failures.push_back({{"itemIdentifier", id}});
    return json{{"batchItemFailures", std::move(failures)}}.dump();
}

}  // namespace bespoke::lambda
