#include "telemetry/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <thread>

#include "telemetry/metrics_table.hpp"

namespace bespoke::telemetry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, ACounterHasHelpTypeAndItsSum) {
    Metrics metrics;
    metrics.add("bespoke_http_rejected_total", {{"reason", "too-large"}});
    metrics.add("bespoke_http_rejected_total", {{"reason", "too-large"}}, 2);
    metrics.add("bespoke_http_rejected_total", {{"reason", "bad-request"}});
    EXPECT_THAT(metrics.expose(),
                HasSubstr("# HELP bespoke_http_rejected_total Requests and connections refused by the server itself, by reason.\n"
                          "# TYPE bespoke_http_rejected_total counter\n"
                          "bespoke_http_rejected_total{reason=\"bad-request\"} 1\n"
                          "bespoke_http_rejected_total{reason=\"too-large\"} 3\n"));
}

TEST(Metrics, ACounterNeverFalls) {
    Metrics metrics;
    metrics.add("bespoke_http_connections_total", {}, 5);
    metrics.add("bespoke_http_connections_total", {}, -3);
    EXPECT_THAT(metrics.expose(), HasSubstr("\nbespoke_http_connections_total 5\n"));
}

TEST(Metrics, AGaugeIsSetAndMoved) {
    Metrics metrics;
    metrics.set("bespoke_http_connections", {}, 10);
    metrics.change("bespoke_http_connections", {}, -2.5);
    EXPECT_THAT(metrics.expose(), HasSubstr("\nbespoke_http_connections 7.5\n"));
}

