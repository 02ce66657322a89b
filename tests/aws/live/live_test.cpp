#include "live.hpp"
#include "adapters/aws/s3/bucket.hpp"
#include "base/bytes.hpp"

namespace bespoke::adapters::aws::live {
namespace {

using nlohmann::json;

TEST_F(LiveAws, TheKeysOfTheEnvironmentAreKnownAndTheClockIsRight) {
    Call call;
    call.service = Service::Sts;
    call.operation = "GetCallerIdentity";
    call.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    call.body = "Action=GetCallerIdentity&Version=2011-06-15";
    const auto reply = account->sts.send(call, Caller::service(), soon());
    ASSERT_TRUE(reply) << words(reply);
    EXPECT_NE(reply->body.find("<Account>"), std::string::npos);
    EXPECT_LT(std::chrono::abs(account->sts.clock().now() - account->clock.now()), std::chrono::minutes(1));
}

class LiveObjects : public LiveAws {
protected:
    [[nodiscard]] static Answer<Reply> send(std::string operation, std::string method, const std::string& tenant_of_key,
                                            const Caller& caller, const Fields& headers = {}, std::string body = {}) {
        const s3::Bucket bucket(client().endpoints(), setting("BESPOKE_BUCKET"));
        auto call = bucket.call(std::move(operation), std::move(method),
                                s3::tenant_prefix(TenantId(tenant_of_key)) + "live/smoke +'\u00e9.txt");
        call.headers = headers;
        call.body = std::move(body);
        return client().send(call, caller, soon());
    }
    [[nodiscard]] static Fields put_headers(const std::string& tenant, const std::string& body) {
        auto headers = s3::encryption_fields(setting("BESPOKE_KMS_KEY"), s3::tenant_context(TenantId(tenant)));
        for (const auto& field : s3::checksum_fields(as_bytes(body))) headers.push_back(field);
        return headers;
    }
};

TEST_F(LiveObjects, ATenantReadsAndWritesItsOwnAndNobodyElses) {
    BESPOKE_NEEDS("BESPOKE_BUCKET");
    const auto put = send("PutObject", "PUT", alice, as(alice), put_headers(alice, "hello"), "hello");
    ASSERT_TRUE(put) << words(put);
    const auto own = send("GetObject", "GET", alice, as(alice));
    ASSERT_TRUE(own) << words(own);
    EXPECT_EQ(own->body, "hello");
    EXPECT_TRUE(denied(send("GetObject", "GET", alice, as(bob))));
    EXPECT_TRUE(denied(send("HeadObject", "HEAD", alice, as(bob))));
    EXPECT_TRUE(denied(send("DeleteObject", "DELETE", alice, as(bob))));
    EXPECT_TRUE(denied(send("PutObject", "PUT", alice, as(bob), put_headers(bob, "x"), "x")));
    const auto gone = send("DeleteObject", "DELETE", alice, as(alice));
    EXPECT_TRUE(gone) << words(gone);
}

TEST_F(LiveObjects, AnObjectIsMadeOnce) {
    BESPOKE_NEEDS("BESPOKE_BUCKET");
    auto headers = put_headers(alice, "once");
    headers.emplace_back("if-none-match", "*");
    (void)send("DeleteObject", "DELETE", alice, as(alice));
    const auto first = send("PutObject", "PUT", alice, as(alice), headers, "once");
    ASSERT_TRUE(first) << words(first);
    const auto second = send("PutObject", "PUT", alice, as(alice), headers, "once");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().status, 412) << words(second);
    EXPECT_TRUE(send("DeleteObject", "DELETE", alice, as(alice)));
}

TEST_F(LiveObjects, AnObjectUnderAnotherTenantsContextIsRefused) {
    BESPOKE_NEEDS("BESPOKE_BUCKET");
    BESPOKE_NEEDS("BESPOKE_KMS_KEY");
    EXPECT_TRUE(denied(send("PutObject", "PUT", alice, as(alice), put_headers(bob, "x"), "x")));
}

TEST_F(LiveAws, ATenantReadsAndWritesItsOwnRowsAndNobodyElses) {
    BESPOKE_NEEDS("BESPOKE_TABLE");
    const auto key = [](const std::string& tenant) {
        return json{{"PK", {{"S", "TENANT#" + tenant}}}, {"SK", {{"S", "LIVE#smoke"}}}};
    };
    const json table = {{"TableName", setting("BESPOKE_TABLE")}};
    const auto with = [&](const char* name, const json& value) {
        auto input = table;
        input[name] = value;
        return input;
    };
    const auto put = call(Service::DynamoDb, "PutItem", with("Item", key(alice)), as(alice));
    ASSERT_TRUE(put) << words(put);
    const auto own = call(Service::DynamoDb, "GetItem", with("Key", key(alice)), as(alice));
    ASSERT_TRUE(own) << words(own);
    EXPECT_TRUE(own->contains("Item"));
    EXPECT_TRUE(denied(call(Service::DynamoDb, "GetItem", with("Key", key(alice)), as(bob))));
    EXPECT_TRUE(denied(call(Service::DynamoDb, "PutItem", with("Item", key(alice)), as(bob))));
    EXPECT_TRUE(denied(call(Service::DynamoDb, "DeleteItem", with("Key", key(alice)), as(bob))));
    EXPECT_TRUE(denied(call(Service::DynamoDb, "Scan", table, as(bob))));
    EXPECT_TRUE(
        denied(call(Service::DynamoDb, "TransactWriteItems",
                    {{"TransactItems", {{{"Delete", with("Key", key(bob))}}, {{"Delete", with("Key", key(alice))}}}}}, as(bob))));
    const auto gone = call(Service::DynamoDb, "DeleteItem", with("Key", key(alice)), as(alice));
    EXPECT_TRUE(gone) << words(gone);
}

TEST_F(LiveAws, ATenantsKeysOpenForItAlone) {
    BESPOKE_NEEDS("BESPOKE_KMS_KEY");
    const auto with = [](json input, const std::string& tenant) {
        input["KeyId"] = setting("BESPOKE_KMS_KEY");
        if (!tenant.empty()) input["EncryptionContext"] = {{"tenantId", tenant}, {"purpose", "live-smoke"}};
        return input;
    };
    const json spec = {{"KeySpec", "AES_256"}};
    const auto made = call(Service::Kms, "GenerateDataKey", with(spec, alice), as(alice));
    ASSERT_TRUE(made) << words(made);
    const json blob = {{"CiphertextBlob", made->at("CiphertextBlob")}};
    const auto opened = call(Service::Kms, "Decrypt", with(blob, alice), as(alice));
    ASSERT_TRUE(opened) << words(opened);
    EXPECT_EQ(opened->at("Plaintext"), made->at("Plaintext"));
    EXPECT_TRUE(denied(call(Service::Kms, "Decrypt", with(blob, alice), as(bob))));
    EXPECT_FALSE(call(Service::Kms, "Decrypt", with(blob, bob), as(bob)));
    EXPECT_TRUE(denied(call(Service::Kms, "GenerateDataKey", with(spec, alice), as(bob))));
    EXPECT_TRUE(denied(call(Service::Kms, "GenerateDataKey", with(spec, ""), as(alice))));
}

TEST_F(LiveAws, TheStateMachineStandsReady) {
    BESPOKE_NEEDS("BESPOKE_STATE_MACHINE");
    const auto described = call(Service::StepFunctions, "DescribeStateMachine",
                                {{"stateMachineArn", setting("BESPOKE_STATE_MACHINE")}}, Caller::service());
    ASSERT_TRUE(described) << words(described);
    EXPECT_EQ(described->value("status", ""), "ACTIVE");
    EXPECT_EQ(described->value("type", ""), "STANDARD");
}

TEST_F(LiveAws, TheDeadLetterQueueCanBeSeen) {
    BESPOKE_NEEDS("BESPOKE_DEAD_LETTER_QUEUE");
    const json input = {{"QueueUrl", setting("BESPOKE_DEAD_LETTER_QUEUE")}, {"AttributeNames", {"ApproximateNumberOfMessages"}}};
    const auto attributes = call(Service::Sqs, "GetQueueAttributes", input, Caller::service());
    EXPECT_TRUE(attributes) << words(attributes);
}

}  // namespace
}  // namespace bespoke::adapters::aws::live
