#pragma once

#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "adapters/local/raw_server_for_test.hpp"
#include "adapters/openai/language_model.hpp"

namespace bespoke::model_test {

using adapters::local::testing::RawServer;
using nlohmann::json;

struct StoppedClock final : ports::Clock {
    [[nodiscard]] Timestamp now() const override { return from_millis(1'794'571'200'000); }  // Fri, 13 Nov 2026 12:00:00 GMT
};

inline std::string http(int status, std::string_view body, std::string_view headers = "Content-Type: application/json\r\n") {
    return fmt::format("HTTP/1.1 {} Whatever\r\n{}Content-Length: {}\r\nConnection: close\r\n\r\n{}", status, headers,
                       body.size(), body);
}
/// A stream has no length: it ends with the connection.
inline const std::string kStreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

inline std::string event(const json& value) { return "data: " + value.dump() + "\n\n"; }
inline std::string delta(const char* key, const std::string& text) {
    return event({{"choices", {{{"index", 0}, {"delta", {{key, text}}}}}}});
}
inline std::string finish(const char* reason = "stop") {
    return event({{"choices", {{{"index", 0}, {"delta", json::object()}, {"finish_reason", reason}}}}});
}
inline const std::string kUsage =
    event({{"choices", json::array()}, {"usage", {{"prompt_tokens", 1'000}, {"completion_tokens", 50}}}});
inline const std::string kDone = "data: [DONE]\n\n";

/// A whole, well-formed stream that says this.
inline std::string stream_of(const std::string& text) {
    std::string out = kStreamHead + event({{"choices", {{{"delta", {{"role", "assistant"}, {"content", nullptr}}}}}}});
    for (std::size_t at = 0; at < text.size(); at += 7) {
        // A server sends whole characters.
        auto end = std::min(at + 7, text.size());
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        out += delta("content", text.substr(at, end - at));
        at = end - 7;
    }
    return out + finish() + kUsage + kDone;
}

/// Answers the first connections as scripted, one each, and all further ones like the last.
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<RawServer::Talk> script)
        : script_(std::move(script)), server_([this](int socket) { script_[std::min(next_++, script_.size() - 1)](socket); }) {}
    explicit ScriptedServer(const std::vector<std::string>& answers) : ScriptedServer(talks(answers)) {}

    adapters::openai::Options options() {
        adapters::openai::Options options;
        options.base_url = server_.url("/v1");
        options.model = "m";
        options.api_key = "sk-test";
        options.idle_timeout = std::chrono::seconds(20);
        options.pause = [this](std::chrono::milliseconds wait) { waits.push_back(wait.count()); };
        options.jitter = [] { return 1.0; };
        return options;
    }
    [[nodiscard]] int connections() const { return server_.connections(); }
    std::string received() { return server_.received(); }
    json received_body() {
        const auto text = server_.received();
        return json::parse(text.substr(text.find("\r\n\r\n") + 4));
    }
    std::vector<std::int64_t> waits;

private:
    static std::vector<RawServer::Talk> talks(const std::vector<std::string>& answers) {
        std::vector<RawServer::Talk> script;
        for (const auto& answer : answers) script.emplace_back([answer](int socket) { RawServer::send_all(socket, answer); });
        return script;
    }
    std::vector<RawServer::Talk> script_;
    std::size_t next_ = 0;
    RawServer server_;
};

inline ports::CompletionRequest question() {
    ports::CompletionRequest request;
    request.owner = TenantId("alice");
    request.system = "rules";
    request.user = "lines";
    request.schema = {{"type", "object"}};
    return request;
}

inline Result<ports::Completion> ask(const adapters::openai::Options& options,
                                     Deadline deadline = Deadline::after(std::chrono::seconds(20))) {
    static const StoppedClock clock;
    auto model = adapters::openai::make_language_model(options, clock);
    if (!model) return tl::unexpected(model.error());
    return (*model)->complete(question(), deadline);
}

}  // namespace bespoke::model_test
