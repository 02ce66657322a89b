#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/page_fit.hpp"
#include "tailoring/rules/summary.hpp"

namespace bespoke::tailoring {
namespace {

/// A role keeps this many of its highlights, if it had any; more, where the budget is reached all the same.
constexpr std::size_t kKeptPerEntry = 1, kGladlyKeptPerEntry = 2;

struct Candidate {
    NodeId node;
    double relevance = 0;
};

/// The highlights of what the other edits leave, as a problem of fit.
class Budget {
public:
    Budget(const Draft& draft, resume::Resume tailored) : draft_(draft), tailored_(std::move(tailored)) {
        if (draft.options.page_measure) heights_ = draft.options.page_measure(tailored_);
        collect();
        add_proofs();
    }

    /// What is left out: nothing if the budget is kept without; where it can't be kept, what reaches the fewest pages there can be.
    std::vector<std::size_t> drops() {
        const int now = pages({});
        if (now <= draft_.options.max_pages) return {};
        for (const auto kept : {kGladlyKeptPerEntry, kKeptPerEntry}) {
            keep_in_each_list(kept);
            const auto all = all_that_may_go(problem_);
            const int fewest = pages(all);
            const bool last = kept == kKeptPerEntry;
            if (fewest > draft_.options.max_pages && !last) continue;
            goal_ = std::max(draft_.options.max_pages, fewest);
            return now <= goal_ ? std::vector<std::size_t>() : refined(fitting(all));
        }
        return {};
    }
    /// Value that goes with these; infinite where the budget is not kept all the same.
    [[nodiscard]] double loss(const std::vector<std::size_t>& drops) const {
        double lost = 0;
        for (const auto drop : drops) lost += problem_.items[drop].value;
        return goal_ > draft_.options.max_pages ? std::numeric_limits<double>::infinity() : lost;
    }
    [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }

    /// What keeping this one, too, would take beyond the room there is.
    [[nodiscard]] int lines_too_many(std::size_t item, const std::vector<std::size_t>& drops) const {
        if (!heights_ || heights_->line <= 0) return 0;
        double freed = 0;
        for (const auto drop : drops) freed += problem_.items[drop].height;
        const double room = std::max(0.0, goal_ * heights_->page - (heights_->total - freed));
        return std::max(1, static_cast<int>(std::ceil((problem_.items[item].height - room) / heights_->line - 0.05)));
    }

private:
    void collect() {
        std::size_t highlight = 0;
        for_each_list(tailored_, [&](const NodeId& pointer, const TextList& list) {
            if (last_step(pointer) != "highlights") return;
            const auto relevance = relevance_of(draft_, list);
            for (std::size_t i = 0; i < list.size(); ++i, ++highlight) {
                const bool measured = heights_ && highlight < heights_->highlights.size();
                const double height = measured ? std::max(1.0, heights_->highlights[highlight]) : 1;
                problem_.items.push_back({height, relevance[i], list_sizes_.size(), {}});
                candidates_.push_back({list[i].id, relevance[i]});
            }
            list_sizes_.push_back(list.size());
        });
        make_values_positive();
    }
    /// Every line is worth something, a newer one a little more than an older one of the same relevance.
    void make_values_positive() {
        constexpr double kAnyLine = 0.25, kNewest = 0.01;
        const auto count = static_cast<double>(problem_.items.size());
        for (std::size_t i = 0; i < problem_.items.size(); ++i) {
            auto& value = problem_.items[i].value;
            value = std::max(value, 0.0) + kAnyLine + kNewest * (count - static_cast<double>(i)) / count;
        }
    }
    /// One proof at least of each requirement stays; where something else proves it, none has to.
    void add_proofs() {
        std::map<NodeId, std::size_t> place;
        for (std::size_t i = 0; i < candidates_.size(); ++i) place.emplace(candidates_[i].node, i);
        for (const auto& match : draft_.report.requirements) {
            std::vector<std::size_t> proofs;
            bool elsewhere = false;
            for (const auto& support : match.support) {
                const auto found = place.find(support.node);
                if (support.proves && found != place.end()) proofs.push_back(found->second);
                elsewhere =
                    elsewhere || (support.proves && found == place.end() && find_text(tailored_, support.node) != nullptr);
            }
            if (proofs.empty() || elsewhere) continue;
            for (const auto proof : proofs) problem_.items[proof].requirements.push_back(problem_.proofs_at_least.size());
            problem_.proofs_at_least.push_back(1);
        }
        // What the tenant wanted back stays, and what a merge keeps in place of another: each is a requirement of its own.
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            if (!is_wanted_back(candidates_[i].node) && !is_kept_by_a_merge(candidates_[i].node)) continue;
            problem_.items[i].requirements.push_back(problem_.proofs_at_least.size());
            problem_.proofs_at_least.push_back(1);
        }
    }
    [[nodiscard]] bool is_wanted_back(const NodeId& node) const {
        const auto* text = find_text(draft_.resume, node);
        return draft_.options.preferences != nullptr && text != nullptr &&
               draft_.options.preferences->reverted(EditKind::DropHighlight, text->value, "") != nullptr;
    }
    [[nodiscard]] bool is_kept_by_a_merge(const NodeId& node) const {
        return std::any_of(draft_.edits.begin(), draft_.edits.end(), [&](const Edit& edit) {
            return edit.kind == EditKind::MergeHighlights && edit.evidence.front() == node;
        });
    }
    void keep_in_each_list(std::size_t kept) {
        problem_.kept_at_least.clear();
        for (const auto size : list_sizes_) problem_.kept_at_least.push_back(std::min(size, kept));
    }

