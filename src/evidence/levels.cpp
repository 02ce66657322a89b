#include "evidence/levels.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

/// Kinds of which a higher number is more. Tiers and classes count downwards as often as upwards, so they are none.
constexpr auto kRising = std::to_array<std::string_view>({"level", "stage", "band", "grade", "step", "niveau", "stufe"});

/// Common European Framework of Reference for Languages, and what resumes write instead of its last steps.
constexpr auto kFramework = std::to_array<std::pair<std::string_view, int>>({{"a1", 1},
                                                                             {"a2", 2},
                                                                             {"b1", 3},
                                                                             {"b2", 4},
                                                                             {"c1", 5},
                                                                             {"c2", 6},
                                                                             {"fluent", 5},
                                                                             {"native", 6},
                                                                             {"bilingual", 6},
                                                                             {"mother", 6}});

/// "c1" of "class C1": a thing of its own, neither more nor less than another. Class B is what a driving licence is taken for.
bool is_a_class(std::string_view kind, std::string_view letter) {
    static constexpr auto kKinds = std::to_array<std::string_view>({"class", "category", "klasse", "catégorie", "clase"});
    const bool short_name =
        !letter.empty() && letter.size() <= 3 && letter.front() >= 'a' && letter.front() <= 'z' && letter != "b";
    const bool lettered = short_name && letter.substr(1).find_first_not_of("0123456789e") == std::string_view::npos;
    return lettered && std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

std::optional<int> small_count(std::string_view token) {
    const bool digits = !token.empty() && token.size() <= 2 && token.find_first_not_of("0123456789") == std::string_view::npos;
    if (!digits) return std::nullopt;
    int number = 0;
    for (const char digit : token) number = number * 10 + (digit - '0');
    return number;
}

}  // namespace

std::vector<Level> levels_in(std::string_view text) {
    std::vector<Level> out;
    const auto words = text::tokens(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool classed = i > 0 && is_a_class(words[i - 1].text, words[i].text);
        if (classed) {
            out.push_back({"class " + words[i].text, 1, words[i - 1].begin, words[i].end});
            continue;
        }
        const auto framework =
            std::find_if(kFramework.begin(), kFramework.end(), [&](const auto& step) { return step.first == words[i].text; });
        if (framework != kFramework.end()) out.push_back({"cefr", framework->second, words[i].begin, words[i].end});
        const bool rising = std::find(kRising.begin(), kRising.end(), words[i].text) != kRising.end();
        const bool taught = i > 0 && words[i - 1].text == "key";
        if (!rising || taught || i + 1 == words.size()) continue;
        if (const auto number = small_count(words[i + 1].text))
            out.push_back({words[i].text, *number, words[i].begin, words[i + 1].end});
    }
    return out;
}

const Level* level_missed(const std::vector<Level>& wanted, const std::vector<Level>& said) {
    const auto missed = std::find_if(wanted.begin(), wanted.end(), [&](const Level& level) {
        return std::none_of(said.begin(), said.end(),
                            [&](const Level& other) { return other.kind == level.kind && other.number >= level.number; });
    });
    return missed == wanted.end() ? nullptr : &*missed;
}

}  // namespace bespoke::evidence
