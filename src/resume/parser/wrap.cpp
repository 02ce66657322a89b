#include "resume/parser/wrap.hpp"

#include <map>
#include <tuple>

#include "resume/parser/contact_labels.hpp"
#include "resume/parser/dates.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

using document::Format;

/// What shares a right edge.
using Measure = std::tuple<int, int, int, int, int>;
Measure measure_of(const Row& row) {
    const auto cell = row.cell.value_or(document::Cell{-1, -1, -1});
    return {row.page, row.column, static_cast<int>(row.region), cell.table, cell.column};
}

struct Edges {
    float left = 1e9F, right = 0;
    std::vector<float> gaps;  ///< between neighbouring lines
    [[nodiscard]] float usual_gap() const {
        if (gaps.empty()) return 0;
        auto sorted = gaps;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    }
};

/// Whether hyphens at line ends were put there by the typesetter or belong to the words.
enum class Hyphens { OfTheLineBreak, OfTheWord };

class Joiner {
public:
    Joiner(const Rows& rows, const document::Document& document) : format_(document.format), hyphens_(hyphens_in(document)) {
        for (const auto& row : rows) {
            auto& edges = edges_[measure_of(row)];
            edges.left = std::min(edges.left, row.box.left);
            edges.right = std::max(edges.right, row.box.right);
            edges.gaps.push_back(row.gap_above);
            longest_ = std::max(longest_, character_count(row.text));
        }
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            const auto& next = rows[i + 1];
            wraps_ = wraps_ || (!next.starts_block && starts_lower(next.text) && !room_for_word(rows[i], next));
        }
    }

    [[nodiscard]] bool runs_on(const Row& last, const Row& above, const Row& row) const {
        if (format_ != Format::Pdf && format_ != Format::Text) return false;
        if (above.page != row.page || above.cell != row.cell || above.region != row.region) return runs_over_page(above, row);
        if (above.column != row.column) return false;
        if (continues_token(last, row) || (!row.starts_block && closes_bracket(last, row))) return true;
        if (row.starts_block && row.list_item) return false;
        if (contains(row.text, "\t") || ends_in_tabbed_part(last)) return false;
        if (row.starts_block && starts_upper(row.text) && contains(last.text, "\t")) return false;
        if (stands_alone(last, row) || ((ends_in_bracketed_date(last) || ends_in_range(last)) && starts_upper(row.text)))
            return false;
        if (row.list_item) return true;
        if (!same_face(last.runs.back().look, row.runs.front().look)) return false;
        if (!row.starts_block && starts_lower(row.text) &&
            std::string_view(".:;").find(last.text.back()) == std::string_view::npos && fills_half(above))
            return true;
        if (row.starts_block) return (is_split_word(last, row) || is_tight(row)) && !fits(above, row);
        return !fits(above, row) && !in_ragged_block(above, row) && !are_items(last, row);
    }

    void join(Row& above, const Row& row) const {
        const auto joint = joint_of(above, row);
        if (joint == Joint::DropHyphen) {
            above.text.pop_back();
            above.runs.back().text.pop_back();
        }
        if (joint == Joint::Blank) {
            above.text += ' ';
            above.runs.back().text += ' ';
        }
        above.text += row.text;
        above.runs.insert(above.runs.end(), row.runs.begin(), row.runs.end());
        if (above.page == row.page) {
            above.box = {std::min(above.box.left, row.box.left), std::min(above.box.top, row.box.top),
                         std::max(above.box.right, row.box.right), std::max(above.box.bottom, row.box.bottom)};
        }
        set_look(above);
    }

