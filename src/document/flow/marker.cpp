#include "document/flow/marker.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace bespoke::document {
namespace {

/// Signs that open an item whatever follows.
constexpr std::array<std::string_view, 36> kSigns = {"•", "●", "○", "◦", "▪", "■", "□", "▫", "‣", "⁃", "∙",  "➢",
                                                     "➤", "►", "▸", "▶", "▹", "▷", "✓", "✔", "✦", "✧", "❖",  "◆",
                                                     "◇", "♦", "◊", "★", "☆", "➔", "→", "⇒", "⮚", "❯", "⚫", "◾"};
/// Signs that also stand inside text, and so need a blank behind them.
constexpr std::array<std::string_view, 9> kLooseSigns = {"-", "–", "—", "*", "+", "·", "»", "›", "−"};

std::size_t leading_blanks(std::string_view text) { return std::min(text.find_first_not_of(" \t"), text.size()); }

/// Symbol and Wingdings bullets typed or pasted as text: U+F000..U+F0FF, three bytes EF 80..83 xx.
bool is_symbol_font_sign(std::string_view text) {
    return text.size() >= 3 && text[0] == '\xef' && static_cast<unsigned char>(text[1]) >= 0x80 &&
           static_cast<unsigned char>(text[1]) <= 0x83;
}

/// Bytes of the sign that opens the text; 0 for none.
std::size_t sign_bytes(std::string_view text) {
    for (const std::string_view sign : kSigns) {
        if (text.starts_with(sign)) return sign.size();
    }
    if (is_symbol_font_sign(text)) return 3;
    for (const std::string_view sign : kLooseSigns) {
        if (text.starts_with(sign) && leading_blanks(text.substr(sign.size())) > 0) return sign.size();
    }
    // The hollow bullet of many word processors is the letter o, set apart by a tab or several blanks.
    if (text.starts_with("o\t") || text.starts_with("o  ")) return 1;
    return 0;
}

}  // namespace

std::string shown_bullet(std::string_view sign) {
    if (!is_symbol_font_sign(sign)) return std::string(sign);
    return sign == "\uf0a7" || sign == "\uf06e" ? "▪" : "•";
}

std::optional<TypedMarker> typed_bullet(std::string_view line) {
    const std::size_t begin = leading_blanks(line);
    const std::string_view text = line.substr(begin);
    const std::size_t bytes = sign_bytes(text);
    if (bytes == 0) return std::nullopt;
    const std::string_view sign = text.substr(0, bytes);
    const std::string_view rest = text.substr(bytes);
    const std::size_t gap = leading_blanks(rest);
    if (gap == rest.size() || rest.substr(gap).starts_with(sign)) return std::nullopt;
    const bool a_row =
        rest.find(fmt::format(" {} ", sign)) != rest.npos && sign != "-" && sign != "–" && sign != "—" && sign != "+";
    if (a_row) return std::nullopt;
    return TypedMarker{shown_bullet(sign), begin + bytes + gap};
}

bool is_bare_bullet(std::string_view line) {
    return std::find(kSigns.begin(), kSigns.end(), line) != kSigns.end() || (line.size() == 3 && is_symbol_font_sign(line));
}

std::optional<TypedNumber> typed_number(std::string_view line) {
    std::size_t at = leading_blanks(line);
    const std::size_t begin = at;
    const bool opened = at < line.size() && line[at] == '(';
    at += opened ? 1 : 0;
    int value = 0;
    const std::size_t digits = at;
    while (at < line.size() && at < digits + 3 && line[at] >= '0' && line[at] <= '9') value = value * 10 + (line[at++] - '0');
    if (at == digits || at >= line.size() || (line[at] != ')' && (opened || line[at] != '.'))) return std::nullopt;
    ++at;
    const std::size_t gap = leading_blanks(line.substr(at));
    if (gap == 0 || at + gap == line.size()) return std::nullopt;
    return TypedNumber{{std::string(line.substr(begin, at - begin)), at + gap}, value};
}

void drop_front(Line& line, std::size_t bytes) {
    for (Span& span : line.spans) {
        if (bytes == 0) return;
        if (span.visibility == Visibility::Hidden) continue;
        const std::size_t here = std::min(bytes, span.text.size());
        span.text.erase(0, here);
        bytes -= here;
    }
    std::erase_if(line.spans, [](const Span& span) { return span.text.empty(); });
}

void mark_typed_numbers(std::vector<Block>& blocks) {
    std::vector<std::optional<TypedNumber>> numbers;
    for (const Block& block : blocks) {
        const bool open = block.kind == BlockKind::Paragraph && !block.lines.empty();
        numbers.push_back(open ? typed_number(block.lines.front().text()) : std::nullopt);
    }
    const auto follows = [&](std::size_t first) {
        return first + 1 < blocks.size() && numbers[first] && numbers[first + 1] &&
               numbers[first + 1]->value == numbers[first]->value + 1;
    };
    for (std::size_t index = 0; index < blocks.size(); ++index) {
        if (!follows(index) && !(index > 0 && follows(index - 1))) continue;
        Block& block = blocks[index];
        block.kind = BlockKind::ListItem;
        block.marker = numbers[index]->marker.text;
        drop_front(block.lines.front(), numbers[index]->marker.bytes);
    }
}

}  // namespace bespoke::document
