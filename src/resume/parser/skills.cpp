#include <map>

#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/date_table.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

constexpr std::size_t kLongestLabel = 45;

using Face = std::tuple<int, bool, bool>;
Face face_of(const Row& row) { return {row.look.half_points, row.look.bold, row.look.italic}; }

/// Capitals that are no acronym.
bool is_in_capitals(const Row& row) { return row.look.caps && letter_count(row.text) > 5; }

/// The look of most rows; rows in a heavier one are names of groups.
Face common_face(const Rows& rows) {
    std::map<Face, std::size_t> counts;
    for (const auto& row : rows) counts[face_of(row)] += list_elements(row.text).size();
    Face best{};
    std::size_t most = 0;
    for (const auto& [face, count] : counts) {
        if (count > most) std::tie(best, most) = std::pair{face, count};
    }
    return best;
}

/// What stands before and behind the end of a row's label.
struct LabelledRow {
    std::string label, rest;
};

/// "Label – a, b" and, in a drawn table, "Label<tab>a, b".
std::optional<LabelledRow> parted_row(std::string_view text) {
    for (const std::string_view separator : {"\t", " – ", " — ", " - "}) {
        const auto at = text.find(separator);
        if (at == std::string_view::npos || at == 0 || at > kLongestLabel) continue;
        const auto label = strip_decoration(text.substr(0, at));
        const auto rest = strip_decoration(text.substr(at + separator.size()));
        const bool list = contains(rest, ",") && !contains(rest, "\t") && separated(rest).size() > 1;
        if (list && !label.empty() && words(label).size() <= 3 && label.find_first_of(",;|/") == std::string_view::npos)
            return LabelledRow{std::string(label), std::string(rest)};
        return std::nullopt;
    }
    return std::nullopt;
}

/// "Label: a, b", or a bold label in front of lighter text.
std::optional<LabelledRow> labelled_row(const Row& row) {
    const auto colon = row.text.find(':');
    if (colon != std::string::npos && colon <= kLongestLabel && !std::string_view(row.text).substr(colon).starts_with("://")) {
        const auto label = strip_decoration(std::string_view(row.text).substr(0, colon));
        if (words(label).size() <= 6 && list_elements(label).size() == 1)
            return LabelledRow{std::string(label), std::string(strip_edges(std::string_view(row.text).substr(colon + 1), ""))};
    }
    if (row.runs.size() >= 2 && row.runs[0].look.bold && !row.runs[1].look.bold && row.runs[0].text.size() <= kLongestLabel) {
        const auto rest = strip_decoration(std::string_view(row.text).substr(row.runs[0].text.size()));
        const auto label = strip_decoration(row.runs[0].text);
        if (list_elements(rest).size() > 1 && list_elements(label).size() == 1)
            return LabelledRow{std::string(label), std::string(rest)};
    }
    return row.list_item ? std::nullopt : parted_row(row.text);
}

/// "10+ years", "6 months"
bool is_span_of_years(std::string_view text) {
    const auto all = words(text);
    if (all.size() != 2 || !starts_digit(all[0])) return false;
    const auto unit = plain(all[1]);
    return std::find(kDurationWords.begin(), kDurationWords.end(), unit) != kDurationWords.end();
}

/// Takes "(advanced)" off.
std::string take_level(std::string& name) {
    const auto open = name.rfind('(');
    if (open == std::string::npos || open == 0 || !name.ends_with(')')) return {};
    const auto level = name.substr(open + 1, name.size() - open - 2);
    if (!is_skill_level(level) && !is_span_of_years(level)) return {};
    name = std::string(strip_decoration(std::string_view(name).substr(0, open)));
    return level;
}

/// A semicolon list may hold commas within its elements; a list that mixes the signs at will is cut at all of them.
std::vector<std::string> elements_of(std::string_view text) {
    const bool one_sign = contains(text, ";") || contains(text, " | ");
    const auto elements = separated(text);
    const bool few_commas = std::all_of(elements.begin(), elements.end(), [](const std::string& element) {
        return std::count(element.begin(), element.end(), ',') <= 1;
    });
    return one_sign && few_commas && !contains(text, "•") && !contains(text, "\t") ? elements : list_elements(text);
}

