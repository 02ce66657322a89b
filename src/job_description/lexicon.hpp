#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "job_description/job_description.hpp"

/// What job advertisements say, as data. English first, then the common wordings of German, French, Spanish and Dutch.
/// Patterns are in the syntax of `Phrase`.
namespace bespoke::job_description {

using Patterns = std::span<const std::string_view>;

/// Words of a class, joined by '|', named in patterns as @name. Empty for an unknown name.
std::string_view word_class(std::string_view name);
std::vector<std::string_view> word_class_names();

/// What a part of an ad is about.
enum class Topic {
    Unknown,
    Role,  ///< tasks, mixed with talk about the position
    Responsibilities,
    Required,
    Preferred,
    Neutral,  ///< "Education", "Languages": whatever the part around it is
    Benefits,
    Pay,
    Legal,
    Application,
    About,   ///< the employer
    Chrome,  ///< what a portal prints around an ad
};

struct TopicPatterns {
    Topic topic;
    Patterns patterns;
};

/// Whole headings, without article-like openings.
std::span<const TopicPatterns> heading_patterns();
/// Words that tell the topic of a heading that no pattern knows; the first topic that matches wins.
std::span<const TopicPatterns> heading_keywords();
/// Phrases that tell the topic of a sentence.
std::span<const TopicPatterns> sentence_cues();

namespace lexicon {

/// Openings of a requirement that carry no content: "proven track record in".
extern const Patterns kCarriers;
/// "experience" and such, carriers where a gerund follows: "experience designing bridges".
extern const Patterns kGerundCarriers;
/// Praise before a noun that went as a trailer: "strong … skills".
extern const Patterns kQualities;
/// Years asked for, with their carrier: "at least 3 years of experience in".
extern const Patterns kYears;
/// Nouns that close a requirement and carry no content: "skills".
extern const Patterns kTrailers;
/// Closings that say where or when: "in a professional setting", "before".
extern const Patterns kAdverbials;
/// Marks of importance, as sentence endings, beginnings or parentheses.
extern const Patterns kPreferredMarks;
extern const Patterns kRequiredMarks;
extern const Patterns kNegations;
/// Openings that lower the importance of what follows: "ideally".
extern const Patterns kPreferredOpenings;
/// Words that introduce examples; what follows belongs to what stands before: "such as".
extern const Patterns kExamples;
/// Words that, after a comma, open no new member of a list: "ideally", "which".
extern const Patterns kDependents;
/// Remarks that are not part of the thing asked for: "(we test this in the interview)".
extern const Patterns kRemarks;
/// What is left of "6 years of professional experience in a comparable role" after its years.
extern const Patterns kGenericExperience;
/// Character, manner, languages, permits, availability.
extern const Patterns kSoft;
/// Whole requirements that name languages and nothing else.
extern const Patterns kLanguages;

struct DegreePatterns {
    DegreeLevel level;
    Patterns patterns;
};
extern const std::span<const DegreePatterns> kDegrees;

struct SeniorityPatterns {
    Seniority seniority;
    Patterns patterns;
};
/// In a title, most telling first.
extern const std::span<const SeniorityPatterns> kTitleSeniority;

/// Labels of single facts, as in "Location: Leeds".
extern const Patterns kTitleLabels, kCompanyLabels, kLocationLabels, kEmploymentLabels, kOtherLabels;
/// Openings of a title line that are no part of the title: "We're hiring:".
extern const Patterns kTitleOpenings;
/// Words after a title that are no part of it: "wanted".
extern const Patterns kTitleClosings;
/// Phrases before the title in running text: "is looking for a".
extern const Patterns kTitleIntroductions;
/// Words that end a title in running text: "to", "who", "for".
extern const Patterns kTitleStops;
/// Phrases after the name of an employer: "is an equal opportunity employer".
extern const Patterns kCompanyPredicates;
/// Phrases before a place in running text: "based in".
extern const Patterns kPlaceLeads;
extern const Patterns kEmploymentTypes;
extern const Patterns kWorkplaces;  ///< "remote", "hybrid"
extern const Patterns kPlaceNames;  ///< countries and such, whole
extern const Patterns kOrganisationWords;
extern const Patterns kOccupationWords;  ///< heads of job titles
extern const Patterns kHeaderNoise;      ///< "posted 3 days ago"

}  // namespace lexicon
}  // namespace bespoke::job_description
