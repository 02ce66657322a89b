#include <fmt/format.h>

#include <set>

#include "tailoring/checks/grounding.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"

namespace bespoke::tailoring {
namespace {

/// Shares of common words from which two lines tell of the same: by words alone, and where vectors are near as well.
constexpr double kAlike = 0.6, kAlikeWithVectors = 0.4;
constexpr double kNearVectors = 0.85;

std::set<std::string> content_of(const Statement& statement) {
    std::set<std::string> stems;
    for (std::size_t i = 0; i < statement.tokens().size(); ++i) {
        if (!text::is_stop_word(statement.tokens()[i].text)) stems.insert(statement.stems()[i]);
    }
    return stems;
}

double shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    std::size_t common = 0;
    for (const auto& stem : a) common += b.contains(stem) ? 1 : 0;
    const auto all = a.size() + b.size() - common;
    return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

class Merging {
public:
    explicit Merging(Draft& draft) : draft_(draft) {}

    /// Takes out each line that another one of the list says; of two equal ones the later.
    void run(const TextList& list) {
        std::vector<Statement> statements;
        for (const auto& text : list) statements.emplace_back(text.value);
        std::set<std::size_t> removed, kept;
        for (std::size_t at = list.size(); at-- > 0;) {
            for (std::size_t by = 0; by < list.size(); ++by) {
                if (at == by || kept.contains(at) || removed.contains(by) || !may_go(list[at]) ||
                    !says_all(statements[by], statements[at]))
                    continue;
                removed.insert(at);
                kept.insert(by);
                draft_.add(
                    EditKind::MergeHighlights, list[at].id, Remove{}, {}, {list[by].id},
                    fmt::format("Another line of the same entry says all of this already: \"{}\".", shortened(list[by].value)));
                break;
            }
        }
    }

private:
    [[nodiscard]] bool may_go(const resume::Text& text) const {
        const auto* preferences = draft_.options.preferences;
        const bool wanted = preferences != nullptr && preferences->reverted(EditKind::MergeHighlights, text.value, "") != nullptr;
        return !wanted && !text.value.empty() && !draft_.changes(text.id);
    }
    /// No number, name, skill or other word of `other` is missing in `kept`, and nothing is hedged or denied differently.
    [[nodiscard]] bool says_all(const Statement& kept, const Statement& other) const {
        const auto more = content_of(kept), less = content_of(other);
        const double alike = shared(more, less);
        const bool near =
            draft_.options.embeddings != nullptr && draft_.options.embeddings->cosine(kept.text(), other.text()) >= kNearVectors;
        if (less.empty() || alike < (near ? kAlikeWithVectors : kAlike)) return false;
        return unsupported_by(other, Source{kept, kept, true}).empty();
    }

    Draft& draft_;
};

}  // namespace

void merge_highlights(Draft& draft) {
    for_each_list(draft.resume, [&](const NodeId& pointer, const TextList& list) {
        if (last_step(pointer) == "highlights" && list.size() > 1) Merging(draft).run(list);
    });
}

}  // namespace bespoke::tailoring
