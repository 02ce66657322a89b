#include <algorithm>
#include <tuple>

#include "artifacts/style/sample.hpp"
#include "resume/parser/headings.hpp"
#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

using document::BlockKind;
using document::Region;
using document::Span;
using document::Visibility;

/// A rule of thumb that holds for every language that we know headings of.
constexpr std::size_t kLongestHeading = 60;  // bytes

bool is_upper(std::string_view text) {
    const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return std::none_of(text.begin(), text.end(), is_small) && std::any_of(text.begin(), text.end(), is_capital);
}

/// True if the line stands out: as the format says, by capitals, or by a look that is not the text's.
bool stands_out(const SampleLine& it, const std::optional<TextStyle>& body) {
    if (it.block->kind == BlockKind::Heading || is_upper(it.text)) return true;
    if (it.block->kind == BlockKind::ListItem) return false;
    const auto look = dominant_look({&it});
    // Plain text has no looks: the wording alone has to do, on a paragraph of one line.
    if (!look || !body) return it.block->lines.size() == 1;
    return look->weight > body->weight + 100 || look->size_pt > body->size_pt * 1.08F || look->colour != body->colour ||
           family_name(look->family) != family_name(body->family);
}

/// The first section that the wording names; the parser's topics open with the sections, in their order.
std::optional<resume::Section> section_of_heading(std::string_view text) {
    const auto words = resume::parser::heading_words(text);
    if (!words || words->topics.empty()) return std::nullopt;
    const auto topic = static_cast<int>(words->topics.front());
    if (topic > static_cast<int>(resume::Section::Projects)) return std::nullopt;
    return static_cast<resume::Section>(topic);
}

void find_headings(std::vector<SampleLine>& lines) {
    std::vector<const SampleLine*> all;
    for (const auto& it : lines) all.push_back(&it);
    const auto body = dominant_look(all);
    for (auto& it : lines) {
        if (it.text.size() > kLongestHeading || !stands_out(it, body)) continue;
        it.heading = section_of_heading(it.text);
    }
}

void append_lines(const document::Page& page, const document::Block& block, std::vector<SampleLine>& out) {
    for (const auto& line : block.lines) {
        auto text = line.text();
        const auto trimmed = text::trim(text);
        if (!trimmed.empty()) out.push_back({&page, &block, &line, std::string(trimmed), std::nullopt});
    }
}

}  // namespace

std::vector<SampleLine> sample_lines(const document::Document& document) {
    std::vector<SampleLine> lines;
    for (const auto& page : document.pages) {
        for (const auto& block : page.blocks) {
            // Many write their name into the page header; on later pages it only repeats.
            const bool repeats = block.region == Region::Header && &page != &document.pages.front();
            if (!repeats && block.region != Region::Footer) append_lines(page, block, lines);
        }
    }
    find_headings(lines);
    return lines;
}

TextStyle look_of(const Span& span) { return {span.font, span.size_pt, span.weight, span.italic, span.colour}; }

bool same_look(const TextStyle& a, const TextStyle& b) {
    const auto key = [](const TextStyle& it) { return std::tie(it.family, it.size_pt, it.weight, it.italic); };
    return key(a) == key(b) && a.colour == b.colour;
}

std::optional<TextStyle> dominant_look(const std::vector<const SampleLine*>& lines) {
    std::vector<std::pair<TextStyle, std::size_t>> letters;  // in order of appearance, so that ties are settled alike
    for (const auto* it : lines) {
        for (const auto& span : it->line->spans) {
            if (span.visibility == Visibility::Hidden || (span.size_pt <= 0 && span.font.empty())) continue;
            const auto look = look_of(span);
            auto found =
                std::find_if(letters.begin(), letters.end(), [&](const auto& known) { return same_look(known.first, look); });
            if (found == letters.end()) found = letters.insert(letters.end(), {look, 0});
            found->second += text::trim(span.text).size();
        }
    }
    const auto most =
        std::max_element(letters.begin(), letters.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == letters.end() || most->second == 0) return std::nullopt;
    return most->first;
}

}  // namespace bespoke::artifacts
