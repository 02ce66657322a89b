#include "tailoring/preferences.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tailoring/nodes.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using Decision = PastEdit::Decision;
using nlohmann::json;

constexpr double kAcceptedBonus = 0.5;
constexpr int kMiddleRating = 3;

std::string key_of(EditKind kind, std::string_view before, std::string_view after) {
    return fmt::format("{}\n{}\n{}", to_string(kind), text::fold(before), text::fold(after));
}

bool is_reworded_highlight(const PastEdit& past) {
    return past.kind == EditKind::RewriteHighlight && !past.before.empty() && !past.after.empty();
}

/// 5 → 1, 4 → 0.5, 3 → 0, 2 → -0.5, 1 → -1.
double bonus_of_rating(int rating) { return (rating - kMiddleRating) / 2.0; }

/// What one past edit says of its texts; nothing said is no zero.
std::optional<double> bonus_of(const PastEdit& past) {
    if (past.rating != 0) return bonus_of_rating(past.rating);
    const bool removes = !past.before.empty() && past.after.empty();
    if (past.decision == Decision::Reverted) return removes ? std::optional(kAcceptedBonus) : std::nullopt;
    return past.decision == Decision::Accepted && !removes ? std::optional(kAcceptedBonus) : std::nullopt;
}

std::string text_of(const json& value) {
    if (value.is_null()) return {};
    return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

Preferences::Preferences(std::vector<PastEdit> past) : past_(std::move(past)) {
    for (std::size_t i = 0; i < past_.size(); ++i) {
        const auto& one = past_[i];
        if (one.decision == Decision::Accepted || one.decision == Decision::Reverted)
            decided_[key_of(one.kind, one.before, one.after)] = i;
        if (const auto bonus = bonus_of(one)) {
            for (const auto* text : {&one.before, &one.after}) {
                if (!text->empty()) bonus_[text::fold(*text)] = *bonus;
            }
        }
        if (is_reworded_highlight(one)) wordings_[text::fold(one.before)].push_back(i);
    }
}

const PastEdit* Preferences::reverted(EditKind kind, std::string_view before, std::string_view after) const {
    if (decided_.empty()) return nullptr;
    const auto found = decided_.find(key_of(kind, before, after));
    if (found == decided_.end() || past_[found->second].decision != Decision::Reverted) return nullptr;
    return &past_[found->second];
}

const PastEdit* Preferences::reverted(const Edit& edit, const resume::Resume& resume) const {
    if (decided_.empty()) return nullptr;
    const auto texts = compared_texts(json(to_json(edit, resume)));
    return reverted(edit.kind, texts.before, texts.after);
}

std::vector<std::string> Preferences::accepted_wordings(std::string_view before) const {
    const auto found = wordings_.find(text::fold(before));
    if (found == wordings_.end()) return {};
    std::vector<std::string> accepted, validated;
    for (auto it = found->second.rbegin(); it != found->second.rend(); ++it) {
        const auto& past = past_[*it];
        if (reverted(past.kind, past.before, past.after) != nullptr || (past.rating != 0 && past.rating < kMiddleRating))
            continue;
        auto& list = past.decision == Decision::Accepted ? accepted : validated;
        if (past.decision != Decision::Reverted && std::ranges::find(list, past.after) == list.end()) list.push_back(past.after);
    }
    for (auto& wording : validated) {
        if (std::ranges::find(accepted, wording) == accepted.end()) accepted.push_back(std::move(wording));
    }
    return accepted;
}

double Preferences::bonus(std::string_view text) const {
    if (bonus_.empty()) return 0;
    const auto found = bonus_.find(text::fold(text));
    return found == bonus_.end() ? 0 : found->second;
}

ComparedTexts compared_texts(const json& edit) {
    const auto change = edit.find("change");
    const auto type = change == edit.end() ? std::string() : change->value("type", "");
    const bool is_text = type == "replace" || type == "append" || type == "remove";
    // Of an order, changes.json shows what it makes together with other edits; the change itself is the same everywhere.
    return {text_of(edit.value("before", json())),
            is_text ? text_of(edit.value("after", json())) : text_of(change == edit.end() ? json() : *change)};
}

std::optional<EditKind> edit_kind_from(std::string_view name) {
    for (int kind = 0; !name.empty() && !to_string(static_cast<EditKind>(kind)).empty(); ++kind) {
        if (to_string(static_cast<EditKind>(kind)) == name) return static_cast<EditKind>(kind);
    }
    return std::nullopt;
}

std::vector<Edit> reuse_wordings(const resume::Resume& resume, const Preferences& preferences) {
    std::vector<Edit> edits;
    if (preferences.empty()) return edits;
    for_each_list(resume, [&](const NodeId& list, const TextList& texts) {
        if (last_step(list) != "highlights") return;
        for (const auto& text : texts) {
            const auto wordings = preferences.accepted_wordings(text.value);
            if (wordings.empty() || text::fold(wordings.front()) == text::fold(text.value)) continue;
            Edit edit;
            edit.id = EditId(fmt::format("w{}", edits.size() + 1));
            edit.kind = EditKind::RewriteHighlight;
            edit.target = text.id;
            edit.change = Replace{wordings.front()};
            edit.evidence = {text.id};
            edit.reason = "The wording that was found good for the very same text in an earlier tailoring.";
            edits.push_back(std::move(edit));
        }
    });
    return edits;
}

}  // namespace bespoke::tailoring
