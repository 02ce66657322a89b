#include "adapters/aws/dynamodb/table.hpp"

#include <thread>

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kTime{30};
/// Of one BatchGetItem: even items of 400 KB, in base64, stay below what the client takes as an answer.
constexpr std::size_t kMostKeys = 16;
constexpr std::size_t kMostItems = 1'000;
constexpr int kMostTries = 8;
constexpr std::chrono::milliseconds kPause{20};

json query_of(const Range& range, const std::string& table) {
    json query = {{"TableName", table},
                  {"KeyConditionExpression", "#p = :p AND #s BETWEEN :first AND :last"},
                  {"ExpressionAttributeNames", {{"#p", range.partition_name}, {"#s", range.sort_name}}},
                  {"ExpressionAttributeValues",
                   {{":p", text_value(range.partition)}, {":first", text_value(range.first)}, {":last", text_value(range.last)}}},
                  {"Limit", std::clamp<std::size_t>(range.page, 1, kMostItems)},
                  {"ScanIndexForward", range.order == Range::Order::Ascending}};
    if (range.index.empty())
        query["ConsistentRead"] = true;
    else
        query["IndexName"] = range.index;
    return query;
}

}  // namespace

Status Table::query(const Range& range, const Caller& caller, const std::function<Result<bool>(const json& item)>& take) const {
    if (range.last < range.first) return {};
    const auto deadline = Deadline::after(kTime);
    auto request = query_of(range, name_);
    while (true) {
        const auto answer = client_.call(Service::DynamoDb, "Query", request, caller, deadline);
        if (!answer) return tl::unexpected(to_error(answer.error()));
        const auto items = answer->value("Items", json::array());
        for (const auto& item : items) {
            const auto more = take(item);
            if (!more) return tl::unexpected(more.error());
            if (!*more) return {};
        }
        const auto last = answer->find("LastEvaluatedKey");
        if (last == answer->end() || !last->is_object() || last->empty()) return {};
        request["ExclusiveStartKey"] = *last;
    }
}

/// One round; leaves in `keys` what the service did not come to.
Result<json> Table::fetch_some(json& keys, const Caller& caller, Deadline deadline) const {
    const json request = {{"RequestItems", {{name_, {{"Keys", keys}, {"ConsistentRead", true}}}}}};
    const auto answer = client_.call(Service::DynamoDb, "BatchGetItem", request, caller, deadline);
    if (!answer) return tl::unexpected(to_error(answer.error()));
    const auto rest = answer->value("UnprocessedKeys", json::object());
    keys = rest.contains(name_) ? rest.at(name_).value("Keys", json::array()) : json::array();
    return answer->value("Responses", json::object()).value(name_, json::array());
}

Result<std::vector<json>> Table::fetch(const std::vector<json>& keys, const Caller& caller) const {
    const auto deadline = Deadline::after(kTime);
    std::vector<json> items;
    for (std::size_t begin = 0; begin < keys.size(); begin += kMostKeys) {
        const auto end = std::min(begin + kMostKeys, keys.size());
        auto left = json::array();
        for (auto i = begin; i < end; ++i) left.push_back(keys[i]);
        for (int attempt = 0; !left.empty(); ++attempt) {
            if (attempt == kMostTries)
                return fail(ErrorCode::Unavailable, "throttled", "The service is busy; try again in a moment.",
                            "dynamodb.BatchGetItem: keys left unprocessed");
            if (attempt > 0) std::this_thread::sleep_for(kPause * attempt);
            auto some = fetch_some(left, caller, deadline);
            if (!some) return tl::unexpected(some.error());
            for (auto& item : *some) items.push_back(std::move(item));
        }
    }
    return items;
}

}  // namespace bespoke::adapters::aws::dynamodb
