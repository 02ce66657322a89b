#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/text.hpp"

namespace bespoke::job_description {

using Tokens = std::vector<text::Token>;
using TokenView = std::span<const text::Token>;

/// Half-open range of tokens.
struct TokenRange {
    std::size_t begin = 0, end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

/// A number that a token speaks of: "3", "3+", "three", "drei"; nullopt for anything else or above 99.
std::optional<int> small_number(std::string_view token);

/// Word sequences, any of which may stand at a place.
class Alternatives {
public:
    void add(std::vector<std::string> words);
    /// Append the end of each alternative that stands at token `at`.
    void match(TokenView, std::size_t at, std::vector<std::size_t>& ends) const;
    template <class Use>
    void for_each_first_word(Use use) const {
        for (const auto& [word, sequences] : by_first_word_) use(word);
    }

private:
    std::unordered_map<std::string, std::vector<std::vector<std::string>>> by_first_word_;
};

/// A pattern of words. Items are parted by blanks; an item is
///   word            itself, folded and cut into tokens as text::tokens does
///   a|b_c           one of several, `_` standing for a blank
///   @name           one of the words of a class (see word_classes)
///   <number> <any>  a small number; any one word
/// and may end in `?` (may be missing) or `*` (any number of times).
class Phrase {
public:
    explicit Phrase(std::string_view pattern);

    /// Ends of all matches that begin at `first`, ascending. Time is bounded by items × tokens × alternatives.
    [[nodiscard]] std::vector<std::size_t> ends(TokenView tokens, std::size_t first) const;
    /// Words that a match can begin with; empty string for "any word".
    [[nodiscard]] std::vector<std::string> first_words() const;

private:
    enum class Repeat { Once, Optional, Any };
    enum class Kind { Words, Number, AnyWord };
    struct Item {
        Kind kind = Kind::Words;
        Repeat repeat = Repeat::Once;
        Alternatives alternatives;
        std::vector<const Alternatives*> classes;  ///< compiled once for the program
    };
    static Item compile_item(std::string_view text);
    static void compile_words(std::string_view text, Item& to);
    static void step(const Item&, TokenView, std::size_t at, std::vector<std::size_t>& to);

    std::vector<Item> items_;
};

/// Many phrases, indexed by their first word.
class PhraseTable {
public:
    explicit PhraseTable(std::span<const std::string_view> patterns);

    /// Longest match that begins at token `first`.
    [[nodiscard]] std::optional<TokenRange> match_at(TokenView, std::size_t first) const;
    /// Ends of all matches that begin at token `first`, longest first.
    [[nodiscard]] std::vector<std::size_t> ends_at(TokenView, std::size_t first) const;
    /// Longest match that ends with the last token.
    [[nodiscard]] std::optional<TokenRange> match_end(TokenView) const;
    /// Leftmost, then longest match anywhere.
    [[nodiscard]] std::optional<TokenRange> find(TokenView) const;
    [[nodiscard]] bool matches_all(TokenView) const;
    [[nodiscard]] bool contains(TokenView tokens) const { return find(tokens).has_value(); }
    [[nodiscard]] bool contains(std::string_view text) const { return contains(TokenView(text::tokens(text))); }

private:
    template <class Use>
    void for_each_end(TokenView, std::size_t first, Use use) const;

    std::vector<Phrase> phrases_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_first_word_;
    std::vector<std::size_t> any_first_word_;
};

}  // namespace bespoke::job_description
