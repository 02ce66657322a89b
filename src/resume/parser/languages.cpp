#include "resume/parser/body.hpp"
#include "resume/parser/chapters.hpp"
#include "resume/parser/lexicon.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

struct Spoken {
    std::string language, fluency;
};

/// "German: Fluent", "German (fluent)", "German - fluent", "German fluent"; the fluency is empty if none is given.
Spoken spoken(std::string_view element) {
    for (const std::string_view separator : {":", " - ", " – ", " — "}) {
        const auto at = element.find(separator);
        if (at == std::string_view::npos || at == 0) continue;
        return {std::string(strip_decoration(element.substr(0, at))),
                std::string(strip_decoration(element.substr(at + separator.size())))};
    }
    if (const auto open = element.find('('); open != std::string_view::npos && open > 0) {
        const auto close = std::min(element.find(')', open), element.size());
        return {std::string(strip_decoration(element.substr(0, open))),
                std::string(strip_decoration(element.substr(open + 1, close - open - 1)))};
    }
    const auto all = words(element);
    for (std::size_t split = 1; split < all.size() && split <= 2; ++split) {
        const auto at = static_cast<std::size_t>(all[split].data() - element.data());
        const auto front = strip_decoration(element.substr(0, at));
        if (is_language_name(front) && is_fluency(element.substr(at)))
            return {std::string(front), std::string(strip_decoration(element.substr(at)))};
    }
    return {std::string(element), {}};
}

/// "Urdu and Arabic"
std::vector<std::string> joined_languages(const std::string& element) {
    for (const std::string_view joint : {" and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " i "}) {
        const auto at = element.find(joint);
        if (at == std::string::npos) continue;
        const auto front = element.substr(0, at), back = element.substr(at + joint.size());
        if (is_language_name(front) && is_language_name(back)) return {front, back};
    }
    return {element};
}

/// Levels stand behind or below the names; in a grid a row of names precedes a row of levels.
class LanguageReader {
public:
    void read(const Row& row) {
        if (is_foreign(row)) return;
        for (const auto& listed : list_elements(row.text)) {
            for (const auto& element : joined_languages(listed)) {
                if (letter_count(element) > 0 || digit_count(element) > 0) add(element, row);
            }
        }
    }
    std::vector<Language> take() { return std::move(languages_); }

private:
    /// Names neither a language nor a level, and is too long for the name of a language that we don't know: captions of a grid, a date.
    static bool is_foreign(const Row& row) {
        const auto elements = list_elements(row.text);
        const bool speaks = std::any_of(elements.begin(), elements.end(), [](const std::string& element) {
            return is_language_name(element) || is_language_name(spoken(element).fluency) || is_fluency(element) ||
                   is_fluency(spoken(element).fluency);
        });
        return !speaks &&
               (row.text.ends_with(':') || contains(row.text, "\t") || digit_count(row.text) > 1 || words(row.text).size() > 4);
    }

    void add(const std::string& element, const Row& row) {
        const auto open = first_without_level();
        if (!is_language_name(element) && is_fluency(element) && !languages_.empty()) {
            if (open < languages_.size()) languages_[open].fluency = text_node(element, row);
            return;
        }
        auto [language, fluency] = spoken(element);
        // "Mother tongue: Dutch"
        if (!is_language_name(language) && is_language_name(fluency)) std::swap(language, fluency);
        Language entry{text_node(language, row, is_language_name(language) ? 1.0 : 0.6), {}};
        if (!fluency.empty()) entry.fluency = text_node(fluency, row);
        languages_.push_back(std::move(entry));
    }

    [[nodiscard]] std::size_t first_without_level() const {
        std::size_t first = languages_.size();
        while (first > 0 && languages_[first - 1].fluency.value.empty()) --first;
        return first;
    }

    std::vector<Language> languages_;
};

}  // namespace

void read_languages(const Rows& rows, Resume& resume) {
    LanguageReader reader;
    for (const auto& row : rows) reader.read(row);
    for (auto& language : reader.take()) resume.languages.push_back(std::move(language));
}

}  // namespace bespoke::resume::parser
