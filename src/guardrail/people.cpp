#include "guardrail/people.hpp"

#include <re2/re2.h>

#include "guardrail/people_table.hpp"
#include "guardrail/sentence.hpp"

namespace bespoke::guardrail {
namespace {

/// "male or female", "he/she", "men and women", whichever comes first.
bool names_both_sexes(std::string_view sentence) {
    static const re2::RE2 pair(
        "(?:^| )(?:(?:s )?he|him|his|males?|m[ae]n) (?:(?:or|and|as well as) )?(?:she|her|hers|they|females?|wom[ae]n|ladies)(?: "
        "|$)|"
        "(?:^| )(?:she|her|hers|females?|wom[ae]n|ladies) (?:(?:or|and|as well as) "
        ")?(?:he|him|his|they|males?|m[ae]n|gentlemen)(?: |$)");
    static const re2::RE2 exclusive(" (?:not|only|except) ");
    const re2::StringPiece piece(sentence.data(), sentence.size());
    return re2::RE2::PartialMatch(piece, pair) && !re2::RE2::PartialMatch(piece, exclusive);
}

bool is_of_care(const Finding& finding) {
    return finding.rule == "health" || finding.rule == "parenthood" || finding.rule == "wish-health";
}

}  // namespace

void drop_equality(const Skeleton& skeleton, std::vector<Finding>& findings) {
    std::erase_if(findings, [&](const Finding& finding) {
        if (finding.concern != Concern::ProtectedAttribute) return false;
        const auto sentence = sentence_around(skeleton, skeleton_place(skeleton, finding));
        if (has_one_of(sentence, kEqualityWords)) return true;
        if (is_of_care(finding)) return has_one_of(sentence, kCareWords);
        if (finding.rule == "wish-sex") return names_both_sexes(sentence);
        return finding.rule == "wish-nationality" && has_one_of(sentence, kLegalWords);
    });
}

}  // namespace bespoke::guardrail
