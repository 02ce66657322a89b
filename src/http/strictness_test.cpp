// What comes behind an error on the same connection is the attacker's: nothing of it may be answered.
#include "http/strictness_table.hpp"
#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

const std::string kProbe = "GET /probe HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

class StrictnessTest : public ServerTest {};

TEST_F(StrictnessTest, EveryRowIsRefusedAndClosedOrAnsweredOnceBeforeTheProbe) {
    std::atomic<int> handled{0};
    start([&](const Request& request) {
        ++handled;
        return echo(request);
    });
    std::size_t rows = 0;
    for (const auto& [name, status, bytes] : strictness_table()) {
        if (status == 0) continue;
        ++rows;
        const int before = handled;
        auto client = connect();
        client.send(bytes + kProbe);
        const auto answer = client.read();
        EXPECT_EQ(answer.status, status) << name;
        if (status == 200) {
            EXPECT_EQ(client.read().body, "GET /probe|") << name;
        } else {
            EXPECT_EQ(answer.header("Connection"), "close") << name;
        }
        EXPECT_TRUE(client.is_closed()) << name;
        EXPECT_EQ(handled - before, status == 200 ? 2 : 0) << name;
    }
    EXPECT_GE(rows, 200U);
}

TEST_F(StrictnessTest, AProbeThatComesAfterTheAnswerIsNotReadEither) {
    std::atomic<int> handled{0};
    start([&](const Request& request) {
        ++handled;
        return echo(request);
    });
    for (const auto& [name, status, bytes] : strictness_table()) {
        if (status == 0 || status == 200 || bytes.size() > 10'000) continue;
        auto client = connect();
        EXPECT_EQ(client.request(bytes).status, status) << name;
        client.send(kProbe);
        EXPECT_TRUE(client.is_closed()) << name;
    }
    EXPECT_EQ(handled, 0);
}

TEST_F(StrictnessTest, AnIncompleteRequestWaitsAndIsRefusedWhenTheClientEnds) {
    start();
    for (const auto& [name, status, bytes] : strictness_table()) {
        if (status != 0) continue;
        auto client = connect();
        client.send(bytes);
        EXPECT_TRUE(client.is_silent()) << name;
        client.end_sending();
        EXPECT_EQ(client.read().status, 400) << name;
        EXPECT_TRUE(client.is_closed()) << name;
    }
}

TEST_F(StrictnessTest, AnErrorBehindGoodRequestsIsAnsweredInItsTurn) {
    start();
    auto client = connect();
    const std::string good = "GET /good HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send(good + good + "GET /bad HTTP/1.1\r\n\r\n" + good + kProbe);
    EXPECT_EQ(client.read().body, "GET /good|");
    EXPECT_EQ(client.read().body, "GET /good|");
    EXPECT_EQ(client.read().body, "400 bad-request");
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"bad-request\"} 1"));
}

}  // namespace
}  // namespace bespoke::http
