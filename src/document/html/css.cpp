#include "document/html/css.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "text/text.hpp"

namespace bespoke::document {
namespace {

constexpr float kPointsPerPixel = 0.75F;
constexpr float kMaxPoints = 1000;

std::string lower(std::string_view text) {
    std::string result(text::trim(text));
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; });
    return result;
}

struct Quantity {
    float value = 0;
    std::string_view unit;
};

std::optional<Quantity> read_quantity(std::string_view text) {
    Quantity quantity;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quantity.value);
    if (error != std::errc{} || !std::isfinite(quantity.value)) return std::nullopt;
    quantity.unit = text.substr(static_cast<std::size_t>(end - text.data()));
    return quantity;
}

std::optional<float> read_size(std::string_view text, float inherited) {
    const auto quantity = read_quantity(text);
    if (!quantity) return std::nullopt;
    struct Unit {
        std::string_view name;
        float points;
    };
    const Unit units[] = {{"px", kPointsPerPixel}, {"pt", 1},
                          {"em", inherited},       {"rem", 16 * kPointsPerPixel},
                          {"%", inherited / 100},  {"", kPointsPerPixel}};
    for (const Unit& unit : units) {
        if (quantity->unit == unit.name) return std::clamp(quantity->value * unit.points, 0.0F, kMaxPoints);
    }
    return std::nullopt;
}

std::optional<int> read_weight(std::string_view text) {
    if (text == "bold" || text == "bolder") return 700;
    if (text == "normal" || text == "lighter") return 400;
    const auto quantity = read_quantity(text);
    if (!quantity || quantity->value < 100 || quantity->value > 900) return std::nullopt;
    return static_cast<int>(quantity->value);
}

/// "1f3" or "11ff33".
std::optional<Colour> read_hexadecimal(std::string_view digits) {
    if (digits.size() != 3 && digits.size() != 6) return std::nullopt;
    const std::size_t each = digits.size() / 3;
    std::array<std::uint8_t, 3> parts{};
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const char* begin = digits.data() + index * each;
        if (std::from_chars(begin, begin + each, parts[index], 16).ptr != begin + each) return std::nullopt;
        if (each == 1) parts[index] = static_cast<std::uint8_t>(parts[index] * 17);
    }
    return Colour{parts[0], parts[1], parts[2]};
}

/// "rgb(1, 2, 3)" and "rgba(1 2 3 / 50%)".
std::optional<Colour> read_channels(std::string_view text) {
    std::array<int, 3> parts{};
    std::size_t at = 0;
    for (int& part : parts) {
        at = text.find_first_of("0123456789", at);
        if (at == text.npos) return std::nullopt;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), part);
        if (error != std::errc{}) return std::nullopt;
        at = static_cast<std::size_t>(end - text.data());
    }
    const auto channel = [&](std::size_t index) { return static_cast<std::uint8_t>(std::clamp(parts[index], 0, 255)); };
    return Colour{channel(0), channel(1), channel(2)};
}

bool is_white(Colour colour) { return std::min({colour.red, colour.green, colour.blue}) >= 0xf7; }

void apply(std::string_view name, const std::string& value, float inherited, Declarations& result) {
    if (name == "display" && value == "none")
        result.display_none = true;
    else if (name == "visibility")
        result.visible = value != "hidden" && value != "collapse";
    else if (name == "opacity")
        result.visible = read_quantity(value).value_or(Quantity{1, {}}).value > 0.05F;
    else if (name == "font-size")
        result.size_pt = read_size(value, inherited);
    else if (name == "font-weight")
        result.weight = read_weight(value);
    else if (name == "font-style")
        result.italic = value == "italic" || value == "oblique";
    else if (name == "text-decoration" || name == "text-decoration-line")
        result.underlined = value.find("underline") != value.npos;
    else if (name == "color")
        result.colour = read_colour(value);
    else if (name == "font-family")
        result.font = text::trim(text::split(value, ',').front());
    else if (name == "background" || name == "background-color" || name == "background-image") {
        const auto colour = read_colour(value);
        result.painted = colour ? !is_white(*colour) : value != "none" && value != "transparent" && value != "white";
    }
}

}  // namespace

std::optional<Colour> read_colour(std::string_view text) {
    struct Named {
        std::string_view name;
        Colour colour;
    };
    constexpr std::array<Named, 9> kNames = {{{"white", {255, 255, 255}},
                                              {"black", {0, 0, 0}},
                                              {"red", {255, 0, 0}},
                                              {"green", {0, 128, 0}},
                                              {"blue", {0, 0, 255}},
                                              {"gray", {128, 128, 128}},
                                              {"grey", {128, 128, 128}},
                                              {"navy", {0, 0, 128}},
                                              {"whitesmoke", {245, 245, 245}}}};
    const auto named = std::find_if(kNames.begin(), kNames.end(), [&](const Named& candidate) { return candidate.name == text; });
    if (named != kNames.end()) return named->colour;
    if (text.starts_with('#')) return read_hexadecimal(text.substr(1));
    return text.starts_with("rgb") ? read_channels(text) : std::nullopt;
}

Declarations read_declarations(std::string_view style, float inherited_size_pt) {
    Declarations result;
    for (const std::string_view declaration : text::split(style, ';')) {
        const std::size_t colon = declaration.find(':');
        if (colon == declaration.npos) continue;
        std::string value = lower(declaration.substr(colon + 1));
        constexpr std::string_view kImportant = "!important";
        if (value.ends_with(kImportant)) value = lower(value.substr(0, value.size() - kImportant.size()));
        apply(lower(declaration.substr(0, colon)), value, inherited_size_pt, result);
    }
    return result;
}

}  // namespace bespoke::document
