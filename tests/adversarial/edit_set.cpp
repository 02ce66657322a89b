#include "edit_set.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

namespace bespoke::tailoring::adversarial {
namespace {

using nlohmann::json;

constexpr auto kKinds =
    std::to_array<EditKind>({EditKind::RegroupSkills, EditKind::SurfaceSkill, EditKind::UseJobSpelling, EditKind::ComposeSummary,
                             EditKind::TrimSummary, EditKind::DropHighlight, EditKind::MergeHighlights, EditKind::NormalizeVoice,
                             EditKind::RewriteHighlight, EditKind::RewriteSummary});

/// BESPOKE_ADVERSARIAL_DIR has sets to try out.
std::string path_of(const char* file) {
    const char* elsewhere = std::getenv("BESPOKE_ADVERSARIAL_DIR");
    return (elsewhere != nullptr ? std::string(elsewhere) : std::string(BESPOKE_SOURCE_DIR) + "/tests/adversarial") + "/" + file;
}

[[noreturn]] void unreadable(const std::string& where, const std::string& what) {
    std::fprintf(stderr, "%s: %s\n", where.c_str(), what.c_str());
    std::exit(EXIT_FAILURE);
}

/// What a set says of the kind, or the kind that rewrites such a node.
EditKind kind_of(const json& line, const std::string& node) {
    const std::string name = line.value("kind", node == "/skills"           ? "surface-skill"
                                                : node == "/basics/summary" ? "rewrite-summary"
                                                                            : "rewrite-highlight");
    for (const auto kind : kKinds) {
        if (to_string(kind) == name) return kind;
    }
    unreadable(node, "unknown kind " + name);
}

Change change_of(EditKind kind, const json& line) {
    if (kind == EditKind::SurfaceSkill) return Append{line.at("text")};
    if (kind == EditKind::DropHighlight || kind == EditKind::MergeHighlights) return Remove{};
    if (kind != EditKind::RegroupSkills) return Replace{line.at("text")};
    Regroup regroup;
    for (const auto& group : line.at("groups")) {
        auto& added = regroup.groups.emplace_back(Regroup::Group{group.at("name"), {}});
        for (const auto& keyword : group.at("keywords")) added.keywords.emplace_back(keyword.get<std::string>());
    }
    return regroup;
}

Sample sample_of(const json& line, const char* label, int number) {
    const std::string node = line.at("node");
    const auto kind = kind_of(line, node);
    std::vector<NodeId> evidence;
    for (const auto& id : line.value("evidence", json::array({node}))) evidence.emplace_back(id.get<std::string>());
    Edit edit{
        EditId("e01"), kind, NodeId(node), change_of(kind, line), {}, std::move(evidence), "It says the same for this job."};
    const auto name = line.value("split", "");
    const auto split = name == "held-out" ? Split::HeldOut : name == "third" ? Split::Third : Split::Development;
    return {line.at(label), line.at("person"), split, std::move(edit), line.value("text", ""), number};
}

}  // namespace

People read_people() {
    std::ifstream file(path_of("people.json"));
    People people;
    for (const auto& person : json::parse(file)) {
        auto resume = resume::resume_from_json(person.at("resume"));
        if (!resume) unreadable("people.json", resume.error().public_text);
        const auto& job = person.at("job");
        people.emplace(person.at("id"),
                       testing::Case{"", std::move(*resume),
                                     testing::job_of(job.at("required"), job.at("preferred"), job.at("responsibilities"))});
    }
    return people;
}

std::vector<Sample> read_samples(const char* file, const char* label) {
    std::ifstream in(path_of(file));
    std::vector<Sample> samples;
    int number = 0;
    for (std::string text; std::getline(in, text);) {
        ++number;
        const auto line = json::parse(text, nullptr, false);
        if (line.is_discarded()) unreadable(std::string(file) + ":" + std::to_string(number), "no JSON");
        samples.push_back(sample_of(line, label, number));
    }
    return samples;
}

}  // namespace bespoke::tailoring::adversarial
