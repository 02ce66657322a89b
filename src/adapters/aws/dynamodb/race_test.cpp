#include "adapters/aws/dynamodb/race.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

Fault cancelled(const std::vector<const char*>& codes) {
    Fault fault;
    fault.status = 400;
    fault.code = "TransactionCanceledException";
    auto reasons = json::array();
    for (const char* code : codes) reasons.push_back(json{{"Code", code}});
    fault.details = {{"CancellationReasons", reasons}};
    return fault;
}

TEST(Race, OfATransactionIsWhatAllItsReasonsAllow) {
    EXPECT_EQ(race_of(cancelled({"None", "ConditionalCheckFailed"})), Race::Condition);
    EXPECT_EQ(race_of(cancelled({"TransactionConflict", "None"})), Race::Conflict);
    EXPECT_EQ(race_of(cancelled({"TransactionConflict", "ConditionalCheckFailed"})), Race::Condition);
    EXPECT_EQ(race_of(cancelled({"ConditionalCheckFailed", "TransactionConflict"})), Race::Condition);
    EXPECT_EQ(race_of(cancelled({"ConditionalCheckFailed", "ThrottlingError"})), Race::None) << "that is a throttle first";
    EXPECT_EQ(race_of(cancelled({"ValidationError"})), Race::None);
    EXPECT_EQ(race_of(cancelled({"None"})), Race::None);
    EXPECT_EQ(race_of(cancelled({})), Race::None);
}

TEST(Race, OfOneWriteIsItsCode) {
    const auto of = [](const char* code) {
        Fault fault;
        fault.code = code;
        return race_of(fault);
    };
    EXPECT_EQ(of("ConditionalCheckFailedException"), Race::Condition);
    EXPECT_EQ(of("TransactionConflictException"), Race::Conflict);
    EXPECT_EQ(of("ProvisionedThroughputExceededException"), Race::None);
    EXPECT_EQ(of("TransactionCanceledException"), Race::None) << "without reasons";
}

TEST(Race, ReasonsOfAnyShapeAreTaken) {
    auto fault = cancelled({});
    for (const json& reasons : {json(nullptr), json("text"), json::array({nullptr, 1, json::object(), {{"Code", 7}}})}) {
        fault.details = {{"CancellationReasons", reasons}};
        EXPECT_EQ(race_of(fault), Race::None) << reasons;
    }
}

TEST(Race, LostTooOftenIsAThrottle) {
    const auto error = too_many_races("PutItem").value();
    EXPECT_EQ(error.code, ErrorCode::Unavailable);
    EXPECT_EQ(error.reason, "throttled");
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
