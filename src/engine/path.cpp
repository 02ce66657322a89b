#include "engine/path.hpp"

#include <charconv>

namespace bespoke::engine {
namespace {

using nlohmann::json;

bool is_name_character(char c) {
    return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/// Reads one path from front to back.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Path> read() {
        if (!take("$")) return refuse();
        Path path;
        while (at_ < text_.size()) {
            auto step = read_step();
            if (!step) return tl::unexpected(step.error());
            path.steps.push_back(std::move(*step));
        }
        return path;
    }

private:
    bool take(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }
    [[nodiscard]] tl::unexpected<Error> refuse() const {
        return fail(ErrorCode::InvalidInput, "bad-path", "A path names one place, like $.a.b or $['a'][0].", std::string(text_),
                    fmt::format("character {}", at_ + 1));
    }
    Result<Path::Step> read_step() {
        if (take(".")) return read_name();
        if (take("['")) return read_quoted();
        if (take("[")) return read_index();
        return refuse();
    }
    Result<Path::Step> read_name() {
        const auto begin = at_;
        while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
        if (at_ == begin) return refuse();
        return Path::Step(std::string(text_.substr(begin, at_ - begin)));
    }
    Result<Path::Step> read_quoted() {
        const auto end = text_.find("']", at_);
        if (end == std::string_view::npos || end == at_) return refuse();
        std::string name(text_.substr(at_, end - at_));
        if (name.find_first_of("\\'") != std::string::npos) return refuse();
        at_ = end + 2;
        return Path::Step(std::move(name));
    }
    Result<Path::Step> read_index() {
        std::size_t index = 0;
        const auto* const end = text_.data() + text_.size();
        const auto [stop, error] = std::from_chars(text_.data() + at_, end, index);
        if (error != std::errc{}) return refuse();
        at_ = static_cast<std::size_t>(stop - text_.data());
        if (!take("]")) return refuse();
        return Path::Step(index);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

const json* child(const json& value, const Path::Step& step) {
    if (const auto* name = std::get_if<std::string>(&step)) {
        if (!value.is_object()) return nullptr;
        const auto found = value.find(*name);
        return found == value.end() ? nullptr : &*found;
    }
    const auto index = std::get<std::size_t>(step);
    return value.is_array() && index < value.size() ? &value[index] : nullptr;
}

/// True if put() can walk `steps` below `value`.
bool walkable(const json& value, std::span<const Path::Step> steps) {
    if (steps.empty()) return true;
    if (const auto* next = child(value, steps.front())) return walkable(*next, steps.subspan(1));
    // Below here all is made anew, and only objects can be.
    return value.is_object() &&
           std::ranges::all_of(steps, [](const auto& step) { return std::holds_alternative<std::string>(step); });
}

}  // namespace

Result<Path> parse_path(std::string_view text) { return Reader(text).read(); }

const json* find(const json& root, const Path& path) {
    const json* value = &root;
    for (const auto& step : path.steps) {
        value = child(*value, step);
        if (value == nullptr) return nullptr;
    }
    return value;
}

bool put(json& root, const Path& path, json value) {
    if (!walkable(root, path.steps)) return false;
    json* place = &root;
    for (const auto& step : path.steps) {
        const auto* name = std::get_if<std::string>(&step);
        place = name != nullptr ? &(*place)[*name] : &(*place)[std::get<std::size_t>(step)];
    }
    *place = std::move(value);
    return true;
}

}  // namespace bespoke::engine
