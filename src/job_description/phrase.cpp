#include "job_description/phrase.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description {
namespace {

struct NumberWord {
    std::string_view word;
    int value;
};
constexpr std::array kNumberWords = {
    NumberWord{"one", 1},     NumberWord{"two", 2},      NumberWord{"three", 3},   NumberWord{"four", 4}, NumberWord{"five", 5},
    NumberWord{"six", 6},     NumberWord{"seven", 7},    NumberWord{"eight", 8},   NumberWord{"nine", 9}, NumberWord{"ten", 10},
    NumberWord{"twelve", 12}, NumberWord{"fifteen", 15}, NumberWord{"twenty", 20}, NumberWord{"ein", 1},  NumberWord{"einem", 1},
    NumberWord{"zwei", 2},    NumberWord{"drei", 3},     NumberWord{"vier", 4},    NumberWord{"fünf", 5}, NumberWord{"sechs", 6},
    NumberWord{"sieben", 7},  NumberWord{"acht", 8},     NumberWord{"zehn", 10},   NumberWord{"deux", 2}, NumberWord{"trois", 3},
    NumberWord{"quatre", 4},  NumberWord{"cinq", 5},     NumberWord{"dos", 2},     NumberWord{"tres", 3}, NumberWord{"cuatro", 4},
    NumberWord{"cinco", 5},   NumberWord{"twee", 2},     NumberWord{"drie", 3},    NumberWord{"vijf", 5},
};

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (auto& token : text::tokens(text)) words.push_back(std::move(token.text));
    return words;
}

std::vector<std::string> words_of_part(std::string_view part) {
    std::string spaced(part);
    std::ranges::replace(spaced, '_', ' ');
    return words_of(spaced);
}

/// The words of a class, compiled on first use; nullptr for an unknown class.
const Alternatives* class_alternatives(std::string_view name) {
    static const auto all = [] {
        std::map<std::string, Alternatives, std::less<>> classes;
        for (const auto known : word_class_names())
            for (const auto part : text::split(word_class(known), '|')) classes[std::string(known)].add(words_of_part(part));
        return classes;
    }();
    const auto found = all.find(name);
    return found == all.end() ? nullptr : &found->second;
}

void keep_distinct(std::vector<std::size_t>& values) {
    std::ranges::sort(values);
    const auto [first, last] = std::ranges::unique(values);
    values.erase(first, last);
}

}  // namespace

std::optional<int> small_number(std::string_view token) {
    int value = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (error == std::errc{} && value >= 0 && value < 100) {
        // "3d" is no number; "3+" and "2-4" are.
        const auto rest = std::string_view(end, static_cast<std::size_t>(token.data() + token.size() - end));
        const bool plain = rest.find_first_not_of("+-0123456789.") == std::string_view::npos;
        return plain ? std::optional(value) : std::nullopt;
    }
    const auto found = std::ranges::find(kNumberWords, token, &NumberWord::word);
    return found == kNumberWords.end() ? std::nullopt : std::optional(found->value);
}

void Alternatives::add(std::vector<std::string> words) {
    if (words.empty()) return;
    auto& sequences = by_first_word_[words.front()];
    sequences.push_back(std::move(words));
}

void Alternatives::match(TokenView tokens, std::size_t at, std::vector<std::size_t>& ends) const {
    const auto found = by_first_word_.find(tokens[at].text);
    if (found == by_first_word_.end()) return;
    for (const auto& words : found->second) {
        if (words.size() > tokens.size() - at) continue;
        if (std::ranges::equal(words, tokens.subspan(at, words.size()), {}, {}, &text::Token::text))
            ends.push_back(at + words.size());
    }
}

Phrase::Phrase(std::string_view pattern) {
    for (const auto item : text::split(pattern, ' '))
        if (!item.empty()) items_.push_back(compile_item(item));
}

Phrase::Item Phrase::compile_item(std::string_view text) {
    Item item;
    if (text.ends_with('?') || text.ends_with('*')) {
        item.repeat = text.back() == '?' ? Repeat::Optional : Repeat::Any;
        text.remove_suffix(1);
    }
    if (text == "<number>") item.kind = Kind::Number;
    if (text == "<any>") item.kind = Kind::AnyWord;
    if (item.kind == Kind::Words) compile_words(text, item);
    return item;
}

