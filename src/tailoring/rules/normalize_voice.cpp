#include <algorithm>

#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/voice.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

/// What an edit did, for its reason.
std::string reason_of(std::string_view before, std::string_view after) {
    const auto has_first_person = [](std::string_view text) {
        const auto words = text::tokens(text);
        return std::any_of(words.begin(), words.end(),
                           [](const auto& word) { return word.text == "i" || word.text == "i've" || word.text == "my"; });
    };
    if (has_first_person(before) && !has_first_person(after))
        return "Resumes leave out \"I\" and \"my\": who did it is clear, and the line begins with what was done.";
    return "The work has ended, so it is told in the past tense.";
}

void normalize(Draft& draft, const TextList& list, RoleTime time) {
    for (const auto& node : list) {
        if (draft.changes(node.id)) continue;
        auto usual = in_usual_voice(node.value, time);
        if (!usual || !differs_in_voice_only(node.value, *usual)) continue;
        auto reason = reason_of(node.value, *usual);
        draft.add(EditKind::NormalizeVoice, node.id, Replace{std::move(*usual)}, {}, {node.id}, std::move(reason));
    }
}

/// What has no end date may go on; what has no dates at all tells nothing of its time.
template <class Entry>
RoleTime time_of(const Entry& entry) {
    return entry.period.end ? RoleTime::Ended : RoleTime::Ongoing;
}

}  // namespace

void normalize_voice(Draft& draft) {
    for (const auto& work : draft.resume.work) normalize(draft, work.highlights, time_of(work));
    for (const auto& volunteer : draft.resume.volunteer) normalize(draft, volunteer.highlights, time_of(volunteer));
    for (const auto& project : draft.resume.projects) normalize(draft, project.highlights, time_of(project));
}

}  // namespace bespoke::tailoring
