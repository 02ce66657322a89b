#include "job_description/capitals.hpp"

#include <algorithm>

#include "job_description/ad_lines.hpp"
#include "text/text.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::job_description {
namespace {

/// As the vocabulary spells what the text names by one of a term's own spellings; empty for a form of it.
std::string usual_spelling(const vocabulary::Mention& mention, std::string_view said) {
    const auto folded = text::fold(said);
    if (text::fold(mention.term->name) == folded) return mention.term->name;
    const auto alias = std::ranges::find_if(mention.term->aliases, [&](const auto& each) { return text::fold(each) == folded; });
    return alias == mention.term->aliases.end() ? std::string() : *alias;
}

bool looks_like_an_acronym(const text::Token& token) {
    constexpr std::size_t kLongest = 4;
    return token.text.size() <= kLongest && !text::is_stop_word(token.text) &&
           token.text.find_first_of("aeiouy") == std::string::npos;
}

/// "SQL", "IPAF/PASMA", "AS 400": one or two short words say nothing of how the text is typed.
bool may_be_initials(std::string_view text) {
    constexpr std::size_t kFewWords = 2, kShortWord = 5;
    const auto words = text::split(text, ' ');
    return words.size() <= kFewWords && std::ranges::all_of(words, [](auto word) {
               return std::ranges::all_of(text::split(word, '/'), [](auto part) { return part.size() <= kShortWord; });
           });
}

/// Names of ordinary things are no proper names: "Food hygiene" goes on in small letters.
bool is_ordinary(std::string_view spelling) {
    const auto words = text::split(spelling, ' ');
    const bool small_rest = std::all_of(words.begin() + 1, words.end(), [](auto word) { return !all_capitals(word); });
    return small_rest && spelling.size() > 1 && spelling[1] >= 'a' && spelling[1] <= 'z' &&
           std::none_of(words.begin() + 1, words.end(),
                        [](auto word) { return !word.empty() && word[0] >= 'A' && word[0] <= 'Z'; });
}

}  // namespace

std::string in_sentence_case(std::string_view text) {
    const auto tokens = text::tokens(text);
    if (!all_capitals(text) || may_be_initials(text)) return std::string(text);
    std::string out(text);
    for (const auto& token : tokens) {
        if (looks_like_an_acronym(token)) continue;
        for (auto i = token.begin; i < token.end; ++i)
            if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] - 'A' + 'a');
    }
    for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(text)) {
        if (mention.kind == vocabulary::MentionKind::Cue) continue;
        const auto spelling = usual_spelling(mention, text.substr(mention.begin, mention.end - mention.begin));
        const bool fits = spelling.size() == mention.end - mention.begin && (tokens.size() == 1 || !is_ordinary(spelling));
        if (fits) out.replace(mention.begin, spelling.size(), spelling);
    }
    return out;
}

}  // namespace bespoke::job_description
