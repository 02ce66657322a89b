#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tailoring/edit.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::ordered_json;
using Pointer = ordered_json::json_pointer;
using resume::Resume;

/// Writes operations and carries each out on its own copy, so that later paths are right.
class PatchWriter {
public:
    explicit PatchWriter(ordered_json document) : document_(std::move(document)) {}

    void add(const std::string& path, ordered_json value) {
        make_parents(Pointer(path));
        write({{"op", "add"}, {"path", path}, {"value", std::move(value)}});
    }
    void replace(const std::string& path, ordered_json value) {
        if (!has(path)) return add(path, std::move(value));
        test(path);
        write({{"op", "replace"}, {"path", path}, {"value", std::move(value)}});
    }
    void remove(const std::string& path) {
        test(path);
        write({{"op", "remove"}, {"path", path}});
    }
    void move(const std::string& from, const std::string& path) { write({{"op", "move"}, {"from", from}, {"path", path}}); }
    void append(const std::string& list, ordered_json value) {
        if (has(list)) return add(list + "/-", std::move(value));
        add(list, ordered_json::array({std::move(value)}));
    }

    [[nodiscard]] bool has(const std::string& path) const { return document_.contains(Pointer(path)); }

    /// Whatever the steps above can't say (an entry that vanishes with its last text) is added as a plain difference.
    ordered_json finish(const ordered_json& goal) && {
        const nlohmann::json now = document_, then = goal;
        for (const auto& operation : nlohmann::json::diff(now, then)) operations_.push_back(ordered_json(operation));
        return std::move(operations_);
    }

private:
    void test(const std::string& path) { write({{"op", "test"}, {"path", path}, {"value", document_.at(Pointer(path))}}); }
    void make_parents(Pointer path) {
        const Pointer parent = path.parent_pointer();
        if (parent.empty() || document_.contains(parent)) return;
        make_parents(parent);
        write({{"op", "add"}, {"path", parent.to_string()}, {"value", ordered_json::object()}});
    }
    void write(ordered_json operation) {
        document_.patch_inplace(ordered_json::array({operation}));
        operations_.push_back(std::move(operation));
    }

    ordered_json document_;
    ordered_json operations_ = ordered_json::array();
};

/// Moves that turn `now` into `goal`, both orders of the same ids. Each brings the next item to its place.
void write_moves(PatchWriter& patch, const std::string& list, std::vector<NodeId> now, const std::vector<NodeId>& goal) {
    for (std::size_t to = 0; to < goal.size(); ++to) {
        const auto from = static_cast<std::size_t>(std::find(now.begin(), now.end(), goal[to]) - now.begin());
        if (from == to || from == now.size()) continue;
        patch.move(list + "/" + std::to_string(from), list + "/" + std::to_string(to));
        now.erase(now.begin() + static_cast<std::ptrdiff_t>(from));
        now.insert(now.begin() + static_cast<std::ptrdiff_t>(to), goal[to]);
    }
}

std::vector<NodeId> ids_of(const TextList& list) {
    std::vector<NodeId> ids;
    for (const auto& text : list) ids.push_back(text.id);
    return ids;
}

/// Ids of the members of a list that is named as in the original, wherever its group stands now.
std::vector<NodeId> children(const Resume& resume, const NodeId& list) {
    std::vector<NodeId> ids;
    if (list.str() == "/skills") {
        for (const auto& skill : resume.skills) ids.push_back(skill_id(skill));
    } else if (is_keyword_list(list)) {
        for (const auto& skill : resume.skills) {
            if (skill_id(skill).str() == entry_of(list)) return ids_of(skill.keywords);
        }
    } else if (const auto* texts = find_list(resume, list)) {
        return ids_of(*texts);
    }
    return ids;
}

/// From the last position to the first, so that no removal shifts another's path; a list that loses all goes as a whole.
void write_removals(PatchWriter& patch, const Resume& original, const std::set<NodeId>& removed) {
    for_each_list(original, [&](const NodeId& pointer, const TextList& list) {
        const auto gone = [&](const resume::Text& text) { return removed.contains(text.id); };
        const auto& path = pointer.str();
        if (!list.empty() && std::all_of(list.begin(), list.end(), gone)) return patch.remove(path);
        for (std::size_t i = list.size(); i-- > 0;) {
            if (gone(list[i])) patch.remove(path + "/" + std::to_string(i));
        }
    });
}

ordered_json appended(const Edit& edit) {
    const auto& text = std::get<Append>(edit.change).text;
    if (edit.target.str() == "/skills") return {{"name", text}};
    return text;
}

template <class Change>
std::vector<const Edit*> edits_of(const std::vector<Edit>& edits) {
    std::vector<const Edit*> found;
    for (const auto& edit : edits) {
        if (std::holds_alternative<Change>(edit.change)) found.push_back(&edit);
    }
    std::sort(found.begin(), found.end(), [](const Edit* a, const Edit* b) { return a->id < b->id; });
    return found;
}

/// All but the orders, in the order in which apply() does them; returns the edits as far as they are written.
std::vector<Edit> write_texts(PatchWriter& patch, const Resume& original, const std::vector<Edit>& edits) {
    std::vector<Edit> written;
    std::set<NodeId> removed;
    for (const auto* edit : edits_of<Replace>(edits)) {
        patch.replace(edit->target.str(), std::get<Replace>(edit->change).text);
        written.push_back(*edit);
    }
    for (const auto* edit : edits_of<Remove>(edits)) {
        removed.insert(edit->target);
        written.push_back(*edit);
    }
    write_removals(patch, original, removed);
    for (const auto* edit : edits_of<Append>(edits)) {
        patch.append(edit->target.str(), appended(*edit));
        written.push_back(*edit);
    }
    return written;
}

ordered_json write_patch(const Resume& original, const std::vector<Edit>& edits, const Resume& tailored) {
    PatchWriter patch(to_json(original, resume::Provenance::Omit));
    const ordered_json goal = to_json(tailored, resume::Provenance::Omit);
    const auto reworded = tailoring::apply(original, write_texts(patch, original, edits));
    // Groups' keywords first: "/skills/2/keywords" is a path only while the groups stand where they stood.
    auto orders = edits_of<Permute>(edits);
    std::stable_partition(orders.begin(), orders.end(), [](const Edit* edit) { return edit->target.str() != "/skills"; });
    for (const auto* edit : orders) {
        write_moves(patch, edit->target.str(), children(*reworded, edit->target), children(tailored, edit->target));
    }
    for (const auto* edit : edits_of<Regroup>(edits)) patch.replace(edit->target.str(), goal.at("skills"));
    for (const auto* edit : edits_of<SectionOrder>(edits)) {
        if (goal.contains(Pointer(edit->target.str()))) patch.replace(edit->target.str(), goal.at(Pointer(edit->target.str())));
    }
    return std::move(patch).finish(goal);
}

}  // namespace

Result<ordered_json> to_json_patch(const Resume& original, const std::vector<Edit>& edits) {
    const auto tailored = tailoring::apply(original, edits);
    if (!tailored) return tl::unexpected(tailored.error());
    try {
        return write_patch(original, edits, *tailored);
    } catch (const nlohmann::json::exception& e) {
        return fail(ErrorCode::Internal, "patch",
                    "The change log could not be written; start the job again, or tell the operator.", e.what());
    }
}

}  // namespace bespoke::tailoring