    /// The least loss whose pages, counted, are within the goal. Heights leave out what page breaks waste, so that what they promise
    /// is checked, and more is freed until it holds.
    [[nodiscard]] std::vector<std::size_t> fitting(const std::vector<std::size_t>& all) const {
        const double step = heights_ ? std::max(1.0, heights_->line / 2) : 1;
        double to_free = heights_ ? std::max(step, heights_->total - goal_ * heights_->page) : 1;
        if (!heights_) return halving(all);
        for (;; to_free += step) {
            auto drops = least_loss(problem_, to_free);
            if (drops.empty()) return all;
            if (pages(drops) <= goal_) return drops;
        }
    }
    /// Without heights each line counts one; more of them never make more pages.
    [[nodiscard]] std::vector<std::size_t> halving(const std::vector<std::size_t>& all) const {
        auto best = all;
        std::size_t too_few = 0, enough = all.size();
        while (enough - too_few > 1) {
            const auto middle = too_few + (enough - too_few) / 2;
            auto drops = least_loss(problem_, static_cast<double>(middle));
            const bool fits = !drops.empty() && pages(drops) <= goal_;
            (fits ? enough : too_few) = middle;
            if (fits) best = std::move(drops);
        }
        return best;
    }
    /// What can stay after all, the most valuable first.
    [[nodiscard]] std::vector<std::size_t> refined(std::vector<std::size_t> drops) const {
        auto by_value = drops;
        std::stable_sort(by_value.begin(), by_value.end(),
                         [&](std::size_t a, std::size_t b) { return problem_.items[a].value > problem_.items[b].value; });
        for (const auto back : by_value) {
            auto fewer = drops;
            std::erase(fewer, back);
            if (pages(fewer) <= goal_) drops = std::move(fewer);
        }
        return drops;
    }
    [[nodiscard]] int pages(const std::vector<std::size_t>& drops) const {
        auto left = tailored_;
        for_each_list(left, [&](const NodeId&, TextList& list) {
            std::erase_if(list, [&](const resume::Text& text) {
                return std::any_of(drops.begin(), drops.end(),
                                   [&](std::size_t drop) { return candidates_[drop].node == text.id; });
            });
        });
        return draft_.options.page_count(left);
    }

