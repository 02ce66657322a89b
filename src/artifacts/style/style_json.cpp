#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "artifacts/style_guide.hpp"

namespace bespoke::artifacts {
namespace {

using resume::Section;

constexpr std::array<std::pair<LetterCase, std::string_view>, 4> kCases = {{{LetterCase::AsTyped, "as-typed"},
                                                                            {LetterCase::Upper, "upper"},
                                                                            {LetterCase::Title, "title"},
                                                                            {LetterCase::SmallCaps, "small-caps"}}};
constexpr std::array<std::pair<Alignment, std::string_view>, 2> kAlignments = {
    {{Alignment::Left, "left"}, {Alignment::Centre, "centre"}}};
constexpr std::size_t kLongestText = 80;  // bytes of a name, heading, bullet or pattern
constexpr double kNarrowestColumn = 144;  // points that margins have to leave for text

struct Range {
    double least, most;
};
constexpr Range kSize{4, 96}, kPage{200, 2000}, kMargin{0, 300}, kGap{0, 100}, kSpacing{0.8, 3};

/// Names every member of a guide once, for both directions.
template <class Guide, class Visitor>
void visit(Guide& guide, Visitor& visitor) {
    visitor.text("name", guide.name);
    visitor.sections("sectionOrder", guide.section_order);
    visitor.headings("headings", guide.headings);
    visitor.choice("headingCase", guide.heading_case, kCases);
    visitor.flag("headingRule", guide.heading_rule);
    visitor.choice("headerAlignment", guide.header_alignment, kAlignments);
    visitor.style("title", guide.title);
    visitor.style("label", guide.label);
    visitor.style("contact", guide.contact);
    visitor.style("heading", guide.heading);
    visitor.style("entry", guide.entry);
    visitor.style("meta", guide.meta);
    visitor.style("body", guide.body);
    visitor.text("bullet", guide.bullet);
    visitor.text("dateFormat", guide.date_format);
    visitor.number("pageWidthPt", guide.page_width_pt, kPage);
    visitor.number("pageHeightPt", guide.page_height_pt, kPage);
    visitor.number("marginLeftPt", guide.margin_left_pt, kMargin);
    visitor.number("marginRightPt", guide.margin_right_pt, kMargin);
    visitor.number("marginTopPt", guide.margin_top_pt, kMargin);
    visitor.number("marginBottomPt", guide.margin_bottom_pt, kMargin);
    visitor.number("lineSpacing", guide.line_spacing, kSpacing);
    visitor.number("sectionGapPt", guide.section_gap_pt, kGap);
    visitor.number("entryGapPt", guide.entry_gap_pt, kGap);
    visitor.number("bulletIndentPt", guide.bullet_indent_pt, kGap);
}

template <class Style, class Visitor>
void visit_style(Style& style, Visitor& visitor) {
    visitor.text("family", style.family);
    visitor.number("sizePt", style.size_pt, kSize);
    visitor.weight("weight", style.weight);
    visitor.flag("italic", style.italic);
    visitor.colour("colour", style.colour);
}

/// A float as the shortest decimal that a person would write, not its binary neighbour.
double tidy(float value) { return std::round(static_cast<double>(value) * 1000) / 1000; }

class Writer {
public:
    void text(const char* key, const std::string& value) { out_[key] = value; }
    void flag(const char* key, bool value) { out_[key] = value; }
    void weight(const char* key, int value) { out_[key] = value; }
    void number(const char* key, float value, Range) { out_[key] = tidy(value); }
    void colour(const char* key, document::Colour it) {
        out_[key] = fmt::format("#{:02x}{:02x}{:02x}", it.red, it.green, it.blue);
    }
    template <class Choice, std::size_t N>
    void choice(const char* key, Choice value, const std::array<std::pair<Choice, std::string_view>, N>& names) {
        for (const auto& [choice, name] : names) {
            if (choice == value) out_[key] = name;
        }
    }
    void sections(const char* key, const std::vector<Section>& sections) {
        out_[key] = nlohmann::ordered_json::array();
        for (const auto section : sections) out_[key].push_back(resume::to_string(section));
    }
    void headings(const char* key, const std::map<Section, std::string>& headings) {
        out_[key] = nlohmann::ordered_json::object();
        for (const auto& [section, text] : headings) out_[key][std::string(resume::to_string(section))] = text;
    }
    void style(const char* key, const TextStyle& style) {
        Writer inner;
        visit_style(style, inner);
        out_[key] = inner.take();
    }
    nlohmann::ordered_json take() { return std::move(out_); }

private:
    nlohmann::ordered_json out_ = nlohmann::ordered_json::object();
};

/// Keeps the first thing that is wrong, and where.
class Reader {
public:
    explicit Reader(const nlohmann::json& in, std::string at = "") : in_(in), at_(std::move(at)) {
        if (!in_.is_object()) refuse("", "an object");
    }