private:
    enum class Joint { Blank, Nothing, DropHyphen };

    static Hyphens hyphens_in(const document::Document& document) {
        const auto producer = plain(document.metadata.producer);
        const bool typesetter = contains(producer, "tex") || contains(producer, "dvi") || contains(producer, "indesign") ||
                                contains(producer, "quark");
        return typesetter ? Hyphens::OfTheLineBreak : Hyphens::OfTheWord;
    }

    static bool same_face(const Look& a, const Look& b) {
        return a.half_points == b.half_points && a.bold == b.bold && a.italic == b.italic;
    }

    /// A date behind a tab ends its line.
    static bool ends_in_tabbed_part(const Row& row) {
        const auto tab = row.text.rfind('\t');
        return tab != std::string::npos && !find_dates(std::string_view(row.text).substr(tab)).empty();
    }

    /// "… (05/2022)" closes an entry of a list.
    static bool ends_in_bracketed_date(const Row& row) {
        if (!row.text.ends_with(')')) return false;
        const auto dates = find_dates(row.text);
        return !dates.empty() && dates.back().end == row.text.size();
    }

    /// "Nurse, Lakeside Clinic, 2019 to present" closes the head of a role.
    static bool ends_in_range(const Row& row) {
        const auto dates = find_dates(row.text);
        if (dates.empty() || !dates.back().is_range || dates.back().end != row.text.size()) return false;
        const auto before = strip_edges(std::string_view(row.text).substr(0, dates.back().begin), "");
        return before.ends_with(',') || before.ends_with('|') || before.ends_with("–") || before.ends_with("—");
    }

    /// An e-mail address or URL at the very end of a line.
    static bool ends_in_address(const Row& row) {
        const auto all = words(row.text);
        if (all.empty()) return false;
        const auto word = all.back();
        return contains(word, "@") || contains(word, "://") || word.starts_with("www.") ||
               (contains(word, ".") && contains(word, "/") && !starts_digit(word));
    }

    /// Contact data have a line each, however full the line above is.
    static bool stands_alone(const Row& last, const Row& row) {
        const auto& link = last.runs.back().link;
        const auto& next_link = row.runs.front().link;
        if (!link.empty() && !next_link.empty()) return link != next_link;
        if (is_cut_address(last)) return false;
        return opens_with_address(row) || opens_with_label(row) || ends_in_phone(last) ||
               (ends_in_phone(row) && digit_count(row.text) + 6 > row.text.size() / 2);
    }
    /// The front part of the row is the end of a telephone number or address that the line end has cut.
    static bool continues_token(const Row& last, const Row& row) {
        const auto front = std::string_view(row.text).substr(0, row.text.find('\t'));
        if (row.list_item || words(front).size() != 1) return false;
        if (front.size() < row.text.size() && ends_in_phone(last) && digit_count(front) == front.size() && front.size() <= 5)
            return true;
        return (front.size() < row.text.size() && starts_lower(front) && is_cut_address(last)) ||
               (front.starts_with('.') && letter_count(front) > 1 && ends_in_address(last));
    }
    /// "… (Aug" and "2021)"
    static bool closes_bracket(const Row& last, const Row& row) {
        const auto open = last.text.rfind('(');
        const auto close = row.text.find(')');
        return open != std::string::npos && close != std::string::npos && last.text.find(')', open) == std::string::npos &&
               row.text.find('(') > close && !row.list_item;
    }
    /// "GitHub: …", "Phone: …"
    static bool opens_with_label(const Row& row) {
        const auto colon = row.text.find(':');
        return colon != std::string::npos && colon < 20 &&
               is_known_label(plain(strip_decoration(std::string_view(row.text).substr(0, colon))));
    }
    static bool opens_with_address(const Row& row) {
        const auto all = words(row.text);
        return !all.empty() && (!find_emails(all.front()).empty() || !find_urls(all.front()).empty());
    }
    static bool ends_in_phone(const Row& row) {
        const auto phones = find_phones(row.text);
        return !phones.empty() && phones.back().end == row.text.size();
    }
    static bool is_cut_address(const Row& row) {
        if (!ends_in_address(row)) return false;
        const auto last = words(row.text).back();
        const bool cut_email = contains(last, "@") && !has_usual_domain(last);
        return cut_email || std::string_view("-/_.=&?").find(row.text.back()) != std::string_view::npos;
    }

    /// Short plain lines at even distances are items of a list; that one of them is the longest makes it no full line.
    [[nodiscard]] bool are_items(const Row& last, const Row& row) const {
        const auto small = [](const Row& it) { return words(it.text).size() <= 4 && !it.look.bold && it.heading_level == 0; };
        if (format_ != Format::Pdf || !small(last) || !small(row) || !(starts_upper(row.text) || starts_digit(row.text)))
            return false;
        if (std::string_view(",;&/-(:").find(last.text.back()) != std::string_view::npos) return false;
        const auto ending = plain(words(last.text).back());
        for (const std::string_view open : {"and", "of", "for", "the", "in", "with", "und", "et", "y", "de"}) {
            if (ending == open) return false;
        }
        return row.gap_above > edges_.at(measure_of(row)).usual_gap() * 0.6F - 0.02F;
    }

    /// Lines set flush right end at the edge without being full.
    [[nodiscard]] bool in_ragged_block(const Row& above, const Row& row) const {
        if (format_ != Format::Pdf) return false;
        const auto& edges = edges_.at(measure_of(above));
        const bool flush = above.box.left - edges.left > 60 && std::abs(above.box.right - row.box.right) < 1.5F;
        const bool short_line = above.box.width() * 3 < edges.right - edges.left;
        return flush && (std::abs(above.box.left - row.box.left) > 3 || short_line);
    }

    [[nodiscard]] bool fills_half(const Row& row) const {
        if (format_ != Format::Pdf) return false;
        const auto& edges = edges_.at(measure_of(row));
        return row.box.right - edges.left > (edges.right - edges.left) / 2;
    }

    /// Much closer to the line above than lines of this column usually are.
    [[nodiscard]] bool is_tight(const Row& row) const {
        return format_ == Format::Pdf && row.heading_level == 0 &&
               row.gap_above < edges_.at(measure_of(row)).usual_gap() * 0.6F - 0.02F;
    }

    static bool is_split_word(const Row& above, const Row& row) {
        if (is_cut_address(above) && words(row.text).size() == 1) return true;
        return ends_in_address(above) ? !above.runs.back().link.empty() && above.runs.back().link == row.runs.front().link
                                      : above.text.ends_with('-') && starts_lower(row.text);
    }

    /// A paragraph that the end of the page or column has cut.
    [[nodiscard]] bool runs_over_page(const Row& above, const Row& row) const {
        if (above.page + 1 != row.page || above.region != row.region || row.list_item || row.cell) return false;
        const bool open = !above.text.ends_with('.') && !above.text.ends_with(':') && character_count(above.text) > 40;
        return open && starts_lower(row.text) && same_face(above.runs.back().look, row.runs.front().look) && above.box.right > 0;
    }

    /// Plain text: whether the author could have gone on in the line above.
    [[nodiscard]] bool room_for_word(const Row& above, const Row& row) const {
        const auto all = words(row.text);
        const auto first = all.empty() ? std::size_t{0} : character_count(all.front());
        return longest_ > 110 || longest_ < 60 || character_count(above.text) + 1 + first <= longest_;
    }

    /// Plain text: the longest line of a text that has no width is not full, and what opens with a deed is a line of its own.
    [[nodiscard]] bool begins_anew(const Row& row) const {
        return !starts_lower(row.text) && (!wraps_ || (starts_upper(row.text) && opens_with_action(row.text)));
    }

    [[nodiscard]] bool fits(const Row& above, const Row& row) const {
        if (format_ == Format::Text) return room_for_word(above, row) || begins_anew(row);
        const auto all = words(row.text);
        const auto first = all.empty() ? std::size_t{0} : character_count(all.front());
        const auto characters = std::max<std::size_t>(character_count(row.text), 1);
        const auto per_character = row.box.width() / static_cast<float>(characters);
        const auto needed = per_character * static_cast<float>(first + 1);
        // Within a block a break needs more room to be meant than between blocks, since widths are guessed from the mean character.
        const auto doubt = row.starts_block ? 0.5F : -1.0F;
        return needed <= free_space(above) + per_character * doubt;
    }

    /// Room left on the line; a centred line has it on both sides.
    [[nodiscard]] float free_space(const Row& row) const {
        const auto& edges = edges_.at(measure_of(row));
        const auto left = row.box.left - edges.left, right = edges.right - row.box.right;
        const bool centred = left > 15 && std::abs(left - right) < 4;
        return centred ? left + right : right;
    }

    [[nodiscard]] Joint joint_of(const Row& above, const Row& row) const {
        if (ends_in_address(above) && !contains(words(row.text).front(), "@")) {
            const auto& link = above.runs.back().link;
            const bool one_link = !link.empty() && link == row.runs.front().link;
            const bool cut = is_cut_address(above) || above.text.ends_with('-') || above.text.ends_with('/') ||
                             above.text.ends_with('.') || above.text.ends_with('_') || starts_lower(row.text) ||
                             starts_digit(row.text);
            return one_link || cut ? Joint::Nothing : Joint::Blank;
        }
        if (above.text.ends_with('-') && !above.text.ends_with(" -")) {
            const bool split = hyphens_ == Hyphens::OfTheLineBreak && starts_lower(row.text) && letter_before_hyphen(above);
            return split ? Joint::DropHyphen : Joint::Nothing;
        }
        if (above.text.ends_with("\u00AD")) return Joint::Nothing;
        return Joint::Blank;
    }

    static bool letter_before_hyphen(const Row& row) {
        return row.text.size() >= 2 && letter_count(row.text.substr(row.text.size() - 2, 1)) == 1;
    }

    Format format_;
    Hyphens hyphens_;
    std::map<Measure, Edges> edges_;
    std::size_t longest_ = 0;
    bool wraps_ = false;  ///< plain text: some full line goes on in the next
};

}  // namespace

Rows join_wrapped(Rows rows, const document::Document& document) {
    const Joiner joiner(rows, document);
    Rows joined;
    const Row* above = nullptr;
    for (const auto& row : rows) {
        if (above && joiner.runs_on(joined.back(), *above, row)) {
            joiner.join(joined.back(), row);
        } else {
            joined.push_back(row);
        }
        above = &row;
    }
    return joined;
}

}  // namespace bespoke::resume::parser
