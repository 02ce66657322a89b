#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/parts.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// Name and description of a row such as "Bike Flow – a forecast of …" or "Bike Flow: a forecast of …".
std::pair<std::string, std::string> name_and_description(std::string_view whole) {
    const auto text = strip_edges(whole, "");  // where a date was cut off, a tab is left
    for (const std::string_view separator : {"\t", " | ", " · ", " – ", " — ", " - ", ": "}) {
        const auto at = text.find(separator);
        if (at == std::string_view::npos || at == 0 || at > 80) continue;
        return {std::string(strip_decoration(text.substr(0, at))),
                std::string(strip_decoration(text.substr(at + separator.size())))};
    }
    return {std::string(strip_decoration(text)), {}};
}

void describe(Project& project, std::string_view text, const Row& row) {
    if (text.empty()) return;
    auto& description = project.description;
    if (description.value.empty())
        description = text_node(text, row);
    else
        description.value += ' ' + std::string(text);
}

void take_keywords(Project& project, Rows& rows) {
    const auto found = take_labelled(rows, {"keywords", "technologies", "tech stack", "stack", "tools", "technologies used",
                                            "tech", "technologien", "skills", "built with"});
    if (!found) return;
    for (const auto& keyword : separated(found->text)) project.keywords.push_back(text_node(keyword, *found));
}

void take_head(Project& project, const Rows& head) {
    for (const auto& row : head) {
        auto [name, description] =
            project.name.value.empty() ? name_and_description(row.text) : std::pair{std::string{}, row.text};
        if (!name.empty()) project.name = text_node(name, row);
        std::replace(description.begin(), description.end(), '\t', ' ');
        describe(project, description, row);
    }
}

Project project_of(Entry& entry) {
    Project project;
    take_keywords(project, entry.body);
    auto url = take_url(entry.head);
    if (!url) url = take_url(entry.body);
    if (url) project.url = text_node(url->text, *url);
    project.period = period_of(entry);
    take_head(project, entry.head);
    auto body = read_body(entry.body);
    if (!body.summary.value.empty()) {
        if (project.description.value.empty())
            project.description = body.summary;
        else
            project.description.value += ' ' + body.summary.value;
    }
    project.highlights = std::move(body.highlights);
    return project;
}

/// A chapter of nothing but list items has a project an item.
bool is_item_list(const Rows& rows) {
    return !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.list_item; });
}

}  // namespace

void read_projects(const Rows& rows, const RowSet& set, Resume& resume) {
    if (is_item_list(rows)) {
        for (auto row : rows) {
            row.list_item = false;
            Entry entry;
            entry.date = head_date(row);
            entry.date_row = row;
            entry.head.push_back(entry.date ? row_without(row, *entry.date) : row);
            resume.projects.push_back(project_of(entry));
        }
        return;
    }
    for (auto& entry : entries_of(rows, set)) {
        auto project = project_of(entry);
        if (!project.name.value.empty() || !project.highlights.empty() || !project.description.value.empty())
            resume.projects.push_back(std::move(project));
    }
}

}  // namespace bespoke::resume::parser
