#include "job_description/classify.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "job_description/phrase.hpp"
#include "job_description/segments.hpp"

namespace bespoke::job_description {
namespace {

struct TopicTable {
    Topic topic;
    PhraseTable table;
};
using TopicTables = std::vector<TopicTable>;

TopicTables compile(std::span<const TopicPatterns> all) {
    TopicTables out;
    for (const auto& each : all) out.push_back({each.topic, PhraseTable(each.patterns)});
    return out;
}
const TopicTables& headings() {
    static const auto tables = compile(heading_patterns());
    return tables;
}
const TopicTables& keywords() {
    static const auto tables = compile(heading_keywords());
    return tables;
}
const TopicTables& cues() {
    static const auto tables = compile(sentence_cues());
    return tables;
}

constexpr std::size_t kLongestHeadingWords = 10, kLongestListHeadingWords = 6, kLongestHeadingBytes = 80;

bool heading_shaped(const AdLine& line, const Tokens& tokens) {
    const auto last = line.text.back();
    return !line.item && !tokens.empty() && tokens.size() <= kLongestHeadingWords && line.text.size() <= kLongestHeadingBytes &&
           last != '.' && last != ',' && last != ';';
}

bool looks_set_apart(const AdLine& line) {
    return line.kind == document::BlockKind::Heading || line.bold || line.text.back() == ':' || all_capitals(line.text);
}

bool names_a_price(std::string_view text) {
    return std::ranges::any_of(std::array<std::string_view, 3>{"£", "€", "$"},
                               [&](auto sign) { return text.find(sign) != std::string_view::npos; });
}

/// Topic of a line that is a heading; nullopt for one that is not. A short line right above a list is one.
std::optional<Topic> as_heading(const AdLine& line, const AdLine* next) {
    const auto tokens = text::tokens(line.text);
    if (!heading_shaped(line, tokens) || names_a_price(line.text)) return std::nullopt;
    if (const auto known = known_heading(line.text); known != Topic::Unknown) return known;
    const bool above_list = next != nullptr && next->item && tokens.size() <= kLongestListHeadingWords;
    if (!looks_set_apart(line) && !above_list) return std::nullopt;
    return heading_topic(line.text);
}

struct InlineHeading {
    Topic topic;
    std::string label, rest;
};

/// "Why work with us? Free parking": a question asks the reader for nothing.
bool tells_of_the_employer(Topic topic) {
    return topic == Topic::Benefits || topic == Topic::Pay || topic == Topic::Application || topic == Topic::About;
}

/// "Nice to have: Vue.js, Testing."
std::optional<InlineHeading> inline_heading(const AdLine& line) {
    const auto end = std::min(line.text.find(": "), line.text.find("? "));
    if (end == std::string::npos || end > kLongestHeadingBytes) return std::nullopt;
    const auto label = std::string_view(line.text).substr(0, end);
    const auto topic = known_heading(label);
    const bool useful = line.text[end] == '?' ? tells_of_the_employer(topic) : topic != Topic::Unknown && topic != Topic::Neutral;
    if (!useful) return std::nullopt;
    return InlineHeading{topic, std::string(label), std::string(text::trim(std::string_view(line.text).substr(end + 1)))};
}

/// "Must", "E", "nice to have": a cell that says how important its row is.
Topic mark_of(std::string_view cell) {
    static constexpr std::array kRequired = {
        std::string_view("must"),      std::string_view("must have"), std::string_view("must-have"), std::string_view("required"),
        std::string_view("essential"), std::string_view("e"),         std::string_view("mandatory"), std::string_view("yes")};
    static constexpr std::array kPreferred = {std::string_view("nice"),
                                              std::string_view("nice to have"),
                                              std::string_view("nice-to-have"),
                                              std::string_view("desirable"),
                                              std::string_view("d"),
                                              std::string_view("preferred"),
                                              std::string_view("optional"),
                                              std::string_view("bonus"),
                                              std::string_view("plus")};
    const auto folded = text::fold(cell);
    if (std::ranges::find(kRequired, folded) != kRequired.end()) return Topic::Required;
    return std::ranges::find(kPreferred, folded) != kPreferred.end() ? Topic::Preferred : Topic::Unknown;
}

bool is_tick(std::string_view cell) {
    constexpr std::array<std::string_view, 7> kTicks = {"✓", "✔", "✅", "x", "X", "☑", "√"};
    return std::ranges::find(kTicks, text::trim(cell)) != kTicks.end();
}

/// What a row of a table asks for: the cell of this column. Neutral for the head of such a table.
struct Row {
    Topic topic = Topic::Unknown;
    int column = 0;
};
using Rows = std::map<std::pair<int, int>, Row>;  ///< by table and row

/// Rows of tables that give each thing its importance in a cell of its own, as a word or as a tick under a heading.
Rows importance_of_rows(const std::vector<AdLine>& lines) {
    std::map<std::pair<int, int>, Topic> heads;
    Rows rows;
    for (const auto& line : lines) {
        if (!line.cell) continue;
        const auto column = std::pair(line.cell->table, line.cell->column);
        if (line.cell->row == 0) {
            heads[column] = known_heading(line.text) == Topic::Unknown ? mark_of(line.text) : known_heading(line.text);
            continue;
        }
        const auto topic = is_tick(line.text) ? heads[column] : line.cell->column > 0 ? mark_of(line.text) : Topic::Unknown;
        if (topic == Topic::Required || topic == Topic::Preferred) rows[{line.cell->table, line.cell->row}] = {topic, 0};
    }
    const auto marked = rows;
    for (const auto& [place, row] : marked) rows[{place.first, 0}] = {Topic::Neutral, 0};
    return rows;
}

/// Cuts lines into parts, one after another.
class Cutter {
public:
    std::vector<Part> cut(const std::vector<AdLine>& lines) {
        parts_.emplace_back();
        rows_ = importance_of_rows(lines);
        for (std::size_t i = 0; i < lines.size(); ++i) add(lines[i], i + 1 < lines.size() ? &lines[i + 1] : nullptr);
        return std::move(parts_);
    }

private:
    void add(const AdLine& line, const AdLine* next) {
        if (line.cell && add_cell(line)) return;
        // "Hours: full time" above all headings is a fact, not a part of the ad.
        const bool fact = parts_.size() == 1 && labelled_fact(line.text).fact != Fact::Unknown && line.text.back() != ':';
        if (fact) return parts_.back().lines.push_back(line);
        if (auto labelled = inline_heading(line)) return add_inline(line, std::move(*labelled));
        if (const auto topic = as_heading(line, next)) return open(*topic, line);
        const bool after_inline = interrupted_ && parts_.back().topic != interrupted_topic_;
        if (after_inline) resume();
        parts_.back().lines.push_back(line);
    }

