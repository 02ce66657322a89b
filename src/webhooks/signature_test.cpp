#include "webhooks/signature.hpp"

#include <gtest/gtest.h>

namespace bespoke::webhooks {
namespace {

// The example of the Standard Webhooks specification's libraries: secret, message and signature are public figures.
constexpr auto kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const Message kMessage{"msg_p5jXN8AQM9LWM0D4loKWxJek", std::chrono::sys_seconds(std::chrono::seconds(1614265330)),
                       R"({"test": 2432232314})"};
constexpr auto kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

Timestamp at(std::int64_t seconds) { return from_millis(seconds * 1000); }

Status check(std::string_view signature, std::string_view timestamp = "1614265330", Timestamp now = at(1614265330)) {
    return verify(kSecret, {kMessage.id, timestamp, signature}, kMessage.body, now);
}

TEST(WebhookSignature, EqualsTheStandardsExample) { EXPECT_EQ(sign(kSecret, kMessage).value(), kSignature); }

TEST(WebhookSignature, IsAcceptedByTheReceiver) { EXPECT_TRUE(check(kSignature)); }

TEST(WebhookSignature, HoldsOneForEachSecretWhileRotating) {
    const auto fresh = new_secret();
    const auto header = signature_header({fresh, kSecret}, kMessage).value();
    EXPECT_TRUE(check(header));
    EXPECT_TRUE(verify(fresh, {kMessage.id, "1614265330", header}, kMessage.body, at(1614265330)));
    EXPECT_EQ(std::ranges::count(header, ' '), 1);
}

TEST(WebhookSignature, FailsWhenAnyByteOfIdTimeOrBodyDiffers) {
    const auto now = at(1614265330);
    EXPECT_EQ(verify(kSecret, {"msg_other", "1614265330", kSignature}, kMessage.body, now).error().reason, "webhook-signature");
    EXPECT_EQ(verify(kSecret, {kMessage.id, "1614265331", kSignature}, kMessage.body, now).error().reason, "webhook-signature");
    EXPECT_EQ(verify(kSecret, {kMessage.id, "1614265330", kSignature}, R"({"test": 2432232315})", now).error().reason,
              "webhook-signature");
    EXPECT_EQ(verify(new_secret(), {kMessage.id, "1614265330", kSignature}, kMessage.body, now).error().reason,
              "webhook-signature");
}

TEST(WebhookSignature, IgnoresVersionsItDoesNotKnow) {
    EXPECT_FALSE(check("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    EXPECT_FALSE(check("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    EXPECT_TRUE(check(std::string("v2,AAAA ") + kSignature));
}

TEST(WebhookSignature, RefusesMalformedHeaders) {
    for (const auto* signature : {"", " ", "v1,", "v1", "v1,!!!!", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="})
        EXPECT_FALSE(check(signature));
    for (const auto* timestamp : {"", "x", "-1614265330", "1614265330x", " 1614265330", "99999999999999999999999"}) {
        EXPECT_EQ(check(kSignature, timestamp).error().reason, "webhook-timestamp");
    }
}

TEST(WebhookSignature, ToleratesFiveMinutesEitherWayAndNoMore) {
    for (const auto off : {-300, -1, 0, 1, 300}) EXPECT_TRUE(check(kSignature, "1614265330", at(1614265330 + off))) << off;
    for (const auto off : {-301, 301})
        EXPECT_EQ(check(kSignature, "1614265330", at(1614265330 + off)).error().reason, "webhook-timestamp") << off;
}

TEST(WebhookSecret, HasFrom24To64Bytes) {
    EXPECT_EQ(secret_bytes(new_secret()).value().size(), 32U);
    EXPECT_NE(new_secret(), new_secret());
    EXPECT_FALSE(secret_bytes("whsec_AAAA"));
    EXPECT_FALSE(secret_bytes("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    EXPECT_FALSE(secret_bytes("whsec_" + std::string(88, 'A')));  // 66 bytes
}

}  // namespace
}  // namespace bespoke::webhooks