class SkillReader {
public:
    explicit SkillReader(const Rows& rows) : rows_(rows), common_(common_face(rows)) {}

    std::vector<Skill> read() {
        for (std::size_t i = 0; i < rows_.size(); ++i) read_row(i);
        return std::move(skills_);
    }

private:
    void read_row(std::size_t index) {
        const auto& row = rows_[index];
        if (const auto labelled = labelled_row(row)) {
            open_group(labelled->label, row);
            add_elements(labelled->rest, row);
            in_group_ = labelled->rest.empty() || row.text.ends_with(',');
            return;
        }
        if (is_group_name(index) || is_label_cell(index)) {
            open_group(strip_decoration(row.text), row);
            in_group_ = true;
            return;
        }
        add_elements(row.text, row);
    }

    /// In a heavier look than most rows, or in capitals where most rows are not.
    [[nodiscard]] bool stands_out(const Row& row) const {
        const auto capitals = std::count_if(rows_.begin(), rows_.end(), [](const Row& other) { return other.look.caps; });
        if (is_in_capitals(row) && static_cast<std::size_t>(capitals) * 2 < rows_.size()) return true;
        const bool heavier = row.look.bold || row.look.half_points > std::get<0>(common_) || row.heading_level > 0;
        return heavier && face_of(row) != common_;
    }

    [[nodiscard]] bool is_group_name(std::size_t index) const {
        const auto& row = rows_[index];
        if (row.list_item || index + 1 >= rows_.size() || !stands_out(row) || stands_out(rows_[index + 1])) return false;
        return list_elements(row.text).size() == 1 && words(row.text).size() <= 5;
    }

    /// The first of two cells of a table's row, the second of which lists several.
    [[nodiscard]] bool is_label_cell(std::size_t index) const {
        const auto& row = rows_[index];
        if (!row.cell || row.cell->column != 0 || index + 1 >= rows_.size()) return false;
        const auto& next = rows_[index + 1];
        const bool beside =
            next.cell && next.cell->table == row.cell->table && next.cell->row == row.cell->row && next.cell->column == 1;
        return beside && list_elements(row.text).size() == 1 && list_elements(next.text).size() > 1;
    }

    void open_group(std::string_view label, const Row& row) {
        Skill group;
        std::string name(label);
        const auto level = take_level(name);
        group.name = text_node(name, row);
        if (!level.empty()) group.level = text_node(level, row);
        skills_.push_back(std::move(group));
        in_group_ = true;
    }

    void add_elements(std::string_view text, const Row& row) {
        for (auto& element : elements_of(text)) {
            if (letter_count(element) == 0) continue;
            if (is_skill_level(element) && !in_group_ && !skills_.empty() && skills_.back().level.value.empty()) {
                skills_.back().level = text_node(strip_edges(element, "()"), row);
                continue;
            }
            add_skill(std::move(element), row);
        }
    }

    void add_skill(std::string element, const Row& row) {
        if (in_group_ && !skills_.empty()) {
            skills_.back().keywords.push_back(text_node(element, row));
            return;
        }
        Skill skill;
        const auto level = take_level(element);
        skill.name = text_node(element, row);
        if (!level.empty()) skill.level = text_node(level, row);
        skills_.push_back(std::move(skill));
    }

    const Rows& rows_;
    Face common_;
    std::vector<Skill> skills_;
    bool in_group_ = false;
};

}  // namespace

void read_skills(const Rows& rows, Resume& resume) {
    for (auto& skill : SkillReader(rows).read()) resume.skills.push_back(std::move(skill));
}

void read_interests(const Rows& rows, Resume& resume) {
    for (const auto& row : rows) {
        if (const auto labelled = labelled_row(row)) {
            Interest interest{text_node(labelled->label, row), {}};
            for (const auto& element : separated(labelled->rest)) interest.keywords.push_back(text_node(element, row));
            resume.interests.push_back(std::move(interest));
            continue;
        }
        if (is_sentence(row.text) && list_elements(row.text).size() < 3) {
            resume.interests.push_back({text_node(row.text, row), {}});
            continue;
        }
        for (const auto& element : list_elements(row.text)) {
            if (letter_count(element) > 0) resume.interests.push_back({text_node(element, row), {}});
        }
    }
}

}  // namespace bespoke::resume::parser
