#include "api/client_address.hpp"

#include <gtest/gtest.h>

namespace bespoke::api {
namespace {

TEST(ClientAddress, IsTheOtherEndUnlessThatIsAProxyOfOurs) {
    const std::vector<std::string> ours = {"10.0.0.1", "10.0.0.2", "::1"};
    struct Row {
        const char* peer;
        std::vector<std::string> forwarded;
        const char* client;
    };
    const Row rows[] = {{"203.0.113.5", {}, "203.0.113.5"},
                        {"203.0.113.5", {"198.51.100.7"}, "203.0.113.5"},  // who is no proxy may say what he likes
                        {"10.0.0.1", {}, "10.0.0.1"},
                        {"10.0.0.1", {"198.51.100.7"}, "198.51.100.7"},
                        {"10.0.0.1", {"1.1.1.1, 198.51.100.7"}, "198.51.100.7"},  // the client wrote the first itself
                        {"10.0.0.1", {"1.1.1.1,198.51.100.7 ,\t10.0.0.2"}, "198.51.100.7"},
                        {"10.0.0.1", {"1.1.1.1", "198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
                        {"10.0.0.1", {"10.0.0.2"}, "10.0.0.2"},
                        {"::1", {"2001:DB8:0::7"}, "2001:db8::7"},
                        {"10.0.0.1", {""}, "10.0.0.1"},
                        {"10.0.0.1", {"198.51.100.7,"}, "10.0.0.1"},
                        {"10.0.0.1", {"unknown"}, "10.0.0.1"},
                        {"10.0.0.1", {"198.51.100.7:4711"}, "10.0.0.1"},
                        {"10.0.0.1", {"1.1.1.1, 010.0.0.2"}, "10.0.0.1"}};
    for (const auto& row : rows) {
        http::Request request;
        request.peer = row.peer;
        for (const auto& value : row.forwarded) request.headers.add("X-Forwarded-For", value);
        EXPECT_EQ(client_address(request, ours), row.client)
            << row.peer << " " << (row.forwarded.empty() ? "" : row.forwarded[0]);
        EXPECT_EQ(client_address(request, {}), row.peer) << "nobody is believed unless it is said";
    }
}

}  // namespace
}  // namespace bespoke::api
