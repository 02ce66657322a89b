#include "lambda/runtime.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <mutex>

#include "adapters/memory/clock.hpp"
#include "http/server.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;

struct Event {
    std::string id, payload;
    std::int64_t milliseconds = 60'000;
};

/// The Runtime API: gives out its events, then 410, and writes down what comes back.
class FakeRuntimeApi {
public:
    explicit FakeRuntimeApi(std::deque<Event> events) : events_(std::move(events)) {
        http::ServerOptions options;
        options.port = 0;
        server_ = std::move(*http::Server::start(
            options, [this](const http::Request& request) { return answer(request); },
            [](int status, std::string_view, const telemetry::Trace&) {
                http::Response response;
                response.status = status;
                return response;
            },
            metrics_));
    }
    [[nodiscard]] std::string authority() const { return fmt::format("127.0.0.1:{}", server_->port()); }

    adapters::memory::Clock clock;
    std::vector<std::pair<std::string, std::string>> came;  ///< path and body
    std::vector<std::string> error_types;
    int failures_first = 0;  ///< 500 so many times before anything else
    int status_of_response = 202;

private:
    http::Response answer(const http::Request& request) {
        const std::lock_guard lock(mutex_);
        http::Response response;
        if (failures_first-- > 0) {
            response.status = 500;
            return response;
        }
        if (request.path == "/2018-06-01/runtime/invocation/next") return next();
        came.emplace_back(request.path, as_text(request.body));
        if (const auto type = request.headers.get("Lambda-Runtime-Function-Error-Type")) error_types.emplace_back(*type);
        response.status = request.path.ends_with("/response") ? status_of_response : 202;
        return response;
    }
    http::Response next() {
        http::Response response;
        if (events_.empty()) {
            response.status = 410;
            return response;
        }
        const auto event = events_.front();
        events_.pop_front();
        response.headers.set("Lambda-Runtime-Aws-Request-Id", event.id);
        response.headers.set("Lambda-Runtime-Deadline-Ms", std::to_string(to_millis(clock.now()) + event.milliseconds));
        response.headers.set("Lambda-Runtime-Trace-Id",
                             "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        response.headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:parse");
        response.headers.set("Content-Type", "application/json");
        response.body = event.payload;
        return response;
    }

    std::mutex mutex_;
    std::deque<Event> events_;
    telemetry::Metrics metrics_;
    std::unique_ptr<http::Server> server_;
};

RuntimeOptions options_for(const FakeRuntimeApi& api) {
    RuntimeOptions options;
    options.api = api.authority();
    options.pause = std::chrono::milliseconds(1);
    return options;
}

Status serve(FakeRuntimeApi& api, const Handler& handler) { return Runtime(options_for(api), api.clock).serve(handler); }

TEST(Runtime, GivesEachEventToTheHandlerAndPostsWhatItGave) {
    FakeRuntimeApi api({Event{"r-1", "one"}, {"r-2", "two"}});
    const auto ended =
        serve(api, [](const Invocation& invocation) -> Outcome<std::string> { return "<" + invocation.payload + ">"; });
    EXPECT_EQ(ended.error().reason, "runtime-api");
    const std::vector<std::pair<std::string, std::string>> expected = {{"/2018-06-01/runtime/invocation/r-1/response", "<one>"},
                                                                       {"/2018-06-01/runtime/invocation/r-2/response", "<two>"}};
    EXPECT_EQ(api.came, expected);
}