    /// Tables with a column of essentials and one of desirables; false for cells of other tables.
    bool add_cell(const AdLine& line) {
        if (const auto row = rows_.find({line.cell->table, line.cell->row}); row != rows_.end()) {
            const bool thing = row->second.topic != Topic::Neutral && line.cell->column == row->second.column;
            if (!thing) return true;
            parts_.emplace_back(Part{row->second.topic, {}, {line}}).lines.back().item = true;
            return true;
        }
        const auto topic = known_heading(line.text);
        const bool importance = topic == Topic::Required || topic == Topic::Preferred;
        if (importance && line.cell->row == 0) {
            // "Criteria | Essential | Desirable": the first only names the rows.
            std::erase_if(columns_,
                          [&](const auto& known) { return known.first.first == line.cell->table && known.second == topic; });
            columns_[{line.cell->table, line.cell->column}] = topic;
            return true;
        }
        if (columns_.lower_bound({line.cell->table, 0}) == columns_.lower_bound({line.cell->table + 1, 0})) return false;
        const auto column = columns_.find({line.cell->table, line.cell->column});
        // The other columns say what kind of thing it is and how it will be checked.
        auto& part = parts_.emplace_back(Part{column == columns_.end() ? Topic::Application : column->second, {}, {line}});
        part.lines.back().item = true;
        return true;
    }

