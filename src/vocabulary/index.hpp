#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "vocabulary/atoms.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::vocabulary {

/// Numbers for the distinct words of the patterns, from 0.
class WordIds {
public:
    static constexpr std::uint32_t kUnknown = 0xFFFF'FFFF;
    std::uint32_t add(std::string_view word);
    void reserve(std::size_t words) { ids_.reserve(words); }
    [[nodiscard]] std::uint32_t find(std::string_view word) const;
    [[nodiscard]] std::size_t size() const { return ids_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
};

/// Names and aliases as a trie over plain words.
class NameIndex {
public:
    struct Name {
        std::uint32_t term = 0;
        MentionKind kind = MentionKind::Name;
        std::string spelling;
        Matching matching = Matching::Folded;
    };
    /// The name that has the same key already, or nullptr if it was new.
    const Name* add(Name name);
    void reserve(std::size_t names);
    /// Makes "frontend" find "front-end" wherever no name is spelt so. Call once, after the last add().
    void add_closed_spellings();
    /// Makes "planning lessons" find "lesson planning" wherever no name is spelt so. Call once, after the last add().
    void add_turned_round();
    [[nodiscard]] const Name* find(std::string_view spelling) const;
    [[nodiscard]] bool knows_word(std::string_view word) const { return words_.find(word) != WordIds::kUnknown; }

    struct Hit {
        std::size_t first = 0, last = 0;  ///< atoms; of a form with a number inside, the first word alone
        const Name* name = nullptr;
        bool as_spelt = true;  ///< false: with a word that stands for one of the name
    };
    /// Longest from the left, without overlap.
    [[nodiscard]] std::vector<Hit> search(std::span<const Atom> atoms, std::string_view text) const;

private:
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
    const Name* add_key(const std::vector<std::string>& key, std::uint32_t name);
    [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
    /// The longest name from `first`, with another word for the one at `replaced`.
    [[nodiscard]] Hit walk(std::size_t first, std::span<const Atom> atoms, std::string_view text, std::size_t replaced,
                           std::string_view by) const;
    [[nodiscard]] Hit longest_at(std::size_t first, std::span<const Atom> atoms, std::string_view text) const;

    WordIds words_;
    std::unordered_map<std::uint64_t, std::uint32_t> children_;
    std::vector<std::uint32_t> name_of_node_{kNone};
    std::vector<Name> names_;
};

/// Cues by the stem that they begin with.
class CueIndex {
public:
    void add(std::uint32_t term, std::string_view cue);

    struct Hit {
        std::size_t first = 0, last = 0;  ///< atoms
        std::uint32_t term = 0;
    };
    [[nodiscard]] std::vector<Hit> search(std::span<const Atom> atoms) const;

private:
    struct Cue {
        std::uint32_t term = 0;
        std::vector<std::uint32_t> stems;
    };
    struct Step;
    [[nodiscard]] std::uint32_t stem_of(const std::string& word) const;
    [[nodiscard]] static std::size_t match(const Cue&, std::span<const Step> steps, std::size_t first);

    WordIds stems_;
    /// Stems of the words that cues are written in, by word: most words of a text need no stemming then.
    std::unordered_map<std::string, std::uint32_t> stem_of_word_;
    std::vector<Cue> cues_;
    std::vector<std::vector<std::uint32_t>> cues_by_first_stem_;
};

}  // namespace bespoke::vocabulary
