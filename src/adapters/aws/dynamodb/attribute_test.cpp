#include "adapters/aws/dynamodb/attribute.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;

TEST(Attribute, ValuesAreReadAsTheyWereWritten) {
    const Bytes bytes = to_bytes(std::string_view("\0\xff\n", 3));
    const json attributes = {{"text", text_value("caf\xc3\xa9")},
                             {"empty", text_value("")},
                             {"number", number_value(-9'007'199'254'740'993)},
                             {"time", time_value(from_millis(1'800'000'000'123))},
                             {"bytes", bytes_value(bytes)},
                             {"none", bytes_value({})}};
    Item item(attributes);
    EXPECT_EQ(item.text("text"), "caf\xc3\xa9");
    EXPECT_EQ(item.text("empty"), "");
    EXPECT_EQ(item.number("number"), -9'007'199'254'740'993);
    EXPECT_EQ(item.time("time"), from_millis(1'800'000'000'123));
    EXPECT_EQ(item.maybe_time("time"), from_millis(1'800'000'000'123));
    EXPECT_EQ(item.maybe_time("other"), std::nullopt);
    EXPECT_EQ(item.bytes("bytes"), bytes);
    EXPECT_EQ(item.bytes("none"), Bytes());
    EXPECT_TRUE(item.check());
}

TEST(Attribute, WhatIsMissingOrOfAnotherTypeIsDamage) {
    const json values[] = {
        nullptr,
        "text",
        json::object(),
        json::array(),
        {{"S", 1}},
        {{"N", 1}},
        {{"N", ""}},
        {{"N", "1.5"}},
        {{"N", "9223372036854775808"}},
        {{"N", " 1"}},
        {{"B", "no base64!"}},
        {{"NULL", true}},
    };
    for (const auto& value : values) {
        const json attributes = {{"a", value}};
        Item text(attributes), number(attributes), bytes(attributes);
        EXPECT_EQ(text.text("a"), "");
        EXPECT_EQ(bytes.bytes("a"), Bytes());
        number.number("a");
        for (const auto* item : {&text, &number, &bytes}) {
            ASSERT_FALSE(item->check()) << value;
            EXPECT_EQ(item->check().error().code, ErrorCode::Corrupt);
            EXPECT_EQ(item->check().error().reason, "store-damaged");
        }
    }
    const json empty = json::object();
    Item item(empty);
    item.number("a");
    EXPECT_FALSE(item.check());
}

}  // namespace
}  // namespace bespoke::adapters::aws::dynamodb
