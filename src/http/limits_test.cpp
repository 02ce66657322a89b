// Every bound on clients over real sockets: how much, how many, how slowly.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>

#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

using std::chrono::milliseconds;

const std::string kGet = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string kLastGet = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

std::string post(std::size_t bytes) {
    return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

class LimitsTest : public ServerTest {};

TEST_F(LimitsTest, WhatIsTooMuchIsNamedAndTheConnectionCloses) {
    options_.limits.body_bytes = 100;
    start();
    const std::vector<std::tuple<std::string, std::string, std::string>> rows = {
        {"GET /" + std::string(16'384, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", "414 uri-too-long", "uri-too-long"},
        {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(64'000, 'a') + "\r\n\r\n", "431 headers-too-large",
         "headers-too-large"},
        {post(101), "413 too-large", "too-large"},
        {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n", "413 too-large", "too-large"},
    };
    for (const auto& [bytes, body, reason] : rows) {
        auto client = connect();
        EXPECT_EQ(client.request(bytes).body, body);
        EXPECT_TRUE(client.is_closed());
    }
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"too-large\"} 2"));
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"uri-too-long\"} 1"));
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"headers-too-large\"} 1"));
}

TEST_F(LimitsTest, ALengthThatLiesEitherWayIsBadFramingAndNothingIsDone) {
    start();
    auto early = connect();
    early.send(post(50) + "hello");
    early.end_sending();
    EXPECT_EQ(early.read().body, "400 bad-framing") << "shorter than said";
    EXPECT_TRUE(early.is_closed());
    for (const std::string rest : {" and more", "\r\n\r\n", "get / HTTP/1.1\r\n", "Ada Lovelace", "Ada"}) {
        auto client = connect();
        EXPECT_EQ(client.request(post(5) + "hello" + rest).body, "400 bad-framing") << rest;
        EXPECT_TRUE(client.is_closed()) << rest;
    }
    auto pipelined = connect();
    pipelined.send(post(5) + "helloGET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(pipelined.read().status, 200);
    EXPECT_EQ(pipelined.read().status, 200) << "a request behind a body is one";
    auto head = connect();
    head.send("GET / HTTP/1.1\r\nHo");
    head.end_sending();
    EXPECT_EQ(head.read().body, "400 bad-request") << "a header that is cut has no length";
}

TEST_F(LimitsTest, AThousandHeadersAreTooMany) {
    start();
    std::string bytes = "GET / HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 1'000; ++i) bytes += "a:b\r\n";
    EXPECT_EQ(connect().request(bytes + "\r\n").status, 431);
}

TEST_F(LimitsTest, AClientThatSendsAWholeRefusedBodyBeforeItReadsStillGetsTheAnswer) {
    options_.limits.body_bytes = 4 * 1024 * 1024;
    start();
    auto client = connect();
    client.send(post(4 * 1024 * 1024 + 1));
    client.send(std::string(1024 * 1024, 'a'));
    EXPECT_EQ(client.read().status, 413);
}

TEST_F(LimitsTest, AHeaderThatDripsIsCutOffAfterItsTime) {
    options_.limits.header_time = milliseconds(50);
    start();
    auto client = connect();
    client.send("GET / HTTP/1.1\r\nX: ");
    while (client.is_silent(2)) client.send("a");
    EXPECT_EQ(client.read().body, "408 request-timeout");
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"request-timeout\"} 1"));
}

