#include "tailoring/rules/running_text.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring {
namespace {

bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

/// A capital and then small letters only.
bool is_capitalised(std::string_view word) {
    return word.size() > 1 && is_upper(word.front()) && std::all_of(word.begin() + 1, word.end(), is_lower);
}

std::string with_small_initial(std::string_view word) {
    std::string small(word);
    small.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(small.front())));
    return small;
}

/// Stems of all words that the vocabulary spells in small letters in a name; names of products keep their capitals there.
const std::set<std::string, std::less<>>& small_words() {
    static const std::set<std::string, std::less<>> words = [] {
        std::set<std::string, std::less<>> found;
        const auto add = [&found](std::string_view name) {
            for (const auto part : text::split(name, ' ')) {
                if (!part.empty() && std::all_of(part.begin(), part.end(), is_lower)) found.insert(text::stem(part));
            }
        };
        for (const auto& term : vocabulary::Vocabulary::builtin().terms()) {
            add(term.name);
            for (const auto& alias : term.aliases) add(alias);
        }
        return found;
    }();
    return words;
}

bool has_word(std::string_view text, std::string_view word) {
    const auto words = text::split(text, ' ');
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// True for what the vocabulary spells with capitals behind the first word: "Microsoft Office", "Qualified Teacher Status".
bool is_name_in_vocabulary(std::string_view title) {
    const auto* term = vocabulary::Vocabulary::builtin().find(title);
    if (term == nullptr) return false;
    const auto spells = [&](std::string_view name) {
        const auto space = name.find(' ');
        return space != std::string_view::npos &&
               std::any_of(name.begin() + static_cast<std::ptrdiff_t>(space), name.end(), is_upper) &&
               text::fold(name) == text::fold(title);
    };
    return spells(term->name) || std::any_of(term->aliases.begin(), term->aliases.end(), spells);
}

std::size_t end_of_word(std::string_view text, std::size_t begin) {
    return std::min(text.find_first_of(" ,-/()", begin), text.size());
}

}  // namespace

bool is_ordinary_word(std::string_view word, const job_description::JobDescription& job) {
    if (!is_capitalised(word)) return false;
    const auto small = with_small_initial(word);
    if (small.ends_with("ing") || text::is_stop_word(small) || small_words().contains(text::stem(small))) return true;
    return std::any_of(job.responsibilities.begin(), job.responsibilities.end(),
                       [&](const auto& text) { return has_word(text, small); }) ||
           std::any_of(job.requirements.begin(), job.requirements.end(),
                       [&](const auto& r) { return has_word(r.sentence, small); });
}

std::string in_running_text(std::string wording, const job_description::JobDescription& job) {
    const auto end = end_of_word(wording, 0);
    const auto next = wording.find_first_not_of(" ,-/()", end);
    const bool title =
        next != std::string::npos && is_capitalised(std::string_view(wording).substr(next, end_of_word(wording, next) - next));
    if (title || !is_ordinary_word(std::string_view(wording).substr(0, end), job)) return wording;
    return with_small_initial(wording);
}

std::string in_small_letters(std::string title, const job_description::JobDescription& job) {
    if (is_name_in_vocabulary(title)) return title;
    for (std::size_t begin = 0; begin < title.size(); begin = end_of_word(title, begin) + 1) {
        const auto word = std::string_view(title).substr(begin, end_of_word(title, begin) - begin);
        if (is_ordinary_word(word, job)) title[begin] = with_small_initial(word).front();
    }
    return title;
}

}  // namespace bespoke::tailoring
