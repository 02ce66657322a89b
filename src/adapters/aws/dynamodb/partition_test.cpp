#include "adapters/aws/dynamodb/partition.hpp"

#include <gtest/gtest.h>

#include <set>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using testing::answer;
using testing::Rig;
using testing::Script;
using testing::SeenRequest;

/// A table whose service is scripted: one function from operation, input and the request's number to status and output.
class Scripted {
public:
    using Reply = std::pair<int, json>;
    using Handler = std::function<Reply(const std::string& operation, const json& input, int number)>;
    explicit Scripted(Handler handler)
        : rig_([handler = std::move(handler)](const SeenRequest& request, int number) {
              const auto [status, output] = handler(operation_of(request), json::parse(request.body), number);
              return answer(status, output.dump());
          }) {}
    Partition partition() { return {Table(rig_.client(), "the-table"), "TENANT#alice", Caller::service()}; }
    /// Inputs of the requests so far.
    std::vector<json> inputs() {
        std::vector<json> inputs;
        const auto requests = rig_.server().seen();
        for (const auto& request : requests) inputs.push_back(json::parse(request.body));
        return inputs;
    }

private:
    static std::string operation_of(const SeenRequest& request) {
        const auto target = request.header("x-amz-target");
        return target.substr(target.find('.') + 1);
    }
    Rig rig_;
};

json cancelled(const char* code) {
    return {{"__type", "com.amazonaws.dynamodb.v20120810#TransactionCanceledException"},
            {"message", "cancelled"},
            {"CancellationReasons", {{{"Code", code}}}}};
}

json item(int number) { return {{"PK", text_value("TENANT#alice")}, {"SK", text_value(std::to_string(number))}}; }

TEST(Partition, ReadsConsistentlyAndNamesItsKeyOnly) {
    Scripted table([](const std::string&, const json&, int) { return Scripted::Reply(200, json::object()); });
    EXPECT_EQ(table.partition().get("HEAD").value(), std::nullopt);
    EXPECT_TRUE(table.partition().all()->empty());
    EXPECT_EQ(table.partition().is_empty(), true);
    const auto inputs = table.inputs();
    ASSERT_EQ(inputs.size(), 3U);
    EXPECT_EQ(inputs[0]["Key"], (json{{"PK", {{"S", "TENANT#alice"}}}, {"SK", {{"S", "HEAD"}}}}));
    for (const auto& input : inputs) {
        EXPECT_EQ(input["TableName"], "the-table");
        EXPECT_EQ(input["ConsistentRead"], true);
    }
    EXPECT_EQ(inputs[1]["ExpressionAttributeValues"][":p"]["S"], "TENANT#alice");
    EXPECT_EQ(inputs[2]["ExpressionAttributeValues"][":p"]["S"], "TENANT#alice");
}

TEST(Partition, AllIsReadPageByPageThoughAPageBeEmpty) {
    Scripted table([](const std::string&, const json& input, int number) {
        EXPECT_EQ(input.contains("ExclusiveStartKey"), number > 0);
        if (number == 0) return Scripted::Reply(200, {{"Items", {item(1)}}, {"LastEvaluatedKey", item(1)}});
        EXPECT_EQ(input["ExclusiveStartKey"], item(number));
        if (number == 1) return Scripted::Reply(200, {{"Items", json::array()}, {"LastEvaluatedKey", item(2)}});
        return Scripted::Reply(200, {{"Items", {item(3)}}});
    });
    EXPECT_EQ(table.partition().all().value(), (std::vector<json>{item(1), item(3)}));
}

TEST(Partition, APutIsRefusedByItsConditionAndDoneAgainAfterAConflict) {
    Scripted table([](const std::string& operation, const json&, int number) {
        EXPECT_EQ(operation, "PutItem");
        if (number == 0) return Scripted::Reply(400, {{"__type", "x#TransactionConflictException"}});
        if (number == 1) return Scripted::Reply(200, json::object());
        return Scripted::Reply(400, {{"__type", "x#ConditionalCheckFailedException"}});
    });
    EXPECT_EQ(table.partition().put("a", {{"n", number_value(1)}}, Condition::number_is("version", 7)), Written::Done);
    EXPECT_EQ(table.partition().put("a", {{"n", number_value(1)}}, Condition::absent()), Written::Refused);
    const auto input = table.inputs().at(1);
    EXPECT_EQ(input["Item"], (json{{"PK", {{"S", "TENANT#alice"}}}, {"SK", {{"S", "a"}}}, {"n", {{"N", "1"}}}}));
    EXPECT_EQ(input["ConditionExpression"], "#n = :n");
    EXPECT_EQ(input["ExpressionAttributeNames"], (json{{"#n", "version"}}));
    EXPECT_EQ(input["ExpressionAttributeValues"], (json{{":n", {{"N", "7"}}}}));
}

