#include "document/docx/numbering.hpp"

#include <algorithm>
#include <utility>

#include "document/flow/counting.hpp"
#include "document/flow/marker.hpp"

namespace bespoke::document {

Numbering::Numbering(const pugi::xml_node& numbering) {
    for (const pugi::xml_node& node : numbering.children()) {
        if (local_name(node) == "abstractNum") read_definition(node);
    }
    for (const pugi::xml_node& node : numbering.children()) {
        if (local_name(node) == "num") read_list(node);
    }
}

void Numbering::read_level(const pugi::xml_node& node, Level& level) {
    if (const pugi::xml_node format = child(node, "numFmt")) level.format = attribute(format, "val");
    if (const pugi::xml_node text = child(node, "lvlText")) level.text = attribute(text, "val");
    level.start = to_int(attribute(child(node, "start"), "val")).value_or(level.start);
    level.style = attribute(child(node, "pStyle"), "val");
}

void Numbering::read_definition(const pugi::xml_node& node) {
    Definition& definition = definitions_[to_int(attribute(node, "abstractNumId")).value_or(0)];
    for (const pugi::xml_node& entry : node.children()) {
        const int index = to_int(attribute(entry, "ilvl")).value_or(-1);
        if (local_name(entry) == "lvl" && index >= 0 && index < kLevels) read_level(entry, definition.levels[index]);
    }
}

void Numbering::read_list(const pugi::xml_node& node) {
    const auto id = to_int(attribute(node, "numId"));
    if (!id) return;
    List& list = lists_[*id];
    list.definition = to_int(attribute(child(node, "abstractNumId"), "val")).value_or(0);
    for (const pugi::xml_node& entry : node.children()) {
        const int index = to_int(attribute(entry, "ilvl")).value_or(-1);
        if (local_name(entry) != "lvlOverride" || index < 0 || index >= kLevels) continue;
        if (const auto start = to_int(attribute(child(entry, "startOverride"), "val"))) list.starts[index] = *start;
        if (const pugi::xml_node level = child(entry, "lvl")) {
            // An overridden level belongs to this list alone.
            Definition own = definitions_[list.definition];
            read_level(level, own.levels[index]);
            const int own_id = -1 - *id;
            definitions_[own_id] = std::move(own);
            list.definition = own_id;
        }
    }
}

std::optional<Numbering::Item> Numbering::next(const NumberingReference& reference, const std::string& style_id) {
    const auto list = lists_.find(reference.list.value_or(0));
    if (reference.list.value_or(0) == 0 || list == lists_.end()) return std::nullopt;
    const auto found = definitions_.find(list->second.definition);
    if (found == definitions_.end()) return std::nullopt;
    Definition& definition = found->second;
    int level = reference.level.value_or(-1);
    if (level < 0) {
        const auto styled = std::find_if(definition.levels.begin(), definition.levels.end(), [&](const Level& candidate) {
            return !style_id.empty() && candidate.style == style_id;
        });
        level = styled == definition.levels.end() ? 0 : static_cast<int>(styled - definition.levels.begin());
    }
    if (level >= kLevels || definition.levels[level].format == "none") return std::nullopt;

    // A list that overrides the start does so the first time that it is used.
    const auto start = list->second.starts.find(level);
    if (start != list->second.starts.end()) {
        definition.counters[level] = start->second - 1;
        definition.running[level] = true;
        list->second.starts.erase(start);
    }
    if (!std::exchange(definition.running[level], true)) definition.counters[level] = definition.levels[level].start - 1;
    ++definition.counters[level];
    std::fill(definition.running.begin() + level + 1, definition.running.end(), false);
    return Item{level, marker_of(definition, level)};
}

/// Put the counters into the level's pattern, "%1.%2" (17.9.11).
std::string Numbering::marker_of(const Definition& definition, int level) {
    const Level& own = definition.levels[level];
    if (own.format == "bullet") return shown_bullet(own.text);
    std::string marker;
    for (std::size_t at = 0; at < own.text.size(); ++at) {
        const int index = at + 1 < own.text.size() && own.text[at] == '%' ? own.text[at + 1] - '1' : -1;
        if (index < 0 || index >= kLevels) {
            marker += own.text[at];
            continue;
        }
        const int count = definition.running[index] ? definition.counters[index] : definition.levels[index].start;
        marker += counted(count, definition.levels[index].format);
        ++at;
    }
    return marker;
}

}  // namespace bespoke::document
