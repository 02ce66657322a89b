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

/// Levels stand behind or below the names; in a grid a row of names precedes a row of levels.
class LanguageReader {
public:
    void read(const Row& row) {
        for (const auto& element : list_elements(row.text)) {
            if (letter_count(element) > 0 || digit_count(element) > 0) add(element, row);
        }
    }
    std::vector<Language> take() { return std::move(languages_); }

private:
    void add(const std::string& element, const Row& row) {
        const auto open = first_without_level();
        if (!is_language_name(element) && is_fluency(element) && open < languages_.size()) {
            languages_[open].fluency = text_node(element, row);
            return;
        }
        const auto [language, fluency] = spoken(element);
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
