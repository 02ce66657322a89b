#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace bespoke::tailoring {

/// A value read from text that was meant to be JSON.
struct LenientJson {
    nlohmann::json value;
    std::size_t end = 0;  ///< behind it
    bool complete = true;
};

/// Read the value that begins at `begin`. Also takes single quotes, names without quotes, trailing and missing commas, comments, True,
/// False, None, and line breaks in strings. Where the text ends too early or makes no sense any more, what was finished stands: `complete`
/// is false and the last, unfinished element of a list is left out. Nothing if not even that. Depth 16 at most. Never throws; linear.
std::optional<LenientJson> read_lenient_json(std::string_view text, std::size_t begin);

/// The last value in a text that `wanted` accepts, with text, code fences and <think> blocks around it.
std::optional<nlohmann::json> find_json(std::string_view text, const std::function<bool(const nlohmann::json&)>& wanted);

}  // namespace bespoke::tailoring
