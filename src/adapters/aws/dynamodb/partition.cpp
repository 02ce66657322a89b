#include "adapters/aws/dynamodb/partition.hpp"

#include "adapters/aws/dynamodb/race.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kTime{30};
constexpr int kMostTries = 40;
constexpr int kKeysAtOnce = 500;          // of one Query
constexpr std::size_t kMostOfBatch = 25;  // of one BatchWriteItem
// Around all sort keys.
constexpr const char* kFirst = "!";
constexpr const char* kLast = "~";

json with_condition(json write, const Condition& condition) {
    if (condition.expression.empty()) return write;
    write["ConditionExpression"] = condition.expression;
    write["ExpressionAttributeNames"] = condition.names;
    if (!condition.values.empty()) write["ExpressionAttributeValues"] = condition.values;
    return write;
}

/// What is left of a BatchWriteItem.
json unprocessed(const json& answer, const std::string& table) {
    const auto rest = answer.value("UnprocessedItems", json::object());
    return rest.contains(table) ? rest.at(table) : json::array();
}

tl::unexpected<Error> too_late() {
    return fail(ErrorCode::Timeout, "deadline", "There was more to remove than there was time for; try again, it goes on.");
}

}  // namespace

Condition Condition::absent() { return {"attribute_not_exists(#p)", {{"#p", "PK"}}, json::object()}; }

Condition Condition::present() { return {"attribute_exists(#p)", {{"#p", "PK"}}, json::object()}; }

Condition Condition::number_is(const char* name, std::int64_t number) {
    return {"#n = :n", {{"#n", name}}, {{":n", number_value(number)}}};
}

json Partition::key_of(const std::string& sort) const { return {{"PK", text_value(key_)}, {"SK", text_value(sort)}}; }

json Partition::item_of(const std::string& sort, json attributes) const {
    attributes.update(key_of(sort));
    return attributes;
}

Answer<json> Partition::call(const char* operation, const json& request) const {
    return table_.client().call(Service::DynamoDb, operation, request, caller_, Deadline::after(kTime));
}

Result<std::optional<json>> Partition::get(const std::string& sort) const {
    const auto answer = call("GetItem", {{"TableName", table_.name()}, {"Key", key_of(sort)}, {"ConsistentRead", true}});
    if (!answer) return tl::unexpected(to_error(answer.error()));
    const auto item = answer->find("Item");
    return item == answer->end() ? std::nullopt : std::optional(*item);
}

Result<std::vector<json>> Partition::all() const {
    Range range;
    range.partition = key_;
    range.first = kFirst;
    range.last = kLast;
    std::vector<json> items;
    const auto read = table_.query(range, caller_, [&](const json& item) -> Result<bool> {
        items.push_back(item);
        return true;
    });
    if (!read) return tl::unexpected(read.error());
    return items;
}

Result<Written> Partition::put(const std::string& sort, json attributes, const Condition& condition) const {
    const auto request =
        with_condition({{"TableName", table_.name()}, {"Item", item_of(sort, std::move(attributes))}}, condition);
    for (int attempt = 1; attempt <= kMostTries; ++attempt) {
        const auto answer = call("PutItem", request);
        if (answer) return Written::Done;
        const auto race = race_of(answer.error());
        if (race == Race::Condition) return Written::Refused;
        if (race == Race::None) return tl::unexpected(to_error(answer.error()));
        pause_before(attempt);
    }
    return too_many_races("PutItem");
}

Status Partition::remove(const std::string& sort) const {
    const auto answer = call("DeleteItem", {{"TableName", table_.name()}, {"Key", key_of(sort)}});
    if (!answer) return tl::unexpected(to_error(answer.error()));
    return {};
}

json Partition::put_action(const std::string& sort, json attributes) const {
    return {{"Put", {{"TableName", table_.name()}, {"Item", item_of(sort, std::move(attributes))}}}};
}

json Partition::remove_action(const std::string& sort) const {
    return {{"Delete", {{"TableName", table_.name()}, {"Key", key_of(sort)}}}};
}

json Partition::absent_action(const std::string& sort) const {
    return {{"ConditionCheck", with_condition({{"TableName", table_.name()}, {"Key", key_of(sort)}}, Condition::absent())}};
}

Result<Written> Partition::transact(const json& actions) const {
    // The token makes the client's own tries one transaction. A try after a conflict is another: the first was cancelled.
    for (int attempt = 1; attempt <= kMostTries; ++attempt) {
        const auto token = crypto::random_id("tx", table_.client().clock().now());
        const auto answer = call("TransactWriteItems", {{"TransactItems", actions}, {"ClientRequestToken", token}});
        if (answer) return Written::Done;
        const auto race = race_of(answer.error());
        if (race == Race::Condition) return Written::Refused;
        if (race == Race::None) return tl::unexpected(to_error(answer.error()));
        pause_before(attempt);
    }
    return too_many_races("TransactWriteItems");
}

/// Keys of up to so many items, the first of them.
Result<std::vector<json>> Partition::some_keys(Deadline deadline, int limit) const {
    const json request = {{"TableName", table_.name()},
                          {"KeyConditionExpression", "#p = :p"},
                          {"ProjectionExpression", "#p, #s"},
                          {"ExpressionAttributeNames", {{"#p", "PK"}, {"#s", "SK"}}},
                          {"ExpressionAttributeValues", {{":p", text_value(key_)}}},
                          {"Limit", limit},
                          {"ConsistentRead", true}};
    const auto answer = table_.client().call(Service::DynamoDb, "Query", request, caller_, deadline);
    if (!answer) return tl::unexpected(to_error(answer.error()));
    return answer->value("Items", json::array()).get<std::vector<json>>();
}

Result<bool> Partition::is_empty() const {
    const auto keys = some_keys(Deadline::after(kTime), 1);
    if (!keys) return tl::unexpected(keys.error());
    return keys->empty();
}

Status Partition::remove_batch(json requests, Deadline deadline) const {
    for (int attempt = 1; !requests.empty(); ++attempt) {
        if (attempt > kMostTries) return too_many_races("BatchWriteItem");
        const json request = {{"RequestItems", {{table_.name(), requests}}}};
        const auto answer = table_.client().call(Service::DynamoDb, "BatchWriteItem", request, caller_, deadline);
        if (!answer && race_of(answer.error()) != Race::Conflict) return tl::unexpected(to_error(answer.error()));
        auto left = answer ? unprocessed(*answer, table_.name()) : requests;
        if (left.size() < requests.size()) attempt = 1;  // patience is for a service that does nothing at all
        requests = std::move(left);
        if (!requests.empty()) pause_before(attempt);
    }
    return {};
}

Status Partition::erase(Deadline deadline) const {
    // From the start each time: nothing that came meanwhile is left, and the last look finds nothing.
    while (!deadline.passed()) {
        const auto keys = some_keys(deadline, kKeysAtOnce);
        if (!keys) return tl::unexpected(keys.error());
        if (keys->empty()) return {};
        for (std::size_t begin = 0; begin < keys->size(); begin += kMostOfBatch) {
            auto requests = json::array();
            for (auto i = begin; i < std::min(begin + kMostOfBatch, keys->size()); ++i)
                requests.push_back({{"DeleteRequest", {{"Key", (*keys)[i]}}}});
            if (auto removed = remove_batch(std::move(requests), deadline); !removed) return removed;
        }
    }
    return too_late();
}

}  // namespace bespoke::adapters::aws::dynamodb
