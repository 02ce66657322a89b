// What the adapter makes of servers that are slow, broken, overloaded, or up to no good.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdio>
#include <filesystem>

#include "scripted_server.hpp"

namespace bespoke::model_test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Finish = ports::Completion::Finish;
using std::chrono::milliseconds;

const std::string kAnswer = R"({"edits":[{"line":"L1","text":"Müller’s 😀 crew"}]})";

std::string chunked(const std::string& body, std::size_t size) {
    std::string out = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < body.size(); at += size) {
        const auto piece = body.substr(at, size);
        out += fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    }
    return out + "0\r\n\r\n";
}

std::string whole(const json& message, const char* reason = "stop") {
    return json{{"choices", {{{"index", 0}, {"message", message}, {"finish_reason", reason}}}},
                {"usage", {{"prompt_tokens", 1'000}, {"completion_tokens", 50}}}}
        .dump();
}

struct Row {
    const char* name;
    std::vector<std::string> script;
    /// Of the completion, or the reason of the error.
    std::string text, reason;
    Finish finish = Finish::Stop;
    int connections = 1;
    std::vector<std::int64_t> waits;
};

std::vector<Row> rows() {
    const auto good = stream_of(kAnswer);
    const auto body = good.substr(kStreamHead.size());
    const auto plain = [](const std::string& text) { return http(200, text); };
    return {
        {"a good stream", {good}, kAnswer, ""},
        {"a server that does not stream", {plain(whole({{"content", kAnswer}}))}, kAnswer, ""},
        {"a stream called JSON", {http(200, body)}, kAnswer, ""},
        {"JSON called text", {http(200, whole({{"content", kAnswer}}), "Content-Type: text/plain\r\n")}, kAnswer, ""},
        {"a stream in chunks of one byte", {chunked(body, 1)}, kAnswer, ""},
        {"a stream in chunks of three bytes", {chunked(body, 3)}, kAnswer, ""},
        {"content in parts", {plain(whole({{"content", {{{"type", "text"}, {"text", kAnswer}}}}}))}, kAnswer, ""},
        {"an answer in reasoning_content", {kStreamHead + delta("reasoning_content", kAnswer) + finish() + kDone}, kAnswer, ""},
        {"an answer in reasoning", {plain(whole({{"content", ""}, {"reasoning", kAnswer}}))}, kAnswer, ""},
        {"thoughts before an answer",
         {kStreamHead + delta("reasoning_content", "hm") + delta("content", kAnswer) + finish()},
         kAnswer,
         ""},
        {"keep-alive comments", {kStreamHead + ": waiting\n\n: waiting\n\n" + body}, kAnswer, ""},
        {"an end without [DONE]", {kStreamHead + delta("content", kAnswer) + finish()}, kAnswer, ""},
        {"a second choice",
         {kStreamHead + event({{"choices", {{{"index", 1}, {"delta", {{"content", "no"}}}}}}}) + body},
         kAnswer,
         ""},
        {"the answer's length reached",
         {plain(whole({{"content", "{\"edits\":["}}, "length"))},
         "{\"edits\":[",
         "",
         Finish::Length},
        {"a content filter", {plain(whole({{"content", ""}}, "content_filter"))}, "", "", Finish::Refusal},
        {"a refusal", {plain(whole({{"content", nullptr}, {"refusal", "No."}}))}, "", "", Finish::Refusal},
        {"an HTML page", {http(200, "<!DOCTYPE html><title>Login</title>", "Content-Type: text/html\r\n")}, "", "model-answer"},
        {"malformed JSON", {plain("{\"choices\":[{\"message\":{\"content\":\"x\"")}, "", "model-answer"},
        {"a malformed event", {kStreamHead + delta("content", "x") + "data: {\"choices\":[\n\n" + body}, "", "model-answer"},
        {"bytes that are no UTF-8",
         {kStreamHead + "data: {\"choices\":[{\"delta\":{\"content\":\"\xFF\"}}]}\n\n"},
         "",
         "model-answer"},
        {"JSON of another kind", {plain(R"({"hello":"world"})")}, "", "model-answer"},
        {"an empty answer", {plain(whole({{"content", ""}}))}, "", "model-answer"},
        {"no body at all", {http(200, "")}, "", "model-answer", Finish::Stop, 4, {500, 1'000, 2'000}},
        {"a wrong key", {http(401, "{}")}, "", "model-unauthorised"},
        {"a key without rights", {http(403, "{}")}, "", "model-unauthorised"},
        {"no such model", {http(404, "{}")}, "", "model-request"},
        {"a prompt that is too long", {http(413, "{}")}, "", "model-request"},
        {"always 400", {http(400, "{}")}, "", "model-request", Finish::Stop, 4},
        {"a redirect to another host",
         {http(307, "", "Location: http://127.0.0.2:1/v1/chat/completions\r\n")},
         "",
         "model-request"},
        {"429 with seconds", {http(429, "{}", "Retry-After: 3\r\n"), good}, kAnswer, "", Finish::Stop, 2, {3'000}},
        {"429 with a date",
         {http(429, "{}", "retry-after: Fri, 13 Nov 2026 12:00:05 GMT\r\n"), good},
         kAnswer,
         "",
         Finish::Stop,
         2,
         {5'000}},
        {"429 beyond the deadline", {http(429, "{}", "Retry-After: 3600\r\n")}, "", "model-overloaded"},
        {"500 twice", {http(500, "oops"), http(503, ""), good}, kAnswer, "", Finish::Stop, 3, {500, 1'000}},
        {"500 for ever", {http(500, "oops")}, "", "model-overloaded", Finish::Stop, 4, {500, 1'000, 2'000}},
        {"an error within a stream",
         {kStreamHead + event({{"error", {{"code", 503}, {"message", "x"}}}}), good},
         kAnswer,
         "",
         Finish::Stop,
         2,
         {500}},
        {"a wrong key within a 200", {plain(R"({"error":{"code":"401"}})")}, "", "model-unauthorised"},
        {"a connection that closes", {"", good}, kAnswer, "", Finish::Stop, 2, {500}},
        {"a stream cut off once", {kStreamHead + delta("content", "{\"ed"), good}, kAnswer, "", Finish::Stop, 2, {500}},
        {"a stream cut off always",
         {kStreamHead + delta("content", "{\"ed")},
         "{\"ed",
         "",
         Finish::Length,
         4,
         {500, 1'000, 2'000}},
        {"nonsense instead of HTTP", {"SSH-2.0-OpenSSH_9.2\r\n"}, "", "model-unreachable", Finish::Stop, 4, {500, 1'000, 2'000}},
    };
}

TEST(HostileServer, GivesAnAnswerOrANamedError) {
    for (const auto& row : rows()) {
        SCOPED_TRACE(row.name);
        ScriptedServer server(row.script);
        const auto completion = ask(server.options());
        EXPECT_EQ(server.connections(), row.connections);
        EXPECT_EQ(server.waits, row.waits);
        if (row.reason.empty()) {
            if (!completion) {
                ADD_FAILURE() << completion.error().reason << ": " << completion.error().detail;
                continue;
            }
            EXPECT_EQ(completion->text, row.text);
            EXPECT_EQ(completion->finish, row.finish);
        } else {
            if (completion) {
                ADD_FAILURE() << completion->text;
                continue;
            }
            EXPECT_EQ(completion.error().reason, row.reason);
            EXPECT_THAT(completion.error().public_text + completion.error().detail, Not(HasSubstr("sk-test")));
        }
    }
}

TEST(HostileServer, IsAskedAsTheProtocolWantsIt) {
    ScriptedServer server({stream_of(kAnswer)});
    ASSERT_TRUE(ask(server.options()));
    EXPECT_THAT(server.received(), HasSubstr("POST /v1/chat/completions HTTP/1.1\r\n"));
    EXPECT_THAT(server.received(), HasSubstr("Authorization: Bearer sk-test\r\n"));
    const auto body = server.received_body();
    EXPECT_EQ(body["messages"][0]["content"], "rules");
    EXPECT_EQ(body["response_format"]["json_schema"]["schema"], json({{"type", "object"}}));
    EXPECT_EQ(body["stream"], true);
    EXPECT_EQ(body["temperature"], 0);
}

TEST(HostileServer, IsAskedInTheDialectThatItUnderstands) {
    ScriptedServer server({http(500, R"({"error":{"message":"response_format: should be 'text' or 'json_object'"}})"),
                           http(422, "{}"), http(400, "{}"), http(400, R"({"error":{"message":"use max_completion_tokens"}})"),
                           stream_of(kAnswer)});
    const StoppedClock clock;
    const auto model = adapters::openai::make_language_model(server.options(), clock);
    ASSERT_TRUE((*model)->complete(question(), Deadline::after(std::chrono::seconds(20))));
    EXPECT_EQ(server.connections(), 5);
    // The second request knows.
    ASSERT_TRUE((*model)->complete(question(), Deadline::after(std::chrono::seconds(20))));
    EXPECT_EQ(server.connections(), 6);
    const auto body = server.received_body();
    EXPECT_FALSE(body.contains("response_format"));
    EXPECT_FALSE(body.contains("max_tokens"));
    EXPECT_TRUE(body.contains("max_completion_tokens"));
}

TEST(HostileServer, IsGivenUpWhenItFallsSilent) {
    const auto silent = [](int socket) {
        RawServer::send_all(socket, kStreamHead + delta("content", "{"));
        RawServer::wait_for_end(socket);
    };
    ScriptedServer server(std::vector<RawServer::Talk>{silent});
    auto options = server.options();
    options.idle_timeout = milliseconds(60);
    options.max_attempts = 2;
    const auto completion = ask(options);
    ASSERT_TRUE(completion);
    EXPECT_EQ(completion->finish, Finish::Length);
    EXPECT_EQ(server.connections(), 2);

    ScriptedServer mute(std::vector<RawServer::Talk>{[](int socket) { RawServer::wait_for_end(socket); }});
    options = mute.options();
    options.idle_timeout = milliseconds(60);
    options.max_attempts = 2;
    const auto nothing = ask(options);
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().reason, "model-unreachable");
}

TEST(HostileServer, IsNotWaitedForBeyondTheDeadline) {
    // Never silent, never done.
    const auto drip = [](int socket) {
        RawServer::send_all(socket, kStreamHead);
        char one = 0;
        timeval pace{.tv_sec = 0, .tv_usec = 10'000};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &pace, sizeof pace);
        while (::recv(socket, &one, 1, 0) != 0) RawServer::send_all(socket, ": still here\n\n");
    };
    ScriptedServer server(std::vector<RawServer::Talk>{drip});
    const auto begin = std::chrono::steady_clock::now();
    const auto completion = ask(server.options(), Deadline::after(milliseconds(200)));
    ASSERT_FALSE(completion);
    EXPECT_EQ(completion.error().code, ErrorCode::Timeout);
    EXPECT_EQ(completion.error().reason, "deadline");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(HostileServer, IsHeardUntilTheDeadlineAndThenTakenAtItsWord) {
    ScriptedServer server(std::vector<RawServer::Talk>{[](int socket) {
        RawServer::send_all(socket, kStreamHead + delta("content", "{\"edits\":[{"));
        RawServer::wait_for_end(socket);
    }});
    const auto completion = ask(server.options(), Deadline::after(milliseconds(200)));
    ASSERT_TRUE(completion);
    EXPECT_EQ(completion->text, "{\"edits\":[{");
    EXPECT_EQ(completion->finish, Finish::Length);
    EXPECT_EQ(server.connections(), 1);
}

/// openssl's TLS server on 127.0.0.1 with a certificate of its own making; no port if there is no such command.
class TlsServer {
public:
    TlsServer() {
        auto pattern = (std::filesystem::temp_directory_path() / "bespoke-tls-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        const auto made = fmt::format(
            "exec 2>/dev/null; cd {} && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
            "/CN=model -addext "
            "subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem && echo $$ && exec openssl s_server -accept 127.0.0.1:0 "
            "-cert cert.pem "
            "-key key.pem -www",
            directory_.string());
        output_ = ::popen(made.c_str(), "r");
        char line[256];
        while (output_ != nullptr && port.empty() && std::fgets(line, sizeof line, output_) != nullptr) {
            const std::string text(line);
            if (process_ == 0) process_ = std::atoi(line);
            if (text.starts_with("ACCEPT"))
                port = text.substr(text.rfind(':') + 1, text.find_last_not_of("\r\n") - text.rfind(':'));
        }
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer() {
        if (process_ > 0) ::kill(process_, SIGKILL);
        if (output_ != nullptr) ::pclose(output_);
        std::filesystem::remove_all(directory_);
    }
    [[nodiscard]] std::string certificate() const { return directory_ / "cert.pem"; }
    std::string port;

private:
    std::filesystem::path directory_;
    FILE* output_ = nullptr;
    int process_ = 0;
};

TEST(HostileServer, IsNotTrustedWithoutAGoodCertificate) {
    const TlsServer server;
    if (server.port.empty()) GTEST_SKIP() << "the openssl command is not installed";
    adapters::openai::Options options;
    options.base_url = fmt::format("https://127.0.0.1:{}/v1", server.port);
    options.model = "m";
    options.max_attempts = 1;
    options.idle_timeout = milliseconds(500);
    const auto unknown = ask(options);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().reason, "model-unreachable");
    EXPECT_THAT(unknown.error().detail, HasSubstr("certificate"));
    options.ca_file = server.certificate();
    const auto known = ask(options);  // it speaks no chat completions
    ASSERT_FALSE(known);
    EXPECT_THAT(known.error().detail, Not(HasSubstr("certificate")));
}

TEST(HostileServer, EndsNoSoonerThanItsLimits) {
    const auto flood = [](const std::string& piece) {
        return [piece](int socket) {
            RawServer::send_all(socket, kStreamHead);
            for (int i = 0; i < 100'000; ++i) {
                if (::send(socket, piece.data(), piece.size(), MSG_NOSIGNAL) <= 0) return;
            }
        };
    };
    struct Flood {
        std::string piece, reason;
    };
    const std::vector<Flood> floods = {{delta("content", std::string(500, 'x')), ""},
                                       {": x\n\n", "model-answer"},
                                       {"data: {}\n\n", "model-answer"},
                                       {std::string(5'000, 'x'), "model-answer"}};
    for (const auto& [piece, reason] : floods) {
        ScriptedServer server(std::vector<RawServer::Talk>{flood(piece)});
        auto options = server.options();
        options.max_response_bytes = 300'000;
        options.max_answer_bytes = 10'000;
        const auto completion = ask(options);
        EXPECT_EQ(server.connections(), 1);
        if (reason.empty()) {
            ASSERT_TRUE(completion);
            EXPECT_EQ(completion->finish, Finish::Length);
            EXPECT_EQ(completion->text.size(), 10'000U);
        } else {
            ASSERT_FALSE(completion) << piece;
            EXPECT_EQ(completion.error().reason, reason);
        }
    }
}

TEST(HostileServer, CostsWhatThePricesSay) {
    ScriptedServer server({stream_of(kAnswer)});
    auto options = server.options();
    options.usd_per_million_input_tokens = 2;
    options.usd_per_million_output_tokens = 10;
    const auto counted = ask(options);
    EXPECT_EQ(counted->input_tokens, 1'000);
    EXPECT_EQ(counted->output_tokens, 50);
    EXPECT_DOUBLE_EQ(counted->cost_usd, 0.0025);

    ScriptedServer silent({http(
        200, R"({"choices":[{"message":{"content":"12345678"}}],"usage":{"prompt_tokens":-4,"completion_tokens":"many"}})")});
    const auto estimated = ask(silent.options());
    EXPECT_GT(estimated->input_tokens, 0);
    EXPECT_EQ(estimated->output_tokens, 3);
}

TEST(HostileServer, IsNotAskedBeyondTheBudget) {
    ScriptedServer server({stream_of(kAnswer)});
    auto options = server.options();
    options.daily_token_budget = 4'000;  // a request sets some 2,060 aside and uses 1,050
    const StoppedClock clock;
    const auto model = adapters::openai::make_language_model(options, clock);
    auto request = question();
    const auto soon = Deadline::after(std::chrono::seconds(20));
    EXPECT_TRUE((*model)->complete(request, soon));
    EXPECT_TRUE((*model)->complete(request, soon));
    const auto refused = (*model)->complete(request, soon);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "model-budget");
    EXPECT_EQ(server.connections(), 2);
    request.owner = TenantId("bob");
    EXPECT_TRUE((*model)->complete(request, soon));
}

TEST(HostileServer, IsOnlyTheOneThatWasConfigured) {
    struct Address {
        const char* url;
        bool good;
    };
    const StoppedClock clock;
    for (const auto& [url, good] : std::vector<Address>{{"http://127.0.0.1:8080/v1", true},
                                                        {"http://localhost:8080/v1/chat/completions", true},
                                                        {"http://[::1]:8080", true},
                                                        {"https://models.example.org/v1/", true},
                                                        {"http://models.example.org/v1", false},
                                                        {"ftp://127.0.0.1/v1", false},
                                                        {"http://user:secret@127.0.0.1/v1", false},
                                                        {"", false}}) {
        adapters::openai::Options options;
        options.base_url = url;
        options.model = "m";
        EXPECT_EQ(adapters::openai::make_language_model(options, clock).has_value(), good) << url;
        options.egress = adapters::openai::Options::Egress::LoopbackOnly;
        EXPECT_EQ(adapters::openai::make_language_model(options, clock).has_value(),
                  good && std::string_view(url).find("example") == std::string_view::npos);
        options.api_key = "a\r\nHost: evil";
        EXPECT_FALSE(adapters::openai::make_language_model(options, clock));
    }
    EXPECT_EQ(ask([] {
                  adapters::openai::Options options;
                  options.base_url = "http://127.0.0.1:1/v1";  // nobody listens
                  options.model = "m";
                  options.max_attempts = 1;
                  return options;
              }())
                  .error()
                  .reason,
              "model-unreachable");
}

}  // namespace
}  // namespace bespoke::model_test