    const Draft& draft_;
    resume::Resume tailored_;
    std::optional<PageHeights> heights_;
    FitProblem problem_;
    std::vector<Candidate> candidates_;
    std::vector<std::size_t> list_sizes_;
    int goal_ = 0;
};

std::string reason(const Draft& draft, const Budget& budget, std::size_t drop, const std::vector<std::size_t>& drops) {
    const auto& all = budget.candidates();
    const auto count = [&](const auto& is) {
        return std::count_if(all.begin(), all.end(),
                             [&](const Candidate& other) { return is(other.relevance, all[drop].relevance); });
    };
    const int most = draft.options.max_pages;
    auto text = fmt::format("Left out to keep to {} {}: ", most, most == 1 ? "page" : "pages");
    text += count(std::less<>()) == 0
                ? fmt::format("no other of the {} highlights has less to do with this job", all.size())
                : fmt::format("{} of the {} highlights have more to do with this job", count(std::greater<>()), all.size());
    if (const int lines = budget.lines_too_many(drop, drops); lines > 0)
        text += fmt::format(", and keeping it would need {} more {}", lines, lines == 1 ? "line" : "lines");
    return text + '.';
}

/// The draft with its summary at most so long, as far as sentences may go; nothing if that changes nothing.
std::optional<Draft> with_shorter_summary(const Draft& draft, std::size_t longest_words, std::size_t& left_out) {
    auto summary = summary_for(draft, longest_words);
    if (!summary || summary->sentences_left_out <= left_out) return std::nullopt;
    left_out = summary->sentences_left_out;
    auto shorter = draft;
    const NodeId target("/basics/summary");
    std::erase_if(shorter.edits, [&](const Edit& edit) { return edit.target == target; });
    shorter.add(summary->kind, target, Replace{std::move(summary->text)}, std::move(summary->requirements),
                std::move(summary->evidence), std::move(summary->reason));
    return shorter;
}

/// What one summary costs in highlights.
struct Plan {
    std::vector<Edit> edits;
    std::size_t ids_given = 0;
    double loss = 0;
};

std::optional<Plan> plan_for(Draft draft) {
    auto tailored = tailoring::apply(draft.resume, draft.edits);
    if (!tailored) return std::nullopt;
    Budget budget(draft, std::move(*tailored));
    const auto drops = budget.drops();
    const auto loss = budget.loss(drops);
    std::vector<std::string> reasons;
    for (const auto drop : drops) reasons.push_back(reason(draft, budget, drop, drops));
    for (std::size_t i = 0; i < drops.size(); ++i) {
        const auto node = budget.candidates()[drops[i]].node;
        // Nobody sees how a line is put that is left out.
        std::erase_if(draft.edits,
                      [&](const Edit& edit) { return edit.target == node && std::holds_alternative<Replace>(edit.change); });
        draft.add(EditKind::DropHighlight, node, Remove{}, {}, {node}, std::move(reasons[i]));
    }
    return Plan{std::move(draft.edits), draft.ids_given, loss};
}

}  // namespace

void keep_page_budget(Draft& draft) {
    if (draft.options.max_pages <= 0 || !draft.options.page_count) return;
    auto best = plan_for(draft);
    if (!best || best->loss == 0) return;
    // A sentence of the summary that the job does not ask for is worth a little more than a line that has nothing to do with it.
    constexpr double kSentence = 0.4;
    std::size_t left_out = 0;
    if (const auto as_it_is = summary_for(draft, kLongestSummaryWords)) left_out = as_it_is->sentences_left_out;
    const auto before = left_out;
    for (const std::size_t longest_words : {60, 30, 0}) {
        const auto shorter = with_shorter_summary(draft, longest_words, left_out);
        auto plan = shorter ? plan_for(*shorter) : std::nullopt;
        if (!plan) continue;
        plan->loss += kSentence * static_cast<double>(left_out - before);
        if (plan->loss < best->loss) best = std::move(plan);
    }
    draft.edits = std::move(best->edits);
    draft.ids_given = best->ids_given;
}

}  // namespace bespoke::tailoring
