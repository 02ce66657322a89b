#include "lambda/embedded_metrics.hpp"

#include <nlohmann/json.hpp>

#include "lambda/exposition.hpp"
#include "telemetry/metrics_table.hpp"

namespace bespoke::lambda {
namespace {

using nlohmann::json;
using telemetry::Kind;
using LabelSet = std::map<std::string, std::string>;

constexpr std::string_view kNamespace = "Bespoke";
/// Of one directive, by the specification.
constexpr std::size_t kMostMetrics = 100;

/// What happened to one histogram of one label set.
struct Observed {
    double sum = 0, count = 0;
    std::map<double, double> up_to;  ///< upper bound → observations at or below it; "+Inf" is not among them
};

/// All that changed for one label set: name → value of the line.
using Changes = std::map<std::string, json>;

const telemetry::Description* description_of(std::string_view name) {
    for (const auto& description : telemetry::metric_descriptions())
        if (description.name == name) return &description;
    return nullptr;
}

std::string_view unit_of(std::string_view name) {
    if (name.ends_with("_seconds")) return "Seconds";
    return name.ends_with("_bytes") ? "Bytes" : name.ends_with("_total") ? "Count" : "None";
}

/// Values with their counts. Observations above the last bound are told as that bound: what alarms ask is whether it was reached.
json distribution(const Observed& observed) {
    if (observed.count == 1) return observed.sum;
    auto values = json::array(), counts = json::array();
    double below = 0, last = 0;
    const auto add = [&](double value, double count) {
        if (count <= 0) return;
        values.push_back(value);
        counts.push_back(count);
    };
    for (const auto& [bound, cumulated] : observed.up_to) {
        add(bound, cumulated - below);
        below = cumulated;
        last = bound;
    }
    add(last, observed.count - below);
    return {{"Values", std::move(values)}, {"Counts", std::move(counts)}};
}

/// Splits "bespoke_stage_seconds_bucket" from its ending, if that is a histogram's.
std::string_view base_name(std::string_view name, std::string_view& ending) {
    for (const std::string_view known : {"_bucket", "_sum", "_count"}) {
        if (!name.ends_with(known)) continue;
        const auto base = name.substr(0, name.size() - known.size());
        const auto* description = description_of(base);
        if (description == nullptr || description->kind != Kind::Histogram) continue;
        ending = known;
        return base;
    }
    return name;
}

void note(Observed& observed, const Sample& sample, std::string_view ending, double difference) {
    if (ending == "_sum") observed.sum += difference;
    if (ending == "_count") observed.count += difference;
    const auto bound = sample.labels.find("le");
    if (ending == "_bucket" && bound != sample.labels.end() && bound->second != "+Inf")
        observed.up_to[std::stod(bound->second)] += difference;
}

std::string line_of(const LabelSet& labels, const Changes& changes, const std::string& function, Timestamp now,
                    const EmbeddedMetrics::Properties& properties) {
    json line = json::object();
    for (const auto& [name, value] : properties) line[name] = value;
    auto dimensions = json::array({"Function"});
    line["Function"] = function;
    for (const auto& [name, value] : labels) {
        dimensions.push_back(name);
        // CloudWatch takes no empty dimension.
        line[name] = value.empty() ? "none" : value;
    }
    auto metrics = json::array();
    for (const auto& [name, value] : changes) {
        if (metrics.size() == kMostMetrics) break;
        metrics.push_back({{"Name", name}, {"Unit", unit_of(name)}});
        line[name] = value;
    }
    const json directive = {
        {"Namespace", kNamespace}, {"Dimensions", json::array({std::move(dimensions)})}, {"Metrics", std::move(metrics)}};
    line["_aws"] = {{"Timestamp", to_millis(now)}, {"CloudWatchMetrics", json::array({directive})}};
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

std::vector<std::string> EmbeddedMetrics::lines(Timestamp now, const Properties& properties) {
    const std::lock_guard lock(mutex_);
    std::map<LabelSet, Changes> changes;
    std::map<LabelSet, std::map<std::string, Observed>> observed;
    for (auto& sample : samples_of(metrics_.expose())) {
        if (!sample.name.starts_with("bespoke_")) continue;
        const auto known = last_.find(sample.series);
        const double before = known == last_.end() ? 0 : known->second;
        if (sample.value == before) continue;
        last_[sample.series] = sample.value;
        std::string_view ending;
        const std::string name(base_name(sample.name, ending));
        const auto* description = description_of(name);
        if (description == nullptr) continue;
        if (description->kind == Kind::Histogram) {
            auto labels = sample.labels;
            labels.erase("le");
            note(observed[labels][name], sample, ending, sample.value - before);
        } else {
            changes[sample.labels][name] = description->kind == Kind::Gauge ? sample.value : sample.value - before;
        }
    }
    for (const auto& [labels, histograms] : observed)
        for (const auto& [name, what] : histograms)
            if (what.count > 0) changes[labels][name] = distribution(what);
    std::vector<std::string> lines;
    lines.reserve(changes.size());
    for (const auto& [labels, values] : changes) lines.push_back(line_of(labels, values, function_, now, properties));
    return lines;
}

}  // namespace bespoke::lambda
