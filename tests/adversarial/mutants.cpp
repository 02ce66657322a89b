#include "mutants.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace bespoke::tailoring::adversarial {
namespace {

using std::string_view;
using Swap = std::pair<string_view, string_view>;

constexpr auto kNumber = R"(\b(\d+(?:,\d{3})*(?:\.\d+)?))";

constexpr auto kUnits = std::to_array<Swap>({{"minutes", "seconds"},
                                             {"hours", "days"},
                                             {"days", "weeks"},
                                             {"weeks", "months"},
                                             {"months", "years"},
                                             {"hours", "minutes"},
                                             {"an hour", "a day"},
                                             {"a day", "an hour"},
                                             {"a week", "a day"},
                                             {"a month", "a week"},
                                             {"a year", "a month"},
                                             {"per night", "per hour"},
                                             {"per second", "per minute"},
                                             {"per shift", "per hour"},
                                             {"per month", "per day"},
                                             {"€", "$"},
                                             {"£", "€"},
                                             {"$", "£"},
                                             {"%", " percentage points"},
                                             {" km", " miles"},
                                             {" metres", " feet"},
                                             {" kW", " MW"},
                                             {" TB", " PB"},
                                             {"k ", "m "}});
constexpr auto kFrequencies = std::to_array<Swap>({{"weekly", "daily"},
                                                   {"monthly", "weekly"},
                                                   {"yearly", "monthly"},
                                                   {"daily", "hourly"},
                                                   {"nightly", "hourly"},
                                                   {"every day", "every hour"},
                                                   {"every quarter", "every week"},
                                                   {"twice a year", "every month"},
                                                   {"twice a week", "every day"},
                                                   {"each term", "each week"},
                                                   {"every weekday", "several times a day"},
                                                   {"every four hours", "every hour"}});
constexpr auto kTotals = std::to_array<Swap>({{"some of the", "all of the"},
                                              {"several", "all"},
                                              {"most of the", "the whole"},
                                              {"some of which", "all of which"},
                                              {"mostly", "only"},
                                              {"two ", "all "},
                                              {"three ", "all "},
                                              {"four ", "all "},
                                              {"one ", "every "}});
constexpr auto kDirections = std::to_array<Swap>({{"Reduced", "Increased"},
                                                  {"Cut", "Raised"},
                                                  {"cut", "raised"},
                                                  {"Lowered", "Raised"},
                                                  {"lowered", "raised"},
                                                  {"Increased", "Reduced"},
                                                  {"Raised", "Lowered"},
                                                  {"Lifted", "Lowered"},
                                                  {"Shortened", "Extended"},
                                                  {"saved", "cost"},
                                                  {"Saved", "Lost"},
                                                  {"with a", "without a"},
                                                  {" no ", " some "},
                                                  {"Did not", "Did"}});
constexpr auto kStrongVerbs =
    std::to_array<string_view>({"Led", "Directed", "Headed", "Spearheaded", "Pioneered", "Owned", "Orchestrated", "Championed"});
/// Openings that are as strong, or that a strong verb would merely repeat.
constexpr auto kStrongOpenings = std::to_array<string_view>({"Led", "Runs", "Ran", "Manage", "Supervise", "Introduced", "Own"});
constexpr auto kEntities =
    std::to_array<string_view>({"Oracle", "Salesforce", "Tableau", "Kubernetes", "Siemens", "Kafka", "Workday", "Portugal",
                                "Snowflake", "Revit", "Jira", "Rust", "Deloitte", "Terragrunt", "LabVIEW", "TikTok"});
constexpr auto kAdditions = std::to_array<string_view>({", resulting in higher revenue",
                                                        ", leading a team of 12",
                                                        " for Siemens",
                                                        " ahead of schedule and under budget",
                                                        " across Europe",
                                                        ", winning an internal award",
                                                        ", which doubled output",
                                                        " single-handedly",
                                                        " as team lead",
                                                        " using LabVIEW",
                                                        ", saving €50,000 a year",
                                                        " to great acclaim",
                                                        ", ranked first of the company",
                                                        " as a certified expert",
                                                        ", cutting costs",
                                                        " and trained the whole department",
                                                        " for Fortune 500 clients",
                                                        " since 2009",
                                                        " without a single error",
                                                        ", later adopted worldwide"});
constexpr auto kAdjectives =
    std::to_array<string_view>({"global", "award-winning", "company-wide", "mission-critical", "patented", "international",
                                "certified", "multi-million", "flagship", "industry-leading"});
constexpr auto kNumberWords = std::to_array<string_view>({"two", "three", "four", "five", "six", "seven", "nine", "twelve"});
constexpr auto kZeros = std::to_array<std::uint32_t>({0x0660, 0x0966, 0xFF10, 0x1D7CE});
/// Latin letters and Cyrillic ones that look the same.
constexpr auto kLookAlikes = std::to_array<Swap>({{"a", "а"}, {"e", "е"}, {"o", "о"}, {"p", "р"}, {"c", "с"}, {"x", "х"}});

template <class List>
const auto& any_of(const List& list, Random& random) {
    return list[random() % list.size()];
}

std::string replaced(const std::string& text, std::size_t at, std::size_t size, string_view with) {
    auto out = text;
    return out.replace(at, size, with);
}

std::string utf8(std::uint32_t point) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x800) return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

