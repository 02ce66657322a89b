#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "telemetry/metrics.hpp"

namespace bespoke::lambda {

/// Turns what changed in Metrics into CloudWatch's embedded metric format ("Embedded metric format specification"): one JSON line a label
/// set. Counters as what was added since the last time, gauges as they are, histograms as values with counts (a single observation
/// exactly, more by the upper bounds of their buckets). Dimensions are "Function" and the labels. Safe from many threads.
class EmbeddedMetrics {
public:
    /// `metrics` outlives it.
    EmbeddedMetrics(const telemetry::Metrics& metrics, std::string function)
        : metrics_(metrics), function_(std::move(function)) {}

    /// For queries in the logs, e.g. tenantId; never dimensions: each value of those is a metric of its own to pay for.
    using Properties = std::vector<std::pair<std::string, std::string>>;
    /// Lines without line feeds; none where nothing changed.
    std::vector<std::string> lines(Timestamp now, const Properties& = {});

private:
    const telemetry::Metrics& metrics_;
    const std::string function_;
    std::mutex mutex_;
    std::map<std::string, double, std::less<>> last_;  ///< by series as the exposition spells it
};

}  // namespace bespoke::lambda