    void text(const char* key, std::string& value) {
        const auto* node = find(key);
        if (node == nullptr) return;
        if (!node->is_string() || node->get_ref<const std::string&>().size() > kLongestText) return refuse(key, "a short text");
        value = node->get<std::string>();
    }
    void flag(const char* key, bool& value) {
        const auto* node = find(key);
        if (node == nullptr) return;
        if (!node->is_boolean()) return refuse(key, "true or false");
        value = node->get<bool>();
    }
    void number(const char* key, float& value, Range range) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const double number = node->is_number() ? node->get<double>() : range.least - 1;
        if (!(number >= range.least && number <= range.most))
            return refuse(key, fmt::format("a number from {} to {}", range.least, range.most));
        value = static_cast<float>(number);
    }
    void weight(const char* key, int& value) {
        auto number = static_cast<float>(value);
        this->number(key, number, {100, 900});
        value = static_cast<int>(number);
    }
    void colour(const char* key, document::Colour& value) {
        const auto* node = find(key);
        if (node == nullptr) return;
        const auto parsed = node->is_string() ? colour_of(node->get_ref<const std::string&>()) : std::nullopt;
        if (!parsed) return refuse(key, "a colour such as #1b4f72");
        value = *parsed;
    }
    template <class Choice, std::size_t N>
    void choice(const char* key, Choice& value, const std::array<std::pair<Choice, std::string_view>, N>& names) {
        const auto* node = find(key);
        if (node == nullptr) return;
        for (const auto& [choice, name] : names) {
            if (*node == name) return void(value = choice);
        }
        refuse(key, "one of the known words");
    }
    void sections(const char* key, std::vector<Section>& sections) {
        const auto* node = find(key);
        if (node == nullptr) return;
        if (!node->is_array()) return refuse(key, "a list of sections");
        sections.clear();
        for (const auto& item : *node) {
            const auto section =
                item.is_string() ? resume::section_from_string(item.get_ref<const std::string&>()) : std::nullopt;
            if (!section) return refuse(key, "a list of sections");
            sections.push_back(*section);
        }
    }
    void headings(const char* key, std::map<Section, std::string>& headings) {
        const auto* node = find(key);
        if (node == nullptr) return;
        if (!node->is_object()) return refuse(key, "headings by section");
        headings.clear();
        for (const auto& [name, text] : node->items()) {
            const auto section = resume::section_from_string(name);
            if (!section || !text.is_string() || text.get_ref<const std::string&>().size() > kLongestText) {
                return refuse(key, "headings by section");
            }
            headings[*section] = text.get<std::string>();
        }
    }
    void style(const char* key, TextStyle& style) {
        const auto* node = find(key);
        if (node == nullptr) return;
        Reader inner(*node, at_ + '/' + key);
        visit_style(style, inner);
        if (!error_) error_ = inner.error();
    }
    void refuse(const std::string& key, const std::string& expected) {
        if (error_) return;
        const auto where = key.empty() ? at_ : at_ + '/' + key;
        error_ = Error{ErrorCode::InvalidInput, "style-guide",
                       fmt::format("The style guide has to have {} at \"{}\"; correct it there.", expected, where), "", where};
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    [[nodiscard]] const nlohmann::json* find(const char* key) const {
        if (!in_.is_object()) return nullptr;
        const auto found = in_.find(key);
        return found == in_.end() ? nullptr : &*found;
    }

    static std::optional<document::Colour> colour_of(std::string_view text) {
        if (text.size() != 7 || text.front() != '#') return std::nullopt;
        std::uint32_t bits = 0;
        const auto* end = text.data() + text.size();
        if (std::from_chars(text.data() + 1, end, bits, 16).ptr != end) return std::nullopt;
        const auto channel = [bits](int shift) { return static_cast<std::uint8_t>(bits >> shift & 0xFF); };
        return document::Colour{channel(16), channel(8), channel(0)};
    }

    const nlohmann::json& in_;
    std::string at_;
    std::optional<Error> error_;
};

}  // namespace

nlohmann::ordered_json to_json(const StyleGuide& guide) {
    Writer writer;
    visit(guide, writer);
    return writer.take();
}

Result<StyleGuide> style_guide_from_json(const nlohmann::json& json) {
    StyleGuide guide;
    Reader reader(json);
    visit(guide, reader);
    if (guide.page_width_pt - guide.margin_left_pt - guide.margin_right_pt < kNarrowestColumn)
        reader.refuse("marginLeftPt", "margins that leave room for text");
    if (guide.page_height_pt - guide.margin_top_pt - guide.margin_bottom_pt < kNarrowestColumn)
        reader.refuse("marginTopPt", "margins that leave room for text");
    if (guide.bullet_indent_pt > kNarrowestColumn / 2) reader.refuse("bulletIndentPt", "an indent that leaves room for text");
    if (reader.error()) return tl::unexpected(*reader.error());
    return guide;
}

}  // namespace bespoke::artifacts
