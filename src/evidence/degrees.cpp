#include "evidence/degrees.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

using job_description::DegreeLevel;

struct DegreeWord {
    std::string_view word;
    DegreeLevel level;
};

/// Folded words. Where several occur, the highest counts ("Master of Science (Bachelor of ...)" is a master).
constexpr auto kDegreeWords = std::to_array<DegreeWord>({
    {"phd", DegreeLevel::Doctorate},
    {"ph.d", DegreeLevel::Doctorate},
    {"dphil", DegreeLevel::Doctorate},
    {"doctorate", DegreeLevel::Doctorate},
    {"doctor", DegreeLevel::Doctorate},
    {"doctoral", DegreeLevel::Doctorate},
    {"edd", DegreeLevel::Doctorate},
    {"md", DegreeLevel::Doctorate},
    {"m.d", DegreeLevel::Doctorate},
    {"jd", DegreeLevel::Doctorate},
    {"pharmd", DegreeLevel::Doctorate},
    {"dnp", DegreeLevel::Doctorate},
    {"master", DegreeLevel::Master},
    {"masters", DegreeLevel::Master},
    {"msc", DegreeLevel::Master},
    {"m.sc", DegreeLevel::Master},
    {"ms", DegreeLevel::Master},
    {"m.s", DegreeLevel::Master},
    {"ma", DegreeLevel::Master},
    {"m.a", DegreeLevel::Master},
    {"mba", DegreeLevel::Master},
    {"meng", DegreeLevel::Master},
    {"m.eng", DegreeLevel::Master},
    {"med", DegreeLevel::Master},
    {"m.ed", DegreeLevel::Master},
    {"mfa", DegreeLevel::Master},
    {"mph", DegreeLevel::Master},
    {"mpa", DegreeLevel::Master},
    {"mphil", DegreeLevel::Master},
    {"mres", DegreeLevel::Master},
    {"llm", DegreeLevel::Master},
    {"msn", DegreeLevel::Master},
    {"msw", DegreeLevel::Master},
    {"mtech", DegreeLevel::Master},
    {"magister", DegreeLevel::Master},
    {"diplom", DegreeLevel::Master},
    {"pgce", DegreeLevel::Master},
    {"postgraduate", DegreeLevel::Master},
    {"bachelor", DegreeLevel::Bachelor},
    {"bachelors", DegreeLevel::Bachelor},
    {"bsc", DegreeLevel::Bachelor},
    {"b.sc", DegreeLevel::Bachelor},
    {"bs", DegreeLevel::Bachelor},
    {"b.s", DegreeLevel::Bachelor},
    {"ba", DegreeLevel::Bachelor},
    {"b.a", DegreeLevel::Bachelor},
    {"beng", DegreeLevel::Bachelor},
    {"b.eng", DegreeLevel::Bachelor},
    {"bed", DegreeLevel::Bachelor},
    {"b.ed", DegreeLevel::Bachelor},
    {"bba", DegreeLevel::Bachelor},
    {"bcom", DegreeLevel::Bachelor},
    {"b.com", DegreeLevel::Bachelor},
    {"bfa", DegreeLevel::Bachelor},
    {"llb", DegreeLevel::Bachelor},
    {"bsn", DegreeLevel::Bachelor},
    {"btech", DegreeLevel::Bachelor},
    {"b.tech", DegreeLevel::Bachelor},
    {"bsw", DegreeLevel::Bachelor},
    {"undergraduate", DegreeLevel::Bachelor},
    {"degree", DegreeLevel::Bachelor},
    {"licence", DegreeLevel::Bachelor},
    {"licenciatura", DegreeLevel::Bachelor},
    {"associate", DegreeLevel::Associate},
    {"associates", DegreeLevel::Associate},
    {"hnd", DegreeLevel::Associate},
    {"hnc", DegreeLevel::Associate},
    {"aas", DegreeLevel::Associate},
    {"diploma", DegreeLevel::Associate},
    {"foundation", DegreeLevel::Associate},
    {"school", DegreeLevel::School},
    {"ged", DegreeLevel::School},
    {"abitur", DegreeLevel::School},
    {"gcse", DegreeLevel::School},
    {"gcses", DegreeLevel::School},
    {"baccalaureate", DegreeLevel::School},
    {"matura", DegreeLevel::School},
    {"levels", DegreeLevel::School},
    {"apprenticeship", DegreeLevel::School},
    {"vocational", DegreeLevel::School},
    {"certificate", DegreeLevel::School},
});

}  // namespace

DegreeLevel degree_level(std::string_view study_type) {
    auto best = DegreeLevel::None;
    bool associate = false, high_school = false;
    for (const auto& token : text::tokens(study_type)) {
        const auto found =
            std::find_if(kDegreeWords.begin(), kDegreeWords.end(), [&](const DegreeWord& w) { return w.word == token.text; });
        if (found == kDegreeWords.end()) continue;
        associate |= found->level == DegreeLevel::Associate;
        high_school |= found->level == DegreeLevel::School;
        best = std::max(best, found->level);
    }
    // "Associate degree" and "school degree": the word "degree" alone would make a bachelor of them.
    const bool by_word_degree = best == DegreeLevel::Bachelor && (associate || high_school) &&
                                text::fold(study_type).find("bachelor") == std::string::npos;
    return by_word_degree ? (associate ? DegreeLevel::Associate : DegreeLevel::School) : best;
}

DegreeFound find_degree(const resume::Resume& resume, DegreeLevel wanted) {
    const auto wanted_name = to_string(wanted);
    DegreeFound best{Judgement::Missing, {}, fmt::format("No degree of the level {} was found.", wanted_name)};
    for (const auto& education : resume.education) {
        const auto& node = education.study_type.value.empty() ? education.area : education.study_type;
        const auto level = degree_level(node.value);
        if (level == DegreeLevel::None) continue;
        const bool reached = level >= wanted;
        if (reached && !education.period.ongoing()) {
            return {Judgement::Met, Support{node.id, 1.0, true, fmt::format("is a degree of the level {}", to_string(level))},
                    fmt::format("\"{}\" answers the wish for the level {}.", node.value, wanted_name)};
        }
        if (best.judgement == Judgement::Partial) continue;
        best = {reached ? Judgement::Partial : Judgement::Missing,
                Support{node.id, reached ? 0.7 : 0.3, false,
                        "is a degree, but " + std::string(reached ? "not finished" : "of a lower level")},
                reached ? fmt::format("\"{}\" is of the level {}, but not finished.", node.value, wanted_name)
                        : fmt::format("\"{}\" is below the level {}.", node.value, wanted_name)};
    }
    return best;
}

}  // namespace bespoke::evidence
