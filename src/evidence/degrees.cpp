#include "evidence/degrees.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

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
    {"md", DegreeLevel::Master},
    {"m.d", DegreeLevel::Master},
    {"jd", DegreeLevel::Master},
    {"pharmd", DegreeLevel::Master},
    {"dnp", DegreeLevel::Master},
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
    {"m.tech", DegreeLevel::Master},
    {"m.e", DegreeLevel::Master},
    {"magister", DegreeLevel::Master},
    {"diplom", DegreeLevel::Master},
    {"pgce", DegreeLevel::Bachelor},
    {"postgraduate", DegreeLevel::Bachelor},
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
    {"b.e", DegreeLevel::Bachelor},
    {"bsw", DegreeLevel::Bachelor},
    {"undergraduate", DegreeLevel::Bachelor},
    {"degree", DegreeLevel::Bachelor},
    {"licence", DegreeLevel::Bachelor},
    {"licenciatura", DegreeLevel::Bachelor},
    {"ausbildung", DegreeLevel::Associate},
    {"berufsausbildung", DegreeLevel::Associate},
    {"associate", DegreeLevel::Associate},
    {"associates", DegreeLevel::Associate},
    {"hnd", DegreeLevel::Associate},
    {"hnc", DegreeLevel::Associate},
    {"aas", DegreeLevel::Associate},
    {"a.a.s", DegreeLevel::Associate},
    {"a.a", DegreeLevel::Associate},
    {"a.s", DegreeLevel::Associate},
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

namespace {

/// "a bachelor's degree"; the name of what is on that level, with its article.
std::string a_degree(DegreeLevel level) {
    switch (level) {
        case DegreeLevel::School: return "a school-leaving certificate";
        case DegreeLevel::Associate: return "an associate degree";
        case DegreeLevel::Bachelor: return "a bachelor's degree";
        case DegreeLevel::Master: return "a master's degree";
        case DegreeLevel::Doctorate: return "a doctorate";
        case DegreeLevel::None: break;
    }
    return "a degree";
}

/// Words that many subjects share: they tell a subject only where nothing else does.
bool is_head_of_subjects(std::string_view stem) {
    static constexpr auto kHeads = std::to_array<std::string_view>(
        {"art", "scienc", "engin", "studi", "manag", "administr", "technolog", "educ", "design", "system", "appli", "social"});
    return std::find(kHeads.begin(), kHeads.end(), stem) != kHeads.end();
}

/// True for stems of one family: "accounting" and "accountancy".
bool are_akin(std::string_view a, std::string_view b) {
    constexpr std::size_t kShared = 6;
    const auto common = std::min({a.size(), b.size(), kShared});
    return a == b || (common >= kShared - 1 && a.substr(0, common) == b.substr(0, common));
}

/// Subjects that a wish for a degree names, each as its stems: "degree in physics, computer science or similar".
std::vector<std::vector<std::string>> subjects_of(std::string_view wanted) {
    static constexpr auto kNoSubject = std::to_array<std::string_view>(
        {"relat",   "field",    "disciplin", "subject",    "relev",   "equival",   "similar", "compar",   "qualif",
         "qualifi", "level",    "technic",   "numer",      "quantit", "stem",      "univers", "colleg",   "higher",
         "honour",  "honor",    "first",     "class",      "good",    "minimum",   "complet", "accredit", "academ",
         "area",    "educ",     "degre",     "experi",     "prefer",  "requir",    "advanc",  "year",     "least",
         "hold",    "recognis", "recogn",    "undergradu", "graduat", "postgradu", "taught"});
    const auto folded = text::fold(wanted);
    const auto in = folded.find(" in ");
    if (in == std::string::npos) return {};
    std::string parted = folded.substr(in + 4);
    for (const std::string_view sign : {" or ", " and ", "/", ";", "(", ")"}) {
        for (auto at = parted.find(sign); at != std::string::npos; at = parted.find(sign)) parted.replace(at, sign.size(), ",");
    }
    std::vector<std::vector<std::string>> out;
    for (const auto part : text::split(parted, ',')) {
        std::vector<std::string> stems;
        for (const auto& token : text::tokens(part)) {
            const auto stem = text::stem(token.text);
            const bool tells = !text::is_stop_word(token.text) && degree_level(token.text) == DegreeLevel::None &&
                               std::find(kNoSubject.begin(), kNoSubject.end(), stem) == kNoSubject.end();
            if (tells) stems.push_back(stem);
        }
        if (!stems.empty()) out.push_back(std::move(stems));
    }
    return out;
}

/// True if the studies are of one of the subjects, as far as their words tell.
bool is_of_subject(std::string_view studies, const std::vector<std::vector<std::string>>& subjects) {
    std::vector<std::string> stems;
    for (const auto& token : text::tokens(studies)) stems.push_back(text::stem(token.text));
    const auto studied = [&](const std::string& stem) {
        return std::any_of(stems.begin(), stems.end(), [&](const auto& other) { return are_akin(stem, other); });
    };
    return subjects.empty() || std::any_of(subjects.begin(), subjects.end(), [&](const auto& subject) {
               const bool heads = std::all_of(subject.begin(), subject.end(), is_head_of_subjects);
               return std::any_of(subject.begin(), subject.end(),
                                  [&](const auto& stem) { return (heads || !is_head_of_subjects(stem)) && studied(stem); });
           });
}

/// How one education answers the wish.
DegreeFound answer(const resume::Education& education, DegreeLevel wanted,
                   const std::vector<std::vector<std::string>>& subjects) {
    const auto& node = education.study_type.value.empty() ? education.area : education.study_type;
    const auto level = degree_level(node.value);
    if (level == DegreeLevel::None) return {};
    constexpr double kNear = 0.7, kFar = 0.3, kFollowsADegree = 0.9;
    const auto partial = [&](double score, const std::string& what) {
        return DegreeFound{score == kNear ? Judgement::Partial : Judgement::Missing,
                           Support{node.id, score, false, "has a degree, but " + what},
                           fmt::format("\"{}\" is {}.", node.value, what)};
    };
    if (level < wanted) return partial(kFar, fmt::format("below the level of {}", a_degree(wanted)));
    if (education.period.ongoing()) return partial(kNear, "not finished");
    if (!is_of_subject(education.study_type.value + " " + education.area.value, subjects)) {
        return partial(kNear, "of the level asked for, but not of a subject that it names");
    }
    const auto folded = text::fold(node.value);
    const bool follows_a_degree = folded.find("pgce") != std::string::npos || folded.find("postgraduate") != std::string::npos;
    return {Judgement::Met,
            Support{node.id, follows_a_degree ? kFollowsADegree : 1.0, true, fmt::format("has {}", a_degree(level))},
            fmt::format("\"{}\" reaches the level asked for, {}.", node.value, a_degree(wanted))};
}

}  // namespace

DegreeFound find_degree(const resume::Resume& resume, const job_description::Requirement& wanted) {
    // Beside a degree, a certificate that follows degrees says less.
    const auto says_more = [](const DegreeFound& a, const DegreeFound& b) {
        return !b.support || std::tuple(a.judgement == Judgement::Met, a.support->score) >
                                 std::tuple(b.judgement == Judgement::Met, b.support->score);
    };
    DegreeFound best{Judgement::Missing, {}, fmt::format("Not found: {} or higher.", a_degree(wanted.degree))};
    const auto subjects = subjects_of(wanted.text);
    for (const auto& education : resume.education) {
        auto found = answer(education, wanted.degree, subjects);
        if (found.support && says_more(found, best)) best = std::move(found);
    }
    return best;
}

}  // namespace bespoke::evidence
