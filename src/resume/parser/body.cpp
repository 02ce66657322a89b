#include "resume/parser/body.hpp"

#include "resume/parser/lexicon.hpp"
#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

std::string one_line(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\t', ' ');
    return out;
}

void append(Text& to, const Row& row) {
    if (to.value.empty())
        to = text_node(one_line(row.text), row);
    else
        to.value += ' ' + one_line(row.text);
}

/// A first paragraph that stands apart from lines that stand together.
bool is_set_apart(const Rows& rows) {
    if (rows.size() < 3) return false;
    float widest = 0;
    for (std::size_t i = 2; i < rows.size(); ++i) widest = std::max(widest, rows[i].gap_above);
    return rows[1].gap_above > widest + 0.3F;
}

/// Lines that are achievements although nothing marks them as list items.
std::size_t first_unmarked_item(const Rows& rows) {
    const bool has_items = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.list_item; });
    if (has_items || rows.size() < 2) return rows.size();
    return is_set_apart(rows) ? 1 : 0;
}

}  // namespace

Body read_body(const Rows& all) {
    Body body;
    Rows rows = all;
    std::erase_if(rows, [](const Row& row) { return is_body_label(row.text); });
    const auto unmarked = first_unmarked_item(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        // A line that the page's edge has cut, among lines that open with capitals.
        const bool runs_on = !row.list_item && i > unmarked && starts_lower(row.text) && starts_upper(rows[i - 1].text);
        if (runs_on && !body.highlights.empty()) {
            append(body.highlights.back(), row);
            continue;
        }
        const bool item = row.list_item || (i >= unmarked && character_count(row.text) < 250);
        if (item)
            body.highlights.push_back(text_node(one_line(row.text), row));
        else if (body.highlights.empty())
            append(body.summary, row);
        else if (starts_lower(row.text))
            append(body.highlights.back(), row);
        else
            body.highlights.push_back(text_node(one_line(row.text), row, 0.7));
    }
    return body;
}

std::optional<Row> take_labelled(Rows& rows, std::initializer_list<std::string_view> labels) {
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const auto colon = row->text.find(':');
        if (colon == std::string::npos) continue;
        const auto label = plain(strip_decoration(std::string_view(row->text).substr(0, colon)));
        if (std::find(labels.begin(), labels.end(), label) == labels.end()) continue;
        auto value = part_of(*row, strip_edges(std::string_view(row->text).substr(colon + 1), ""));
        rows.erase(row);
        return value;
    }
    return std::nullopt;
}

namespace {

bool ends_in_separator(std::string_view text) {
    return text.empty() || strip_decoration(text) != strip_edges(text, "") || text.ends_with('\t');
}

}  // namespace

std::optional<Row> take_url(Rows& rows) {
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const auto urls = find_urls(row->text);
        if (urls.size() != 1) continue;
        const auto before = std::string_view(row->text).substr(0, urls[0].begin);
        const auto behind = strip_decoration(std::string_view(row->text).substr(urls[0].end));
        const auto left = strip_decoration(before);
        const bool own_part = ends_in_separator(before) && behind.empty();
        const bool own_row =
            words(left).size() <= 1 && behind.empty() && (left.empty() || before.find(':') != std::string_view::npos);
        if (!own_part && !own_row) continue;
        auto value = part_of(*row, urls[0].value);
        value.text = url_of(*row, urls[0].value);
        if (own_row)
            rows.erase(row);
        else
            *row = part_of(*row, left);
        return value;
    }
    return std::nullopt;
}

std::vector<std::string> separated(std::string_view text) {
    const auto bars = contains(text, " | "), semicolons = contains(text, ";");
    std::vector<std::string> out;
    std::size_t begin = 0;
    int depth = 0;
    const auto add = [&](std::size_t end) {
        const auto element = strip_edges(text.substr(begin, end - begin), ";|");
        if (!element.empty()) out.emplace_back(element);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(' || text[i] == '[') ++depth;
        if (text[i] == ')' || text[i] == ']') depth = std::max(0, depth - 1);
        if (depth > 0 || text[i] != (bars ? '|' : semicolons ? ';' : ',')) continue;
        add(i);
        begin = i + 1;
    }
    add(text.size());
    return out;
}

Period period_of(const Entry& entry) {
    Period period;
    if (!entry.date) return period;
    if (entry.date->start) period.start = date_node(*entry.date->start, entry.date_row);
    if (entry.date->finish) period.end = date_node(*entry.date->finish, entry.date_row);
    return period;
}

std::optional<DateNode> single_date(const Entry& entry) {
    if (!entry.date) return std::nullopt;
    const auto& date = entry.date->finish ? entry.date->finish : entry.date->start;
    return date ? std::optional(date_node(*date, entry.date_row)) : std::nullopt;
}

std::vector<std::string> list_elements(std::string_view text) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    int depth = 0;
    const auto add = [&](std::size_t end) {
        const auto element = strip_decoration(text.substr(begin, end - begin));
        if (!element.empty()) out.emplace_back(element);
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(' || c == '[') ++depth;
        if (c == ')' || c == ']') depth = std::max(0, depth - 1);
        if (depth > 0) continue;
        std::size_t size = c == ';' || c == '\t' || c == '\n' || c == '|' ? 1 : 0;
        const bool between_digits =
            i > 0 && i + 1 < text.size() && starts_digit(text.substr(i - 1, 1)) && starts_digit(text.substr(i + 1, 1));
        if (c == ',' && !between_digits) size = 1;
        for (const std::string_view bullet : {"•", "·", "∙", "●", "▪", "■", "◦", "‣", " / ", " – ", " — ", "⋅", "◆", "★", "☆"}) {
            if (text.substr(i).starts_with(bullet)) size = bullet.size();
        }
        if (size == 0) continue;
        add(i);
        begin = i + size;
        i = begin - 1;
    }
    add(text.size());
    return out;
}

}  // namespace bespoke::resume::parser
