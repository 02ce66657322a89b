#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tailoring/checks/statement.hpp"
#include "tailoring/nodes.hpp"
#include "tailoring/rules/draft.hpp"
#include "tailoring/rules/spelling.hpp"

namespace bespoke::tailoring {
namespace {

using vocabulary::Term;

/// How the job spells a term, and where.
struct JobSpelling {
    std::string words;
    RequirementId requirement;
};

std::map<const Term*, JobSpelling> spellings_of(const job_description::JobDescription& job) {
    std::map<const Term*, JobSpelling> spellings;
    for (const auto* requirement : checkable_requirements(job)) {
        const Statement statement(requirement->text);
        for (const auto& mention : statement.mentions()) {
            auto words = statement.text().substr(mention.begin, mention.end - mention.begin);
            if (text::fold(words) == text::fold(mention.term->name)) words = mention.term->name;
            spellings.emplace(mention.term, JobSpelling{std::move(words), requirement->id});
        }
    }
    return spellings;
}

bool is_skill(const NodeId& node) { return section_of(node) == "skills" && last_step(node) != "level"; }

/// True if the job's spelling stands already where it would be looked for: for a listed skill in the list, for a sentence anywhere.
bool has_spelling(const resume::Resume& resume, const std::string& words, const NodeId& node) {
    bool found = false;
    for_each_text(resume, [&](const resume::Text& text) {
        if (!is_skill(node) || is_skill(text.id)) found = found || Statement(text.value).has_phrase(words);
    });
    return found;
}

bool is_vowel(char c) { return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos; }

/// "an AWS …" and "a Kubernetes …": after an article only words with the like beginning change places.
bool article_fits(std::string_view text, std::size_t at, std::string_view old_words, std::string_view new_words) {
    const auto before = text.substr(0, at);
    const bool article =
        before.ends_with(" a ") || before.ends_with(" an ") || before.starts_with("A ") || before.starts_with("An ");
    return !article || is_vowel(old_words.front()) == is_vowel(new_words.front());
}

class Respelling {
public:
    explicit Respelling(Draft& draft) : draft_(draft), spellings_(spellings_of(draft.job)) {}

    /// Skills first: where the list has the job's spelling, the sentences may keep theirs.
    void run() {
        for_each_text(draft_.resume, [this](const resume::Text& text) {
            if (is_skill(text.id)) respell(text);
        });
        for_each_text(draft_.resume, [this](const resume::Text& text) {
            if (text.id.str().find("/highlights/") != std::string::npos) respell(text);
        });
    }

private:
    void respell(const resume::Text& text) {
        const Statement statement(text.value);
        for (const auto& mention : statement.mentions()) {
            const auto found = spellings_.find(mention.term);
            if (found == spellings_.end()) continue;
            const auto words = text.value.substr(mention.begin, mention.end - mention.begin);
            const auto job = found->second;
            if (!is_wanted(words, job.words, text.id) || !article_fits(text.value, mention.begin, words, job.words)) continue;
            auto replaced = text.value;
            replaced.replace(mention.begin, mention.end - mention.begin, job.words);
            draft_.add(EditKind::UseJobSpelling, text.id, Replace{std::move(replaced)}, {job.requirement}, {text.id},
                       fmt::format("The job writes \"{}\" for what you call \"{}\"; searches find the job's spelling.", job.words,
                                   words));
            spellings_.erase(found);
            return;
        }
    }
    [[nodiscard]] bool is_wanted(const std::string& words, const std::string& job_words, const NodeId& node) const {
        return text::fold(words) != text::fold(job_words) && spells_out(job_words, words) &&
               !has_spelling(draft_.resume, job_words, node);
    }

    Draft& draft_;
    std::map<const Term*, JobSpelling> spellings_;
};

}  // namespace

void use_job_spelling(Draft& draft) { Respelling(draft).run(); }

}  // namespace bespoke::tailoring
