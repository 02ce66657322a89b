#include "tailoring/checks/word_lists.hpp"

#include <array>

#include "text/word_list.hpp"

namespace bespoke::tailoring {
namespace {

using text::contains;

constexpr auto kConnectives =
    std::to_array<std::string_view>({"area", "areas", "experience", "include", "includes", "including", "skills", "well"});

constexpr auto kNegations =
    std::to_array<std::string_view>({"aren't", "cannot", "can't", "couldn't", "didn't",  "doesn't", "don't",   "hadn't",
                                     "hasn't", "isn't",  "lack",  "lacked",   "lacking", "lacks",   "neither", "never",
                                     "no",     "none",   "nor",   "not",      "wasn't",  "weren't", "without", "won't"});

constexpr auto kRemovals = std::to_array<std::string_view>({"abandoned", "decommissioned", "deprecated", "discontinued",
                                                            "dropped", "eliminated", "instead", "removed", "removing", "replaced",
                                                            "replacing", "retired", "retiring", "rid", "scrapped", "sunset"});

constexpr auto kRoles = std::to_array<std::string_view>(
    {"accountant", "administrator", "advisor",  "analyst",    "architect", "assistant",      "chef",      "clerk",
     "consultant", "coordinator",   "designer", "developer",  "director",  "engineer",       "executive", "head",
     "lawyer",     "lead",          "leader",   "leads",      "manager",   "managers",       "mentor",    "nurse",
     "nurses",     "officer",       "owner",    "partner",    "recruiter", "representative", "scientist", "specialist",
     "supervisor", "teacher",       "teachers", "technician", "trainer"});

constexpr auto kLevelsAndCarriers = std::to_array<std::string_view>(
    {"able",        "ability",      "advanced",  "are",      "be",        "being",   "can",   "competent", "confident",
     "deep",        "demonstrable", "excellent", "expert",   "extensive", "fluent",  "good",  "has",       "have",
     "having",      "high",         "hold",      "in-depth", "is",        "know",    "knows", "must",      "our",
     "outstanding", "proficient",   "proven",    "senior",   "should",    "skilled", "solid", "strong",    "thorough",
     "use",         "uses",         "want",      "we",       "willing",   "you",     "your"});

constexpr auto kHedges = std::to_array<std::string_view>(
    {"aided",    "assist",   "assistant",  "assisted",     "assisting",     "attended",   "basic",     "basics",
     "beginner", "co-led",   "contribute", "contributed",  "contributing",  "elementary", "exposure",  "familiar",
     "help",     "helped",   "helping",    "intern",       "internship",    "involved",   "jointly",   "junior",
     "learning", "observed", "part",       "participated", "participating", "partly",     "planned",   "proposed",
     "shadowed", "some",     "suggested",  "support",      "supported",     "supporting", "temporary", "trainee",
     "tried",    "under",    "volunteer"});

constexpr auto kStrongVerbs = std::to_array<std::string_view>(
    {"architected", "chaired", "chief",     "created",   "designed", "directed",  "director",    "drove",        "established",
     "expert",      "founded", "founder",   "head",      "headed",   "initiated", "invented",    "launched",     "lead",
     "leader",      "leading", "led",       "manage",    "managed",  "manager",   "managing",    "orchestrated", "oversaw",
     "owned",       "owner",   "pioneered", "principal", "ran",      "senior",    "spearheaded", "supervised"});

constexpr auto kCredentials = std::to_array<std::string_view>(
    {"accredited",   "accreditation", "apprenticeship", "bachelor",  "bachelors",  "certificate",
     "certificates", "certification", "certifications", "certified", "chartered",  "degree",
     "degrees",      "diploma",       "doctorate",      "graduate",  "licence",    "licences",
     "license",      "licensed",      "licenses",       "licensure", "master",     "masters",
     "mba",          "phd",           "qualification",  "qualified", "registered", "registration"});

}  // namespace

bool is_connective(std::string_view word) { return contains(kConnectives, word); }
bool is_negation(std::string_view word) { return contains(kNegations, word); }
bool is_removal(std::string_view word) { return contains(kRemovals, word); }
bool is_role(std::string_view word) { return contains(kRoles, word); }
bool is_hedge(std::string_view word) { return contains(kHedges, word); }
bool is_strong_verb(std::string_view word) { return contains(kStrongVerbs, word); }
bool is_level_or_carrier(std::string_view word) { return contains(kLevelsAndCarriers, word); }
bool is_credential(std::string_view word) { return contains(kCredentials, word); }

}  // namespace bespoke::tailoring
