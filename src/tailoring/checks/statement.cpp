#include "tailoring/checks/statement.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "tailoring/checks/word_lists.hpp"
#include "text/code_points.hpp"

namespace bespoke::tailoring {
namespace {

using vocabulary::Mention;
using vocabulary::MentionKind;
using vocabulary::Vocabulary;

bool is_capitalised(std::string_view word) {
    std::size_t offset = 0;
    return u_isupper(text::next_code_point(word, offset)) != 0;
}

std::string joined_stems(std::string_view words) {
    std::string joined = " ";
    for (const auto& token : text::tokens(words)) joined += text::stem(token.text) + " ";
    return joined;
}

}  // namespace

Statement::Statement(std::string text)
    : text_(std::move(text)), tokens_(text::tokens(text_)), numbers_(numbers_of(text_, tokens_)) {
    phrase_index_ = " ";
    for (const auto& token : tokens_) {
        stems_.push_back(text::stem(token.text));
        stem_set_.insert(stems_.back());
        phrase_index_ += stems_.back() + " ";
    }
    mentions_ = Vocabulary::builtin().mentions(text_);
    std::erase_if(mentions_, [](const Mention& mention) { return mention.kind == MentionKind::Cue; });
}

bool Statement::has_phrase(std::string_view words) const {
    const auto phrase = joined_stems(words);
    return phrase.size() > 1 && phrase_index_.find(phrase) != std::string::npos;
}

const Mention* Statement::mention_at(std::size_t token) const {
    const auto found = std::find_if(mentions_.begin(), mentions_.end(), [&](const Mention& mention) {
        return mention.begin <= tokens_[token].begin && tokens_[token].end <= mention.end;
    });
    return found == mentions_.end() ? nullptr : &*found;
}

const Number* Statement::number_at(std::size_t token) const {
    const auto found = std::find_if(numbers_.begin(), numbers_.end(),
                                    [&](const Number& number) { return number.first <= token && token <= number.last; });
    return found == numbers_.end() ? nullptr : &*found;
}

bool Statement::denied(const Mention& mention) const {
    // "No experience with Java", "without Java": a negation up to four words before.
    constexpr std::ptrdiff_t kReach = 4;
    const auto first =
        std::find_if(tokens_.begin(), tokens_.end(), [&](const auto& token) { return token.begin >= mention.begin; });
    if (speaks_of_person(mention) || names_a_unit(mention)) return true;
    const auto from = first - std::min(kReach, first - tokens_.begin());
    if (std::any_of(from, first, [](const auto& token) { return is_negation(token.text); })) return true;
    // "Removed jQuery from 131 pages" takes jQuery out; "replaced it with React" brings React in.
    const auto removal = std::find_if(from, first, [](const auto& token) { return is_removal(token.text); });
    return std::none_of(removal, first,
                        [](const auto& token) { return token.text == "with" || token.text == "by" || token.text == "using"; }) &&
           removal != first;
}

bool Statement::speaks_of_person(const Mention& mention) const {
    // "Stood in for the team lead" shows no leadership; a title or a listed skill is nothing but the mention.
    const auto last = std::find_if(tokens_.rbegin(), tokens_.rend(), [&](const auto& token) { return token.end <= mention.end; });
    const bool alone = tokens_.front().begin >= mention.begin && last == tokens_.rbegin();
    return !alone && last != tokens_.rend() && is_role(last->text);
}

bool Statement::names_a_unit(const Mention& mention) const {
    static constexpr auto kUnits = std::to_array<std::string_view>({"team", "department", "unit", "division", "committee"});
    const auto next = std::find_if(tokens_.begin(), tokens_.end(), [&](const auto& token) { return token.begin >= mention.end; });
    if (next == tokens_.end() || next->begin != mention.end + 1 || text_[mention.end] != ' ') return false;
    const bool unit = std::find(kUnits.begin(), kUnits.end(), next->text) != kUnits.end();
    const auto word = [&](std::size_t begin) { return std::string_view(text_).substr(begin); };
    const bool leads = next + 1 != tokens_.end() && is_role((next + 1)->text);
    return unit && !leads && is_capitalised(word(mention.begin)) && is_capitalised(word(next->begin));
}

bool Statement::proves(const vocabulary::Term& term) const {
    return std::any_of(mentions_.begin(), mentions_.end(), [&](const Mention& mention) {
        return (mention.term == &term || Vocabulary::builtin().is_a(*mention.term, term)) && !denied(mention);
    });
}

bool Statement::names(const vocabulary::Term& term) const {
    return std::any_of(mentions_.begin(), mentions_.end(),
                       [&](const Mention& mention) { return mention.term == &term && !denied(mention); });
}

std::vector<std::string> Statement::capitalised_runs() const {
    std::vector<std::string> runs;
    std::size_t begin = 0;
    const auto flush = [&](std::size_t end) {
        if (end - begin >= 2) runs.push_back(text_.substr(tokens_[begin].begin, tokens_[end - 1].end - tokens_[begin].begin));
    };
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        const std::string_view word(text_.data() + tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
        const bool adjoins = i > begin && text_.substr(tokens_[i - 1].end, tokens_[i].begin - tokens_[i - 1].end) == " ";
        if (is_capitalised(word) && (i == begin || adjoins)) continue;
        flush(i);
        begin = is_capitalised(word) ? i : i + 1;
    }
    if (begin < tokens_.size()) flush(tokens_.size());
    return runs;
}

}  // namespace bespoke::tailoring
