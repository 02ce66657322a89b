#include "document/wire.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace bespoke::document {
namespace {

TEST(Wire, TakesEveryLimitThereAndBack) {
    Limits limits;
    limits.document_bytes = 1;
    limits.text_bytes = 2;
    limits.pages = 3;
    limits.characters = 4;
    limits.reader_output_bytes = 5;
    limits.reader_memory_bytes = 6;
    limits.reader_cpu = std::chrono::seconds(7);
    limits.reader_wall = std::chrono::milliseconds(8);
    limits.archive_parts = 9;
    limits.xml_depth = 10;
    const auto arguments = limits_to_arguments(limits);
    const auto back = limits_from_arguments(arguments);
    ASSERT_TRUE(back);
    EXPECT_EQ(limits_to_arguments(*back), arguments);
    EXPECT_EQ(back->pages, 3);
    EXPECT_EQ(back->reader_cpu.count(), 7);
}

TEST(Wire, UsesTheDefaultForALimitThatIsNotGiven) { EXPECT_EQ(limits_from_arguments({})->pages, Limits{}.pages); }

TEST(Wire, RefusesArgumentsThatAreNoLimits) {
    for (const char* argument : {"", "--", "pages=3", "--pages", "--pages=", "--pages=-1", "--pages=3x", "--pages=99999999999",
                                 "--pages=99999999999999999999999", "--other=1", "-h"}) {
        const std::vector<std::string> arguments{argument};
        EXPECT_FALSE(limits_from_arguments(arguments)) << argument;
    }
}

TEST(Wire, TakesAnErrorThereAndBackWithoutItsDetail) {
    const Error error{ErrorCode::LimitExceeded, "too-many-pages", "Too many.", "secret", "page 3"};
    const auto back = error_from_json(error_to_json(error));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->code, ErrorCode::LimitExceeded);
    EXPECT_EQ(back->reason, "too-many-pages");
    EXPECT_EQ(back->public_text, "Too many.");
    EXPECT_EQ(back->where, "page 3");
    EXPECT_EQ(back->detail, "");
}

TEST(Wire, RefusesAnErrorOfAnotherShape) {
    const std::string long_text(5000, 'x');
    for (const std::string& text : std::vector<std::string>{
             "null", "[]", "{}", R"({"error":3})", R"({"error":{}})",
             R"({"error":{"code":"invalid-input","reason":"a","text":"b"}})",
             R"({"error":{"code":"no-such","reason":"a","text":"b","where":""}})",
             R"({"error":{"code":"invalid-input","reason":1,"text":"b","where":""}})",
             R"({"error":{"code":"invalid-input","reason":"a","text":"b","where":"","x":1}})",
             R"({"error":{"code":"invalid-input","reason":"a","text":")" + long_text + R"(","where":""}})"}) {
        const auto error = error_from_json(nlohmann::json::parse(text));
        ASSERT_FALSE(error) << text;
        EXPECT_EQ(error.error().code, ErrorCode::Corrupt);
    }
}

}  // namespace
}  // namespace bespoke::document
