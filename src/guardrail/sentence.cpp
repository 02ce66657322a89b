#include "guardrail/sentence.hpp"

#include <algorithm>

#include "text/text.hpp"

namespace bespoke::guardrail {

std::vector<std::string_view> words_of(std::string_view piece) { return text::split(text::trim(piece), ' '); }

std::size_t skeleton_place(const Skeleton& skeleton, const Finding& finding) {
    const auto word =
        std::ranges::find_if(skeleton.words, [&](const auto& it) { return it.begin >= finding.begin && it.end > it.begin; });
    return word == skeleton.words.end() ? 0 : word->at;
}

std::string_view sentence_around(const Skeleton& skeleton, std::size_t at) {
    const std::string_view text = skeleton.text;
    const auto begin = text.rfind(" . ", at);
    const auto end = text.find(" . ", at);
    const auto from = begin == std::string_view::npos ? 0 : begin + 3;
    return text.substr(from, end == std::string_view::npos ? end : end - from);
}

bool is_one_of(std::string_view word, std::string_view list) {
    for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || list[at - 1] == '|') && (end == list.size() || list[end] == '|')) return true;
    }
    return false;
}

bool has_one_of(std::string_view piece, std::string_view list) {
    return std::ranges::any_of(words_of(piece), [&](const auto word) { return !word.empty() && is_one_of(word, list); });
}

}  // namespace bespoke::guardrail
