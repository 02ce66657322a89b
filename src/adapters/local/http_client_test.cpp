#include "adapters/local/http_client.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "adapters/local/http_transfer.hpp"
#include "adapters/local/raw_server_for_test.hpp"
#include "base/hostile_hosts_for_test.hpp"

namespace bespoke::adapters::local {
namespace {

using namespace std::chrono_literals;
using ports::HttpRequest;
using Reach = HttpRequest::Reach;
using testing::RawServer;

HttpRequest get(std::string url, Reach reach = Reach::Configured) {
    HttpRequest request;
    request.url = std::move(url);
    request.reach = reach;
    return request;
}
Deadline soon() { return Deadline::after(10s); }
constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nX-A: 2\r\n\r\nhi";

/// Says what it was asked and answers with what it is told.
struct FakeResolver {
    std::vector<std::string> addresses;
    std::vector<std::string> asked;
    NameResolver function() {
        return [this](const std::string& name, Deadline) -> Result<std::vector<IpAddress>> {
            asked.push_back(name);
            std::vector<IpAddress> found;
            for (const auto& address : addresses) found.push_back(parse_ip(address).value());
            return found;
        };
    }
};

TEST(HttpClient, SendsWhatItIsGivenAndReadsTheAnswer) {
    RawServer server(kOk);
    HttpClient client;
    auto request = get(server.url("/a/../b?c=%20"));
    request.method = "POST";
    request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"webhook-id", "evt_1"}};
    request.body = "{\"a\":1}";
    const auto response = client.send(request, soon());
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, "hi");
    EXPECT_EQ(response->headers.at("x-a"), "2");
    const auto received = server.received();
    EXPECT_TRUE(received.starts_with("POST /a/../b?c=%20 HTTP/1.1\r\n")) << received;
    EXPECT_TRUE(received.ends_with("\r\n\r\n{\"a\":1}"));
    for (const char* line :
         {"Content-Type: application/json\r\n", "X-Empty:", "webhook-id: evt_1\r\n", "Content-Length: 7\r\n"}) {
        EXPECT_NE(received.find(line), std::string::npos) << line << received;
    }
    for (const char* line : {"Expect:", "Cookie:", "Authorization:", "Accept-Encoding:", "Upgrade:"})
        EXPECT_EQ(received.find(line), std::string::npos) << line;
}

TEST(HttpClient, EveryStatusIsAnAnswerAndRedirectsAreNotFollowed) {
    RawServer other(kOk);
    for (const int status : {204, 301, 302, 303, 307, 308, 400, 401, 404, 410, 429, 500, 503}) {
        RawServer server(
            fmt::format("HTTP/1.1 {} X\r\nContent-Length: 0\r\nLocation: {}\r\nSet-Cookie: a=b\r\nRetry-After: 7\r\n\r\n", status,
                        other.url()));
        const auto response = HttpClient().send(get(server.url()), soon());
        ASSERT_TRUE(response) << status;
        EXPECT_EQ(response->status, status);
        EXPECT_EQ(response->headers.at("retry-after"), "7");
    }
    EXPECT_EQ(other.connections(), 0);
}

