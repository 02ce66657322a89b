#include "guardrail/personal_forms.hpp"

#include <re2/re2.h>

#include <array>

namespace bespoke::guardrail {
namespace {

struct Rule {
    const char* kind;
    const char* pattern;  ///< group 1 is what to hide
};

// Of two that find the same place the first names it. RE2 has no look-behind: what may not stand before is matched outside of
// group 1.
constexpr std::array kRules = {
    Rule{"ID", R"(\b(\d{3}[- ]\d{2}[- ]\d{4})\b)"},                                  // US social security number
    Rule{"ID", R"(\b([A-CEGHJ-PR-TW-Z][A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b)"},       // UK national insurance number
    Rule{"ID", R"(\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b)"},  // IBAN, ISO 13616
    Rule{
        "ID",
        R"((?i)\b(?:passport|licen[cs]e|ssn|social security|national id|identity card|tax id|tin|nhs|nino|pesel|aadhaar|driver'?s licen[cs]e|registration)(?: (?:no|nr|num|number|id))?\.?[:#]{0,2} {0,2}#?([a-z]{0,4}[- ]?\d[a-z0-9\-]{3,20}))"},
    Rule{
        "BIRTHDATE",
        R"((?i)\b(?:born(?: on| in)?|date of birth|birth ?date|birthday|d\.?o\.?b\.?)[: ]{0,3}(\d{1,4}(?:[./ \-](?:\d{1,4}|[a-z]{3,9})){0,2}|[a-z]{3,9}\.? \d{1,2},? \d{4}))"},
    Rule{"EMAIL", R"(([\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+))"},
    Rule{"EMAIL", R"((?i)([a-z0-9._%+\-]+\s?[(\[]\s?at\s?[)\]]\s?[a-z0-9\-]+(?:\s?(?:\.|[(\[]\s?dot\s?[)\]])\s?[a-z0-9\-]+)+))"},
    Rule{"LINK", R"((?i)\b((?:https?://|ftp://|www\.|mailto:)[^\s<>"]*[^\s<>".,;:!?)\]'’]))"},
    Rule{
        "LINK",
        R"(\b((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|co|edu|gov|info|app|ai|eu|uk|us|ca|de|fr|es|it|nl|be|ch|at|se|no|fi|dk|pl|ie|in|au|nz|br|jp|xyz|page|site|tech|blog|cv)/[^\s<>"]*[^\s<>".,;:!?)\]'’]))"},
    Rule{"PHONE", R"((\+ ?\d(?:[ ().\-/\x{A0}]{0,3}\d){6,17}))"},
    Rule{"PHONE", R"((\(\d{2,5}\)[ .\-]?\d{2,4}(?:[ .\-]?\d{2,6}){1,3}))"},
    Rule{"PHONE", R"(\b(\d{3}[ .\-]\d{3}[ .\-]\d{4})\b)"},
    Rule{"PHONE", R"(\b(0\d{1,4}[ /\-.]?\d{2,4}(?:[ \-.]?\d{2,4}){1,4})\b)"},
    Rule{"PHONE",
         R"((?i)\b(?:tel|phone|telephone|mobile|cell|fax|whatsapp)(?: (?:no|number))?[.:]{0,2} {0,2}(\d[\d ().\-/]{4,18}\d))"},
    Rule{
        "ADDRESS",
        R"(\b(\d{1,5}[A-Za-z]?(?:[ ]\p{Lu}[\p{L}'.\-]*){1,4}[ ](?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Close|Crescent|Highway|Hwy|Parkway|Pkwy)\b\.?(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|#)\.? ?[\w\-]{1,6})?))"},
    Rule{"ADDRESS", R"((?i)\b(p\.? ?o\.? box \d{1,7}))"},
    Rule{"ADDRESS", R"((\p{Lu}\p{L}{2,}(?:straße|strasse|str\.|weg|platz|gasse|allee) \d{1,4} ?[a-z]?)\b)"},
    Rule{"ID", R"(\b(\d(?:[ -]?\d){12,18})\b)"},  // payment card, ISO/IEC 7812
    Rule{"ID", R"(\b(\d{9,})\b)"},                // any long number
};

const std::array<RE2, kRules.size()>& patterns() {
    static const auto compiled = [] {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<RE2, kRules.size()>{RE2(kRules[I].pattern)...};
        }(std::make_index_sequence<kRules.size()>{});
    }();
    return compiled;
}

}  // namespace

std::vector<PersonalForm> personal_forms(std::string_view text) {
    std::vector<PersonalForm> found;
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        const re2::StringPiece all(text.data(), text.size());
        std::array<re2::StringPiece, 2> groups;
        for (std::size_t from = 0; from < text.size();) {
            if (!patterns()[i].Match(all, from, text.size(), RE2::UNANCHORED, groups.data(), 2)) break;
            const auto begin = static_cast<std::size_t>(groups[1].data() - text.data());
            found.push_back({kRules[i].kind, begin, begin + groups[1].size()});
            from = begin + groups[1].size();
        }
    }
    return found;
}

}  // namespace bespoke::guardrail
