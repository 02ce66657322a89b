#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "telemetry/metrics.hpp"
#include "telemetry/metrics_table.hpp"

namespace bespoke::telemetry {

/// One metric family with its label sets. Safe from many threads.
class Family {
public:
    enum class Update { Done, Dropped };

    explicit Family(const Description& description) : description_(description) {}
    [[nodiscard]] const Description& description() const { return description_; }
    Update add(const Labels&, double amount);
    Update set(const Labels&, double value);
    Update observe(const Labels&, double value);
    /// Its lines of the exposition; nothing while it has no label sets.
    void expose(std::string& out) const;

private:
    struct Series {
        explicit Series(std::size_t buckets) : counts(buckets) {}
        std::atomic<double> value{0};                    ///< of a histogram: the sum
        std::vector<std::atomic<std::uint64_t>> counts;  ///< one a bucket, the last for "+Inf"; not cumulated
    };

    Series* find_or_make(const Labels&);
    void expose_histogram(std::string& out, std::string_view labels, const Series&) const;

    const Description& description_;
    mutable std::shared_mutex guard_;  ///< of the map; a series lives as long as its family and is updated without it
    std::map<std::string, std::unique_ptr<Series>, std::less<>> series_;
};

/// Labels as the exposition spells them, sorted by name, values escaped; without braces.
std::string label_text(const Labels&);

}  // namespace bespoke::telemetry
