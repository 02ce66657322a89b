#include "lambda/event_json.hpp"

#include "base/strict_json.hpp"

namespace bespoke::lambda {

using nlohmann::json;

namespace {

/// Lambda's own bound on what a caller that waits may send, twice for escapes.
constexpr std::size_t kMaxEventBytes = 12U << 20U;

}  // namespace

tl::unexpected<Error> bad_event(std::string what) {
    return fail(ErrorCode::InvalidInput, "bad-event",
                "The event is not of the form that this function takes; check what calls it.", {}, std::move(what));
}

Result<json> parse_event(std::string_view text) {
    auto event = parse_strict_json(text, {.bytes = kMaxEventBytes, .depth = 64});
    if (!event) return bad_event(event.error().reason);
    if (!event->is_object()) return bad_event("no object");
    return event;
}

std::string text_at(const json& object, const char* name) {
    if (!object.is_object()) return {};
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const json& object_at(const json& object, const char* name) {
    static const json kNone;
    if (!object.is_object()) return kNone;
    const auto found = object.find(name);
    return found != object.end() && found->is_object() ? *found : kNone;
}

}  // namespace bespoke::lambda
