#include "http/message.hpp"

#include <gtest/gtest.h>

#include "http/peer.hpp"
#include "http/response_head.hpp"
#include "http/syntax.hpp"

namespace bespoke::http {
namespace {

TEST(Fields, CompareNamesWithoutCaseAndKeepTheirOrder) {
    Fields fields;
    fields.add("Accept", "a");
    fields.add("X", "1");
    fields.add("x", "2");
    EXPECT_EQ(fields.get("ACCEPT"), "a");
    EXPECT_EQ(fields.get("x"), "1");
    EXPECT_EQ(fields.count("X"), 2U);
    EXPECT_FALSE(fields.get("Y"));
    fields.set("x", "3");
    EXPECT_EQ(fields.count("X"), 1U);
    EXPECT_EQ(fields.get("X"), "3");
    fields.remove("accept");
    EXPECT_EQ(fields.all().size(), 1U);
}

TEST(Syntax, SplitsListsAndDropsEmptyParts) {
    EXPECT_EQ(split_list(" a ,, b\t, c d ,"), (std::vector<std::string_view>{"a", "b", "c d"}));
    EXPECT_TRUE(split_list(" , ").empty());
}

TEST(HttpDate, IsTheFixedFormat) {
    EXPECT_EQ(http_date(std::chrono::sys_seconds(std::chrono::seconds(784'111'777))), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(http_date(std::chrono::sys_seconds(std::chrono::seconds(951'782'400))), "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(ResponseHead, SaysHowTheBodyEnds) {
    const auto head = [](BodyEnd end, Persistence persistence, int minor) {
        return response_head(200, {}, {minor, persistence, end, 7});
    };
    EXPECT_NE(head(BodyEnd::Length, Persistence::KeepAlive, 1).find("\r\nContent-Length: 7\r\n"), std::string::npos);
    EXPECT_EQ(head(BodyEnd::Length, Persistence::KeepAlive, 1).find("Connection"), std::string::npos);
    EXPECT_NE(head(BodyEnd::Chunks, Persistence::KeepAlive, 1).find("\r\nTransfer-Encoding: chunked\r\n"), std::string::npos);
    EXPECT_EQ(head(BodyEnd::Close, Persistence::Close, 0).find("Content-Length"), std::string::npos);
    EXPECT_NE(head(BodyEnd::Close, Persistence::Close, 0).find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_NE(head(BodyEnd::NoBody, Persistence::KeepAlive, 0).find("\r\nConnection: keep-alive\r\n"), std::string::npos);
}

TEST(Peer, IsCountedByItsNetwork) {
    const auto peer = [](const char* text) { return peer_of(boost::asio::ip::make_address(text)); };
    EXPECT_EQ(peer("192.0.2.7").network, "192.0.2.7");
    EXPECT_EQ(peer("::ffff:192.0.2.7").address, "192.0.2.7");
    EXPECT_EQ(peer("2001:db8:1:2:3:4:5:6").address, "2001:db8:1:2:3:4:5:6");
    EXPECT_EQ(peer("2001:db8:1:2:3:4:5:6").network, "2001:db8:1:2::");
}

}  // namespace
}  // namespace bespoke::http
