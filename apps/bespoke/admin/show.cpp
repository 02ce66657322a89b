#include "admin/show.hpp"

namespace bespoke::app {
namespace {

using nlohmann::ordered_json;

std::string cell(const ordered_json& value) {
    if (value.is_null()) return "-";
    return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string table(const ordered_json& rows) {
    if (rows.empty()) return "none\n";
    std::vector<std::vector<std::string>> cells(1);
    for (const auto& [name, value] : rows.front().items()) cells.front().push_back(name);
    for (const auto& row : rows) {
        auto& line = cells.emplace_back();
        for (const auto& name : cells.front()) line.push_back(row.contains(name) ? cell(row.at(name)) : "-");
    }
    std::vector<std::size_t> widths(cells.front().size());
    for (const auto& line : cells) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
    }
    std::string text;
    for (const auto& line : cells) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) text += fmt::format("{:<{}}  ", line[i], widths[i]);
        text += line.back() + "\n";
    }
    return text;
}

}  // namespace

std::string show(const ordered_json& value) {
    if (value.is_array()) return table(value);
    if (!value.is_object()) return cell(value) + "\n";
    std::size_t width = 0;
    for (const auto& [name, part] : value.items()) width = std::max(width, name.size());
    std::string text;
    for (const auto& [name, part] : value.items()) {
        const bool nested = part.is_array() && !part.empty() && part.front().is_object();
        text += nested ? fmt::format("{}:\n{}", name, table(part)) : fmt::format("{:<{}}  {}\n", name, width, cell(part));
    }
    return text;
}

}  // namespace bespoke::app
