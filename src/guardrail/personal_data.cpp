#include <re2/re2.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "guardrail/forms.hpp"

namespace bespoke::guardrail {
namespace {

std::string digits_of(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c >= '0' && c <= '9') out.push_back(c);
    return out;
}

/// ISO/IEC 7812-1, annex B.
bool luhn(std::string_view number) {
    const auto digits = digits_of(number);
    int sum = 0;
    bool twice = false;
    for (auto it = digits.rbegin(); it != digits.rend(); ++it, twice = !twice) {
        const int value = (*it - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return digits.size() >= 9 && sum % 10 == 0;
}

bool payment_card(std::string_view number) {
    const auto digits = digits_of(number);
    return digits.size() >= 13 && digits.size() <= 19 && digits[0] >= '3' && digits[0] <= '6' && luhn(number);
}

/// ISO 13616: letters count from 10, the first four characters go to the end, the rest of division by 97 is 1.
bool iban(std::string_view text) {
    std::string compact;
    for (const char c : text)
        if (c != ' ' && c != '-') compact.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    if (compact.size() < 15 || compact.size() > 34) return false;
    std::rotate(compact.begin(), compact.begin() + 4, compact.end());
    int rest = 0;
    for (const char c : compact) {
        if (c >= '0' && c <= '9')
            rest = (rest * 10 + (c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + (c - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

/// Spanish DNI and NIE: the letter follows from the number.
bool spanish(std::string_view text) {
    std::string compact;
    for (const char c : text)
        if (c != ' ' && c != '-' && c != '.') compact.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    if (compact.size() != 9) return false;
    if (compact[0] >= 'X') compact[0] = static_cast<char>('0' + (compact[0] - 'X'));
    int number = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        if (compact[i] < '0' || compact[i] > '9') return false;
        number = number * 10 + (compact[i] - '0');
    }
    return compact[8] == "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23];
}

/// French NIR: 97 minus the rest of the first 13 digits.
bool french(std::string_view text) {
    const auto digits = digits_of(text);
    if (digits.size() != 15) return false;
    const auto number = std::stoll(digits.substr(0, 13));
    return 97 - number % 97 == std::stoll(digits.substr(13));
}

/// Brazilian CPF: two check digits, weights from 10 and 11 down.
bool brazilian(std::string_view text) {
    const auto digits = digits_of(text);
    if (digits.size() != 11 || digits.find_first_not_of(digits[0]) == std::string::npos) return false;
    for (const std::size_t length : {9U, 10U}) {
        int sum = 0;
        for (std::size_t i = 0; i < length; ++i) sum += (digits[i] - '0') * static_cast<int>(length + 1 - i);
        if (sum * 10 % 11 % 10 != digits[length] - '0') return false;
    }
    return true;
}

/// Chinese resident identity number (GB 11643).
bool chinese(std::string_view text) {
    constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (text.size() != 18) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (text[i] - '0') * kWeights[i];
    return "10X98765432"[sum % 11] == (text[17] == 'x' ? 'X' : text[17]);
}

/// Swedish personal number: a date and Luhn over the last ten digits.
bool swedish(std::string_view text) {
    const auto digits = digits_of(text);
    return digits.size() >= 10 && luhn(std::string_view(digits).substr(digits.size() - 10));
}

bool always(std::string_view) { return true; }

struct NumberRule {
    std::string_view name, pattern, reason;
    bool (*holds)(std::string_view) = always;
};

constexpr std::string_view kIdentity = "It holds a number that identifies a person.";
constexpr std::string_view kBank = "It holds bank or card data.";
constexpr std::string_view kBirth = "It holds a birth date.";

/// The group is the number. Where a form alone is common, a cue must stand before it.
constexpr NumberRule kNumbers[] = {
    {"us-social-security",
     R"((?:^|[^\d-])((?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])-(?:0[1-9]|[1-9]\d)-(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3}))(?:[^\d-]|$))",
     kIdentity},
    {"us-social-security", R"(\b(?:ssn|social security(?: number| no\.?)?)\W{0,4}(\d{3}[- ]?\d{2}[- ]?\d{4})\b)", kIdentity},
    {"uk-national-insurance", R"(\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b)", kIdentity},
    {"passport",
     R"(\b(?:passport|reisepass|passeport|pasaporte|passaporto|paspoort|passaporte)(?:[ -]?(?:number|no\.?|nr\.?|nummer|numéro|numero|n(?:°|º)))?\W{0,4}([A-Z]{0,3}\d{6,9}[A-Z]?|[A-Z]\d{2}[A-Z0-9]{6})\b)",
     kIdentity},
    {"driving-licence",
     R"(\b(?:driver'?s?'? licen[cs]e|driving licen[cs]e|führerschein|permis de conduire)(?: ?(?:number|no\.?|nr\.?|nummer|n°))\W{0,4}([A-Z0-9][A-Z0-9-]{5,17})\b)",
     kIdentity},
    {"identity-card",
     R"(\b(?:national id|identity card|id card|id|personalausweis|carte d'identité|dni|cédula|cedula|ausweis|tax id|tin|steuer-?id|steueridentifikationsnummer|sozialversicherungsnummer|bsn|burgerservicenummer|pesel|codice fiscale|nif|nie|aadhaar|aadhar|pan|sin|social insurance|personnummer|cpr|fødselsnummer|rijksregisternummer|emirates id|nric|hkid|ahv|medicare|nhs)(?:[ -]?(?:number|no\.?|nr\.?|nummer|numéro|numero|card|n(?:°|º)))?\s?[:#]\s?([A-Z]{0,3}[\d][\d ./-]{5,16}[\dA-Z]))",
     kIdentity},
    {"spanish-identity", R"(\b([XYZ]?[ -]?\d{7,8}[ -]?[A-Z])\b)", kIdentity, spanish},
    {"italian-tax-code", R"(\b([A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z])\b)", kIdentity},
    {"french-social-security", R"(\b([12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2})\b)", kIdentity,
     french},
    {"swedish-identity", R"(\b((?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[-+]\d{4})\b)", kIdentity, swedish},
    {"brazilian-cpf", R"(\b(\d{3}\.\d{3}\.\d{3}-\d{2})\b)", kIdentity, brazilian},
    {"chinese-identity", R"(\b([1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX])\b)", kIdentity,
     chinese},
    {"indian-pan", R"(\b([A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z])\b)", kIdentity},
    {"bank-account", R"(\b([A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?)\b)", kBank, iban},
    {"bank-account",
     R"(\b(?:account|konto|routing|sort code|kontonummer|bank account)(?: ?(?:number|no\.?|nr\.?))\W{0,4}(\d[\d -]{5,20}\d)\b)",
     kBank},
    {"payment-card", R"((?:^|[^\d+(.-])([3-6]\d{3}[ -]?\d{4,6}[ -]?\d{4,5}(?:[ -]?\d{1,7})?)(?:[^\d]|$))", kBank, payment_card},
    {"birth-date",
     R"(\b(?:(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born(?: on)?|geburtsdatum|geb\.|geboren(?: am)?|date de naissance|née? le|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|data de nascimento|geboortedatum|data urodzenia))\W{0,4}((?:\d{1,2}[./ -](?:\d{1,2}|[a-z\x80-\xff]{3,12})[./ -]\d{2,4}|\d{4}-\d{2}-\d{2}|[a-z]{3,9} \d{1,2},? \d{4}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4})))",
     kBirth},
};

re2::RE2::Options options() {
    re2::RE2::Options out;
    out.set_case_sensitive(false);
    out.set_log_errors(false);
    // Bytes instead of code points: much smaller automata, and UTF-8 literals match all the same.
    out.set_encoding(re2::RE2::Options::EncodingLatin1);
    return out;
}

const std::vector<std::unique_ptr<re2::RE2>>& patterns() {
    static const auto all = [] {
        std::vector<std::unique_ptr<re2::RE2>> out;
        for (const auto& rule : kNumbers) {
            out.push_back(std::make_unique<re2::RE2>(std::string(rule.pattern), options()));
            if (!out.back()->ok()) std::abort();  // the table is ours
        }
        return out;
    }();
    return all;
}

void find_number(std::string_view text, std::size_t index, std::vector<Finding>& out) {
    constexpr int kMost = 50;
    const auto& rule = kNumbers[index];
    re2::StringPiece rest(text.data(), text.size()), number;
    for (int count = 0; count < kMost && re2::RE2::FindAndConsume(&rest, *patterns()[index], &number); ++count) {
        const std::string_view found(number.data(), number.size());
        const auto begin = static_cast<std::size_t>(found.data() - text.data());
        if (rule.holds(found))
            out.push_back({Concern::PersonalData, std::string(rule.name), begin, begin + found.size(), std::string(rule.reason)});
    }
}

}  // namespace

void find_personal_data(std::string_view text, std::vector<Finding>& out) {
    std::size_t digits = 0;
    for (const char c : text) digits += c >= '0' && c <= '9' ? 1 : 0;
    if (digits < 5) return;  // no number that identifies a person has fewer
    for (std::size_t i = 0; i < std::size(kNumbers); ++i) find_number(text, i, out);
}

}  // namespace bespoke::guardrail
