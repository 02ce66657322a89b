#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bespoke::telemetry {

/// Label names and values; a value is one of few (never an id, a name or a path).
using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

/// Counters, gauges and histograms in the Prometheus text format 0.0.4. Each is described once in metrics_table.cpp (name, help, kind,
/// buckets); an unknown name or another kind aborts. A family keeps at most 500 label sets: updates of further ones are dropped and counted.
/// Safe from many threads; an update of a known label set is a shared lock and an atomic addition.
class Metrics {
public:
    Metrics();
    ~Metrics();
    /// Counters only grow: a negative amount is ignored.
    void add(std::string_view counter, const Labels& = {}, double amount = 1);
    void set(std::string_view gauge, const Labels&, double value);
    /// Moves a gauge up or down, for what is counted at both ends.
    void change(std::string_view gauge, const Labels&, double by);
    void observe(std::string_view histogram, const Labels&, double value);
    /// The whole exposition, families and label sets sorted, with the process's own figures read at this moment.
    [[nodiscard]] std::string expose() const;

private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace bespoke::telemetry
