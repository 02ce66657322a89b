#include "tailoring/rules/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tailoring/checks/word_lists.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {

using job_description::Requirement;
using vocabulary::Vocabulary;

namespace {

/// "We don't use Kubernetes": what the ad denies or waives is no reason for an edit.
bool is_denied(const Requirement& requirement) {
    const auto denies = [](std::string_view text) {
        const auto words = text::tokens(text);
        return std::any_of(words.begin(), words.end(), [](const auto& word) { return is_negation(word.text); });
    };
    return denies(requirement.text) || denies(requirement.sentence);
}

}  // namespace

void Draft::add(EditKind kind, NodeId target, Change change, std::vector<RequirementId> requirements,
                std::vector<NodeId> evidence, std::string reason) {
    edits.push_back({EditId(fmt::format("e{:02}", ++ids_given)), kind, std::move(target), std::move(change),
                     std::move(requirements), std::move(evidence), std::move(reason)});
}

bool Draft::changes(const NodeId& node) const {
    return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) {
        const bool text = std::holds_alternative<Replace>(edit.change) || std::holds_alternative<Remove>(edit.change);
        return text && edit.target == node;
    });
}

std::vector<const vocabulary::Term*> terms_of(const Requirement& requirement) {
    const auto& vocabulary = Vocabulary::builtin();
    std::vector<const vocabulary::Term*> terms;
    const auto add = [&terms](const vocabulary::Term* term) {
        if (term != nullptr && std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
    };
    for (const auto& skill : requirement.skills) add(vocabulary.find(skill));
    for (const auto& mention : vocabulary.mentions(requirement.text)) {
        if (mention.kind != vocabulary::MentionKind::Cue) add(mention.term);
    }
    return terms;
}

std::vector<const Requirement*> checkable_requirements(const job_description::JobDescription& job) {
    std::vector<const Requirement*> found;
    for (const auto importance : {job_description::Importance::Required, job_description::Importance::Preferred}) {
        for (const auto& requirement : job.requirements) {
            if (requirement.importance != importance || requirement.soft || is_denied(requirement)) continue;
            found.push_back(&requirement);
        }
    }
    return found;
}

std::vector<RequirementId> proven_by(const Draft& draft, const std::vector<NodeId>& nodes) {
    std::vector<RequirementId> found;
    for (const auto& match : draft.report.requirements) {
        const bool proven = std::any_of(match.support.begin(), match.support.end(), [&](const evidence::Support& support) {
            return support.proves && std::find(nodes.begin(), nodes.end(), support.node) != nodes.end();
        });
        if (proven) found.push_back(match.requirement);
    }
    return found;
}

std::string quoted_requirements(const Draft& draft, const std::vector<RequirementId>& ids) {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> items;
    for (const auto& requirement : draft.job.requirements) {
        if (std::find(ids.begin(), ids.end(), requirement.id) != ids.end())
            items.push_back('"' + shortened(requirement.text) + '"');
    }
    if (items.size() > kMost + 1) {
        const auto more = items.size() - kMost;
        items.resize(kMost);
        items.push_back(fmt::format("{} more", more));
    }
    return listed(items);
}

std::string shortened(std::string_view text) {
    constexpr std::size_t kLongest = 60;
    if (text.size() <= kLongest) return std::string(text);
    const auto end = std::min(text.rfind(' ', kLongest), kLongest);
    return std::string(text.substr(0, end)) + "…";
}

std::vector<double> relevance_of(const Draft& draft, const TextList& list) {
    std::vector<std::string> texts;
    for (const auto& text : list) texts.push_back(text.value);
    const evidence::Embeddings none;
    const auto* embeddings = draft.options.embeddings;
    auto relevance = evidence::relevance(texts, draft.job, embeddings != nullptr ? *embeddings : none);
    if (draft.options.preferences == nullptr) return relevance;
    for (std::size_t i = 0; i < texts.size(); ++i) relevance[i] += draft.options.preferences->bonus(texts[i]);
    return relevance;
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
        text += items[i];
    }
    return text;
}

}  // namespace bespoke::tailoring
