#include <unicode/utf8.h>

#include <algorithm>

#include "artifacts/view/writer.hpp"
#include "text/text.hpp"

namespace bespoke::artifacts {
namespace {

/// True if one of `marks` stands outside brackets.
bool holds_outside_brackets(std::string_view text, std::string_view marks) {
    int depth = 0;
    for (const char c : text) {
        if (c == '(' || c == '[') ++depth;
        if ((c == ')' || c == ']') && depth > 0) --depth;
        if (depth == 0 && marks.find(c) != std::string_view::npos) return true;
    }
    return false;
}

/// Neither XML nor cairo takes code points that Unicode keeps for no use (U+FDD0..FDEF, U+xxFFFE, U+xxFFFF).
std::string without_noncharacters(const std::string& text) {
    std::string out;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (int32_t i = 0, begin = 0, length = static_cast<int32_t>(text.size()); i < length; begin = i) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c >= 0 && !U_IS_UNICODE_NONCHAR(c))
            out.append(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    }
    return out;
}

bool is_link_safe(std::string_view value) {
    return !value.empty() && std::none_of(value.begin(), value.end(), [](unsigned char c) { return c <= ' '; });
}

}  // namespace

std::string shown_text(std::string_view value) {
    auto text = without_noncharacters(text::clean(value));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    return std::string(text::trim(text));
}

std::string join_list(const std::vector<std::string>& items) {
    const auto any_holds = [&](std::string_view marks) {
        return std::any_of(items.begin(), items.end(), [&](const auto& item) { return holds_outside_brackets(item, marks); });
    };
    const std::string_view separator = any_holds(";") ? " | " : any_holds(",") ? "; " : ", ";
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += separator;
        out += item;
    }
    // A closing semicolon tells one item with a comma from two items.
    if (items.size() == 1 && separator != ", ") out += ';';
    return out;
}

ShownUrl shown_url(const std::string& value) {
    const auto text = shown_text(value);
    if (!is_link_safe(text)) return {text, ""};
    constexpr std::string_view kSecure = "https://";
    if (text.starts_with(kSecure) && text.size() > kSecure.size()) return {text.substr(kSecure.size()), text};
    if (text.starts_with("http://")) return {text, text};
    // Any other scheme ("javascript:") stays text. A colon later on may be a port.
    const auto colon = text.find(':');
    if (colon != std::string::npos && colon < text.find_first_of("./")) return {text, ""};
    return {text, text.find('.') == std::string::npos ? "" : "http://" + text};
}

std::string shown_place(const resume::Location& location) {
    std::string out;
    const auto append = [&](const resume::Text& part) {
        const auto text = shown_text(part.value);
        if (text.empty()) return;
        if (!out.empty()) out += ", ";
        out += text;
    };
    append(location.address);
    append(location.city);
    append(location.region);
    append(location.postal_code);
    // "Toronto, CA" would read as California.
    if (location.region.value.empty() && !location.city.value.empty() && !location.country_code.value.empty()) {
        return out + " (" + shown_text(location.country_code.value) + ")";
    }
    append(location.country_code);
    return out;
}

void ViewWriter::add(BlockKind kind, std::vector<Run> left, std::vector<Run> right) {
    std::erase_if(left, [](const Run& run) { return run.text.empty(); });
    std::erase_if(right, [](const Run& run) { return run.text.empty(); });
    if (left.empty()) std::swap(left, right);
    if (!left.empty()) blocks_.push_back({kind, std::move(left), std::move(right)});
}

void ViewWriter::heading(std::string_view text) { add(BlockKind::Heading, {{std::string(text), Look::Heading, ""}}); }

void ViewWriter::paragraphs(const std::string& text) {
    for (const auto line : text::split(text, '\n')) add(BlockKind::Paragraph, {{shown_text(line), Look::Body, ""}});
}

void ViewWriter::bullets(const std::vector<resume::Text>& texts) {
    for (const auto& node : texts) add(BlockKind::Bullet, {{shown_text(node.value), Look::Body, ""}});
}

void ViewWriter::labelled(std::string_view label, const std::string& text) {
    if (text.empty()) return;
    add(BlockKind::ListLine, {{std::string(label) + ": ", Look::Strong, ""}, {shown_text(text), Look::Body, ""}});
}

void ViewWriter::labelled(std::string_view label, const std::vector<resume::Text>& items) {
    std::vector<std::string> shown;
    for (const auto& item : items) {
        if (auto text = shown_text(item.value); !text.empty()) shown.push_back(std::move(text));
    }
    labelled(label, join_list(shown));
}

void LineBuilder::separate() {
    if (!runs_.empty()) runs_.push_back({" · ", Look::Separator, ""});
}

LineBuilder& LineBuilder::text(const std::string& value, Look look) {
    auto shown = shown_text(value);
    if (shown.empty()) return *this;
    separate();
    runs_.push_back({std::move(shown), look, ""});
    return *this;
}

LineBuilder& LineBuilder::url(const std::string& value, Look look) {
    auto shown = shown_url(value);
    if (shown.text.empty()) return *this;
    separate();
    runs_.push_back({std::move(shown.text), look, std::move(shown.link)});
    return *this;
}

}  // namespace bespoke::artifacts
