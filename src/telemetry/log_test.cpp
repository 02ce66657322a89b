#include "telemetry/log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <thread>

namespace bespoke::telemetry {
namespace {

using nlohmann::json;

TEST(LogLine, IsOneJsonObjectWithTimeLevelEventTraceAndFields) {
    const auto line = log_line(from_millis(1'700'000'000'007), Level::Warning, "http.request", "abc",
                               {{"status", 503}, {"seconds", 0.25}, {"operation", "listJobs"}});
    EXPECT_EQ(line,
              "{\"time\":\"2023-11-14T22:13:20.007Z\",\"level\":\"warning\",\"event\":\"http.request\",\"trace\":\"abc\","
              "\"status\":503,\"seconds\":0.25,\"operation\":\"listJobs\"}\n");
}

TEST(LogLine, StaysOneLineOfValidJsonWhateverBytesItIsGiven) {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
    for (const std::string& text :
         {every_byte, std::string("a\nb\r\"}{\\\t\x1b[31m"), std::string("\xC0\xAF\xED\xA0\x80\xF5\x80\x80\x80"),
          std::string("Zoë \u2028 日本 😀"), std::string("\xE2\x82")}) {
        const auto line = log_line(from_millis(0), Level::Info, text, text, {{"field", std::string_view(text)}});
        EXPECT_EQ(std::count_if(line.begin(), line.end(), [](unsigned char byte) { return byte < 0x20; }), 1) << line;
        const auto object = json::parse(line, nullptr, false);
        ASSERT_TRUE(object.is_object()) << line;
        EXPECT_EQ(object["event"], object["field"]);
    }
}

TEST(LogLine, KeepsTextThatIsWellFormed) {
    const auto object = json::parse(log_line(from_millis(0), Level::Info, "e", {}, {{"name", "Zoë 日本 😀 \u2028"}}));
    EXPECT_EQ(object["name"], "Zoë 日本 😀 \u2028");
    EXPECT_FALSE(object.contains("trace"));
}

TEST(LogLine, SaysNullForANumberThatJsonLacks) {
    const auto object = json::parse(log_line(from_millis(0), Level::Info, "e", {}, {{"a", std::nan("")}, {"b", INFINITY}}));
    EXPECT_TRUE(object["a"].is_null());
    EXPECT_TRUE(object["b"].is_null());
}

/// Standard error goes to a file while it lives.
class CapturedStandardError {
public:
    CapturedStandardError() : file_(std::tmpfile()), saved_(::dup(STDERR_FILENO)) { ::dup2(::fileno(file_), STDERR_FILENO); }
    ~CapturedStandardError() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        std::fclose(file_);
    }
    CapturedStandardError(const CapturedStandardError&) = delete;
    CapturedStandardError& operator=(const CapturedStandardError&) = delete;
    [[nodiscard]] std::vector<std::string> lines() const {
        std::rewind(file_);
        std::vector<std::string> lines(1);
        for (int letter = std::fgetc(file_); letter != EOF; letter = std::fgetc(file_)) {
            if (letter == '\n')
                lines.emplace_back();
            else
                lines.back() += static_cast<char>(letter);
        }
        lines.pop_back();
        return lines;
    }

private:
    std::FILE* file_;
    int saved_;
};

TEST(Log, WritesWholeLinesFromManyThreads) {
    const CapturedStandardError captured;
    const std::string long_value(9'000, 'x');  // longer than a pipe writes at once
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) log(Level::Error, "test", {}, {{"value", std::string_view(long_value)}});
        });
    for (auto& thread : threads) thread.join();
    const auto lines = captured.lines();
    EXPECT_EQ(lines.size(), 100U);
    for (const auto& line : lines) EXPECT_EQ(json::parse(line)["value"], long_value);
}

TEST(Log, DropsLinesBelowTheLevel) {
    const CapturedStandardError captured;
    log(Level::Debug, "unheard", {});
    log(Level::Info, "heard", {});
    set_log_level(Level::Error);
    log(Level::Warning, "unheard", {});
    set_log_level(Level::Info);
    ASSERT_EQ(captured.lines().size(), 1U);
    EXPECT_EQ(json::parse(captured.lines()[0])["event"], "heard");
}

}  // namespace
}  // namespace bespoke::telemetry
