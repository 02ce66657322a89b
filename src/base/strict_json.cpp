#include "base/strict_json.hpp"

#include <utility>
#include <vector>

namespace bespoke {
namespace {

using nlohmann::json;

/// Builds the value and stops at what the standard leaves to the implementation.
class Builder final : public nlohmann::json_sax<json> {
public:
    explicit Builder(const JsonLimits& limits) : limits_(limits) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    // The lexer refuses what overflows a double.
    bool number_float(number_float_t value, const string_t& /*text*/) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t& /*value*/) override { return refuse("binary value"); }

    bool start_object(std::size_t /*size*/) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (open_.back()->contains(name)) return refuse("a name stands twice in one object");
        name_ = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::detail::exception& /*error*/) override {
        return refuse(fmt::format("no JSON at byte {}", position));
    }

    [[nodiscard]] json take() { return std::move(root_); }
    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] bool too_deep() const { return too_deep_; }

private:
    json* add(json value) {
        if (open_.empty()) return &(root_ = std::move(value));
        auto& parent = *open_.back();
        if (parent.is_object()) return &(parent[name_] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }
    bool put(json value) {
        add(std::move(value));
        return true;
    }
    bool open(json container) {
        if (open_.size() >= limits_.depth) {
            too_deep_ = true;
            return refuse("nested too deep");
        }
        // The pointer stays good: a parent takes no other member while its youngest is open.
        open_.push_back(add(std::move(container)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    bool refuse(std::string problem) {
        if (problem_.empty()) problem_ = std::move(problem);
        return false;
    }

    const JsonLimits& limits_;
    json root_;
    std::vector<json*> open_;
    std::string name_;
    std::string problem_;
    bool too_deep_ = false;
};

}  // namespace

Result<json> parse_strict_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.bytes) {
        return fail(ErrorCode::LimitExceeded, "bad-json",
                    fmt::format("The JSON is longer than {} bytes; send less.", limits.bytes));
    }
    // The lexer takes a NUL for the end of the text and skips a byte order mark.
    if (text.find('\0') != std::string_view::npos || text.starts_with("\xEF\xBB\xBF")) {
        return fail(ErrorCode::InvalidInput, "bad-json", "The JSON holds a NUL or a byte order mark; send plain UTF-8.");
    }
    Builder builder(limits);
    if (!json::sax_parse(text, &builder)) {
        if (builder.too_deep()) {
            return fail(ErrorCode::LimitExceeded, "bad-json",
                        fmt::format("The JSON is nested deeper than {} levels; send it flatter.", limits.depth));
        }
        return fail(ErrorCode::InvalidInput, "bad-json", "The text is not valid JSON (RFC 8259, no name twice); correct it.",
                    builder.problem());
    }
    return builder.take();
}

}  // namespace bespoke
