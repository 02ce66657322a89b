#include "api/resources/byte_range.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

TEST(ByteRanges, FollowTheHttpSpecification) {
    const RangeAnswer whole = WholeFile{}, none = NoSuchRange{};
    struct Case {
        const char* field;
        std::uint64_t size;
        RangeAnswer answer;
    };
    const Case cases[] = {
        {"bytes=0-0", 10, ByteRange{0, 1}},
        {"bytes=2-5", 10, ByteRange{2, 4}},
        {"bytes=5-", 10, ByteRange{5, 5}},
        {"bytes=-3", 10, ByteRange{7, 3}},
        {"bytes=-30", 10, ByteRange{0, 10}},
        {"bytes=0-99", 10, ByteRange{0, 10}},
        {"BYTES = 0-0", 10, whole},
        {"Bytes=0-0", 10, ByteRange{0, 1}},
        {"bytes=10-", 10, none},
        {"bytes=99-100", 10, none},
        {"bytes=-0", 10, none},
        {"bytes=0-", 0, none},
        {"bytes=18446744073709551616-", 10, none},
        {"bytes=0-18446744073709551616", 10, ByteRange{0, 10}},
        {"bytes=5-2", 10, whole},
        {"bytes=0-1,3-4", 10, whole},
        {"bytes=-", 10, whole},
        {"bytes=+1-2", 10, whole},
        {"bytes=0x1-2", 10, whole},
        {"bytes= 1-2", 10, ByteRange{1, 2}},
        {"bytes", 10, whole},
        {"lines=1-2", 10, whole},
        {"", 10, whole},
    };
    for (const auto& it : cases) EXPECT_EQ(parse_range(it.field, it.size), it.answer) << it.field;
}

TEST(ContentDisposition, GivesEveryBrowserANameAndNoWayOut) {
    EXPECT_EQ(content_disposition("attachment", "resume.pdf"), "attachment; filename=\"resume.pdf\"");
    EXPECT_EQ(content_disposition("inline", "resume.pdf"), "inline; filename=\"resume.pdf\"");
    EXPECT_EQ(content_disposition("x\r\ny", "a.pdf"), "attachment; filename=\"a.pdf\"");
    EXPECT_EQ(content_disposition("attachment", "R\xc3\xa9sum\xc3\xa9 100%.pdf"),
              "attachment; filename=\"R_sum_ 100_.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9%20100%25.pdf");
    const auto hostile = content_disposition("attachment", "a\"; filename=\"b\r\nX: y\\");
    EXPECT_EQ(hostile.find_first_of("\r\n\\"), hostile.npos);
    EXPECT_EQ(hostile.substr(0, hostile.find("; filename*")), "attachment; filename=\"a_; filename=_b__X: y_\"");
}

}  // namespace
}  // namespace bespoke::api
