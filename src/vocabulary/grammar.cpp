#include "vocabulary/grammar.hpp"

#include <array>

#include "text/word_list.hpp"

namespace bespoke::vocabulary {
namespace {

using text::contains;

struct Nominal {
    std::string_view noun, gerund;
};

/// Nouns that end a name, and the verb that asks for the same. In plain_word()'s spelling.
constexpr auto kNominals = std::to_array<Nominal>({
    {"administration", "administering"},
    {"analysis", "analyzing"},
    {"automation", "automating"},
    {"budgeting", "budgeting"},
    {"calibration", "calibrating"},
    {"cleaning", "cleaning"},
    {"coordination", "coordinating"},
    {"design", "designing"},
    {"development", "developing"},
    {"editing", "editing"},
    {"evaluation", "evaluating"},
    {"forecasting", "forecasting"},
    {"implementation", "implementing"},
    {"inspection", "inspecting"},
    {"installation", "installing"},
    {"integration", "integrating"},
    {"invoicing", "invoicing"},
    {"maintenance", "maintaining"},
    {"management", "managing"},
    {"mapping", "mapping"},
    {"migration", "migrating"},
    {"modeling", "modeling"},
    {"monitoring", "monitoring"},
    {"optimization", "optimizing"},
    {"planning", "planning"},
    {"preparation", "preparing"},
    {"processing", "processing"},
    {"purchasing", "purchasing"},
    {"reconciliation", "reconciling"},
    {"reviewing", "reviewing"},
    {"scheduling", "scheduling"},
    {"screening", "screening"},
    {"sourcing", "sourcing"},
    {"supervision", "supervizing"},
    {"tracking", "tracking"},
    {"translation", "translating"},
    {"validation", "validating"},
    {"verification", "verifying"},
    {"writing", "writing"},
});

/// Not what the verb acts on, or a word that another thing has as well: "managing lines" is done in a factory.
constexpr auto kNoObjects = std::to_array<std::string_view>(
    {"channel",  "exam",      "feature",  "memory",     "package",  "pipeline",  "relationship", "skill",
     "state",    "transport", "account",  "asset",      "business", "clinical",  "commercial",   "configuration",
     "content",  "corporate", "creative", "direct",     "facility", "field",     "financial",    "front",
     "general",  "graphic",   "group",    "industrial", "key",      "legal",     "line",         "load",
     "machine",  "media",     "mobile",   "network",    "office",   "operation", "people",       "personal",
     "practice", "product",   "public",   "quality",    "self",     "senior",    "service",      "shift",
     "site",     "social",    "store",    "strategic",  "system",   "talent",    "team",         "technical",
     "test",     "time",      "unit",     "urban",      "user",     "visual",    "ward",         "web"});

constexpr auto kCustomers = std::to_array<std::string_view>({"client", "customer"});
constexpr auto kFirms = std::to_array<std::string_view>({"business", "company", "firm"});
constexpr auto kEmployees = std::to_array<std::string_view>({"employee", "personnel", "staff"});
constexpr auto kPupils = std::to_array<std::string_view>({"pupil", "student"});
constexpr auto kGrowing = std::to_array<std::string_view>({"developing", "expanding", "growing"});
constexpr auto kPreparing = std::to_array<std::string_view>({"compiling", "preparing", "producing"});
constexpr auto kBuyers = std::to_array<std::string_view>({"supplier", "vendor"});

constexpr auto kParties = std::to_array<std::string_view>({"agency", "broker", "contractor", "dealer", "distributor", "donor",
                                                           "partner", "reseller", "stakeholder", "supplier", "vendor"});

constexpr auto kPrograms = std::to_array<std::string_view>({"application", "package", "platform", "program", "software", "tool"});

// "supervized" is what plain_word() makes of "supervised".
constexpr auto kLeads = std::to_array<std::string_view>({"headed", "led", "managed", "supervized"});

/// People one leads at work; pupils, patients and clients are none. Plural in plain_word()'s form.
constexpr auto kStaff = std::to_array<std::string_view>(
    {"accountant",  "administrator", "advisor",     "agent",        "analyst",   "assistant",   "associate",      "baker",
     "bartender",   "bricklayer",    "builder",     "buyer",        "carer",     "carpenter",   "cashier",        "chef",
     "cleaner",     "clerk",         "colleague",   "consultant",   "cook",      "coordinator", "designer",       "developer",
     "driver",      "editor",        "electrician", "employee",     "engineer",  "fitter",      "handler",        "housekeeper",
     "joiner",      "journalist",    "labourer",    "laborer",      "machinist", "manager",     "mechanic",       "nurse",
     "officer",     "operative",     "operator",    "packer",       "paralegal", "people",      "picker",         "planner",
     "plumber",     "porter",        "programmer",  "receptionist", "recruiter", "reporter",    "representative", "researcher",
     "salespeople", "scientist",     "seller",      "specialist",   "staff",     "supervisor",  "surveyor",       "teacher",
     "technician",  "tester",        "translator",  "waiter",       "welder",    "worker",      "writer"});

constexpr auto kNumberWords =
    std::to_array<std::string_view>({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"});

/// The staff that is counted from atom `at`: the noun itself or behind one other word ("shop assistants").
std::size_t staff_at(std::span<const Atom> atoms, std::size_t at, std::string_view text) {
    for (const auto i : {at, at + 1}) {
        if (i >= atoms.size() || is_separator(atoms[i])) return 0;
        if (!contains(kStaff, atoms[i].word)) continue;
        const bool plural = text[atoms[i].end - 1] == 's' || atoms[i].word == "people" || atoms[i].word == "staff" ||
                            atoms[i].word == "salespeople";
        return plural ? i : 0;
    }
    return 0;
}

}  // namespace

std::vector<std::string> turned_round(std::span<const std::string> name) {
    if (name.size() != 2 || contains(kNoObjects, name[0])) return {};
    const auto found =
        std::find_if(kNominals.begin(), kNominals.end(), [&](const Nominal& nominal) { return nominal.noun == name[1]; });
    if (found == kNominals.end()) return {};
    return {std::string(found->gerund), name[0]};
}

std::span<const std::string_view> substitutes(std::string_view word) {
    if (contains(kCustomers, word)) return kCustomers;
    if (contains(kFirms, word)) return kFirms;
    if (contains(kEmployees, word)) return kEmployees;
    if (contains(kPupils, word)) return kPupils;
    if (contains(kGrowing, word)) return kGrowing;
    if (contains(kPreparing, word)) return kPreparing;
    if (contains(kBuyers, word)) return kBuyers;
    return {};
}

bool is_party(std::string_view word) { return contains(kParties, word); }

std::span<const std::string_view> relation_words() {
    static constexpr auto kWords = std::to_array<std::string_view>({"management"});
    return kWords;
}

bool is_number(std::string_view word) {
    return contains(kNumberWords, word) || (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos);
}

bool is_kind_of_program(std::string_view word) { return contains(kPrograms, word); }

bool leads_people(std::span<const Atom> atoms, std::size_t at, std::string_view text) {
    if (!contains(kLeads, atoms[at].word)) return false;
    const bool heads = at == 0 || is_separator(atoms[at - 1]) || atoms[at - 1].word == "and" || atoms[at - 1].word == "i";
    if (!heads || at + 2 >= atoms.size() || !is_number(atoms[at + 1].word)) return false;
    const auto staff = staff_at(atoms, at + 2, text);
    return staff != 0 && (staff + 1 == atoms.size() || atoms[staff + 1].word != "through");
}

}  // namespace bespoke::vocabulary
