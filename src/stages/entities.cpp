#include "stages/entities.hpp"

#include <fmt/format.h>

namespace bespoke::stages {
namespace {

using nlohmann::json;
using ports::Entity;

/// As it is kept: numbers alone, nothing of the text.
json to_json(const std::vector<Entity>& entities) {
    auto list = json::array();
    for (const auto& one : entities) list.push_back({static_cast<int>(one.kind), one.begin, one.end, one.score});
    return list;
}

std::vector<Entity> entities_from(const json& list) {
    std::vector<Entity> entities;
    for (const auto& one : list) {
        entities.push_back({static_cast<Entity::Kind>(one.at(0).get<int>()), one.at(1).get<std::size_t>(),
                            one.at(2).get<std::size_t>(), one.at(3).get<double>()});
    }
    return entities;
}

/// Those that stand within one of the texts, which are joined by one byte each.
std::vector<std::vector<Entity>> by_text(const std::vector<Entity>& all, const std::vector<std::string>& texts) {
    std::vector<std::vector<Entity>> apart;
    std::size_t begin = 0;
    for (const auto& text : texts) {
        auto& own = apart.emplace_back();
        for (auto one : all) {
            if (one.begin < begin || one.end > begin + text.size() || one.begin >= one.end) continue;
            one.begin -= begin;
            one.end -= begin;
            own.push_back(one);
        }
        begin += text.size() + 1;
    }
    return apart;
}

}  // namespace

Result<std::vector<std::vector<Entity>>> entities_of(const StagePorts& ports, const engine::TaskContext& context,
                                                     const Payload& payload, std::string_view name,
                                                     const std::vector<std::string>& texts) {
    if (ports.entities == nullptr || texts.empty()) return std::vector<std::vector<Entity>>(texts.size());
    const auto kept = payload.once(name, [&]() -> Result<json> {
        const auto found = ports.entities->entities(context.tenant, fmt::format("{}", fmt::join(texts, "\n")), context.deadline);
        if (!found) return tl::unexpected(found.error());
        return to_json(*found);
    });
    if (!kept) return tl::unexpected(kept.error());
    try {
        return by_text(entities_from(*kept), texts);
    } catch (const json::exception& error) {
        return damaged_part("bad-entities", error.what());
    }
}

}  // namespace bespoke::stages
