#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {
namespace {

/// A role keeps this many of its highlights, if it had so many.
constexpr std::size_t kKeptPerEntry = 2;

struct Candidate {
    NodeId node;
    NodeId list;
    std::string text;
    double relevance = 0;
    std::size_t place = 0;  ///< rank in the resume; later ones are older
};

/// Nodes that are the only proof of some requirement.
std::set<NodeId> only_proofs(const evidence::MatchReport& report) {
    std::set<NodeId> nodes;
    for (const auto& match : report.requirements) {
        std::vector<NodeId> proving;
        for (const auto& support : match.support) {
            if (support.proves) proving.push_back(support.node);
        }
        if (proving.size() == 1) nodes.insert(proving.front());
    }
    return nodes;
}

/// All highlights that may go, the least relevant first, of equals the oldest.
std::vector<Candidate> candidates(const Draft& draft) {
    const auto needed = only_proofs(draft.report);
    std::vector<Candidate> found;
    for_each_list(draft.resume, [&](const NodeId& pointer, const TextList& list) {
        if (last_step(pointer) != "highlights" || list.size() <= kKeptPerEntry) return;
        std::vector<std::string> texts;
        for (const auto& text : list) texts.push_back(text.value);
        const auto relevance = evidence::relevance(texts, draft.job);
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (!needed.contains(list[i].id)) found.push_back({list[i].id, pointer, texts[i], relevance[i], found.size()});
        }
    });
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.relevance != b.relevance ? a.relevance < b.relevance : a.place > b.place;
    });
    return found;
}

/// The same, without those that would leave an entry too few.
std::vector<Candidate> droppable(const Draft& draft) {
    std::map<NodeId, std::size_t> left;
    for_each_list(draft.resume, [&](const NodeId& pointer, const TextList& list) { left[pointer] = list.size(); });
    auto all = candidates(draft);
    std::erase_if(
        all, [&](const Candidate& candidate) { return left[candidate.list] <= kKeptPerEntry || left[candidate.list]-- == 0; });
    return all;
}

class Budget {
public:
    explicit Budget(const Draft& draft) : draft_(draft), order_(droppable(draft)) {}

    /// As few drops as reach the budget, or, where it can't be reached, as few as reach the fewest pages that can.
    [[nodiscard]] std::vector<Candidate> drops() {
        const int now = pages(0);
        const int goal = std::max(draft_.options.max_pages, pages(order_.size()));
        if (now <= goal) return {};
        std::size_t too_few = 0, enough = order_.size();
        while (enough - too_few > 1) {
            const auto middle = too_few + (enough - too_few) / 2;
            (pages(middle) <= goal ? enough : too_few) = middle;
        }
        return {order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(enough)};
    }

private:
    [[nodiscard]] int pages(std::size_t drops) const {
        auto edits = draft_.edits;
        for (std::size_t i = 0; i < drops; ++i) {
            edits.push_back({EditId(fmt::format("drop{}", i)), EditKind::DropHighlight, order_[i].node, Remove{}, {}, {}, {}});
        }
        const auto tailored = tailoring::apply(draft_.resume, edits);
        return tailored ? draft_.options.page_count(*tailored) : 0;
    }

    const Draft& draft_;
    std::vector<Candidate> order_;
};

}  // namespace

void keep_page_budget(Draft& draft) {
    const int most = draft.options.max_pages;
    if (most <= 0 || !draft.options.page_count) return;
    for (const auto& drop : Budget(draft).drops()) {
        draft.add(EditKind::DropHighlight, drop.node, Remove{}, {}, {drop.node},
                  fmt::format("Left out to keep to {} {}: of all highlights it has the least to do with this job.", most,
                              most == 1 ? "page" : "pages"));
    }
}

}  // namespace bespoke::tailoring
