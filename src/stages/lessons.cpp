#include "stages/lessons.hpp"

#include <algorithm>
#include <set>

#include "tailoring/nodes.hpp"
#include "text/text.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;
using tailoring::EditKind;
using tailoring::PastEdit;

constexpr std::pair<PastEdit::Decision, std::string_view> kDecisions[] = {{PastEdit::Decision::Accepted, "accepted"},
                                                                          {PastEdit::Decision::Reverted, "reverted"},
                                                                          {PastEdit::Decision::Rated, "rated"},
                                                                          {PastEdit::Decision::Validated, "validated"}};

std::vector<float> vector_of(const evidence::Embeddings& embeddings, const std::string& text) {
    const auto found = embeddings.of(text);
    return {found.begin(), found.end()};
}

using Known = std::set<std::string>;

bool all_known(const std::string& list, const Known& known) {
    const auto values = json::parse(list, nullptr, false);
    if (!values.is_array()) return false;
    return std::ranges::all_of(values, [&](const json& value) {
        return value.is_string() && known.contains(text::fold(value.get_ref<const std::string&>()));
    });
}

bool matters(const PastEdit& past, const Known& known) {
    switch (past.kind) {
        case EditKind::ReorderHighlights: return all_known(past.before, known);
        // These name nothing but sections and skills.
        case EditKind::OrderSections:
        case EditKind::ReorderSkills:
        case EditKind::RegroupSkills:
        case EditKind::SurfaceSkill: return true;
        default: return known.contains(text::fold(past.before)) || known.contains(text::fold(past.after));
    }
}

PastEdit past_edit_from(const json& value) {
    PastEdit past;
    past.kind = tailoring::edit_kind_from(value.at("kind").get<std::string>()).value();
    past.before = value.at("before").get<std::string>();
    past.after = value.at("after").get<std::string>();
    const auto decision = value.at("decision").get<std::string>();
    for (const auto& [known, name] : kDecisions) {
        if (decision == name) past.decision = known;
    }
    past.rating = value.at("rating").get<int>();
    past.on = value.at("on").get<std::string>();
    return past;
}

}  // namespace

std::vector<KnownText> texts_of(const resume::Resume& resume, const evidence::Embeddings& embeddings) {
    std::vector<KnownText> texts;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) texts.push_back({text, vector_of(embeddings, text)});
    };
    add(resume.basics.summary.value);
    tailoring::for_each_list(resume, [&](const NodeId&, const tailoring::TextList& list) {
        for (const auto& text : list) add(text.value);
    });
    return texts;
}

std::vector<PastEdit> lessons_for(std::vector<PastEdit> past, const std::vector<KnownText>& texts) {
    Known known;
    for (const auto& one : texts) known.insert(text::fold(one.text));
    std::erase_if(past, [&](const PastEdit& one) { return !matters(one, known); });
    return past;
}

json to_json(const std::vector<PastEdit>& past) {
    auto list = json::array();
    for (const auto& one : past) {
        const auto* decision =
            std::ranges::find(kDecisions, one.decision, &std::pair<PastEdit::Decision, std::string_view>::first);
        list.push_back({{"kind", tailoring::to_string(one.kind)},
                        {"before", one.before},
                        {"after", one.after},
                        {"decision", decision->second},
                        {"rating", one.rating},
                        {"on", one.on}});
    }
    return list;
}

std::vector<PastEdit> past_edits_from_json(const json& list) {
    std::vector<PastEdit> past;
    for (const auto& value : list) {
        try {
            past.push_back(past_edit_from(value));
        } catch (const std::exception&) {
            continue;
        }
    }
    return past;
}

Result<tailoring::Preferences> load_preferences(const Payload& payload) {
    if (!payload.has("retrieve", "lessons.json")) return tailoring::Preferences();
    const auto stored = payload.get_json("retrieve", "lessons.json");
    if (!stored) return tl::unexpected(stored.error());
    return tailoring::Preferences(past_edits_from_json(*stored));
}

}  // namespace bespoke::stages
