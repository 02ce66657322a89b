#include "http/server.hpp"

#include <gmock/gmock.h>

#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kGet = "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string kLastGet = "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

TEST_F(ServerTest, AnswersARequest) {
    start();
    const auto answer = connect().request(kGet);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /a?b=c|");
    EXPECT_EQ(answer.header("Content-Type"), "text/plain");
    EXPECT_EQ(answer.header("Content-Length"), "11");
    EXPECT_EQ(answer.header("Date").size(), 29U);
    EXPECT_THAT(answer.head, Not(HasSubstr("x-operation")));
}

TEST_F(ServerTest, KeepsTheConnectionUntilTheClientWantsItClosed) {
    start();
    auto client = connect();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.request(kGet).status, 200);
    const auto last = client.request(kLastGet);
    EXPECT_EQ(last.header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
    start();
    auto client = connect();
    std::string all;
    for (int i = 0; i < 50; ++i) all += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
    client.send(all + kLastGet);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(client.read().body, "POST /" + std::to_string(i) + "|abc");
    EXPECT_EQ(client.read().body, "GET /last|");
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, ReadsARequestThatComesByteByByte) {
    start();
    auto client = connect();
    for (const char byte : std::string("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        client.send(std::string(1, byte));
    EXPECT_EQ(client.read().body, "POST /x|abc");
}

TEST_F(ServerTest, ClosesAfterAnHttp10RequestUnlessAskedToKeep) {
    start();
    auto client = connect();
    const auto kept = client.request("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    EXPECT_EQ(kept.header("Connection"), "keep-alive");
    EXPECT_EQ(client.request("GET / HTTP/1.0\r\n\r\n").header("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, AnswersHeadWithTheLengthAndWithoutTheBody) {
    start();
    auto client = connect();
    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n" + kLastGet);
    const auto head = client.read(Client::Body::None);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "8");
    EXPECT_EQ(client.read().body, "GET /last|");
}

TEST_F(ServerTest, AnswersNoContentWithoutALength) {
    start([](const Request&) { return Response{204, {}, {}}; });
    auto client = connect();
    const auto answer = client.request(kGet);
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.header("Content-Length"), "");
    EXPECT_EQ(client.request(kGet).status, 204);
}

TEST_F(ServerTest, SendsBytesAsTheyAre) {
    start([](const Request&) { return Response{200, {}, to_bytes(std::string_view("a\0b\r\n", 5))}; });
    EXPECT_EQ(connect().request(kGet).body, std::string("a\0b\r\n", 5));
}

TEST_F(ServerTest, TellsAClientThatWaitsToGoOn) {
    start();
    auto client = connect();
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read().status, 100);
    EXPECT_EQ(client.request("ok").body, "POST /|ok");
}

TEST_F(ServerTest, RefusesTheBodyOfAClientThatWaitsInsteadOfAskingForIt) {
    options_.limits.body_bytes = 10;
    start();
    auto client = connect();
    EXPECT_EQ(client.request("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n").status, 413);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, DoesNotAskForABodyThatIsThere) {
    start();
    EXPECT_EQ(connect().request("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nok").status, 200);
}

TEST_F(ServerTest, RefusesAnotherExpectation) {
    start();
    EXPECT_EQ(connect().request("GET / HTTP/1.1\r\nHost: h\r\nExpect: miracles\r\n\r\n").status, 417);
}

TEST_F(ServerTest, DropsTrailers) {
    start([](const Request& request) { return Response{200, {}, std::to_string(request.headers.count("Authorization"))}; });
    EXPECT_EQ(
        connect().request("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: x\r\n\r\n").body,
        "0");
}

TEST_F(ServerTest, HandsOverPathQueryPeerAndDeadline) {
    start([](const Request& request) {
        const auto left = request.deadline.left();
        return Response{
            200, {}, request.path + " " + request.query + " " + request.peer + (left > std::chrono::seconds(20) ? " soon" : "")};
    });
    EXPECT_EQ(connect().request(kGet).body, "/a b=c 127.0.0.1 soon");
    EXPECT_EQ(connect().request("GET http://H/x?y=%20 HTTP/1.1\r\nHost: h\r\n\r\n").body, "/x y=%20 127.0.0.1 soon");
}

TEST_F(ServerTest, ContinuesTheCallersTraceOrBeginsOne) {
    start([](const Request& request) { return Response{200, {}, request.trace.trace_id}; });
    const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const auto answer =
        connect().request("GET / HTTP/1.1\r\nHost: h\r\ntraceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n\r\n");
    EXPECT_EQ(answer.body, trace);
    EXPECT_EQ(answer.header("x-request-id"), trace);
    EXPECT_THAT(answer.header("traceparent"), HasSubstr("00-" + trace + "-"));
    EXPECT_THAT(answer.header("traceparent"), Not(HasSubstr("00f067aa0ba902b7")));
    const auto fresh = connect().request(kGet);
    EXPECT_EQ(fresh.body.size(), 32U);
    EXPECT_NE(fresh.body, trace);
}

TEST_F(ServerTest, AnswersForAHandlerThatThrows) {
    start([](const Request& request) -> Response {
        if (request.path == "/int") throw 7;
        throw std::runtime_error("secret of ours");
    });
    telemetry::set_log_level(static_cast<telemetry::Level>(9));
    auto client = connect();
    for (const char* path : {"/", "/int"}) {
        const auto answer = client.request("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body, "500 internal");
    }
}

TEST_F(ServerTest, NeverSplitsAnAnswer) {
    start([](const Request& request) {
        Response response;
        if (request.path == "/value") response.headers.set("Location", "/a\r\nSet-Cookie: x=y");
        if (request.path == "/name") response.headers.set("Bad name", "x");
        if (request.path == "/status") response.status = 99;
        return response;
    });
    telemetry::set_log_level(static_cast<telemetry::Level>(9));
    for (const char* path : {"/value", "/name", "/status"}) {
        const auto answer = connect().request("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(answer.status, 500) << path;
        EXPECT_THAT(answer.head, Not(HasSubstr("Set-Cookie")));
    }
}

TEST_F(ServerTest, OwnsTheFramingOfAnswers) {
    start([](const Request&) {
        Response response;
        response.body = std::string("body");
        response.headers.set("content-length", "999");
        response.headers.set("Transfer-Encoding", "chunked");
        response.headers.set("Connection", "close");
        return response;
    });
    auto client = connect();
    const auto answer = client.request(kGet);
    EXPECT_EQ(answer.body, "body");
    EXPECT_THAT(answer.head, Not(HasSubstr("999")));
    EXPECT_THAT(answer.head, Not(HasSubstr("chunked")));
    EXPECT_EQ(client.request(kGet).body, "body");
}

TEST_F(ServerTest, CountsRequestsByMethodStatusAndOperation) {
    start();
    auto client = connect();
    client.request(kGet);
    client.request("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(shows("bespoke_http_requests_total{method=\"GET\",operation=\"echo\",status=\"2xx\"} 1"));
    EXPECT_TRUE(shows("bespoke_http_requests_total{method=\"other\",operation=\"echo\",status=\"2xx\"} 1"));
    EXPECT_TRUE(shows("bespoke_http_request_duration_seconds_count{operation=\"echo\"} 2"));
    EXPECT_TRUE(shows("bespoke_http_connections 1"));
    EXPECT_TRUE(shows("bespoke_http_requests_in_flight 0"));
    client.close();
    EXPECT_TRUE(shows("bespoke_http_connections 0"));
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
    start();
    options_.port = server_->port();
    const auto second = Server::start(options_, echo, plain_error, metrics_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().reason, "address-in-use");
    options_.address = "localhost";
    EXPECT_EQ(Server::start(options_, echo, plain_error, metrics_).error().reason, "address");
    options_.address = "192.0.2.1";  // for documentation (RFC 5737): no machine has it
    EXPECT_EQ(Server::start(options_, echo, plain_error, metrics_).error().reason, "listen");
}

TEST_F(ServerTest, ListensOnAnAddressOfVersion6InBrackets) {
    options_.address = "[::1]";
    const auto server = Server::start(options_, echo, plain_error, metrics_);
    if (!server && server.error().reason == "listen") GTEST_SKIP() << "this machine has no ::1: " << server.error().detail;
    ASSERT_TRUE(server);
    EXPECT_NE((*server)->port(), 0);
}

TEST_F(ServerTest, ServesManyClientsOnSeveralIoThreads) {
    options_.io_threads = 3;
    start();
    std::vector<std::thread> clients;
    std::atomic<int> right{0};
    for (int i = 0; i < 8; ++i)
        clients.emplace_back([&, i] {
            auto client = connect();
            for (int n = 0; n < 50; ++n) {
                const auto path = "/" + std::to_string(i) + "/" + std::to_string(n);
                if (client.request("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").body == "GET " + path + "|") ++right;
            }
        });
    for (auto& client : clients) client.join();
    EXPECT_EQ(right, 400);
}

}  // namespace
}  // namespace bespoke::http