TEST_F(LimitsTest, ABodyThatDripsIsCutOff) {
    options_.limits.body_time = milliseconds(50);
    start();
    auto client = connect();
    client.send(post(10'000));
    while (client.is_silent(5)) client.send("a");
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(LimitsTest, ABodyThatComesSteadilyMayTakeLonger) {
    options_.limits.body_time = milliseconds(100);
    start();
    auto client = connect();
    client.send(post(20'000) + std::string(5'000, 'a'));
    for (int i = 0; i < 15; ++i) {
        EXPECT_TRUE(client.is_silent(10));
        client.send(std::string(1'000, 'a'));
    }
    EXPECT_EQ(client.read().status, 200);
}

TEST_F(LimitsTest, AnIdleConnectionIsClosedWithoutAWord) {
    options_.limits.idle_time = milliseconds(30);
    start();
    EXPECT_TRUE(connect().is_closed());
    auto used = connect();
    EXPECT_EQ(used.request(kGet).status, 200);
    EXPECT_TRUE(used.is_closed());
}

TEST_F(LimitsTest, AClientThatDoesNotReadIsCutOff) {
    options_.limits.write_stall = milliseconds(50);
    start([](const Request&) { return Response{200, {}, std::string(64 * 1024 * 1024, 'a')}; });
    Client client(server_->port(), 4 * 1024);
    client.send(kGet);
    EXPECT_TRUE(shows("bespoke_http_connections 0"));
    EXPECT_LT(client.rest().size(), 64U * 1024 * 1024);
}

TEST_F(LimitsTest, ALargeAnswerArrivesWhole) {
    start([](const Request&) { return Response{200, {}, std::string(16 * 1024 * 1024, 'a')}; });
    EXPECT_EQ(connect().request(kGet).body.size(), 16U * 1024 * 1024);
}

TEST_F(LimitsTest, TooManyConnectionsAreTurnedAwayUntilOneEnds) {
    options_.limits.connections = 3;
    start();
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(clients.emplace_back(connect()).request(kGet).status, 200);
    auto turned_away = connect();
    const auto answer = turned_away.read();
    EXPECT_EQ(answer.body, "503 overloaded");
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_TRUE(turned_away.is_closed());
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"connections\"} 1"));
    clients.pop_back();
    EXPECT_TRUE(shows("bespoke_http_connections 2"));
    EXPECT_TRUE(comes_true([&] { return connect().request(kGet).status == 200; }));
}

TEST_F(LimitsTest, OnePeerCannotTakeAllConnections) {
    options_.limits.connections_per_peer = 2;
    start();
    auto first = connect(), second = connect();
    EXPECT_EQ(first.request(kGet).status, 200);
    EXPECT_EQ(second.request(kGet).status, 200);
    EXPECT_EQ(connect().read().status, 503);
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"connections-per-peer\"} 1"));
}

TEST_F(LimitsTest, BodiesInFlightShareOneBudget) {
    options_.limits.bodies_in_flight_bytes = 64 * 1024;
    start();
    auto holder = connect();
    holder.send(post(60'000) + std::string(50'000, 'a'));
    // Until the server has read those bytes there is room; how long that takes is not ours to know.
    EXPECT_TRUE(comes_true([&] {
        const auto answer = connect().request(post(32'000) + std::string(32'000, 'b'));
        return answer.status == 503 && answer.header("Retry-After") == "1";
    }));
    EXPECT_EQ(holder.request(std::string(10'000, 'a')).status, 200);
    EXPECT_TRUE(shows("bespoke_http_body_bytes 0"));
    EXPECT_TRUE(comes_true([&] { return connect().request(post(60'000) + std::string(60'000, 'b')).status == 200; }));
}

TEST_F(LimitsTest, AFullQueueAnswersAtOnceAndKeepsTheConnection) {
    options_.handler_threads = 1;
    options_.limits.queued_requests = 2;
    Gate gate;
    start([&](const Request& request) {
        gate.pass();
        return echo(request);
    });
    std::vector<Client> waiting;
    waiting.push_back(connect());
    waiting.back().send(kGet);
    gate.wait_for(1);
    for (int i = 1; i <= 2; ++i) {
        waiting.push_back(connect());
        waiting.back().send(kGet);
        EXPECT_TRUE(shows("bespoke_http_queued_requests " + std::to_string(i)));
    }
    auto refused = connect();
    const auto answer = refused.request(kGet);
    EXPECT_EQ(answer.body, "503 overloaded");
    EXPECT_EQ(answer.header("Retry-After"), "1");
    gate.open();
    for (auto& client : waiting) EXPECT_EQ(client.read().status, 200);
    EXPECT_EQ(refused.request(kGet).status, 200);
    EXPECT_TRUE(shows("bespoke_http_rejected_total{reason=\"queue-full\"} 1"));
    EXPECT_TRUE(shows("bespoke_http_queued_requests 0"));
}

TEST_F(LimitsTest, ARequestThatWaitedTooLongIsNotHandledAnyMore) {
    options_.handler_threads = 1;
    options_.limits.request_time = milliseconds(20);
    Gate gate;
    std::atomic<int> handled{0};
    start([&](const Request& request) {
        ++handled;
        gate.pass();
        return echo(request);
    });
    auto first = connect(), second = connect();
    first.send(kGet);
    gate.wait_for(1);
    second.send(kGet);
    EXPECT_TRUE(shows("bespoke_http_queued_requests 1"));
    EXPECT_TRUE(second.is_silent(40));
    gate.open();
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.read().body, "503 overloaded");
    EXPECT_EQ(handled, 1);
}

TEST_F(LimitsTest, TwoThousandSlowSocketsDoNotSlowARequestDown) {
    constexpr std::size_t kSockets = 2'000;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 2 * kSockets + 200) GTEST_SKIP() << "this user may open " << limit.rlim_cur << " files only";
    options_.limits.connections_per_peer = options_.limits.connections;
    start();
    std::vector<Client> slow;
    for (std::size_t i = 0; i < kSockets; ++i) {
        slow.push_back(connect());
        if (i % 2 == 0) slow.back().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Le");
    }
    EXPECT_TRUE(shows("bespoke_http_connections " + std::to_string(kSockets)));
    std::vector<milliseconds> times;
    auto client = connect();
    for (int i = 0; i < 200; ++i) {
        const auto began = std::chrono::steady_clock::now();
        EXPECT_EQ(client.request(kGet).status, 200);
        EXPECT_EQ(connect().request(kLastGet).status, 200);
        times.push_back(std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began));
    }
    std::sort(times.begin(), times.end());
    EXPECT_LT(times[times.size() / 2], milliseconds(20));
    EXPECT_LT(times[times.size() * 99 / 100], milliseconds(250));
}

}  // namespace
}  // namespace bespoke::http
