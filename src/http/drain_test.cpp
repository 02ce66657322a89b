// Going down without losing what was promised.
#include <gmock/gmock.h>

#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const std::string kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

class DrainTest : public ServerTest {
protected:
    ~DrainTest() override {
        gate_.open();
        server_.reset();
    }
    void start_behind_gate() {
        start([this](const Request& request) {
            gate_.pass();
            return echo(request);
        });
    }
    Gate gate_;
};

TEST_F(DrainTest, FinishesTheRequestAtWorkAndThenCloses) {
    start_behind_gate();
    auto client = connect();
    client.send(kGet);
    gate_.wait_for(1);
    std::thread drain([&] { server_->drain(seconds(30)); });
    EXPECT_TRUE(comes_true([&] { return !connect().connected() || connect().is_closed(); })) << "it still takes connections";
    gate_.open();
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
    client.close();
    drain.join();
    EXPECT_TRUE(shows("bespoke_http_connections 0"));
}

TEST_F(DrainTest, ClosesIdleConnectionsAtOnce) {
    start();
    auto fresh = connect(), used = connect();
    EXPECT_EQ(used.request(kGet).status, 200);
    EXPECT_TRUE(shows("bespoke_http_connections 2"));
    server_->drain(seconds(30));
    EXPECT_TRUE(fresh.is_closed());
    EXPECT_TRUE(used.is_closed());
}

TEST_F(DrainTest, LetsARequestThatIsOnItsWayArrive) {
    start();
    auto client = connect();
    client.send("GET / HTTP/1.1\r\n");
    EXPECT_TRUE(shows("bespoke_http_connections 1"));
    // The server shows nowhere that it has read half a request, so this client proves it: its answer comes later.
    EXPECT_EQ(connect().request(kGet).status, 200);
    std::thread drain([&] { server_->drain(seconds(30)); });
    EXPECT_TRUE(comes_true([&] { return !connect().connected() || connect().is_closed(); }));
    const auto answer = client.request("Host: h\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "close");
    client.close();
    drain.join();
}

TEST_F(DrainTest, GivesUpWhenTheTimeIsUp) {
    start_behind_gate();
    auto client = connect();
    client.send(kGet);
    gate_.wait_for(1);
    server_->drain(milliseconds(20));
    gate_.open();
    EXPECT_EQ(client.read().status, 0) << "its time was up";
}

TEST_F(DrainTest, MayBeCalledTwiceAndOnAnUnusedServer) {
    start();
    server_->drain(milliseconds(0));
    server_->drain(seconds(1));
}

TEST_F(DrainTest, EndsWithTheServerInTheMiddleOfEverything) {
    options_.io_threads = 2;
    start_behind_gate();
    std::vector<Client> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(connect());
        clients.back().send(i % 2 == 0 ? kGet : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
    }
    gate_.wait_for(2);
    gate_.open();
    server_.reset();
    for (auto& client : clients) client.rest();
    EXPECT_TRUE(shows("bespoke_http_connections 0"));
}

}  // namespace
}  // namespace bespoke::http
