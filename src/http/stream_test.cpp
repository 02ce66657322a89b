// Event streams: order, liveness, and who ends them.
#include <gmock/gmock.h>

#include <deque>

#include "http/test_server.hpp"

namespace bespoke::http {
namespace {

using std::chrono::milliseconds;

const std::string kGet = "GET /events HTTP/1.1\r\nHost: h\r\n\r\n";
constexpr milliseconds kNever = std::chrono::hours(10);

/// What the test says and the stream passes on. Outlives the stream, as the source of events does.
struct Source {
    void say(std::optional<std::string> text) {
        const std::lock_guard lock(guard);
        texts.push_back(std::move(text));
    }
    void wake_up() {
        std::function<void()> call;
        {
            const std::lock_guard lock(guard);
            call = wake;
        }
        if (call) call();
    }
    bool has_wake() {
        const std::lock_guard lock(guard);
        return wake != nullptr;
    }
    std::mutex guard;
    std::deque<std::optional<std::string>> texts;
    std::function<void()> wake;
    std::atomic<int> polls{0}, at_once{0}, most_at_once{0}, ended{0};
};

class TestStream : public Stream {
public:
    explicit TestStream(Source& source) : source_(source) {}
    ~TestStream() override { ++source_.ended; }
    TestStream(const TestStream&) = delete;
    TestStream& operator=(const TestStream&) = delete;
    void set_wake(std::function<void()> wake) override {
        const std::lock_guard lock(source_.guard);
        source_.wake = std::move(wake);
    }
    std::optional<std::string> poll() override {
        source_.most_at_once = std::max<int>(source_.most_at_once, ++source_.at_once);
        ++source_.polls;
        const std::lock_guard lock(source_.guard);
        --source_.at_once;
        if (source_.texts.empty()) return "";
        auto text = std::move(source_.texts.front());
        source_.texts.pop_front();
        if (text == "throw") throw std::runtime_error("the source is gone");
        return text;
    }

private:
    Source& source_;
};

class StreamTest : public ServerTest {
protected:
    StreamTest() { options_.limits.stream_keep_alive = kNever; }
    ~StreamTest() override { server_.reset(); }
    void start_streaming() {
        start([this](const Request&) {
            Response response;
            response.headers.set("Content-Type", "text/event-stream");
            response.headers.set("x-operation", "events");
            response.body = std::make_unique<TestStream>(source_);
            return response;
        });
    }
    /// A client that has read the head of the stream.
    Client listen() {
        auto client = connect();
        client.send(kGet);
        head_ = client.read_head();
        return client;
    }
    Source source_;
    std::string head_;
};

TEST_F(StreamTest, PassesTextsOnInOrderUntilTheStreamEnds) {
    start_streaming();
    for (int i = 0; i < 20; ++i) source_.say("data: " + std::to_string(i) + "\n\n");
    source_.say(std::nullopt);
    auto client = listen();
    EXPECT_THAT(head_, ::testing::HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(head_, ::testing::Not(::testing::HasSubstr("Content-Length")));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(client.read_chunk(), "data: " + std::to_string(i) + "\n\n");
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
    EXPECT_TRUE(shows("bespoke_http_streams 0"));
    EXPECT_TRUE(shows("bespoke_http_requests_total{method=\"GET\",operation=\"events\",status=\"2xx\"} 1"));
}

TEST_F(StreamTest, AsksAQuietStreamAgain) {
    options_.limits.stream_poll = milliseconds(2);
    start_streaming();
    auto client = listen();
    EXPECT_TRUE(comes_true([&] { return source_.polls > 5; }));
    source_.say("data: late\n\n");
    EXPECT_EQ(client.read_chunk(), "data: late\n\n");
}

TEST_F(StreamTest, IsAskedAtOnceWhenItWakesTheServer) {
    options_.limits.stream_poll = kNever;
    start_streaming();
    auto client = listen();
    ASSERT_TRUE(comes_true([&] { return source_.has_wake() && source_.polls > 0; }));
    for (int i = 0; i < 200; ++i) {
        source_.say("data: " + std::to_string(i) + "\n\n");
        source_.wake_up();
        EXPECT_EQ(client.read_chunk(), "data: " + std::to_string(i) + "\n\n");
    }
    EXPECT_EQ(source_.most_at_once, 1);
}

TEST_F(StreamTest, IsNeverPolledFromTwoThreadsHoweverOftenItWakes) {
    options_.limits.stream_poll = kNever;
    options_.handler_threads = 4;
    start_streaming();
    auto client = listen();
    ASSERT_TRUE(comes_true([&] { return source_.has_wake(); }));
    std::vector<std::thread> wakers;
    for (int i = 0; i < 3; ++i)
        wakers.emplace_back([&] {
            for (int n = 0; n < 2'000; ++n) source_.wake_up();
        });
    for (auto& waker : wakers) waker.join();
    EXPECT_EQ(source_.most_at_once, 1);
}

TEST_F(StreamTest, GetsACommentWhenItIsQuietForLong) {
    options_.limits.stream_keep_alive = milliseconds(10);
    options_.limits.stream_poll = milliseconds(2);
    start_streaming();
    auto client = listen();
    EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
    EXPECT_EQ(client.read_chunk(), ": keep-alive\n\n");
}

TEST_F(StreamTest, EndsWhenTheClientLeavesThoughNothingIsSent) {
    options_.limits.stream_poll = kNever;
    start_streaming();
    auto client = listen();
    EXPECT_TRUE(shows("bespoke_http_streams 1"));
    client.close();
    EXPECT_TRUE(comes_true([&] { return source_.ended == 1; }));
    EXPECT_TRUE(shows("bespoke_http_streams 0"));
    EXPECT_TRUE(shows("bespoke_http_connections 0"));
}

TEST_F(StreamTest, SurvivesAClientThatGoesOnTalking) {
    options_.limits.stream_poll = milliseconds(2);
    start_streaming();
    auto client = listen();
    client.send(kGet + kGet);
    EXPECT_TRUE(comes_true([&] { return source_.polls > 5; }));
    source_.say("data: still here\n\n");
    source_.say(std::nullopt);
    EXPECT_EQ(client.read_chunk(), "data: still here\n\n");
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
}

TEST_F(StreamTest, EndsProperlyWhenTheServerDrains) {
    options_.limits.stream_poll = kNever;
    start_streaming();
    auto client = listen();
    EXPECT_TRUE(shows("bespoke_http_streams 1"));
    std::thread drain([&] { server_->drain(std::chrono::seconds(10)); });
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
    client.close();
    drain.join();
    EXPECT_EQ(source_.ended, 1);
}

TEST_F(StreamTest, EndsWhenItThrows) {
    start_streaming();
    telemetry::set_log_level(static_cast<telemetry::Level>(9));
    source_.say("data: 1\n\n");
    source_.say("throw");
    auto client = listen();
    EXPECT_EQ(client.read_chunk(), "data: 1\n\n");
    EXPECT_EQ(client.rest(), "0\r\n\r\n");
}

TEST_F(StreamTest, GoesToAnHttp10ClientWithoutChunks) {
    start_streaming();
    source_.say("data: 1\n\n");
    source_.say(std::nullopt);
    auto client = connect();
    EXPECT_EQ(client.request("GET / HTTP/1.0\r\n\r\n").body, "data: 1\n\n");
}

TEST_F(StreamTest, AnswersHeadWithoutStreaming) {
    start_streaming();
    auto client = connect();
    client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.read(Client::Body::None).status, 200);
    EXPECT_TRUE(client.is_closed());
    EXPECT_EQ(source_.polls, 0);
}

TEST_F(StreamTest, OneTooManyIsRefused) {
    options_.limits.streams = 1;
    start_streaming();
    auto first = listen();
    const auto answer = connect().request(kGet);
    EXPECT_EQ(answer.body, "503 overloaded");
    first.close();
    EXPECT_TRUE(shows("bespoke_http_streams 0"));
    EXPECT_THAT((listen(), head_), ::testing::HasSubstr("200"));
}

TEST_F(StreamTest, MayWakeAServerThatIsGone) {
    start_streaming();
    auto client = listen();
    ASSERT_TRUE(comes_true([&] { return source_.has_wake(); }));
    std::atomic<bool> stop{false};
    std::thread waker([&] {
        while (!stop) source_.wake_up();
    });
    server_.reset();
    source_.wake_up();
    stop = true;
    waker.join();
    EXPECT_EQ(source_.ended, 1);
}

}  // namespace
}  // namespace bespoke::http
