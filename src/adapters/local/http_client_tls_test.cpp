#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/local/http_client.hpp"

namespace bespoke::adapters::local {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A child process whose standard output we read.
class Child {
public:
    explicit Child(std::vector<std::string> arguments) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) return;
        std::vector<char*> raw;
        for (auto& argument : arguments) raw.push_back(argument.data());
        raw.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
        if (::posix_spawnp(&pid_, raw[0], &actions, nullptr, raw.data(), environ) != 0) pid_ = -1;
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        output_ = ends[0];
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (pid_ > 0) ::kill(pid_, SIGKILL);
        wait();
        if (output_ >= 0) ::close(output_);
    }
    /// Exit status; -1 if it did not start or end well.
    int wait() {
        int status = -1;
        if (pid_ > 0) ::waitpid(std::exchange(pid_, -1), &status, 0);
        return status;
    }
    [[nodiscard]] std::string line() const {
        std::string text;
        for (char c = 0; ::read(output_, &c, 1) == 1 && c != '\n';) text += c;
        return text;
    }

private:
    pid_t pid_ = -1;
    int output_ = -1;
};

/// A TLS server on 127.0.0.1 with a certificate of its own making for hooks.example.org.
class HttpClientTls : public ::testing::Test {
protected:
    fs::path directory;
    std::unique_ptr<Child> server;
    std::string port;

    [[nodiscard]] std::string certificate() const { return directory / "cert.pem"; }
    [[nodiscard]] std::string key() const { return directory / "key.pem"; }

    void SetUp() override {
        auto pattern = (fs::temp_directory_path() / "bespoke-tls-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
        Child maker({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                     "-subj", "/CN=hooks.example.org", "-addext", "subjectAltName=DNS:hooks.example.org", "-keyout", key(),
                     "-out", certificate()});
        if (maker.wait() != 0) GTEST_SKIP() << "the openssl command is not installed";
        server = std::make_unique<Child>(std::vector<std::string>{"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert",
                                                                  certificate(), "-key", key(), "-www"});
        std::string line;
        do {
            line = server->line();
        } while (!line.empty() && !line.starts_with("ACCEPT"));
        ASSERT_FALSE(line.empty());
        port = line.substr(line.rfind(':') + 1);
    }
    void TearDown() override {
        server.reset();
        fs::remove_all(directory);
    }
    Result<ports::HttpResponse> get(const std::string& host, const std::string& ca_file) {
        HttpClient client({.public_policy = {.trusted = {host + ":" + port}},
                           .ca_file = ca_file,
                           .resolver = [](const std::string&, Deadline) -> Result<std::vector<IpAddress>> {
                               return std::vector{*parse_ip("127.0.0.1")};
                           }});
        ports::HttpRequest request;
        request.url = fmt::format("https://{}:{}/", host, port);
        return client.send(request, Deadline::after(10s));
    }
};

TEST_F(HttpClientTls, ATrustedCertificateForTheNameIsAcceptedThoughTheAddressIsPinned) {
    const auto response = get("hooks.example.org", certificate());
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 200);
}

TEST_F(HttpClientTls, AnUnknownCertificateIsRefused) {
    const auto response = get("hooks.example.org", "");
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().reason, "tls");
    EXPECT_EQ(response.error().code, ErrorCode::Unavailable);
}

TEST_F(HttpClientTls, ACertificateForAnotherNameIsRefused) {
    for (const char* host : {"other.example.org", "example.org", "a.hooks.example.org"}) {
        const auto response = get(host, certificate());
        ASSERT_FALSE(response) << host;
        EXPECT_EQ(response.error().reason, "tls") << host;
    }
}

}  // namespace
}  // namespace bespoke::adapters::local
