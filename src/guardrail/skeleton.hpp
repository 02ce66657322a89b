#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bespoke::guardrail {

/// A text as words in the plainest form, so that one pattern matches however the words are dressed up: compatibility forms, case
/// and accents gone, look-alike letters of other scripts and digits for letters ("1gn0re") undone, well-known words restored from
/// shuffled letters ("igonre"). Words are parted by one blank; the end of a sentence is the word ".", a colon ":", a question
/// mark "?". One "." stands in front of all, so that patterns find the first sentence as any other.
struct Skeleton {
    struct Word {
        std::uint32_t at = 0;              ///< in `text`
        std::uint32_t begin = 0, end = 0;  ///< in the original
    };
    std::string text;  ///< each word followed by one blank
    std::vector<Word> words;
    /// What of the dress was noticed, in bytes of the original.
    struct Trick {
        enum class Kind { MixedScripts, InvisibleLetters, TurnedWriting, TagLetters } kind{};
        std::size_t begin = 0, end = 0;
    };
    std::vector<Trick> tricks;
    [[nodiscard]] std::string_view word(std::size_t index) const {
        const auto at = words[index].at;
        return std::string_view(text).substr(at, text.find(' ', at) - at);
    }
};

Skeleton skeleton_of(std::string_view text);

}  // namespace bespoke::guardrail
