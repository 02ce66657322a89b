#include "telemetry/metrics.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>

#include "telemetry/family.hpp"
#include "telemetry/process.hpp"

namespace bespoke::telemetry {

struct Metrics::Families {
    Families() {
        for (const auto& description : metric_descriptions()) by_name.try_emplace(description.name, description);
    }

    Family& get(std::string_view name, Kind kind) {
        const auto found = by_name.find(name);
        if (found == by_name.end() || found->second.description().kind != kind) {
            std::fprintf(stderr, "metric %.*s is not in metrics_table.cpp, or is of another kind\n",
                         static_cast<int>(name.size()), name.data());
            std::abort();
        }
        return found->second;
    }

    void note(std::string_view name, Family::Update update) {
        if (update == Family::Update::Dropped)
            get("bespoke_metrics_dropped_series_total", Kind::Counter).add({{"family", name}}, 1);
    }

    void read_process() {
        const auto figures = process_figures();
        get("process_resident_memory_bytes", Kind::Gauge).set({}, figures.resident_bytes);
        get("process_open_fds", Kind::Gauge).set({}, figures.open_fds);
        get("process_max_fds", Kind::Gauge).set({}, figures.max_fds);
        get("process_threads", Kind::Gauge).set({}, figures.threads);
        get("process_start_time_seconds", Kind::Gauge).set({}, figures.start_seconds);
        get("process_cpu_seconds_total", Kind::Counter).set({}, figures.cpu_seconds);
    }

    std::map<std::string_view, Family> by_name;  ///< filled once, then only read
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::add(std::string_view counter, const Labels& labels, double amount) {
    if (!(amount >= 0)) return;
    families_->note(counter, families_->get(counter, Kind::Counter).add(labels, amount));
}

void Metrics::set(std::string_view gauge, const Labels& labels, double value) {
    families_->note(gauge, families_->get(gauge, Kind::Gauge).set(labels, value));
}

void Metrics::change(std::string_view gauge, const Labels& labels, double by) {
    families_->note(gauge, families_->get(gauge, Kind::Gauge).add(labels, by));
}

void Metrics::observe(std::string_view histogram, const Labels& labels, double value) {
    families_->note(histogram, families_->get(histogram, Kind::Histogram).observe(labels, value));
}

std::string Metrics::expose() const {
    families_->read_process();
    std::string out;
    for (const auto& [name, family] : families_->by_name) family.expose(out);
    return out;
}

}  // namespace bespoke::telemetry
