#pragma once

#include <array>
#include <string_view>

namespace bespoke::job_description {

/// What says that a language is somebody's first, and what says in the same place that it is spoken well. Folded; the longest first.
struct FluencyRow {
    std::string_view native, fluent;
};
inline constexpr auto kFluency = std::to_array<FluencyRow>({
    {"als muttersprache", "fließend"},
    {"muttersprachlerinnen", "fließend"},
    {"muttersprachlerin", "fließend"},
    {"muttersprachler", "fließend"},
    {"muttersprache", "fließend"},
    {"langue maternelle", "courant"},
    {"langues maternelles", "courant"},
    {"lengua materna", "fluido"},
    {"lingua materna", "fluente"},
    {"língua materna", "fluente"},
    {"madrelingua", "fluente"},
    {"moedertaalspreker", "vloeiend"},
    {"moedertaal", "vloeiend"},
    {"mother tongue", "fluent"},
    {"first language", "fluent"},
    {"native language", "fluent"},
    {"native tongue", "fluent"},
    {"natives", "fluent"},
    {"native", "fluent"},
    {"natif", "courant"},
    {"nativo", "fluido"},
    {"nativa", "fluido"},
});

/// Languages by the names that ads call them, each between bars.
inline constexpr std::string_view kLanguages =
    "|english|german|french|spanish|italian|dutch|portuguese|polish|swedish|danish|norwegian|finnish|russian|ukrainian|"
    "turkish|arabic|"
    "hebrew|mandarin|cantonese|chinese|japanese|korean|hindi|bengali|urdu|punjabi|gujarati|tamil|telugu|thai|vietnamese|"
    "indonesian|malay|"
    "tagalog|greek|hungarian|czech|slovak|romanian|bulgarian|serbian|croatian|slovenian|albanian|lithuanian|latvian|estonian|"
    "catalan|welsh|"
    "irish|icelandic|swahili|persian|farsi|deutsch|deutsche|deutscher|deutschen|deutsches|englisch|englische|englischer|"
    "englischen|"
    "französisch|spanisch|italienisch|niederländisch|polnisch|russisch|türkisch|français|française|anglais|anglaise|allemand|"
    "allemande|"
    "espagnol|italien|néerlandais|español|española|inglés|inglesa|alemán|francés|italiano|italiana|inglese|tedesco|tedesca|"
    "francese|"
    "spagnolo|engels|nederlands|duits|frans|português|inglês|";

/// Adjectives of persons that may stand before what a person does or a group of persons, and may go without harm to the rest.
inline constexpr auto kTraits = std::to_array<std::string_view>(
    {"young",      "younger", "youthful",  "male",    "female",    "unmarried", "married", "childless", "attractive",
     "handsome",   "pretty",  "beautiful", "slim",    "christian", "muslim",    "hindu",   "catholic",  "jewish",
     "protestant", "healthy", "junge",     "jungen",  "junges",    "junger",    "jungem",  "jeune",     "jeunes",
     "joven",      "jóvenes", "giovane",   "giovani", "jovem",     "jovens"});

/// A trait before one of these says who may come, not what they do.
inline constexpr auto kPersons = std::to_array<std::string_view>(
    {"candidate",   "candidates", "applicant", "applicants", "person", "persons",    "people", "men",    "women",   "man",
     "woman",       "lady",       "ladies",    "girl",       "girls",  "boy",        "boys",   "guy",    "guys",    "individual",
     "individuals", "only",       "preferred", "required",   "adults", "appearance", "looks",  "figure", "physique"});

/// Where one thing that is asked for ends and the next one begins.
inline constexpr auto kJoints =
    std::to_array<std::string_view>({"and",  "or",   "but", "with", "who",  "that", "und", "oder", "aber", "mit",  "et", "ou",
                                     "mais", "avec", "y",   "o",    "pero", "con",  "e",   "ma",   "en",   "maar", "met"});

}  // namespace bespoke::job_description