/// One of the places where the pattern's first group matches.
string_view find_any(string_view text, const char* pattern, Random& random) {
    const re2::RE2 expression(pattern);
    re2::StringPiece rest(text.data(), text.size()), found;
    std::vector<string_view> all;
    while (re2::RE2::FindAndConsume(&rest, expression, &found)) all.emplace_back(found.data(), found.size());
    return all.empty() ? string_view() : any_of(all, random);
}

std::string with(const Subject& subject, string_view place, string_view instead) {
    if (place.empty()) return {};
    return replaced(subject.text, static_cast<std::size_t>(place.data() - subject.text.data()), place.size(), instead);
}

template <class List>
std::string swap_of(const List& list, const Subject& subject, Random& random) {
    std::vector<std::string> made;
    for (const auto& [from, to] : list) {
        const auto at = subject.text.find(from);
        if (at != std::string::npos) made.push_back(replaced(subject.text, at, from.size(), to));
    }
    return made.empty() ? std::string() : any_of(made, random);
}

std::string another_number(string_view number, Random& random) {
    constexpr auto kFactors = std::to_array<double>({0.1, 0.5, 1.5, 2, 3, 5, 10, 100, 1000});
    std::string digits(number);
    std::erase(digits, ',');
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const double changed = value * any_of(kFactors, random);
    return fmt::format("{}", changed < 10 ? changed + 1 : static_cast<double>(static_cast<std::int64_t>(changed) + 1));
}

std::string change_number(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, kNumber, random);
    return place.empty() ? std::string() : with(subject, place, another_number(place, random));
}

std::string change_number_word(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, R"(\b(two|three|four|five|six|seven|nine|twelve)\b)", random);
    const auto instead = any_of(kNumberWords, random);
    return instead == place ? std::string() : with(subject, place, instead);
}

std::string other_script(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, R"((\d))", random);
    if (place.empty()) return {};
    const auto digit = static_cast<std::uint32_t>(place.front() - '0');
    return with(subject, place, utf8(any_of(kZeros, random) + (digit + 1 + static_cast<std::uint32_t>(random() % 8)) % 10));
}

std::string swap_ends(const Subject& subject, Random&) {
    std::string before, first, second, after;
    static const re2::RE2 kEnds(R"(^(.*\b(?:from|between) )(\S+)(?: to | and )(\S+?)([ ,.].*)$)");
    if (!re2::RE2::FullMatch(subject.text, kEnds, &before, &first, &second, &after) || first == second) return {};
    return before + second + " to " + first + after;
}

std::string change_unit(const Subject& subject, Random& random) { return swap_of(kUnits, subject, random); }
std::string change_frequency(const Subject& subject, Random& random) { return swap_of(kFrequencies, subject, random); }
/// "Mostly about noise" has no bound: a number has to follow.
std::string change_bound(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, R"(\b((?:up to|about|around|roughly|nearly) )\d)", random);
    constexpr auto kOther = std::to_array<string_view>({"over ", "more than ", "at least ", "exactly ", ""});
    return with(subject, place, any_of(kOther, random));
}
std::string make_total(const Subject& subject, Random& random) { return swap_of(kTotals, subject, random); }
std::string turn_direction(const Subject& subject, Random& random) { return swap_of(kDirections, subject, random); }

std::string add_bound(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, R"( (\d[\d,.]*%? [a-z]+))", random);
    return place.empty() ? std::string() : with(subject, place, "more than " + std::string(place));
}

std::string lower_first(std::string text) {
    if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
        text[0] = static_cast<char>(text[0] + 'a' - 'A');
    return text;
}

std::string deny(const Subject& subject, Random& random) {
    if (subject.text.starts_with("Did not")) return {};
    constexpr auto kDenials = std::to_array<string_view>({"Never ", "No longer ", "Rarely ", "Hardly ever "});
    return std::string(any_of(kDenials, random)) + lower_first(subject.text);
}

std::string strengthen(const Subject& subject, Random& random) {
    for (const auto opening : kStrongOpenings) {
        if (subject.text.starts_with(opening)) return {};
    }
    const auto end = subject.text.find(' ');
    return std::string(any_of(kStrongVerbs, random)) + subject.text.substr(end);
}

