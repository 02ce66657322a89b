#include <libstemmer.h>

#include <array>

#include "text/text.hpp"

namespace bespoke::text {
namespace {

// Sorted. Words that carry content in a resume or an advertisement ("years", "new", "no", "not") are left out on purpose.
constexpr auto kStopWords = std::to_array<std::string_view>({
    "a",    "about", "above",   "after",   "again", "all",    "also",   "am",     "an",      "and",    "any",   "are",
    "as",   "at",    "be",      "because", "been",  "before", "being",  "below",  "between", "both",   "but",   "by",
    "can",  "could", "did",     "do",      "does",  "doing",  "down",   "during", "each",    "either", "etc",   "few",
    "for",  "from",  "further", "had",     "has",   "have",   "having", "he",     "her",     "here",   "hers",  "him",
    "his",  "how",   "i",       "if",      "in",    "into",   "is",     "it",     "its",     "itself", "just",  "may",
    "me",   "might", "more",    "most",    "must",  "my",     "myself", "of",     "off",     "on",     "once",  "only",
    "or",   "other", "our",     "ours",    "out",   "over",   "own",    "per",    "same",    "shall",  "she",   "should",
    "so",   "some",  "such",    "than",    "that",  "the",    "their",  "theirs", "them",    "then",   "there", "these",
    "they", "this",  "those",   "through", "to",    "too",    "under",  "until",  "up",      "upon",   "us",    "very",
    "via",  "was",   "we",      "were",    "what",  "when",   "where",  "which",  "while",   "who",    "whom",  "whose",
    "why",  "will",  "with",    "within",  "would", "you",    "your",   "yours",
});
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

/// Families that Snowball merges with others of quite another meaning ("experiment" with "experience", "engineer" with
/// "engine", "excellent" with "excel"), by their common beginning.
constexpr auto kKeptApart =
    std::to_array<std::string_view>({"designat", "engineer", "excellen", "experiment", "importan", "universit"});

struct DeleteStemmer {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// A stemmer keeps state between calls, so each thread has its own.
sb_stemmer* english_stemmer() {
    thread_local const std::unique_ptr<sb_stemmer, DeleteStemmer> stemmer(sb_stemmer_new("english", "UTF_8"));
    return stemmer.get();
}

bool is_letter_byte(char c) { return (c >= 'a' && c <= 'z') || c == '\'' || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

std::string stem(std::string_view folded_word) {
    auto* const stemmer = english_stemmer();
    if (stemmer == nullptr || !std::all_of(folded_word.begin(), folded_word.end(), is_letter_byte))
        return std::string(folded_word);
    for (const auto beginning : kKeptApart) {
        if (folded_word.starts_with(beginning)) return std::string(beginning);
    }
    const auto* const stemmed =
        sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(folded_word.data()), static_cast<int>(folded_word.size()));
    if (stemmed == nullptr) return std::string(folded_word);
    return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

bool is_stop_word(std::string_view folded_word) { return std::binary_search(kStopWords.begin(), kStopWords.end(), folded_word); }

}  // namespace bespoke::text