    /// The label rules its own line; an item's siblings go on under the heading before.
    void add_inline(AdLine line, InlineHeading labelled) {
        const auto around = parts_.back();
        if (!interrupted_) {
            interrupted_topic_ = line.item ? around.topic : Topic::Unknown;
            interrupted_heading_ = line.item ? around.heading : std::string();
        }
        interrupted_ = true;
        line.text = std::move(labelled.rest);
        parts_.push_back({labelled.topic, std::move(labelled.label), {std::move(line)}});
        parts_.back().lines.back().item = false;
    }

    void resume() {
        parts_.push_back({interrupted_topic_, interrupted_heading_, {}});
        interrupted_ = false;
    }

    void open(Topic topic, const AdLine& line) {
        interrupted_ = false;
        const bool first_title = parts_.size() == 1 && parts_.back().lines.empty();
        if (first_title && known_heading(line.text) == Topic::Unknown && line.text.back() != ':' &&
            names_an_occupation(line.text))
            return parts_.back().lines.push_back(line);
        // Before any known heading, set-apart lines of unknown topic are the title and its facts.
        if (topic == Topic::Unknown && parts_.size() == 1) return parts_.back().lines.push_back(line);
        if (first_title && line.level == 1 && line.kind == document::BlockKind::Heading)
            return parts_.back().lines.push_back(line);
        if (topic == Topic::Neutral) topic = around();
        parts_.push_back({topic, line.text, {}});
    }

    [[nodiscard]] Topic around() const {
        const auto before = parts_.back().topic;
        return before == Topic::Preferred ? Topic::Preferred : Topic::Required;
    }

    std::vector<Part> parts_;
    std::map<std::pair<int, int>, Topic> columns_;  ///< by table and column
    Rows rows_;
    bool interrupted_ = false;
    Topic interrupted_topic_ = Topic::Unknown;
    std::string interrupted_heading_;
};

/// Topic that most lines of a part speak of.
Topic vote(const Part& part) {
    std::map<Topic, int> votes;
    for (const auto& line : part.lines) ++votes[sentence_topic(line.text)];
    votes.erase(Topic::Unknown);
    const auto most = std::ranges::max_element(votes, {}, [](const auto& entry) { return entry.second; });
    return most == votes.end() || most->second * 2 < static_cast<int>(part.lines.size()) ? Topic::Unknown : most->first;
}

}  // namespace

Topic known_heading(std::string_view text) {
    const auto tokens = text::tokens(text);
    for (const auto& [topic, table] : headings())
        if (table.matches_all(tokens)) return topic;
    return Topic::Unknown;
}

Topic heading_topic(std::string_view text) {
    if (const auto known = known_heading(text); known != Topic::Unknown) return known;
    const auto tokens = text::tokens(text);
    for (const auto& [topic, table] : keywords())
        if (table.contains(TokenView(tokens))) return topic;
    return Topic::Unknown;
}

Topic sentence_topic(std::string_view text) {
    const auto tokens = text::tokens(text);
    const bool digits = std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
    for (const auto& [topic, table] : cues()) {
        if (topic == Topic::Pay && !digits) continue;
        if (table.contains(TokenView(tokens))) return topic;
    }
    return Topic::Unknown;
}

std::vector<Part> parts_of(const std::vector<AdLine>& lines) {
    auto parts = Cutter().cut(lines);
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (parts[i].topic == Topic::Unknown && !parts[i].heading.empty()) parts[i].topic = vote(parts[i]);
    return parts;
}

}  // namespace bespoke::job_description