TEST(Metrics, AHistogramCumulatesItsBuckets) {
    Metrics metrics;
    for (const double value : {1.0, 1.5, 2.0, 1'000.0}) metrics.observe("bespoke_store_batch_size", {}, value);
    const auto text = metrics.expose();
    EXPECT_THAT(text, HasSubstr("bespoke_store_batch_size_bucket{le=\"1\"} 1\nbespoke_store_batch_size_bucket{le=\"2\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("bespoke_store_batch_size_bucket{le=\"256\"} 3\nbespoke_store_batch_size_bucket{le=\"+Inf\"} 4\n"
                                "bespoke_store_batch_size_sum 1004.5\nbespoke_store_batch_size_count 4\n"));
}

TEST(Metrics, TheOrderOfLabelsDoesNotMatterAndTheirValuesAreEscaped) {
    Metrics metrics;
    metrics.add("bespoke_http_requests_total", {{"method", "a\"b\\c\nd"}, {"code", "2xx"}});
    metrics.add("bespoke_http_requests_total", {{"code", "2xx"}, {"method", "a\"b\\c\nd"}});
    EXPECT_THAT(metrics.expose(), HasSubstr("bespoke_http_requests_total{code=\"2xx\",method=\"a\\\"b\\\\c\\nd\"} 2\n"));
}

TEST(Metrics, AFloodOfLabelValuesIsDroppedAndCounted) {
    Metrics metrics;
    for (int i = 0; i < 1'000; ++i) metrics.add("bespoke_http_rejected_total", {{"reason", std::to_string(i)}});
    const auto text = metrics.expose();
    EXPECT_THAT(text, HasSubstr("bespoke_http_rejected_total{reason=\"499\"} 1\n"));
    EXPECT_THAT(text, Not(HasSubstr("reason=\"500\"")));
    EXPECT_THAT(text, HasSubstr("bespoke_metrics_dropped_series_total{family=\"bespoke_http_rejected_total\"} 500\n"));
}

TEST(Metrics, NoUpdateOfManyThreadsIsLostWhileOthersScrape) {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&metrics, thread] {
            const auto reason = std::to_string(thread % 2);
            for (int i = 0; i < 5'000; ++i) {
                metrics.add("bespoke_http_rejected_total", {{"reason", reason}});
                metrics.observe("bespoke_store_batch_size", {}, i % 3);
                if (i % 1'000 == 0) {
                    EXPECT_FALSE(metrics.expose().empty());
                }
            }
        });
    for (auto& thread : threads) thread.join();
    const auto text = metrics.expose();
    EXPECT_THAT(text, HasSubstr("{reason=\"0\"} 10000\n"));
    EXPECT_THAT(text, HasSubstr("{reason=\"1\"} 10000\n"));
    EXPECT_THAT(text, HasSubstr("bespoke_store_batch_size_count 20000\n"));
}

TEST(Metrics, TellAboutTheProcess) {
    const auto text = Metrics().expose();
    for (const char* name : {"process_resident_memory_bytes", "process_open_fds", "process_max_fds", "process_threads",
                             "process_start_time_seconds", "process_cpu_seconds_total"})
        EXPECT_TRUE(std::regex_search(text, std::regex("\n" + std::string(name) + " [0-9.e+-]+\n"))) << name;
    EXPECT_TRUE(std::regex_search(text, std::regex("\nprocess_resident_memory_bytes [1-9][0-9]{5,}")))
        << "a process has a few megabytes";
}

TEST(MetricsDeathTest, AnUnknownNameAborts) {
    Metrics metrics;
    EXPECT_DEATH(metrics.add("bespoke_no_such_total"), "metrics_table.cpp");
    EXPECT_DEATH(metrics.set("bespoke_http_rejected_total", {}, 1), "another kind");
}

TEST(MetricsTable, IsWellNamed) {
    std::set<std::string_view> names;
    for (const auto& [name, kind, help, buckets] : metric_descriptions()) {
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_TRUE(std::regex_match(std::string(name), std::regex("(bespoke|process)_[a-z_]+"))) << name;
        EXPECT_EQ(kind == Kind::Counter, name.ends_with("_total")) << name;
        EXPECT_EQ(kind == Kind::Histogram, !buckets.empty()) << name;
        EXPECT_TRUE(std::is_sorted(buckets.begin(), buckets.end())) << name;
        EXPECT_TRUE(help.ends_with('.') && help.find_first_of("\n\\") == std::string_view::npos) << name;
    }
}

/// Otherwise the first request that touches the forgotten metric would stop the server.
TEST(MetricsTable, DescribesEveryNameThatTheSourcesUse) {
    const std::regex use("[.>](add|set|change|observe)\\(\\s*\"(bespoke_[a-z_]+)\"");
    std::size_t uses = 0;
    for (const char* folder : {"/src", "/apps"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(BESPOKE_SOURCE_DIR) + folder)) {
            if (entry.path().extension() != ".cpp" || entry.path().stem().string().ends_with("_test")) continue;
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            for (std::sregex_iterator match(text.begin(), text.end(), use), end; match != end; ++match, ++uses) {
                const auto name = (*match)[2].str();
                const auto all = metric_descriptions();
                const auto found =
                    std::find_if(all.begin(), all.end(), [&](const auto& description) { return description.name == name; });
                ASSERT_NE(found, all.end()) << name << " in " << entry.path();
                const auto call = (*match)[1].str();
                const auto kind = call == "add" ? Kind::Counter : call == "observe" ? Kind::Histogram : Kind::Gauge;
                EXPECT_EQ(found->kind, kind) << name << " in " << entry.path();
            }
        }
    EXPECT_GT(uses, 0U);
}

/// The one that `./dev test` fetches, else the system's; empty if there is none.
std::string promtool() {
    const std::string fetched = std::string(BESPOKE_SOURCE_DIR) + "/build/promtool/usr/bin/promtool";
    if (std::filesystem::exists(fetched)) return fetched;
    return std::system("command -v promtool > /dev/null 2>&1") == 0 ? "promtool" : "";
}

/// Every family with awkward label values.
std::string full_exposition() {
    Metrics metrics;
    const Labels labels = {{"reason", "a \"quoted\" \\ value\nof two lines"}};
    for (const auto& [name, kind, help, buckets] : metric_descriptions()) {
        if (name.starts_with("process_")) continue;
        if (kind == Kind::Counter) metrics.add(name, labels);
        if (kind == Kind::Gauge) metrics.set(name, labels, 0.1);
        if (kind == Kind::Histogram) metrics.observe(name, labels, 3.25);
    }
    return metrics.expose();
}

TEST(Metrics, SatisfyPromtool) {
    const auto tool = promtool();
    if (tool.empty()) GTEST_SKIP() << "promtool (Debian package prometheus) is not installed";
    const auto path = std::filesystem::temp_directory_path() / ("bespoke-metrics-" + std::to_string(::getpid()));
    std::ofstream(path) << full_exposition();
    EXPECT_EQ(std::system((tool + " check metrics < " + path.string() + " 1>&2").c_str()), 0);
    std::ofstream(path, std::ios::app) << "bespoke_http_connections not-a-number\n";
    EXPECT_NE(std::system((tool + " check metrics < " + path.string() + " > /dev/null 2>&1").c_str()), 0)
        << "promtool accepts anything";
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace bespoke::telemetry
