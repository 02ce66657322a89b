#include "telemetry/family.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace bespoke::telemetry {
namespace {

constexpr std::size_t kMostSeries = 500;

void append_escaped(std::string& out, std::string_view text) {
    for (const char letter : text) {
        if (letter == '\n')
            out += "\\n";
        else if (letter == '\\' || letter == '"')
            (out += '\\') += letter;
        else
            out += letter;
    }
}

std::string number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    return fmt::format("{}", value);
}

void append_sample(std::string& out, std::string_view name, std::string_view suffix, std::string_view labels,
                   std::string_view value) {
    out.append(name).append(suffix);
    if (!labels.empty()) out.append("{").append(labels).append("}");
    out.append(" ").append(value).append("\n");
}

std::string_view to_string(Kind kind) { return kind == Kind::Counter ? "counter" : kind == Kind::Gauge ? "gauge" : "histogram"; }

}  // namespace

std::string label_text(const Labels& labels) {
    Labels sorted = labels;
    std::sort(sorted.begin(), sorted.end());
    std::string text;
    for (const auto& [name, value] : sorted) {
        if (!text.empty()) text += ',';
        text.append(name).append("=\"");
        append_escaped(text, value);
        text += '"';
    }
    return text;
}

Family::Series* Family::find_or_make(const Labels& labels) {
    const auto key = label_text(labels);
    {
        const std::shared_lock lock(guard_);
        if (const auto found = series_.find(key); found != series_.end()) return found->second.get();
    }
    const std::unique_lock lock(guard_);
    if (const auto found = series_.find(key); found != series_.end()) return found->second.get();
    if (series_.size() >= kMostSeries) return nullptr;
    const auto buckets = description_.kind == Kind::Histogram ? description_.buckets.size() + 1 : 0;
    return series_.emplace(key, std::make_unique<Series>(buckets)).first->second.get();
}

Family::Update Family::add(const Labels& labels, double amount) {
    auto* series = find_or_make(labels);
    if (series == nullptr) return Update::Dropped;
    series->value.fetch_add(amount, std::memory_order_relaxed);
    return Update::Done;
}

Family::Update Family::set(const Labels& labels, double value) {
    auto* series = find_or_make(labels);
    if (series == nullptr) return Update::Dropped;
    series->value.store(value, std::memory_order_relaxed);
    return Update::Done;
}

Family::Update Family::observe(const Labels& labels, double value) {
    auto* series = find_or_make(labels);
    if (series == nullptr) return Update::Dropped;
    const auto& bounds = description_.buckets;
    const auto bucket = std::isnan(value)
                            ? bounds.size()
                            : static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), value) - bounds.begin());
    series->counts[bucket].fetch_add(1, std::memory_order_relaxed);
    series->value.fetch_add(value, std::memory_order_relaxed);
    return Update::Done;
}

void Family::expose_histogram(std::string& out, std::string_view labels, const Series& series) const {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
        so_far += series.counts[i].load(std::memory_order_relaxed);
        const auto bound = i < description_.buckets.size() ? number(description_.buckets[i]) : std::string("+Inf");
        append_sample(out, description_.name, "_bucket", fmt::format("{}{}le=\"{}\"", labels, labels.empty() ? "" : ",", bound),
                      std::to_string(so_far));
    }
    append_sample(out, description_.name, "_sum", labels, number(series.value.load(std::memory_order_relaxed)));
    // The count is the last bucket and not a number of its own: they can't disagree while others observe.
    append_sample(out, description_.name, "_count", labels, std::to_string(so_far));
}

void Family::expose(std::string& out) const {
    const std::shared_lock lock(guard_);
    if (series_.empty()) return;
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", description_.name, description_.help, to_string(description_.kind));
    for (const auto& [labels, series] : series_) {
        if (description_.kind == Kind::Histogram)
            expose_histogram(out, labels, *series);
        else
            append_sample(out, description_.name, "", labels, number(series->value.load(std::memory_order_relaxed)));
    }
}

}  // namespace bespoke::telemetry
