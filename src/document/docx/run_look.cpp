#include "document/docx/run_look.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace bespoke::document {
namespace {

Colour colour_of(const std::optional<std::string>& hex) {
    unsigned value = 0;
    if (!hex || hex->size() != 6) return {};
    const auto [end, error] = std::from_chars(hex->data(), hex->data() + hex->size(), value, 16);
    if (error != std::errc{} || end != hex->data() + hex->size()) return {};
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

bool toggled(std::optional<bool> defaults, std::optional<bool> paragraph, std::optional<bool> character,
             std::optional<bool> own) {
    return own.value_or(defaults.value_or(false) || paragraph.value_or(false) != character.value_or(false));
}

}  // namespace

Span run_look(const Styles& styles, const RunProperties& paragraph_style, const RunProperties& own, Backdrop backdrop) {
    const RunProperties character = styles.character_style(own.style);
    RunProperties all = styles.defaults();
    all.apply(paragraph_style);
    all.apply(character);
    all.apply(own);
    Span look;
    look.font = all.font.value_or("");
    look.size_pt = all.size_pt.value_or(10);  // 17.3.2.38: without any setting, 10 points
    look.weight = toggled(styles.defaults().bold, paragraph_style.bold, character.bold, own.bold) ? 700 : 400;
    look.italic = toggled(styles.defaults().italic, paragraph_style.italic, character.italic, own.italic);
    look.underlined = all.underlined.value_or(false);
    look.colour = colour_of(all.colour);
    const bool vanished = toggled(styles.defaults().hidden, paragraph_style.hidden, character.hidden, own.hidden);
    if (vanished || is_unseen(look, all.shaded ? Backdrop::Painted : backdrop)) look.visibility = Visibility::Hidden;
    return look;
}

std::string_view symbol_text(const pugi::xml_node& symbol) {
    constexpr std::array<std::string_view, 9> kBullets = {"F0B7", "F0A7", "F06E", "F0D8", "F0FC", "F076", "F0A8", "F09F", "F0E0"};
    const std::string_view code = attribute(symbol, "char");
    return std::find(kBullets.begin(), kBullets.end(), code) != kBullets.end() ? "•" : " ";
}

}  // namespace bespoke::document
