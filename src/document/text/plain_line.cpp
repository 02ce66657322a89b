#include "document/text/plain_line.hpp"

#include <algorithm>

#include "document/text/heading_shape.hpp"
#include "text/text.hpp"

namespace bespoke::document {
namespace {

constexpr int kTabColumns = 4;
/// Lines of one numbered item before the next number.
constexpr std::size_t kMaxItemLines = 6;

using Lines = std::vector<PlainLine>;

Lines split_lines(std::string_view text) {
    Lines lines;
    for (const std::string_view raw : text::split(text, '\n')) {
        PlainLine line;
        for (const char byte : raw) {
            if (byte != ' ' && byte != '\t') break;
            line.indent += byte == '\t' ? kTabColumns : 1;
        }
        line.text = text::trim(raw);
        if (line.text.empty())
            line.role = LineRole::Blank;
        else if (is_rule(line.text))
            line.role = LineRole::Rule;
        lines.push_back(std::move(line));
    }
    return lines;
}

bool opens_block(const Lines& lines, std::size_t index) {
    return index == 0 || lines[index - 1].role == LineRole::Blank || lines[index - 1].role == LineRole::Rule;
}

void make_heading(PlainLine& line, std::string text, int level) {
    line.role = LineRole::Heading;
    line.text = without_letter_spacing(text);
    line.level = level;
}

/// A rule below a line makes it a heading when it stands for itself or is just as long.
bool is_underlined(const Lines& lines, std::size_t index) {
    if (index + 1 >= lines.size() || lines[index + 1].role != LineRole::Rule || !could_be_heading(lines[index].text))
        return false;
    const auto length = [](const PlainLine& line) {
        return static_cast<int>(
            std::count_if(line.text.begin(), line.text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
    };
    return opens_block(lines, index) || std::abs(length(lines[index]) - length(lines[index + 1])) <= 2;
}

bool is_capital_heading(std::string_view text) {
    const std::string name = without_letter_spacing(text);
    return could_be_heading(name) && is_all_capitals(name);
}

void find_headings(Lines& lines) {
    const auto first =
        std::find_if(lines.begin(), lines.end(), [](const PlainLine& line) { return line.role == LineRole::Plain; });
    for (std::size_t index = 0; index < lines.size(); ++index) {
        PlainLine& line = lines[index];
        if (line.role != LineRole::Plain) continue;
        if (is_underlined(lines, index)) {
            make_heading(line, line.text, lines[index + 1].text.starts_with('=') ? 1 : 2);
        } else if (const auto name = undecorated(line.text)) {
            make_heading(line, *name, 2);
        } else if (&line != &*first && opens_block(lines, index) && is_capital_heading(line.text)) {
            make_heading(line, line.text, 2);
        }
    }
}

/// Bullets that are too weak to count once, but not when a text uses them again and again: "-Managed", "o Managed".
std::optional<TypedMarker> weak_bullet(std::string_view text) {
    const auto is_letter = [](char byte) {
        return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte & 0x80) != 0;
    };
    if (text.size() < 3) return std::nullopt;
    if ((text[0] == '-' || text[0] == '*') && is_letter(text[1])) return TypedMarker{std::string(text.substr(0, 1)), 1};
    if (text[0] == 'o' && text[1] == ' ' && text[2] >= 'A' && text[2] <= 'Z') return TypedMarker{"o", 2};
    return std::nullopt;
}

void find_bullets(Lines& lines) {
    const auto weak = std::count_if(lines.begin(), lines.end(),
                                    [](const PlainLine& line) { return line.role == LineRole::Plain && weak_bullet(line.text); });
    for (PlainLine& line : lines) {
        if (line.role != LineRole::Plain) continue;
        auto bullet = typed_bullet(line.text);
        if (!bullet && is_bare_bullet(line.text)) bullet = TypedMarker{shown_bullet(line.text), line.text.size()};
        if (!bullet && weak >= 2) bullet = weak_bullet(line.text);
        if (!bullet) continue;
        line.role = LineRole::Item;
        line.marker = std::move(*bullet);
    }
}

/// Numbers that count up make a list; a lone one before a short line that stands for itself makes a heading.
void find_numbers(Lines& lines) {
    std::vector<std::pair<std::size_t, TypedNumber>> numbered;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        if (lines[index].role != LineRole::Plain) continue;
        if (auto number = typed_number(lines[index].text)) numbered.emplace_back(index, std::move(*number));
    }
    const auto follows = [&](std::size_t first) {
        return first + 1 < numbered.size() && numbered[first + 1].second.value == numbered[first].second.value + 1 &&
               numbered[first + 1].first - numbered[first].first <= kMaxItemLines;
    };
    for (std::size_t at = 0; at < numbered.size(); ++at) {
        PlainLine& line = lines[numbered[at].first];
        const std::size_t next = numbered[at].first + 1;
        const bool alone =
            opens_block(lines, numbered[at].first) && (next == lines.size() || lines[next].role != LineRole::Plain);
        if (follows(at) || (at > 0 && follows(at - 1))) {
            line.role = LineRole::Item;
            line.marker = numbered[at].second.marker;
        } else if (alone && could_be_heading(line.text)) {
            make_heading(line, line.text, 2);
        }
    }
}

}  // namespace

std::vector<PlainLine> read_plain_lines(std::string_view text) {
    Lines lines = split_lines(text);
    find_headings(lines);
    find_bullets(lines);
    find_numbers(lines);
    return lines;
}

}  // namespace bespoke::document
