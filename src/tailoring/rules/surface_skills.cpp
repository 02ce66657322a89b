#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <tuple>

#include "tailoring/checks/sources.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/skill_list.hpp"
#include "tailoring/rules/voice.hpp"

namespace bespoke::tailoring {
namespace {

using vocabulary::Term;
using vocabulary::Vocabulary;

/// A list that grows by more than this is no longer the candidate's.
constexpr std::size_t kMostSurfaced = 6;
/// With fewer, a new section of skills would look poorer than none.
constexpr std::size_t kFewestForNewList = 3;

/// A skill that some sentence of the resume names.
struct Found {
    const Term* term = nullptr;
    std::string spelling;
    NodeId node;
    std::vector<RequirementId> requirements;
};

/// Sentences where the candidate says what they did or can do. A summary tells of the employer as often as of the work, so that
/// only names of products count there.
bool is_narrative(const NodeId& id) {
    const auto section = section_of(id);
    if (section == "basics") return last_step(id) == "summary";
    if (section != "work" && section != "projects" && section != "volunteer") return false;
    return id.str().find("/highlights/") != std::string::npos || id.str().find("/keywords/") != std::string::npos ||
           last_step(id) == "summary" || last_step(id) == "description";
}

/// True for "Mentoring" and "mentored".
bool is_gerund_of(std::string_view name, std::string_view words) {
    const bool single = name.find(' ') == std::string_view::npos && words.find(' ') == std::string_view::npos;
    return single && name.ends_with("ing") && text::stem(text::fold(name)) == text::stem(text::fold(words));
}

/// The usual name where the sentence has it ("Kubernetes clusters"), else the sentence's own words: the list never says what the
/// resume does not say; the summary brings the job's wording together with them. Nothing for a verb, which is no item of a list.
std::optional<std::string> as_listed(const Statement& in, const vocabulary::Mention& mention) {
    const auto& name = mention.term->name;
    auto words = in.text().substr(mention.begin, mention.end - mention.begin);
    if (is_gerund_of(name, words) || (" " + text::fold(in.text())).find(" " + text::fold(name)) != std::string::npos) return name;
    // "Wrote landing pages" tells what was done, and is no item of a list.
    const bool verb = mention.kind == vocabulary::MentionKind::Form || words.find(' ') == std::string::npos;
    if (verb && is_past(text::fold(words.substr(0, words.find(' '))))) return std::nullopt;
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    return words;
}

/// True for words that only a name has: a capital inside a sentence, or anywhere behind the first letter.
bool starts_like_name(std::string_view words, std::size_t at) {
    const auto is_upper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    return (at > 0 && is_upper(words.front())) || std::any_of(words.begin() + 1, words.end(), is_upper);
}

bool is_instance(const Term& term, const Term& of) { return &term == &of || Vocabulary::builtin().is_a(term, of); }

/// True if the list already has the term, or an instance of it, which says more.
bool is_listed(const std::vector<ListedSkill>& skills, const Term& term) {
    return std::any_of(skills.begin(), skills.end(), [&](const ListedSkill& skill) {
        return std::any_of(skill.terms.begin(), skill.terms.end(),
                           [&](const Term* listed) { return is_instance(*listed, term); });
    });
}

/// "Vue 3" beside "Vue.js" says nothing new.
bool is_version_of_listed(const std::vector<ListedSkill>& skills, const Term& term) {
    const bool version = std::any_of(term.name.begin(), term.name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return version && std::any_of(skills.begin(), skills.end(), [&](const ListedSkill& skill) {
               return std::any_of(skill.terms.begin(), skill.terms.end(),
                                  [&](const Term* listed) { return Vocabulary::builtin().is_a(term, *listed); });
           });
}

/// False for what stands in a sentence so long that it is rather the text of several fields run together.
bool is_readable(std::string_view text, const vocabulary::Mention& mention) {
    constexpr std::size_t kMostWords = 60;
    const auto sentences = text::sentences(text);
    const auto around = std::find_if(sentences.begin(), sentences.end(), [&](std::string_view sentence) {
        return sentence.data() <= text.data() + mention.begin && text.data() + mention.begin < sentence.data() + sentence.size();
    });
    return around == sentences.end() || text::tokens(*around).size() <= kMostWords;
}

class Search {
public:
    explicit Search(const Draft& draft) : draft_(draft), skills_(listed_skills(draft.resume)) {
        for (const auto* requirement : checkable_requirements(draft.job)) {
            for (const auto* term : named_terms(requirement->text)) wanted_.emplace_back(term, requirement->id);
        }
    }

    std::vector<Found> run() {
        for_each_text(draft_.resume, [this](const resume::Text& text) {
            if (is_narrative(text.id)) look_at(text);
        });
        return std::move(found_);
    }

private:
    void look_at(const resume::Text& text) {
        const auto source = sources_of(draft_.resume, {text.id}).front();
        const Statement& statement = source.own;
        const bool tells_of_work = last_step(text.id) != "summary" && last_step(text.id) != "description";
        for (const auto& mention : statement.mentions()) {
            const auto& term = *mention.term;
            const bool is_name = starts_like_name(text.value.substr(mention.begin, mention.end - mention.begin), mention.begin);
            // A credential has its own section, and what stands there is listed. A clearance ("Enhanced DBS") is no skill either.
            const bool paper = is_credential_term(term) || term.category == "Licences and clearances";
            if ((!tells_of_work && !is_name) || paper) continue;
            auto requirements = asking_for(term, is_name);
            const bool known =
                std::any_of(found_.begin(), found_.end(), [&](const Found& f) { return is_instance(*f.term, term); });
            if (requirements.empty() || known || is_version_of_listed(skills_, term) || !is_readable(text.value, mention) ||
                is_listed(skills_, term) || !may_list(source, term))
                continue;
            if (auto spelling = as_listed(statement, mention))
                found_.push_back({&term, *spelling, text.id, std::move(requirements)});
        }
    }
    /// An instance of what is asked for is worth listing if it is a product or the like: "HubSpot" for marketing software, but not
    /// "VAT returns" for tax.
    [[nodiscard]] std::vector<RequirementId> asking_for(const Term& term, bool is_name) const {
        std::vector<RequirementId> requirements;
        for (const auto& [wanted, requirement] : wanted_) {
            const bool instance =
                is_name && std::find(term.parents.begin(), term.parents.end(), wanted->name) != term.parents.end();
            if (&term == wanted || instance) requirements.push_back(requirement);
        }
        requirements.erase(std::unique(requirements.begin(), requirements.end()), requirements.end());
        return requirements;
    }

    const Draft& draft_;
    std::vector<ListedSkill> skills_;
    std::vector<std::pair<const Term*, RequirementId>> wanted_;
    std::vector<Found> found_;
};

/// How near two terms stand to each other; 0 for strangers.
int affinity(const Term& a, const Term& b) {
    const bool share = std::any_of(a.parents.begin(), a.parents.end(), [&](const auto& parent) {
        return std::find(b.parents.begin(), b.parents.end(), parent) != b.parents.end();
    });
    return (a.category == b.category ? 1 : 0) + (share || is_instance(a, b) ? 1 : 0);
}

/// Trades whose skills stand together in most lists.
std::string_view family(const Term& term) {
    static constexpr auto kTechnical = std::to_array<std::string_view>({"software", "data", "IT support"});
    const bool technical = std::find(kTechnical.begin(), kTechnical.end(), term.trade) != kTechnical.end();
    return technical ? kTechnical.front() : std::string_view(term.trade);
}

/// The list with the nearest relatives, else the longest with skills of related trades; none if the term fits nowhere.
std::optional<NodeId> best_list(const resume::Resume& resume, const Term& term) {
    struct Fit {
        int relatives = 0, size = 0;
        bool same_family = false;
    };
    std::map<NodeId, Fit> lists;
    for (const auto& skill : listed_skills(resume)) {
        auto& fit = lists[skill.list];
        ++fit.size;
        for (const auto* other : skill.terms) {
            fit.relatives += affinity(*other, term);
            fit.same_family = fit.same_family || family(*other) == family(term);
        }
    }
    // A list without headings takes any skill.
    const NodeId flat("/skills");
    if (lists.empty() || lists.contains(flat)) return flat;
    std::erase_if(lists, [](const auto& list) { return list.second.relatives == 0 && !list.second.same_family; });
    const auto best = std::max_element(lists.begin(), lists.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.second.relatives, a.second.size) < std::tuple(b.second.relatives, b.second.size);
    });
    return best == lists.end() ? std::nullopt : std::optional(best->first);
}

}  // namespace

void surface_skills(Draft& draft) {
    auto found = Search(draft).run();
    if (draft.resume.skills.empty() && found.size() < kFewestForNewList) return;
    if (found.size() > kMostSurfaced) found.resize(kMostSurfaced);
    for (auto& skill : found) {
        auto list = best_list(draft.resume, *skill.term);
        if (!list) continue;
        auto reason = fmt::format("Your resume shows {} but does not list it among the skills; the job asks for {}.",
                                  skill.spelling, quoted_requirements(draft, skill.requirements));
        draft.add(EditKind::SurfaceSkill, std::move(*list), Append{skill.spelling}, std::move(skill.requirements), {skill.node},
                  std::move(reason));
    }
}

}  // namespace bespoke::tailoring
