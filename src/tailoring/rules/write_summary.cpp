#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "tailoring/checks/sources.hpp"
#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/english.hpp"
#include "tailoring/rules/phrases.hpp"
#include "tailoring/rules/skill_list.hpp"
#include "tailoring/rules/summary.hpp"
#include "tailoring/validate.hpp"

namespace bespoke::tailoring {
namespace {

using resume::Work;

const NodeId kSummary("/basics/summary");

/// Terms named in the summary: more would read as a list of keywords.
constexpr std::size_t kMostPhrases = 10;
/// What stands in the resume already is worth naming only in a summary that is written anew, and then briefly.
constexpr std::size_t kFewestInNewSummary = 4;
constexpr std::size_t kPhrasesPerSentence = 5;
constexpr std::size_t kMostActivities = 2;

std::vector<std::string> narrative_of(const resume::Resume& resume) {
    std::vector<std::string> texts{resume.basics.summary.value};
    const auto add = [&texts](const auto& entries) {
        for (const auto& entry : entries) {
            for (const auto& highlight : entry.highlights) texts.push_back(highlight.value);
        }
    };
    add(resume.work);
    add(resume.projects);
    add(resume.volunteer);
    return texts;
}

std::vector<std::string> narrative_of(const job_description::JobDescription& job) {
    auto texts = job.responsibilities;
    for (const auto& requirement : job.requirements) texts.push_back(requirement.sentence);
    return texts;
}

bool both_in_english(const Draft& draft) {
    return reads_as_english(narrative_of(draft.resume), WhenSilent::Foreign) &&
           reads_as_english(narrative_of(draft.job), WhenSilent::English);
}

/// Ends a sentence that was left open.
std::string closed(std::string_view sentence) {
    std::string text(text::trim(sentence));
    if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

/// The role held now or last.
const Work* latest_role(const std::vector<Work>& work) {
    const auto key = [](const Work& role) {
        const auto date = [](const std::optional<resume::DateNode>& node) { return node ? node->value : resume::Date{}; };
        return std::tuple(role.period.ongoing(), date(role.period.end), date(role.period.start));
    };
    const Work* latest = nullptr;
    for (const auto& role : work) {
        if (!role.position.value.empty() && (latest == nullptr || key(role) > key(*latest))) latest = &role;
    }
    return latest;
}

/// "A, B and C"; with "as well as" or semicolons where an item has a comma or an "and" of its own.
std::string enumerated(const std::vector<std::string>& items) {
    const auto is_compound = [](const std::string& item) {
        const auto outside = item.substr(0, item.find('('));
        return outside.find(',') != std::string::npos || outside.find(" and ") != std::string::npos;
    };
    if (items.size() < 2 || std::none_of(items.begin(), items.end(), is_compound)) return listed(items);
    if (items.size() == 2) return items.front() + " as well as " + items.back();
    const std::vector<std::string> head(items.begin(), items.end() - 1);
    return fmt::format("{}; and {}", fmt::join(head, "; "), items.back());
}

/// A summary under construction with what it stands on.
class Summary {
public:
    Summary(const Draft& draft, std::size_t longest_words)
        : draft_(draft), longest_words_(longest_words), own_(text::trim(draft.resume.basics.summary.value)) {}

    /// The text, if there is anything to say.
    std::optional<SummaryText> take() {
        if (!own_.empty()) evidence_.push_back(kSummary);
        keep_own_sentences();
        add_experience();
        const bool adds = add_phrases();
        sentences_.insert(sentences_.end(), closing_.begin(), closing_.end());
        if (!adds && !trimmed_) return std::nullopt;
        std::vector<NodeId> evidence;
        for (auto& node : evidence_) {
            if (std::find(evidence.begin(), evidence.end(), node) == evidence.end()) evidence.push_back(std::move(node));
        }
        const auto kind = adds ? EditKind::ComposeSummary : EditKind::TrimSummary;
        return SummaryText{kind,          fmt::format("{}", fmt::join(adds ? sentences_ : kept_, " ")),
                           requirements_, std::move(evidence),
                           reason(adds),  dropped_.size()};
    }

private:
    /// All of the candidate's own sentences; of a long summary not those that neither the job asks for nor any fact depends on.
    void keep_own_sentences() {
        auto words = text::tokens(own_).size();
        for (const auto part : text::sentences(own_)) kept_.emplace_back(part);
        for (std::size_t i = kept_.size(); i-- > 1 && words > longest_words_;) {
            if (is_asked_for(kept_[i]) || !ungrounded(kept_[i], rest_of_resume()).empty()) continue;
            words -= text::tokens(kept_[i]).size();
            dropped_.insert(dropped_.begin(), kept_[i]);
            kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(i));
            trimmed_ = true;
        }
        for (const auto& text : kept_) sentences_.push_back(closed(text));
        while (sentences_.size() > 1 && is_private(sentences_.back())) {
            closing_.insert(closing_.begin(), std::move(sentences_.back()));
            sentences_.pop_back();
        }
    }
    /// "In my free time I row": what goes last, behind anything that is added.
    static bool is_private(const std::string& sentence) {
        static constexpr auto kWords =
            std::to_array<std::string_view>({"free", "spare", "outside", "hobby", "hobbies", "weekends"});
        const auto words = text::tokens(sentence);
        return named_terms(sentence).empty() && std::any_of(words.begin(), words.end(), [](const auto& word) {
                   return std::find(kWords.begin(), kWords.end(), word.text) != kWords.end();
               });
    }
    [[nodiscard]] bool is_asked_for(const std::string& sentence) const {
        const auto named = named_terms(sentence);
        const auto requirements = checkable_requirements(draft_.job);
        return std::any_of(requirements.begin(), requirements.end(), [&](const auto* requirement) {
            const auto wanted = terms_of(*requirement);
            return std::any_of(named.begin(), named.end(), [&](const auto* term) {
                return std::any_of(wanted.begin(), wanted.end(), [&](const auto* asked) {
                    return term == asked || vocabulary::Vocabulary::builtin().is_a(*term, *asked);
                });
            });
        });
    }
    [[nodiscard]] std::vector<std::string> rest_of_resume() const {
        std::vector<std::string> texts;
        for_each_text(draft_.resume, [&](const resume::Text& text) {
            if (text.id != kSummary) texts.push_back(text.value);
        });
        return texts;
    }

    /// In a new summary the latest title and the year that experience began in; in an old one the year, if the job asks for years
    /// and it says none. A year stands in the resume itself, where a count of years would go stale.
    void add_experience() {
        const auto since = working_since(draft_.resume, draft_.options.today);
        const auto* role = latest_role(draft_.resume.work);
        if (role == nullptr) return;
        if (own_.empty() && !since) {
            sentences_.push_back(role->position.value + ".");
            evidence_.push_back(role->position.id);
        }
        if (!since) return;
        if (own_.empty()) {
            sentences_.push_back(fmt::format("{} with professional experience since {}.", role->position.value, *since));
        } else if (job_asks_for_years() && own_.find("year") == std::string_view::npos) {
            sentences_.push_back(fmt::format("Professional experience since {}.", *since));
        } else {
            return;
        }
        evidence_.push_back(role->position.id);
        for (const auto& work : draft_.resume.work) {
            if (work.period.start) evidence_.push_back(work.period.start->id);
            if (work.period.end) evidence_.push_back(work.period.end->id);
        }
        states_experience_ = true;
    }
    [[nodiscard]] bool job_asks_for_years() const {
        return draft_.job.years && years_of_experience(draft_.resume, draft_.options.today) >= *draft_.job.years;
    }

    bool add_phrases() {
        std::vector<std::string> experienced, texts, activities;
        auto phrases = proven_phrases(draft_);
        std::stable_partition(phrases.begin(), phrases.end(), [](const Phrase& phrase) { return phrase.adds_wording; });
        for (const auto& phrase : phrases) {
            const auto size = experienced.size() + texts.size() + activities.size();
            if (phrase.activity && activities.size() == kMostActivities) continue;
            const bool fills = own_.empty() && size < kFewestInNewSummary;
            if ((!phrase.adds_wording && !fills) || size == kMostPhrases) continue;
            (phrase.activity ? activities : phrase.experienced ? experienced : texts).push_back(phrase.text);
            requirements_.push_back(phrase.requirement);
            evidence_.insert(evidence_.end(), phrase.evidence.begin(), phrase.evidence.end());
        }
        // A title and one word that stands in the list of skills anyway are no summary.
        const bool poor = own_.empty() && texts.size() + experienced.size() + activities.size() < 2 &&
                          std::none_of(phrases.begin(), phrases.end(), [](const Phrase& phrase) { return phrase.adds_wording; });
        if (poor) return false;
        if (texts.empty() && experienced.empty() && activities.empty()) return !own_.empty() && states_experience_;
        add_sentences("Experience includes", "Further experience includes", experienced);
        // Each stands on a line of its own, so each is a sentence of its own.
        for (std::size_t i = 0; i < activities.size(); ++i)
            sentences_.push_back(fmt::format(
                "{} {}.", experienced.empty() && i == 0 ? "Experience includes" : "Further experience includes", activities[i]));
        add_sentences("Skills include", "Further skills include", texts);
        return true;
    }
    void add_sentences(const char* opening, const char* next_opening, std::vector<std::string> items) {
        // "Open data (Open Science) and reproducibility (Open Science)" needs the bracket once.
        for (std::size_t i = 0; i + 1 < items.size(); ++i) {
            const auto bracket = items[i].rfind(" (");
            if (bracket != std::string::npos && items[i + 1].ends_with(items[i].substr(bracket))) items[i].resize(bracket);
        }
        for (std::size_t from = 0; from < items.size(); from += kPhrasesPerSentence) {
            const auto to = std::min(from + kPhrasesPerSentence, items.size());
            const std::vector<std::string> part(items.begin() + static_cast<std::ptrdiff_t>(from),
                                                items.begin() + static_cast<std::ptrdiff_t>(to));
            sentences_.push_back(fmt::format("{} {}.", from == 0 ? opening : next_opening, enumerated(part)));
        }
    }

    [[nodiscard]] std::string reason(bool adds) const {
        std::string text;
        if (!requirements_.empty()) {
            text = fmt::format("Says what your resume proves in the words of the job: {}.",
                               quoted_requirements(draft_, requirements_));
        } else if (adds) {
            const auto years = *draft_.job.years;
            text = fmt::format("The job asks for {} {} of experience; this says since when you have been working.", years,
                               years == 1 ? "year" : "years");
        }
        if (!dropped_.empty())
            text += fmt::format("{}Leaves out, for length: {}", text.empty() ? "" : " ", fmt::join(dropped_, " "));
        return text;
    }

    const Draft& draft_;
    std::size_t longest_words_;
    std::string_view own_;
    std::vector<std::string> kept_, sentences_, closing_, dropped_;
    std::vector<RequirementId> requirements_;
    std::vector<NodeId> evidence_;
    bool trimmed_ = false, states_experience_ = false;
};

}  // namespace

std::optional<SummaryText> summary_for(const Draft& draft, std::size_t longest_words) {
    // Sentences are composed in English only, and never put into a text in another language.
    if (!both_in_english(draft)) return std::nullopt;
    auto others = draft;
    std::erase_if(others.edits, [](const Edit& edit) { return edit.target == kSummary; });
    return Summary(others, longest_words).take();
}

void write_summary(Draft& draft) {
    if (auto summary = summary_for(draft, kLongestSummaryWords)) {
        draft.add(summary->kind, kSummary, Replace{std::move(summary->text)}, std::move(summary->requirements),
                  std::move(summary->evidence), std::move(summary->reason));
    }
}

}  // namespace bespoke::tailoring
