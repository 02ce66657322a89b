#include "telemetry/trace.hpp"

#include <gtest/gtest.h>

#include <set>

namespace bespoke::telemetry {
namespace {

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736", kSpan = "00f067aa0ba902b7";
const std::string kHeader = "00-" + kTrace + "-" + kSpan + "-01";

TEST(Traceparent, IsReadAndWrittenBack) {
    const auto trace = parse_traceparent(kHeader);
    ASSERT_TRUE(trace);
    EXPECT_EQ(trace->trace_id, kTrace);
    EXPECT_EQ(trace->span_id, kSpan);
    EXPECT_TRUE(trace->sampled);
    EXPECT_EQ(to_traceparent(*trace), kHeader);
}

TEST(Traceparent, OnlyTheLowestFlagMeansSampled) {
    EXPECT_FALSE(parse_traceparent("00-" + kTrace + "-" + kSpan + "-00")->sampled);
    EXPECT_FALSE(parse_traceparent("00-" + kTrace + "-" + kSpan + "-fe")->sampled);
    EXPECT_TRUE(parse_traceparent("00-" + kTrace + "-" + kSpan + "-ff")->sampled);
}

TEST(Traceparent, OfALaterVersionIsReadAsFarAsItIsKnown) {
    EXPECT_TRUE(parse_traceparent("01-" + kTrace + "-" + kSpan + "-01"));
    EXPECT_TRUE(parse_traceparent("cc-" + kTrace + "-" + kSpan + "-01-what-the-future-brings"));
    EXPECT_FALSE(parse_traceparent("cc-" + kTrace + "-" + kSpan + "-01.what"));
}

TEST(Traceparent, ThatIsMalformedIsNone) {
    for (const auto& header : {
             std::string(), std::string("00"),
             "00-" + kTrace + "-" + kSpan,                            // no flags
             "00-" + kTrace + "-" + kSpan + "-1",                     // half a flag byte
             "00-" + kTrace + "-" + kSpan + "-01-",                   // version 00 ends there
             "00-" + kTrace + "-" + kSpan + "-01 ",                   // white space
             "ff-" + kTrace + "-" + kSpan + "-01",                    // forbidden version
             "0G-" + kTrace + "-" + kSpan + "-01",                    // not hexadecimal
             "00-" + kTrace + "-" + kSpan + "-0G",                    //
             "00-" + std::string(32, '0') + "-" + kSpan + "-01",      // all zeros
             "00-" + kTrace + "-" + std::string(16, '0') + "-01",     //
             "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + kSpan + "-01",  // upper case
             "00_" + kTrace + "_" + kSpan + "_01",                    //
             "00-" + kTrace.substr(1) + "-" + kSpan + "-010",         // shifted
         })
        EXPECT_FALSE(parse_traceparent(header)) << header;
}

TEST(Trace, ThatIsNewIsWellFormedAndUnique) {
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        const auto trace = new_trace();
        ASSERT_TRUE(parse_traceparent(to_traceparent(trace))) << to_traceparent(trace);
        seen.insert(trace.trace_id);
    }
    EXPECT_EQ(seen.size(), 1'000U);
}

TEST(Trace, OfAChildKeepsTheTraceAndTheSamplingButNotTheSpan) {
    const auto parent = *parse_traceparent("00-" + kTrace + "-" + kSpan + "-00");
    const auto child = child_of(parent);
    EXPECT_EQ(child.trace_id, parent.trace_id);
    EXPECT_NE(child.span_id, parent.span_id);
    EXPECT_EQ(child.span_id.size(), 16U);
    EXPECT_FALSE(child.sampled);
}

}  // namespace
}  // namespace bespoke::telemetry