TEST(Runtime, TellsTheHandlerWhatTheRuntimeApiSays) {
    FakeRuntimeApi api({Event{"r-1", "{}", 60'000}});
    serve(api, [](const Invocation& invocation) -> Outcome<std::string> {
        EXPECT_EQ(invocation.id, "r-1");
        EXPECT_EQ(invocation.trace_header, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        EXPECT_STREQ(std::getenv("_X_AMZN_TRACE_ID"), invocation.trace_header.c_str());
        EXPECT_EQ(invocation.function_arn, "arn:aws:lambda:eu-central-1:000000000000:function:parse");
        EXPECT_LE(invocation.deadline.left(), std::chrono::milliseconds(58'000));
        EXPECT_GT(invocation.deadline.left(), std::chrono::milliseconds(50'000));
        return "";
    });
    EXPECT_EQ(api.came.size(), 1U);
}

TEST(Runtime, ReportsAFailureUnderItsOwnTypeSoThatRetryCanMatchIt) {
    FakeRuntimeApi api({Event{"r-1", "{}"}});
    serve(api, [](const Invocation&) -> Outcome<std::string> {
        return tl::unexpected(failure_of({ErrorCode::Unavailable, "throttled", "Busy; try again.", "secret detail", "step"}));
    });
    ASSERT_EQ(api.came.size(), 1U);
    EXPECT_EQ(api.came[0].first, "/2018-06-01/runtime/invocation/r-1/error");
    EXPECT_EQ(api.error_types, std::vector<std::string>{"Unavailable"});
    const json expected = {
        {"errorType", "Unavailable"}, {"errorMessage", "Busy; try again."}, {"stackTrace", {"step"}}, {"reason", "throttled"}};
    EXPECT_EQ(json::parse(api.came[0].second), expected);
}

TEST(Runtime, SurvivesAHandlerThatThrows) {
    FakeRuntimeApi api({Event{"r-1", "a"}, {"r-2", "b"}});
    serve(api, [](const Invocation& invocation) -> Outcome<std::string> {
        if (invocation.id == "r-1") throw std::runtime_error("broken");
        return "fine";
    });
    ASSERT_EQ(api.came.size(), 2U);
    EXPECT_EQ(api.error_types, std::vector<std::string>{"Internal"});
    EXPECT_EQ(api.came[0].second.find("broken"), std::string::npos);
    EXPECT_EQ(api.came[1].second, "fine");
}

TEST(Runtime, TriesAgainWhereTheRuntimeApiStumbles) {
    FakeRuntimeApi api({Event{"r-1", "a"}});
    api.failures_first = 2;
    serve(api, [](const Invocation&) -> Outcome<std::string> { return "fine"; });
    ASSERT_EQ(api.came.size(), 1U);
    EXPECT_EQ(api.came[0].second, "fine");
}

TEST(Runtime, SaysThatAnAnswerIsTooLargeWhereLambdaRefusesIt) {
    FakeRuntimeApi api({Event{"r-1", "a"}});
    api.status_of_response = 413;
    serve(api, [](const Invocation&) -> Outcome<std::string> { return "huge"; });
    EXPECT_EQ(api.error_types, std::vector<std::string>{"LimitExceeded"});
}

TEST(Runtime, GivesUpAHandlerThatDoesNotEndInTimeAndSaysTimeout) {
    auto* api = new FakeRuntimeApi({Event{"r-1", "a", 200}});  // a thread of the handler may outlive the test
    static std::atomic<bool> release{false};
    auto options = options_for(*api);
    options.margin = std::chrono::milliseconds(100);
    options.reporting = std::chrono::milliseconds(50);
    const auto ended = Runtime(options, api->clock).serve([](const Invocation&) -> Outcome<std::string> {
        release.wait(false);
        return "late";
    });
    EXPECT_EQ(ended.error().reason, "handler-overran");
    EXPECT_EQ(api->error_types, std::vector<std::string>{"Timeout"});
    release = true;
    release.notify_all();
    delete api;
}

TEST(Runtime, ReportsThatTheFunctionCannotBegin) {
    FakeRuntimeApi api({});
    EXPECT_TRUE(Runtime(options_for(api), api.clock).report_init_failure({"InvalidInput", "BESPOKE_TABLE is missing.", {}, {}}));
    ASSERT_EQ(api.came.size(), 1U);
    EXPECT_EQ(api.came[0].first, "/2018-06-01/runtime/init/error");
    EXPECT_EQ(json::parse(api.came[0].second).at("errorMessage"), "BESPOKE_TABLE is missing.");
}

}  // namespace
}  // namespace bespoke::lambda