TEST(HttpClient, TheEnvironmentsProxyDoesNotCount) {
    RawServer proxy(kOk), server(kOk);
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, proxy.url().c_str(), 1);
    const auto response = HttpClient().send(get(server.url()), soon());
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
    ASSERT_TRUE(response);
    EXPECT_EQ(proxy.connections(), 0);
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, AnAnswerThatIsTooLargeIsCutOff) {
    auto request = get("");
    request.max_response_bytes = 1'000;
    const std::pair<const char*, RawServer::Talk> servers[] = {
        {"declared",
         [](int socket) {
             RawServer::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n" + std::string(2'000, 'x'));
         }},
        {"undeclared", [](int socket) { RawServer::send_all(socket, "HTTP/1.1 200 OK\r\n\r\n" + std::string(1'001, 'x')); }},
        {"chunked",
         [](int socket) {
             RawServer::send_all(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                                             std::string(1'001, 'x') + "\r\n0\r\n\r\n");
         }},
        {"headers",
         [](int socket) {
             RawServer::send_all(
                 socket, "HTTP/1.1 200 OK\r\n" + [] {
                     std::string all;
                     for (int i = 0; i < 100; ++i) all += "X: " + std::string(1'000, 'h') + "\r\n";
                     return all;
                 }() + "\r\n");
         }},
    };
    for (const auto& [name, talk] : servers) {
        RawServer server(talk);
        request.url = server.url();
        const auto response = HttpClient().send(request, soon());
        ASSERT_FALSE(response) << name;
        EXPECT_EQ(response.error().code, ErrorCode::LimitExceeded) << name;
        EXPECT_EQ(response.error().reason, "response-too-large") << name;
    }
    RawServer exact("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(1'000, 'x'));
    request.url = exact.url();
    EXPECT_EQ(HttpClient().send(request, soon())->body.size(), 1'000U);
}

TEST(HttpClient, ASlowOrSilentReceiverIsLeftAtTheDeadline) {
    const RawServer::Talk talks[] = {
        [](int socket) { RawServer::wait_for_end(socket); },
        [](int socket) {
            RawServer::send_all(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
            RawServer::wait_for_end(socket);
        },
    };
    for (const auto& talk : talks) {
        RawServer server(talk);
        const auto response = HttpClient().send(get(server.url()), Deadline::after(200ms));
        ASSERT_FALSE(response);
        EXPECT_EQ(response.error().code, ErrorCode::Timeout);
        EXPECT_EQ(response.error().reason, "deadline");
    }
    RawServer unused(kOk);
    EXPECT_EQ(HttpClient().send(get(unused.url()), Deadline::after(0ms)).error().code, ErrorCode::Timeout);
    EXPECT_EQ(unused.connections(), 0);
}

TEST(HttpClient, NonsenseAndClosedPortsAreUnavailable) {
    for (const char* answer : {"", "SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"}) {
        RawServer server{std::string(answer)};
        const auto response = HttpClient().send(get(server.url()), soon());
        ASSERT_FALSE(response) << answer;
        EXPECT_EQ(response.error().reason, "connect") << answer;
    }
    std::string closed;
    {
        RawServer server(kOk);
        closed = server.url();
    }
    EXPECT_EQ(HttpClient().send(get(closed), soon()).error().reason, "connect");
}

TEST(HttpClient, ATlsConnectionToSomethingElseIsRefused) {
    RawServer server("HTTP/1.1 400 plain\r\n\r\n");
    const auto response = HttpClient().send(get(fmt::format("https://127.0.0.1:{}/", server.port())), soon());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().reason, "tls");
}

TEST(HttpClient, MalformedRequestsNeverLeave) {
    RawServer server(kOk);
    HttpClient client;
    const std::pair<std::string, std::string> headers[] = {
        {"X\r\nY", "z"}, {"X", "a\r\nY: b"}, {"X", "a\nb"}, {"", "x"}, {"X Y", "z"}, {"X:", "y"}, {"X", std::string("a\0b", 3)}};
    for (const auto& header : headers) {
        auto request = get(server.url());
        request.headers = {header};
        EXPECT_EQ(client.send(request, soon()).error().reason, "request") << header.first;
    }
    auto request = get(server.url());
    request.method = "GET / HTTP/1.1\r\nX: y\r\n\r\nGET";
    EXPECT_EQ(client.send(request, soon()).error().reason, "request");
    for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "127.0.0.1",
                            "http://user@127.0.0.1/", "http://127.0.0.1/#x"}) {
        EXPECT_EQ(client.send(get(url), soon()).error().reason, "url") << url;
    }
    EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, NoHostileSpellingGetsAConnectionOrEvenALookUp) {
    FakeResolver resolver{.addresses = {"127.0.0.1"}, .asked = {}};
    const auto hosts = bespoke::testing::hostile_hosts();
    ASSERT_GE(hosts.size(), 200U);
    HttpClient client({.public_policy = {.plain_http = EgressPolicy::PlainHttp::Allow, .trusted = {}},
                       .ca_file = {},
                       .resolver = resolver.function()});
    for (const auto& host : hosts) {
        // Whatever a row makes of the URL, it must be refused; those that begin with a good name are looked up and refused for
        // the address.
        const auto response = client.send(get(fmt::format("http://{}/", host), Reach::Public), soon());
        ASSERT_FALSE(response) << host;
        EXPECT_TRUE(response.error().reason == "url" || response.error().reason == "address")
            << host << " " << response.error().reason;
    }
    for (const auto& name : resolver.asked) EXPECT_EQ(name, "example.com");
}

TEST(HttpClient, ANameIsRefusedIfAnyOfItsAddressesIsNotPublic) {
    FakeResolver resolver;
    HttpClient client({.public_policy = {.trusted = {}}, .ca_file = {}, .resolver = resolver.function()});
    int refused = 0;
    for (const auto& a : bespoke::testing::inside_addresses()) {
        const auto inside = fmt::format("{}.{}.{}.{}", a[0], a[1], a[2], a[3]);
        const std::vector<std::vector<std::string>> answers = {{inside},
                                                               {"93.184.215.14", inside},
                                                               {inside, "93.184.215.14"},
                                                               {"::ffff:" + inside},
                                                               {"64:ff9b::" + inside},
                                                               {"2606:4700:4700::1111", "::ffff:" + inside}};
        for (const auto& addresses : answers) {
            resolver.addresses = addresses;
            const auto response = client.send(get("https://hooks.example.org/", Reach::Public), soon());
            ASSERT_FALSE(response) << inside;
            EXPECT_EQ(response.error().reason, "address") << inside;
            ++refused;
        }
    }
    for (const char* inside :
         {"::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001::1", "2002:7f00:1::", "2001:db8::1", "100::1"}) {
        resolver.addresses = {"2606:4700:4700::1111", inside};
        EXPECT_EQ(client.send(get("https://hooks.example.org/", Reach::Public), soon()).error().reason, "address") << inside;
    }
    resolver.addresses = {};
    EXPECT_EQ(client.send(get("https://hooks.example.org/", Reach::Public), soon()).error().reason, "address");
    EXPECT_GE(refused, 150);
}

TEST(HttpClient, ANameIsResolvedOnceAndItsAddressKept) {
    RawServer server(kOk);
    const auto endpoint = fmt::format("rebinding.example:{}", server.port());
    int asked = 0;
    // The second answer would lead elsewhere; there must be no second question.
    const NameResolver resolver = [&](const std::string& name, Deadline) -> Result<std::vector<IpAddress>> {
        EXPECT_EQ(name, "rebinding.example");
        return std::vector{*parse_ip(++asked == 1 ? "127.0.0.1" : "127.0.0.99")};
    };
    HttpClient client({.public_policy = {.trusted = {endpoint}}, .ca_file = {}, .resolver = resolver});
    const auto response = client.send(get(fmt::format("http://{}/x", endpoint), Reach::Public), soon());
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(asked, 1);
    EXPECT_NE(server.received().find(fmt::format("Host: {}\r\n", endpoint)), std::string::npos)
        << "the name stays in the request";
}

TEST(HttpClient, NoSocketIsOpenedToAnAddressThatWasNotChecked) {
    RawServer server(kOk);
    // As if the check and libcurl had read the URL differently.
    const auto url = parse_web_url(server.url()).value();
    const auto response = transfer(get(server.url()), url, {*parse_ip("127.0.0.2"), *parse_ip("::1")}, "", soon());
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().reason, "address");
    EXPECT_EQ(server.connections(), 0);
    EXPECT_TRUE(transfer(get(server.url()), url, {*parse_ip("127.0.0.2"), *parse_ip("127.0.0.1")}, "", soon()));
}

TEST(HttpClient, WithoutEgressOnlyThisMachineIsReached) {
    RawServer server(kOk);
    FakeResolver resolver{.addresses = {"127.0.0.1"}, .asked = {}};
    HttpClient client({.egress = Egress::LoopbackOnly, .public_policy = {}, .ca_file = {}, .resolver = resolver.function()});
    EXPECT_TRUE(client.send(get(server.url()), soon()));
    EXPECT_TRUE(client.send(get(fmt::format("http://localhost:{}/", server.port())), soon()));
    for (const char* url : {"https://example.org/", "https://8.8.8.8/", "http://10.0.0.1/", "http://intranet/", "http://127.1/",
                            "https://[2606:4700:4700::1111]/"}) {
        const auto response = client.send(get(url), soon());
        ASSERT_FALSE(response) << url;
        EXPECT_EQ(response.error().code, ErrorCode::Unavailable) << url;
        EXPECT_EQ(response.error().reason, "no-egress") << url;
    }
    EXPECT_EQ(client.send(get("https://example.org/", Reach::Public), soon()).error().reason, "no-egress");
    EXPECT_TRUE(resolver.asked.empty()) << "a look-up is traffic, too";
}

TEST(HttpClient, AnOperatorsOwnEndpointIsAnExceptionOnlyAsWritten) {
    RawServer server(kOk);
    HttpClient client({.public_policy = {.trusted = {fmt::format("127.0.0.1:{}", server.port())}}, .ca_file = {}});
    EXPECT_TRUE(client.send(get(server.url(), Reach::Public), soon()));
    for (const auto& host : {"localhost", "127.0.0.2", "127.1", "[::ffff:127.0.0.1]", "2130706433"}) {
        EXPECT_EQ(client.send(get(fmt::format("http://{}:{}/", host, server.port()), Reach::Public), soon()).error().reason,
                  "address")
            << host;
    }
    EXPECT_EQ(HttpClient().send(get(server.url(), Reach::Public), soon()).error().reason, "address");
    EXPECT_EQ(server.connections(), 1);
}

}  // namespace
}  // namespace bespoke::adapters::local
