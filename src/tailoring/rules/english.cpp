#include "tailoring/rules/english.hpp"

#include <algorithm>
#include <array>

#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

// Frequent words of the languages that resumes come in, none of them an English word or a letter.
constexpr auto kForeign = std::to_array<std::string_view>(
    {"aan",   "als", "auf", "aus", "avec", "av",  "bei",  "bij", "com", "con",  "dans", "das",  "dei",   "del",
     "della", "dem", "den", "der", "des",  "det", "di",   "dos", "du",  "een",  "ein",  "eine", "einer", "el",
     "em",    "es",  "et",  "ett", "för",  "für", "gli",  "het", "il",  "im",   "jako", "la",   "las",   "le",
     "les",   "los", "med", "met", "mit",  "na",  "nach", "não", "och", "og",   "oraz", "os",   "para",  "por",
     "pour",  "que", "som", "sur", "till", "um",  "und",  "une", "van", "voor", "von",  "zum",  "zur"});

bool is_foreign(std::string_view word) { return std::find(kForeign.begin(), kForeign.end(), word) != kForeign.end(); }

}  // namespace

bool reads_as_english(const std::vector<std::string>& texts, WhenSilent when_silent) {
    constexpr std::size_t kForeignWeight = 2;
    std::size_t english = 0, foreign = 0, words = 0;
    for (const auto& text : texts) {
        for (const auto& token : text::tokens(text)) {
            ++words;
            if (is_foreign(token.text)) {
                ++foreign;
            } else if (text::is_stop_word(token.text)) {
                ++english;
            }
        }
    }
    if (english + foreign == 0) return when_silent == WhenSilent::English;
    // "in", "am" and "was" are words of other languages as well, so some English words must be many to count.
    constexpr std::size_t kOneIn = 12;
    return english >= kForeignWeight * foreign && english * kOneIn >= words;
}

}  // namespace bespoke::tailoring
