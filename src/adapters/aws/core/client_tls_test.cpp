#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>

#include "adapters/aws/core/client_for_test.hpp"

namespace bespoke::adapters::aws {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A TLS server that takes one connection, with a certificate of its own making for 127.0.0.1.
class ClientTls : public ::testing::Test {
protected:
    fs::path directory;
    FILE* server = nullptr;
    std::string port;
    testing::SteppedClock clock;
    testing::NumberedKeys keys;
    int pauses = 0;

    [[nodiscard]] std::string path(const char* name) const { return directory / name; }
    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "bespoke-aws-tls-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
        const auto make = fmt::format(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=x -addext "
            "subjectAltName=IP:127.0.0.1 "
            "-keyout {} -out {} 2>/dev/null",
            path("key.pem"), path("cert.pem"));
        if (std::system(make.c_str()) != 0) GTEST_SKIP() << "the openssl command is not installed";
        const auto serve =
            fmt::format("timeout 30 openssl s_server -accept 127.0.0.1:0 -naccept 1 -cert {} -key {} -www 2>/dev/null </dev/null",
                        path("cert.pem"), path("key.pem"));
        server = ::popen(serve.c_str(), "r");
        char line[256] = "";
        while (std::fgets(line, sizeof line, server) != nullptr && !std::string_view(line).starts_with("ACCEPT")) {
        }
        const std::string_view text(line);
        ASSERT_TRUE(text.starts_with("ACCEPT"));
        port = text.substr(text.rfind(':') + 1, text.find_last_not_of("\n") - text.rfind(':'));
    }
    void TearDown() override {
        if (server != nullptr) {
            char rest[256];
            while (std::fgets(rest, sizeof rest, server) != nullptr) {
            }
            ::pclose(server);
        }
        fs::remove_all(directory);
    }
    Answer<Reply> get(const std::string& host, const std::string& ca_file) {
        const auto origin = fmt::format("https://{}:{}", host, port);
        Client::Options options{.endpoints = Endpoints("eu-west-1", [&](const std::string&) { return origin; }),
                                .retry = {},
                                .ca_file = ca_file,
                                .trace = {}};
        options.retry.pause = [this](std::chrono::milliseconds) { ++pauses; };
        Call call;
        call.service = Service::S3;
        call.operation = "GetObject";
        call.method = "GET";
        return Client(std::move(options), keys, clock).send(call, Caller::service(), Deadline::after(10s));
    }
};

TEST_F(ClientTls, ATrustedCertificateIsAccepted) {
    const auto reply = get("127.0.0.1", path("cert.pem"));
    ASSERT_TRUE(reply) << reply.error().message;
    EXPECT_EQ(reply->status, 200);
}

TEST_F(ClientTls, AnUnknownCertificateIsRefusedOnceAndForAll) {
    const auto reply = get("127.0.0.1", "");
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "Tls");
    EXPECT_EQ(to_error(reply.error()).reason, "aws-unavailable");
    EXPECT_EQ(pauses, 0);
}

TEST_F(ClientTls, ACertificateForAnotherNameIsRefused) {
    const auto reply = get("localhost", path("cert.pem"));
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "Tls");
    EXPECT_EQ(pauses, 0);
}

}  // namespace
}  // namespace bespoke::adapters::aws
