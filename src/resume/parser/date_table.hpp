#pragma once

#include <array>
#include <string_view>
#include <utility>

/// Words of dates, in plain() form. English, German, French, Spanish, Dutch, Italian, Portuguese, Swedish/Danish/Norwegian, Polish.
namespace bespoke::resume::parser {

/// Abbreviations of three letters or more are matched by kMonthStems.
inline constexpr auto kMonths = std::to_array<std::pair<std::string_view, int>>({
    {"january", 1},    {"januar", 1},     {"janner", 1},       {"janvier", 1},       {"enero", 1},     {"januari", 1},
    {"gennaio", 1},    {"janeiro", 1},    {"styczen", 1},      {"stycznia", 1},      {"february", 2},  {"februar", 2},
    {"fevrier", 2},    {"febrero", 2},    {"februari", 2},     {"febbraio", 2},      {"fevereiro", 2}, {"luty", 2},
    {"lutego", 2},     {"march", 3},      {"marz", 3},         {"maerz", 3},         {"mars", 3},      {"marzo", 3},
    {"maart", 3},      {"marco", 3},      {"marts", 3},        {"marzec", 3},        {"marca", 3},     {"april", 4},
    {"avril", 4},      {"abril", 4},      {"aprile", 4},       {"kwiecien", 4},      {"kwietnia", 4},  {"may", 5},
    {"mai", 5},        {"mayo", 5},       {"mei", 5},          {"maggio", 5},        {"maio", 5},      {"maj", 5},
    {"maja", 5},       {"june", 6},       {"juni", 6},         {"juin", 6},          {"junio", 6},     {"giugno", 6},
    {"junho", 6},      {"czerwiec", 6},   {"czerwca", 6},      {"july", 7},          {"juli", 7},      {"juillet", 7},
    {"julio", 7},      {"luglio", 7},     {"julho", 7},        {"lipiec", 7},        {"lipca", 7},     {"august", 8},
    {"aout", 8},       {"agosto", 8},     {"augustus", 8},     {"augusti", 8},       {"sierpien", 8},  {"sierpnia", 8},
    {"september", 9},  {"septembre", 9},  {"septiembre", 9},   {"setiembre", 9},     {"settembre", 9}, {"setembro", 9},
    {"wrzesien", 9},   {"wrzesnia", 9},   {"october", 10},     {"oktober", 10},      {"octobre", 10},  {"octubre", 10},
    {"ottobre", 10},   {"outubro", 10},   {"pazdziernik", 10}, {"pazdziernika", 10}, {"november", 11}, {"novembre", 11},
    {"noviembre", 11}, {"novembro", 11},  {"listopad", 11},    {"listopada", 11},    {"december", 12}, {"dezember", 12},
    {"decembre", 12},  {"diciembre", 12}, {"dicembre", 12},    {"dezembro", 12},     {"grudzien", 12}, {"grudnia", 12},
});

inline constexpr auto kMonthStems = std::to_array<std::pair<std::string_view, int>>({
    {"jan", 1},  {"janv", 1}, {"ene", 1},  {"gen", 1},  {"feb", 2},  {"febr", 2}, {"fev", 2}, {"fevr", 2}, {"mar", 3},
    {"mrz", 3},  {"mrt", 3},  {"apr", 4},  {"avr", 4},  {"abr", 4},  {"mag", 5},  {"jun", 6}, {"giu", 6},  {"jul", 7},
    {"juil", 7}, {"lug", 7},  {"aug", 8},  {"ago", 8},  {"sep", 9},  {"sept", 9}, {"set", 9}, {"oct", 10}, {"okt", 10},
    {"ott", 10}, {"out", 10}, {"nov", 11}, {"dec", 12}, {"dez", 12}, {"dic", 12},
});

inline constexpr auto kSeasons = std::to_array<std::string_view>({
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "fruhling",
    "fruhjahr",
    "sommer",
    "herbst",
    "printemps",
    "ete",
    "automne",
    "hiver",
    "primavera",
    "verano",
    "otono",
    "invierno",
    "lente",
    "zomer",
    "herfst",
    "estate",
    "autunno",
    "inverno",
    "verao",
    "outono",
    "early",
    "mid",
    "late",
    "anfang",
    "mitte",
    "ende",
    "debut",
    "wintersemester",
    "sommersemester",
    "ws",
    "ss",
    "michaelmas",
    "hilary",
    "trinity",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
});

/// "to the present day"; two words are joined by a blank.
inline constexpr auto kPresent = std::to_array<std::string_view>({
    "present",     "current",    "currently",  "now",        "today",    "ongoing",    "to date",       "till date",
    "till now",    "date",       "heute",      "aktuell",    "jetzt",    "laufend",    "dato",          "andauernd",
    "aujourd'hui", "aujourdhui", "maintenant", "en cours",   "ce jour",  "actualidad", "la actualidad", "actualmente",
    "presente",    "actual",     "hoy",        "la fecha",   "heden",    "nu",         "oggi",          "attuale",
    "attualmente", "in corso",   "atual",      "atualmente", "hoje",     "o momento",  "dzis",          "obecnie",
    "teraz",       "nuvarande",  "pagaende",   "na",         "nykyinen", "bugun",      "nutid",
});

/// Stand between the two ends of a range.
inline constexpr auto kRangeWords = std::to_array<std::string_view>({
    "to",    "till", "until", "through", "thru", "bis", "a",  "au",  "jusqu'a", "jusqu'en",
    "hasta", "al",   "tot",   "t/m",     "fino", "ate", "do", "til", "till",
});

/// Open a range that may have no end.
inline constexpr auto kSinceWords = std::to_array<std::string_view>({
    "since", "from",  "seit", "ab",  "von", "depuis", "de",   "du", "desde", "del",
    "sinds", "vanaf", "van",  "dal", "da",  "sedan",  "fran", "od", "fra",
});
inline constexpr auto kOpenSinceWords = std::to_array<std::string_view>({
    "since",
    "seit",
    "ab",
    "depuis",
    "desde",
    "sinds",
    "vanaf",
    "dal",
    "sedan",
    "siden",
});

inline constexpr auto kUntilWords = std::to_array<std::string_view>({
    "until",
    "till",
    "bis",
    "jusqu'en",
    "jusqu'a",
    "hasta",
    "tot",
});

/// Units of durations such as "(3 yrs 2 mos)".
inline constexpr auto kDurationWords = std::to_array<std::string_view>({
    "yr",     "yrs",  "year", "years", "mo",   "mos",   "month", "months", "jahr", "jahre", "monat",
    "monate", "an",   "ans",  "mois",  "ano",  "anos",  "mes",   "meses",  "jaar", "maand", "maanden",
    "anno",   "anni", "mese", "mesi",  "week", "weeks", "y",     "m",      "yrs.", "mos.",
});

}  // namespace bespoke::resume::parser