void Phrase::compile_words(std::string_view text, Item& to) {
    for (const auto part : text::split(text, '|')) {
        if (!part.starts_with('@'))
            to.alternatives.add(words_of_part(part));
        else if (const auto* known = class_alternatives(part.substr(1)))
            to.classes.push_back(known);
    }
}

void Phrase::step(const Item& item, TokenView tokens, std::size_t at, std::vector<std::size_t>& to) {
    if (at >= tokens.size()) return;
    if (item.kind == Kind::AnyWord || (item.kind == Kind::Number && small_number(tokens[at].text))) to.push_back(at + 1);
    item.alternatives.match(tokens, at, to);
    for (const auto* known : item.classes) known->match(tokens, at, to);
}

std::vector<std::size_t> Phrase::ends(TokenView tokens, std::size_t first) const {
    std::vector<std::size_t> places{first};
    for (const auto& item : items_) {
        std::vector<std::size_t> next;
        if (item.repeat != Repeat::Once) next = places;
        for (const auto place : places) step(item, tokens, place, next);
        if (item.repeat == Repeat::Any)
            for (std::size_t i = places.size(); i < next.size() && next.size() < 4 * tokens.size() + 8; ++i)
                step(item, tokens, next[i], next);
        keep_distinct(next);
        if (next.empty()) return {};
        places = std::move(next);
    }
    return places;
}

std::vector<std::string> Phrase::first_words() const {
    std::vector<std::string> words;
    for (const auto& item : items_) {
        if (item.kind != Kind::Words) words.emplace_back();
        const auto take = [&](const std::string& word) { words.push_back(word); };
        item.alternatives.for_each_first_word(take);
        for (const auto* known : item.classes) known->for_each_first_word(take);
        if (item.repeat == Repeat::Once) break;
    }
    return words;
}

PhraseTable::PhraseTable(std::span<const std::string_view> patterns) {
    for (const auto pattern : patterns) {
        const auto index = phrases_.size();
        phrases_.emplace_back(pattern);
        for (const auto& word : phrases_.back().first_words()) {
            auto& list = word.empty() ? any_first_word_ : by_first_word_[word];
            if (list.empty() || list.back() != index) list.push_back(index);
        }
    }
}

template <class Use>
void PhraseTable::for_each_end(TokenView tokens, std::size_t first, Use use) const {
    if (first >= tokens.size()) return;
    const auto visit = [&](const std::vector<std::size_t>& list) {
        for (const auto index : list)
            for (const auto end : phrases_[index].ends(tokens, first)) use(end);
    };
    if (const auto found = by_first_word_.find(tokens[first].text); found != by_first_word_.end()) visit(found->second);
    visit(any_first_word_);
}

std::optional<TokenRange> PhraseTable::match_at(TokenView tokens, std::size_t first) const {
    std::size_t longest = first;
    for_each_end(tokens, first, [&](std::size_t end) { longest = std::max(longest, end); });
    return longest > first ? std::optional(TokenRange{first, longest}) : std::nullopt;
}

std::vector<std::size_t> PhraseTable::ends_at(TokenView tokens, std::size_t first) const {
    std::vector<std::size_t> ends;
    for_each_end(tokens, first, [&](std::size_t end) {
        if (end > first) ends.push_back(end);
    });
    keep_distinct(ends);
    std::ranges::reverse(ends);
    return ends;
}

std::optional<TokenRange> PhraseTable::match_end(TokenView tokens) const {
    for (std::size_t first = 0; first < tokens.size(); ++first) {
        bool found = false;
        for_each_end(tokens, first, [&](std::size_t end) { found = found || (end == tokens.size() && end > first); });
        if (found) return TokenRange{first, tokens.size()};
    }
    return std::nullopt;
}

std::optional<TokenRange> PhraseTable::find(TokenView tokens) const {
    for (std::size_t first = 0; first < tokens.size(); ++first)
        if (const auto match = match_at(tokens, first)) return match;
    return std::nullopt;
}

bool PhraseTable::matches_all(TokenView tokens) const {
    bool found = false;
    for_each_end(tokens, 0, [&](std::size_t end) { found = found || (end == tokens.size() && end > 0); });
    return found;
}

}  // namespace bespoke::job_description