TEST(Partition, ATransactionAfterAConflictIsAnotherOne) {
    Scripted table([](const std::string&, const json&, int number) {
        return number < 3 ? Scripted::Reply(400, cancelled("TransactionConflict")) : Scripted::Reply(200, json::object());
    });
    const auto partition = table.partition();
    EXPECT_EQ(partition.transact(json::array({partition.remove_action("a")})), Written::Done);
    std::set<std::string> tokens;
    for (const auto& input : table.inputs()) {
        const auto token = input.at("ClientRequestToken").get<std::string>();
        EXPECT_LE(token.size(), 36U);
        tokens.insert(token);
    }
    EXPECT_EQ(tokens.size(), 4U) << "a token of a cancelled transaction would give its cancellation again";
}

TEST(Partition, ATransactionWhoseAnswerGotLostIsTheSameOne) {
    Scripted table([](const std::string&, const json&, int number) {
        return number == 0 ? Scripted::Reply(500, json::object()) : Scripted::Reply(200, json::object());
    });
    const auto partition = table.partition();
    EXPECT_EQ(partition.transact(json::array({partition.put_action("a", {})})), Written::Done);
    const auto inputs = table.inputs();
    ASSERT_EQ(inputs.size(), 2U);
    EXPECT_EQ(inputs[0], inputs[1]);
}

TEST(Partition, ATransactionIsRefusedByAConditionAndFailsByAnythingElse) {
    Scripted table([](const std::string&, const json&, int number) {
        return Scripted::Reply(400, cancelled(number == 0 ? "ConditionalCheckFailed" : "ValidationError"));
    });
    const auto partition = table.partition();
    const auto actions = json::array({partition.absent_action("a")});
    EXPECT_EQ(partition.transact(actions), Written::Refused);
    EXPECT_EQ(partition.transact(actions).error().code, ErrorCode::Internal);
    const auto check = table.inputs().at(0)["TransactItems"][0]["ConditionCheck"];
    EXPECT_EQ(check["ConditionExpression"], "attribute_not_exists(#p)");
    EXPECT_EQ(check["ExpressionAttributeNames"], (json{{"#p", "PK"}}));
    EXPECT_FALSE(check.contains("ExpressionAttributeValues")) << "the service takes none that is empty";
}

/// Holds items; leaves all but one of a batch unprocessed each time.
struct ReluctantTable {
    std::set<int> held;
    std::size_t largest_batch = 0;
    Scripted::Reply operator()(const std::string& operation, const json& input, int) {
        auto items = json::array(), rest = json::array();
        if (operation == "Query") {
            for (const int number : held)
                if (items.size() < input.at("Limit").get<std::size_t>()) items.push_back(item(number));
            return {200, {{"Items", items}}};
        }
        const auto& requests = input.at("RequestItems").at("the-table");
        largest_batch = std::max(largest_batch, requests.size());
        held.erase(std::stoi(requests[0]["DeleteRequest"]["Key"]["SK"]["S"].get<std::string>()));
        for (std::size_t i = 1; i < requests.size(); ++i) rest.push_back(requests[i]);
        if (rest.empty()) return {200, {{"UnprocessedItems", json::object()}}};
        return {200, {{"UnprocessedItems", {{"the-table", rest}}}}};
    }
};

TEST(Partition, WhatABatchLeavesUnprocessedIsSentAgain) {
    ReluctantTable reluctant;
    for (int i = 0; i < 60; ++i) reluctant.held.insert(i);
    Scripted table(
        [&](const std::string& operation, const json& input, int number) { return reluctant(operation, input, number); });
    EXPECT_TRUE(table.partition().erase(Deadline::after(std::chrono::seconds(60))));
    EXPECT_TRUE(reluctant.held.empty());
    EXPECT_EQ(reluctant.largest_batch, 25U);
}

TEST(Partition, AnErasureThatNothingComesOfEnds) {
    Scripted table([](const std::string& operation, const json& input, int) {
        if (operation == "Query") return Scripted::Reply(200, {{"Items", {item(1)}}});
        return Scripted::Reply(200, {{"UnprocessedItems", input.at("RequestItems")}});
    });
    EXPECT_EQ(table.partition().erase(Deadline::after(std::chrono::seconds(60))).error().reason, "throttled");
    EXPECT_EQ(table.partition().erase(Deadline::after(std::chrono::seconds(0))).error().code, ErrorCode::Timeout);
}

TEST(Partition, AnErasureRemovesWhatComesMeanwhile) {
    bool late = true;
    std::set<std::string> removed;
    Scripted table([&](const std::string& operation, const json& input, int number) {
        if (operation == "Query" && number == 0) return Scripted::Reply(200, {{"Items", {item(1)}}});
        if (operation == "Query" && std::exchange(late, false)) return Scripted::Reply(200, {{"Items", {item(2)}}});
        if (operation == "Query") return Scripted::Reply(200, {{"Items", json::array()}});
        removed.insert(input["RequestItems"]["the-table"][0]["DeleteRequest"]["Key"]["SK"]["S"].get<std::string>());
        return Scripted::Reply(200, json::object());
    });
    EXPECT_TRUE(table.partition().erase(Deadline::after(std::chrono::seconds(60))));
    EXPECT_EQ(removed, (std::set<std::string>{"1", "2"}));
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
