#include "guardrail/requests.hpp"

#include <algorithm>
#include <unordered_set>

#include "guardrail/requests_table.hpp"
#include "guardrail/sentence.hpp"
#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

/// Who reads an ad is asked of the job.
constexpr std::string_view kOfTheJob =
    "you|your|youre|youll|yours|we|our|us|were|apply|role|job|jobs|position|team|join|working|remote|remotely|home|company|offer|"
    "offers|career|hire|hiring|interview|candidate|candidates|applicant|applicants|vacancy|employer|salary|process|success|day|"
    "days|typical|required|skills|tasks|fit|like|looks|need|needed|expect|expected|responsibilities|qualifications|requirements|"
    "experience|ideal|person|awaits|looking|responsible|duties|shift|shifts|training|start|contract|colleagues|culture|next|"
    "resume|cv";
/// Who asks in the first person is the reader as the ad imagines it, and asks of the application.
constexpr std::string_view kOfTheApplication =
    "you|your|we|our|us|apply|role|job|jobs|position|join|offer|hire|hiring|interview|application|applications|vacancy|salary|"
    "contract|start|resume|cv|contact|hear|expect|prepare|qualify|eligible|recruitment|onboarding";
/// A duty is done for somebody, time and again.
constexpr std::string_view kOfTheWork =
    "you|your|we|our|us|their|role|job|position|team|teams|company|business|department|departments|management|manager|managers|"
    "board|stakeholder|stakeholders|customer|customers|client|clients|patient|patients|guest|guests|visitor|visitors|caller|"
    "callers|user|users|supplier|suppliers|colleague|colleagues|staff|trainee|trainees|starter|starters|student|students|pupil|"
    "pupils|reader|readers|each|every|new|daily|weekly|monthly|quarterly|yearly|regular|regularly|experience|required|"
    "preferred|responsible|month";

struct Range {
    std::size_t begin = 0, end = 0;
};

/// The first thing between quotation marks; empty without.
Range quoted(std::string_view text) {
    static constexpr std::string_view kOpening[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab"};
    static constexpr std::string_view kClosing[] = {"\"", "\xe2\x80\x9d", "\xe2\x80\x9c", "\xc2\xbb"};
    for (std::size_t i = 0; i < std::size(kOpening); ++i) {
        const auto begin = text.find(kOpening[i]);
        if (begin == std::string_view::npos) continue;
        const auto end = text.find(kClosing[i], begin + kOpening[i].size());
        if (end != std::string_view::npos) return {begin, end};
    }
    // An apostrophe opens nothing within a word.
    const auto begin = text.find(" '");
    const auto end = begin == std::string_view::npos ? begin : text.find('\'', begin + 2);
    return end == std::string_view::npos ? Range{} : Range{begin, end};
}

/// A piece of the text in the skeleton's words, without what is quoted in it.
std::string own_words(std::string_view piece) {
    const auto quote = quoted(piece);
    auto own = skeleton_of(std::string(piece.substr(0, quote.begin)) + std::string(piece.substr(quote.end))).text;
    return own;
}

bool is_honest_question(std::string_view text, const Skeleton& skeleton, const Finding& finding) {
    const auto piece = text.substr(finding.begin, finding.end - finding.begin);
    // Short ones are headings: "What does it take?"
    constexpr std::size_t kHeadingWords = 4;
    const auto at = skeleton_place(skeleton, finding);
    const auto question = std::string_view(skeleton.text).substr(at, skeleton.text.find('?', at) - at);
    if (words_of(question).size() <= kHeadingWords) return true;
    const auto own = own_words(piece);
    const auto& of_the_ad = has_one_of(own, "i|my") ? kOfTheApplication : kOfTheJob;
    return has_one_of(own, of_the_ad);
}

/// "Explain results to the board": whoever is told something is not the one that asks.
bool has_audience(std::string_view sentence) {
    auto words = words_of(sentence);
    std::erase(words, ".");
    if (words.empty() || !is_one_of(words.front(), "explain|describe|present|tell|teach|show")) return false;
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
        if (words[i] == "to" && !is_one_of(words[i + 1], "a|an|me")) return true;
    return false;
}

bool is_honest_task(const Skeleton& skeleton, const Finding& finding) {
    const auto sentence = sentence_around(skeleton, skeleton_place(skeleton, finding));
    return has_one_of(sentence, kOfTheWork) || has_audience(sentence);
}

using Words = std::unordered_set<std::string_view>;

Words set_of(std::string_view list) {
    Words out;
    for (const auto word : text::split(list, '|')) out.insert(word);
    return out;
}

}  // namespace

bool may_request(const Skeleton& skeleton) {
    static const Words polite = set_of(kPoliteWords), openings = set_of(kRequestOpenings);
    for (std::size_t i = 0; i < skeleton.words.size(); ++i) {
        if (skeleton.word(i) != ".") continue;
        auto first = i + 1;
        while (first < skeleton.words.size() && polite.contains(skeleton.word(first))) ++first;
        if (first < skeleton.words.size() && openings.contains(skeleton.word(first))) return true;
    }
    return false;
}

void drop_honest_requests(std::string_view text, const Skeleton& skeleton, std::vector<Finding>& findings) {
    std::erase_if(findings, [&](const Finding& finding) {
        if (finding.rule == "stray-question") return is_honest_question(text, skeleton, finding);
        return finding.rule == "stray-task" && is_honest_task(skeleton, finding);
    });
}

}  // namespace bespoke::guardrail
