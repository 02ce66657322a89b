#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tailoring/model/lenient_json.hpp"
#include "tailoring/model/model_proposer.hpp"
#include "tailoring/nodes.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using nlohmann::json;

/// Of an answer; a prompt has some 60 lines of 400 characters at most.
constexpr std::size_t kMaxAnswerBytes = 256 * 1024;
constexpr std::size_t kMaxTextBytes = 2'000;
constexpr std::size_t kMaxEdits = 200;
constexpr std::size_t kMaxNamed = 8;

bool looks_like_edit(const json& value) { return value.is_object() && value.contains("line") && value.contains("text"); }

bool is_edit_list(const json& value) {
    return value.is_array() && !value.empty() && std::ranges::all_of(value, [](const json& one) { return one.is_object(); }) &&
           std::ranges::any_of(value, looks_like_edit);
}

/// The list of edits in a value of a shape that models give; null if there is none.
const json* edit_list(const json& value) {
    if (is_edit_list(value)) return &value;
    if (!value.is_object()) return nullptr;
    if (const auto edits = value.find("edits"); edits != value.end() && edits->is_array()) return &*edits;
    for (const auto& member : value) {
        if (is_edit_list(member)) return &member;
    }
    return nullptr;
}

/// "L3" for "L3", "[l3]", "3", and 3.
std::string id_of(const json& value, char letter) {
    std::string digits;
    if (value.is_number()) {
        const auto number = value.get<double>();
        if (number >= 0 && number < 1e6 && number == std::floor(number)) digits = std::to_string(static_cast<int>(number));
    } else if (value.is_string()) {
        for (const char c : value.get_ref<const std::string&>()) {
            const bool other = c != letter && c != (letter | 0x20) && c != '[' && c != ']' && c != ' ';
            if (c >= '0' && c <= '9')
                digits += c;
            else if (other)
                return {};
        }
    }
    return digits.empty() ? digits : letter + digits;
}

template <class Items>
auto* item_of(const Items& items, const json& id, char letter) {
    const auto wanted = id_of(id, letter);
    const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.id == wanted; });
    return found == items.end() ? nullptr : &*found;
}

/// One line without a bullet in front, bold marks, or quotes around.
std::string tidied(std::string_view given) {
    auto cleaned = text::clean(given);
    std::ranges::replace(cleaned, '\n', ' ');
    std::ranges::replace(cleaned, '\t', ' ');
    const auto doubled = std::ranges::unique(cleaned, [](char a, char b) { return a == ' ' && b == ' '; });
    cleaned.erase(doubled.begin(), doubled.end());
    std::string_view line = text::trim(cleaned);
    for (const std::string_view bullet : {"- ", "* ", "• ", "– ", "· "}) {
        if (line.starts_with(bullet)) line = text::trim(line.substr(bullet.size()));
    }
    for (const std::string_view mark : {"**", "\""}) {
        if (line.size() < 2 * mark.size() || !line.starts_with(mark) || !line.ends_with(mark)) continue;
        const auto inner = line.substr(mark.size(), line.size() - 2 * mark.size());
        if (inner.find(mark) == std::string_view::npos) line = inner;
    }
    return std::string(line);
}

/// Small models repeat the line's label: "L3: Moved …", "L3 [Nurse]: Gave …".
std::string without_label(const std::string& text, const std::string& id) {
    if (!text.starts_with(id)) return text;
    auto rest = std::string_view(text).substr(id.size());
    if (rest.starts_with(" [")) rest = rest.substr(std::min(rest.find(']'), rest.size() - 1) + 1);
    return rest.starts_with(":") ? std::string(text::trim(rest.substr(1))) : text;
}

/// Personal data comes back only to the line that it was taken from.
bool has_only_placeholders_of(const Prompt::Line& line, const std::string& text) {
    const auto own = guardrail::Placeholders::in(line.text);
    return std::ranges::all_of(guardrail::Placeholders::in(text),
                               [&](const auto& used) { return std::ranges::find(own, used) != own.end(); });
}

class Decoder {
public:
    Decoder(const Prompt& prompt, const resume::Resume& resume, std::vector<std::string>* left_out)
        : prompt_(prompt), resume_(resume), left_out_(left_out) {}

