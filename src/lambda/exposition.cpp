#include "lambda/exposition.hpp"

#include <charconv>
#include <limits>
#include <optional>

namespace bespoke::lambda {
namespace {

/// A quoted value from behind its opening quote; moves behind the closing one.
std::optional<std::string> quoted(std::string_view& text) {
    std::string value;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (letter == '"') return value;
        if (letter != '\\') {
            value += letter;
            continue;
        }
        if (text.empty()) return std::nullopt;
        value += text.front() == 'n' ? '\n' : text.front();
        text.remove_prefix(1);
    }
    return std::nullopt;
}

/// From behind '{'; moves behind '}'.
bool read_labels(std::string_view& text, std::map<std::string, std::string>& labels) {
    while (!text.empty() && text.front() != '}') {
        if (text.front() == ',') text.remove_prefix(1);
        const auto equals = text.find("=\"");
        if (equals == std::string_view::npos) return false;
        const std::string name(text.substr(0, equals));
        text.remove_prefix(equals + 2);
        auto value = quoted(text);
        if (!value) return false;
        labels[name] = std::move(*value);
    }
    if (text.empty()) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Sample> sample_of(std::string_view line) {
    Sample sample;
    auto rest = line;
    const auto end = rest.find_first_of("{ ");
    if (end == std::string_view::npos) return std::nullopt;
    sample.name = rest.substr(0, end);
    rest.remove_prefix(end);
    if (rest.front() == '{') {
        rest.remove_prefix(1);
        if (!read_labels(rest, sample.labels)) return std::nullopt;
    }
    if (!rest.starts_with(' ')) return std::nullopt;
    sample.series = line.substr(0, line.size() - rest.size());
    rest.remove_prefix(1);
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), sample.value);
    if (error != std::errc{} || stop != rest.data() + rest.size()) return std::nullopt;
    return sample;
}

}  // namespace

std::vector<Sample> samples_of(std::string_view exposition) {
    std::vector<Sample> samples;
    while (!exposition.empty()) {
        const auto end = exposition.find('\n');
        const auto line = exposition.substr(0, end);
        exposition.remove_prefix(end == std::string_view::npos ? exposition.size() : end + 1);
        if (line.empty() || line.front() == '#') continue;
        if (auto sample = sample_of(line)) samples.push_back(std::move(*sample));
    }
    return samples;
}

}  // namespace bespoke::lambda