std::string drop_help(const Subject& subject, Random&) {
    constexpr auto kHelp =
        std::to_array<string_view>({"Helped ", "Assisted with ", "Contributed to ", "Took part in ", "Supported "});
    for (const auto help : kHelp) {
        if (subject.text.starts_with(help)) return "Completed " + subject.text.substr(help.size());
    }
    return {};
}

std::string fresh(string_view word, const Subject& subject) {
    return subject.resume.find(word) == std::string::npos ? std::string(word) : std::string();
}

std::string swap_entity(const Subject& subject, Random& random) {
    const auto entity = fresh(any_of(kEntities, random), subject);
    const auto place = find_any(subject.text, R"( ([A-Z][A-Za-z]+))", random);
    return entity.empty() ? std::string() : with(subject, place, entity);
}

std::string add_entity(const Subject& subject, Random& random) {
    constexpr auto kJoints = std::to_array<string_view>({" with ", " for ", " in ", " and ", " using "});
    const auto entity = fresh(any_of(kEntities, random), subject);
    if (entity.empty() || !subject.text.ends_with('.')) return {};
    return subject.text.substr(0, subject.text.size() - 1) + std::string(any_of(kJoints, random)) + entity + ".";
}

std::string add_claim(const Subject& subject, Random& random) {
    const auto addition = fresh(any_of(kAdditions, random), subject);
    if (addition.empty() || !subject.text.ends_with('.')) return {};
    return subject.text.substr(0, subject.text.size() - 1) + addition + ".";
}

std::string add_adjective(const Subject& subject, Random& random) {
    const auto place = find_any(subject.text, R"( (?:a|an|the|for|of|in) ([a-z]+))", random);
    const auto adjective = fresh(any_of(kAdjectives, random), subject);
    return place.empty() || adjective.empty() ? std::string() : with(subject, place, adjective + " " + std::string(place));
}

std::string make_plural(const Subject& subject, Random& random) {
    constexpr auto kMany = std::to_array<string_view>({"several", "many", "twelve", "dozens of", "all"});
    const auto place = find_any(
        subject.text, R"(\b((?:a|an|one) (?:[a-z-]+ )?[a-z]*[b-rt-xz])(?: (?:of|with|in|on|by|and|for|that|from)|[.,]))", random);
    if (place.empty()) return {};
    return with(subject, place, fmt::format("{}{}s", any_of(kMany, random), place.substr(place.find(' '))));
}

std::string look_alike(const Subject& subject, Random& random) {
    const auto& [latin, other] = any_of(kLookAlikes, random);
    const auto at = subject.text.find(latin, random() % subject.text.size());
    return at == std::string::npos ? std::string() : replaced(subject.text, at, latin.size(), other);
}

std::string hide(const Subject& subject, Random& random) {
    constexpr auto kInvisible = std::to_array<std::uint32_t>({0x200B, 0x2060, 0x202E, 0xFEFF, 0x00AD, 0xE0041});
    std::size_t at = random() % subject.text.size();
    while (at > 0 && (static_cast<unsigned char>(subject.text[at]) & 0xC0U) == 0x80U) --at;
    return replaced(subject.text, at, 0, utf8(any_of(kInvisible, random)));
}

std::string merge_entries(const Subject& subject, Random& random) {
    if (subject.others.empty() || !subject.text.ends_with('.')) return {};
    return subject.text.substr(0, subject.text.size() - 1) + " and " + lower_first(any_of(subject.others, random));
}

std::string borrow(const Subject& subject, Random& random) {
    return subject.others.empty() ? std::string() : any_of(subject.others, random);
}

}  // namespace

const std::vector<Mutation>& mutations() {
    static const std::vector<Mutation> all{
        {"number changed", change_number},
        {"number word changed", change_number_word},
        {"digit of another script", other_script},
        {"ends swapped", swap_ends},
        {"unit changed", change_unit},
        {"frequency changed", change_frequency},
        {"bound changed", change_bound},
        {"bound added", add_bound},
        {"made total", make_total},
        {"direction turned", turn_direction},
        {"denied", deny},
        {"verb strengthened", strengthen},
        {"help dropped", drop_help},
        {"entity swapped", swap_entity},
        {"entity added", add_entity},
        {"claim added", add_claim},
        {"adjective added", add_adjective},
        {"made plural", make_plural},
        {"look-alike letter", look_alike},
        {"invisible character", hide},
        {"entries merged", merge_entries},
        {"fact of another entry", borrow},
    };
    return all;
}

}  // namespace bespoke::tailoring::adversarial