    std::vector<Edit> decode(const json& list) {
        for (const auto& item : list) {
            if (edits_.size() >= kMaxEdits) break;
            take(item);
        }
        return std::move(edits_);
    }

private:
    void leave_out(std::string why) {
        if (left_out_ != nullptr && left_out_->size() < kMaxEdits) left_out_->push_back(std::move(why));
    }
    void take(const json& item) {
        if (!looks_like_edit(item) || !item["text"].is_string()) return leave_out("An edit has no line or no text.");
        const auto* line = item_of(prompt_.lines, item["line"], 'L');
        if (line == nullptr) return leave_out("An edit names a line that the model was not given.");
        if (std::ranges::any_of(edits_, [&](const Edit& edit) { return edit.target == line->node; }))
            return leave_out(fmt::format("Line {} was changed twice; the first text counts.", line->id));
        const auto masked = without_label(tidied(item["text"].get_ref<const std::string&>()), line->id);
        if (masked.empty() || masked.size() > kMaxTextBytes)
            return leave_out(fmt::format("The new text of line {} is empty or far too long.", line->id));
        std::vector<std::string> unknown;
        auto text = prompt_.placeholders.restore(masked, &unknown);
        if (!unknown.empty() || !has_only_placeholders_of(*line, masked))
            return leave_out(fmt::format("The new text of line {} has a placeholder that its line does not have.", line->id));
        const auto* source = find_text(resume_, line->node);
        if (source == nullptr) return leave_out(fmt::format("Line {} is not in this resume.", line->id));
        if (text::fold(source->value) == text::fold(text))
            return leave_out(fmt::format("Line {} is given back as it was.", line->id));
        add(item, *line, std::move(text));
    }
    void add(const json& item, const Prompt::Line& line, std::string text) {
        Edit edit;
        edit.id = EditId(fmt::format("m{:02}", edits_.size() + 1));
        const bool summary = section_of(line.node) == "basics";
        edit.kind = summary ? EditKind::RewriteSummary : EditKind::RewriteHighlight;
        edit.target = line.node;
        edit.change = Replace{std::move(text)};
        edit.evidence = {line.node};
        // A highlight stands on itself alone; a summary may lean on others.
        if (summary)
            add_named(item, "evidence", prompt_.lines, 'L', [&](const auto& other) { add_once(edit.evidence, other.node); });
        std::string wordings;
        add_named(item, "requirements", prompt_.requirements, 'R', [&](const auto& asked) {
            if (!add_once(edit.requirements, asked.requirement) || edit.requirements.size() > 2) return;
            wordings += fmt::format("{}\"{}\"", wordings.empty() ? "" : " and ", asked.text);
        });
        // The model's own reason would be one more text of its making that a person reads and nobody checks.
        edit.reason =
            wordings.empty() ? "Says the same in other words." : fmt::format("Says the same in words closer to {}.", wordings);
        edits_.push_back(std::move(edit));
    }
    template <class Items, class Take>
    void add_named(const json& item, const char* key, const Items& items, char letter, const Take& take_one) {
        const auto named = item.find(key);
        if (named == item.end() || !named->is_array()) return;
        for (std::size_t i = 0; i < std::min(named->size(), kMaxNamed); ++i) {
            if (const auto* found = item_of(items, (*named)[i], letter)) take_one(*found);
        }
    }
    template <class Id>
    static bool add_once(std::vector<Id>& ids, const Id& id) {
        if (std::ranges::find(ids, id) != ids.end()) return false;
        ids.push_back(id);
        return true;
    }

    const Prompt& prompt_;
    const resume::Resume& resume_;
    std::vector<std::string>* left_out_;
    std::vector<Edit> edits_;
};

}  // namespace

Result<std::vector<Edit>> edits_from_answer(std::string_view answer, const Prompt& prompt, const resume::Resume& resume,
                                            std::vector<std::string>* left_out) {
    const auto found = find_json(answer.substr(0, kMaxAnswerBytes),
                                 [](const json& value) { return edit_list(value) != nullptr || looks_like_edit(value); });
    if (!found) {
        return fail(ErrorCode::Corrupt, "model-answer",
                    "The language model's answer holds no edits; its rewrites are left out, or choose another model.");
    }
    const auto* list = edit_list(*found);
    return Decoder(prompt, resume, left_out).decode(list != nullptr ? *list : json::array({*found}));
}

}  // namespace bespoke::tailoring
