#include "adapters/openai/event_stream.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace bespoke::adapters::openai {
namespace {

std::vector<std::string> events_of(std::string_view text, std::size_t piece) {
    std::vector<std::string> events;
    const auto keep = [&](std::string_view data) { events.emplace_back(data); };
    EventStream stream;
    for (std::size_t at = 0; at < text.size(); at += piece) EXPECT_TRUE(stream.take(text.substr(at, piece), keep));
    stream.end(keep);
    return events;
}

TEST(EventStream, ReadsEventsInWhateverPiecesTheyCome) {
    const std::vector<std::string> wanted = {"{\"a\":\"é😀\"}", "b", "[DONE]"};
    for (const char* text : {
             "data: {\"a\":\"é😀\"}\n\ndata: b\n\ndata: [DONE]\n\n",
             "data:{\"a\":\"é😀\"}\r\n\r\ndata:b\r\n\r\ndata:[DONE]\r\n\r\n",
             "\xEF\xBB\xBF"
             "data: {\"a\":\"é😀\"}\r\rdata: b\r\rdata: [DONE]\r\r",
             ": keep-alive\n\nevent: chunk\nid: 7\nretry: 10\ndata: {\"a\":\"é😀\"}\n\n: x\ndata: b\n\ndata: [DONE]",
             "data: {\"a\":\"é😀\"}\ndata: b\ndata: [DONE]\n",
         }) {
        for (std::size_t piece = 1; piece < 40; ++piece) EXPECT_EQ(events_of(text, piece), wanted) << text << " by " << piece;
    }
}

TEST(EventStream, RefusesAnEventThatNeverEnds) {
    EventStream stream;
    const auto ignore = [](std::string_view) {};
    const std::string piece(100'000, 'x');
    bool goes_on = stream.take("data: ", ignore);
    int pieces = 0;
    for (; goes_on && pieces < 100; ++pieces) goes_on = stream.take(piece, ignore);
    EXPECT_FALSE(goes_on);
    EXPECT_LE(pieces, 11);
}

}  // namespace
}  // namespace bespoke::adapters::openai
