#include "resume/parser/parts.hpp"

#include <array>

#include "resume/parser/lexicon.hpp"
#include "resume/parser/places.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

struct Cut {
    std::size_t begin = 0, end = 0;  ///< of the separator; equal at a change of look
    Joint joint = Joint::Strong;
};

bool is_dash(std::string_view separator) {
    return separator == " – " || separator == " — " || separator == " - " || separator == "—";
}

constexpr auto kSeparators = std::to_array<std::string_view>(
    {"\t", " | ", "|", " • ", "•", " · ", "·", " – ", " — ", " - ", "—", "; ", " ∙ ", " ● ", " » ", " > ", " ~ "});
constexpr auto kAtWords =
    std::to_array<std::string_view>({" at ", " @ ", " bei ", " chez ", " bij ", " presso ", " w/ ", " from "});

bool same_face(const Look& a, const Look& b) {
    return a.bold == b.bold && a.italic == b.italic && a.half_points == b.half_points && a.colour == b.colour;
}

/// Commas that belong to a name: before "Inc.", between digits, before a lower-case word.
bool is_inner_comma(std::string_view text, std::size_t at) {
    const auto behind = strip_edges(text.substr(at + 1), "");
    if (behind.empty()) return false;
    const auto next = behind.substr(0, behind.find_first_of(",\t|"));
    if (words(next).size() == 1 && has_legal_form("x " + std::string(next))) return true;
    return starts_lower(behind);
}

/// Depth of brackets in front of each byte.
std::vector<int> depths(std::string_view text) {
    std::vector<int> out(text.size() + 1, 0);
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ')' || text[i] == ']') depth = std::max(0, depth - 1);
        out[i] = depth;
        if (text[i] == '(' || text[i] == '[') ++depth;
    }
    return out;
}

class Splitter {
public:
    explicit Splitter(const Row& row) : row_(row), text_(row.text), depths_(depths(text_)) {}

    std::vector<Cut> cuts() {
        add_signs();
        add_looks();
        add_place_brackets();
        std::sort(cuts_.begin(), cuts_.end(),
                  [](const Cut& a, const Cut& b) { return std::tie(a.begin, b.end) < std::tie(b.begin, a.end); });
        return cuts_;
    }

private:
    void add_signs() {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (depths_[i] > 0) continue;
            const auto rest = text_.substr(i);
            for (const auto separator : kSeparators) {
                if (rest.starts_with(separator))
                    cuts_.push_back({i, i + separator.size(), is_dash(separator) ? Joint::Dash : Joint::Strong});
            }
            for (const auto at : kAtWords) {
                if (rest.starts_with(at) && joins_title_and_employer(i, at.size()))
                    cuts_.push_back({i, i + at.size(), Joint::At});
            }
            if (text_[i] == ',' && !is_inner_comma(text_, i)) cuts_.push_back({i, i + 1, Joint::Comma});
        }
    }

    /// "Nurse at Lakeside Clinic", but not "First Aid at Work".
    [[nodiscard]] bool joins_title_and_employer(std::size_t at, std::size_t size) const {
        const auto before = text_.substr(0, at);
        const auto behind = text_.substr(at + size, text_.find_first_of(",\t|", at + size) - (at + size));
        if (text_.substr(at, size) == " from ")  // "MBA from Lakeside School"
            return degree_likeness(before.substr(before.find_last_of("\t|") + 1)) >= 1.5 && school_likeness(behind) >= 2;
        return title_likeness(before.substr(before.find_last_of("\t|") + 1)) >= 1.5 || organisation_likeness(behind) >= 1.3;
    }

    /// A change of look parts names only between words.
    void add_looks() {
        std::size_t at = 0;
        for (std::size_t i = 0; i + 1 < row_.runs.size(); ++i) {
            at += row_.runs[i].text.size();
            const bool between_words =
                at > 0 && at < text_.size() && (text_[at] == ' ' || text_[at - 1] == ' ' || text_[at - 1] == ',');
            const bool holds_words = letter_count(row_.runs[i].text) > 1 && letter_count(row_.runs[i + 1].text) > 1;
            if (between_words && holds_words && depths_[at] == 0 && !same_face(row_.runs[i].look, row_.runs[i + 1].look))
                cuts_.push_back({at, at, Joint::Strong});
        }
    }

    void add_place_brackets() {
        for (auto open = text_.find('('); open != std::string_view::npos; open = text_.find('(', open + 1)) {
            const auto close = text_.find(')', open);
            if (close == std::string_view::npos) return;
            const auto inner = text_.substr(open + 1, close - open - 1);
            const bool cuts = place_likeness(inner) >= 0.7 || is_contract_kind(inner);
            if (!cuts || is_contract_kind(inner)) continue;
            cuts_.push_back({open, open + 1, Joint::Strong});
            cuts_.push_back({close, close + 1, Joint::Strong});
        }
    }

    const Row& row_;
    std::string_view text_;
    std::vector<int> depths_;
    std::vector<Cut> cuts_;
};

Look look_at(const Row& row, std::size_t at) {
    std::size_t end = 0;
    for (const auto& run : row.runs) {
        end += run.text.size();
        if (at < end) return run.look;
    }
    return row.look;
}

void add_part(std::vector<Part>& parts, const Row& row, Part part) {
    const auto inner = strip_decoration(std::string_view(row.text).substr(part.begin, part.end - part.begin));
    if (letter_count(inner) + digit_count(inner) == 0) return;
    part.begin = static_cast<std::size_t>(inner.data() - row.text.data());
    part.end = part.begin + inner.size();
    part.text = std::string(inner);
    part.look = look_at(row, part.begin);
    parts.push_back(std::move(part));
}

void add_row(std::vector<Part>& parts, const Row& row, std::size_t index) {
    Part part;
    part.row = index;
    const auto first = parts.size();
    for (const auto& cut : Splitter(row).cuts()) {
        if (cut.begin < part.begin) continue;
        part.end = cut.begin;
        const auto before = parts.size();
        add_part(parts, row, part);
        const bool empty = parts.size() == before;
        part.begin = cut.end;
        part.joint = empty ? std::min(part.joint, cut.joint) : cut.joint;
    }
    part.end = row.text.size();
    add_part(parts, row, part);
    for (auto i = first; i < parts.size(); ++i) parts[i].order = i - first;
}

}  // namespace

std::vector<Part> parts_of(const Rows& head) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < head.size(); ++i) add_row(parts, head[i], i);
    return parts;
}

}  // namespace bespoke::resume::parser
