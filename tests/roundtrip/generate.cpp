#include "generate.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <vector>

namespace bespoke::roundtrip {
namespace {

using resume::Date;
using resume::DateNode;
using resume::Resume;
using resume::Section;
using resume::Text;

/// SplitMix64 (Steele, Lea & Flood 2014): small and the same everywhere, unlike the standard distributions.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t bound) {
        state_ += 0x9E3779B97F4A7C15ULL;
        auto z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<std::size_t>((z ^ (z >> 31)) % bound);
    }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <std::size_t N>
    std::string pick(const std::array<const char*, N>& words) {
        return words[below(N)];
    }

private:
    std::uint64_t state_;
};

constexpr std::array kGiven = {"Željka", "Ada",     "Wei",    "Oluwaseun", "Jean-Luc",
                               "Ítalo",  "Siobhán", "Łukasz", "Mary Ann",  "Đorđe"};
constexpr std::array kFamily = {"Novák-O’Brien", "Lovelace", "Tan",       "Adébáyọ̀",    "de la Fuente",
                                "Müller",        "Nguyễn",   "Kowalczyk", "Þórsdóttir", "McAllister"};
constexpr std::array kTitles = {
    "Registered Nurse", "Senior Software Engineer", "Warehouse Manager", "Primary School Teacher", "Accountant", "Head Chef",
    "Paralegal",        "Mechanical Engineer",      "Project Manager",   "Graphic Designer"};
constexpr std::array kEmployers = {"Northwind Cold Storage Ltd", "Müller & Söhne GmbH",   "St. Brigid’s Hospital",
                                   "Kestrel Software Inc.",      "Harbour Street School", "Blue Fern Catering",
                                   "Aldgate & Finch LLP",        "Vantaa Works Oy",       "City of Westmarch",
                                   "Solaris Energy S.A."};
constexpr std::array kPlaces = {"Bristol, England", "Köln, Germany", "Portland, OR", "Singapore",
                                "Málaga, Spain",    "Toronto, ON",   "Oslo, Norway", "Remote"};
constexpr std::array kVerbs = {"Led",     "Designed", "Reduced", "Trained",    "Introduced",
                               "Planned", "Audited",  "Rewrote", "Negotiated", "Organised"};
constexpr std::array kThings = {"the night rota for 35 colleagues",
                                "a stock-count routine that ended annual shutdowns",
                                "picking errors from 1.9 % to 0.4 % in eight months",
                                "twelve shift leads, nine of whom were promoted within two years",
                                "a budget of €2.4m across three sites",
                                "the onboarding of 60 new starters a year, with a handbook, a buddy scheme and a first-week plan "
                                "that other sites have since copied",
                                "supplier contracts worth $1,200,000",
                                "the move to C++20 and CMake",
                                "lessons for classes of 28 pupils"};
constexpr std::array kSchools = {"University of Zagreb", "Universität Rheinfels", "Ridgemont Community College",
                                 "École Polytechnique de Valbourg", "Halvorsen University"};
constexpr std::array kDegrees = {"BSc", "MSc", "Bachelor of Arts", "PhD", "Diploma", "Master of Engineering"};
constexpr std::array kAreas = {"Logistics", "Computer Science", "Nursing", "Economics and Management", "History of Art"};
constexpr std::array kSkills = {
    "Python",          "C++",          "Wound Care", "SAP EWM", "Forklift Operation",      "Contract Law", "Power BI",
    "Lesson Planning", "Menu Costing", "AutoCAD",    "CI/CD",   "Double-Entry Bookkeeping"};
constexpr std::array kGroups = {"Systems", "Methods", "Tools", "Clinical", "Office"};
constexpr std::array kLevels = {"Expert", "Advanced", "Intermediate", "Beginner"};
constexpr std::array kLanguages = {"English", "Croatian", "German", "Spanish", "Mandarin", "Norwegian"};
constexpr std::array kFluencies = {"Native speaker", "Fluent", "C1", "Basic", "Professional working proficiency"};
constexpr std::array kInterests = {"Sailing", "Chess", "Choir singing", "Allotment gardening", "Trail running"};

Text text(std::string value) { return {std::move(value), {}, {}}; }

/// `count` different words in random order.
template <std::size_t N>
std::vector<std::string> some(Dice& dice, const std::array<const char*, N>& words, std::size_t count) {
    std::vector<std::string> all(words.begin(), words.end());
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[dice.below(i)]);
    all.resize(std::min(count, all.size()));
    return all;
}

std::string sentence(Dice& dice) { return dice.pick(kVerbs) + " " + dice.pick(kThings); }

std::vector<Text> highlights(Dice& dice, std::size_t count) {
    std::vector<Text> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(text(sentence(dice)));
    return out;
}

DateNode date(int year, int month) { return {{year, month, 0}, {}, {}}; }

/// Years alone or months, one way throughout a period.
resume::Period period(Dice& dice, int begin_year, int years) {
    const bool has_months = !dice.one_in(4);
    const auto month = [&] { return has_months ? static_cast<int>(dice.below(12)) + 1 : 0; };
    return {date(begin_year, month()), date(begin_year + years, month())};
}

std::string slug(Dice& dice) { return "ref-" + std::to_string(100 + dice.below(900)); }

void add_basics(Dice& dice, Resume& out) {
    auto& it = out.basics;
    it.name = text(dice.pick(kGiven) + " " + dice.pick(kFamily));
    it.label = text(dice.pick(kTitles));
    it.email = text("applicant." + slug(dice) + "@example.org");
    it.phone = text("+44 20 7946 0" + std::to_string(100 + dice.below(900)));
    if (dice.one_in(2)) it.url = text("https://applicant.example/" + slug(dice));
    it.summary = text("Experienced colleague known for calm peak seasons and teams that stay. " + sentence(dice) + ".");
    it.location.city = text("Bristol");
    if (!dice.one_in(4)) it.location.region = text("England");
    if (dice.one_in(2)) it.location.country_code = text("GB");
    if (dice.one_in(3)) {
        it.location.address = text("14 Harbour Row");
        it.location.postal_code = text("BS1 4ND");
    }
    const auto user = "applicant-" + slug(dice);
    it.profiles.push_back({text("LinkedIn"), text(user), text("https://linkedin.com/in/" + user)});
    if (dice.one_in(2)) it.profiles.push_back({text("GitHub"), text(user), {}});
    if (dice.one_in(4)) it.profiles.push_back({text("Mastodon"), text("applicant"), text("https://social.example/@" + user)});
}

void add_work(Dice& dice, Resume& out) {
    const auto employers = some(dice, kEmployers, 2 + dice.below(2));
    int year = 2022;
    for (const auto& employer : employers) {
        const auto place = dice.pick(kPlaces);
        for (std::size_t role = 0, roles = 1 + dice.below(2); role < roles; ++role) {
            resume::Work work;
            work.name = text(employer);
            work.position = text(dice.pick(kTitles));
            if (!dice.one_in(4)) work.location = text(place);
            if (dice.one_in(4)) work.url = text("https://" + slug(dice) + ".example");
            work.period = period(dice, year - 2, 2);
            if (out.work.empty()) work.period.end.reset();
            if (dice.one_in(3)) work.summary = text("Full-time role in a team of " + std::to_string(2 + dice.below(40)) + ".");
            work.highlights = highlights(dice, 1 + dice.below(4));
            out.work.push_back(std::move(work));
            year -= 2;
        }
    }
}

void add_volunteer(Dice& dice, Resume& out) {
    if (!dice.one_in(2)) return;
    resume::Volunteer it;
    it.organization = text("Food Bank West");
    it.position = text("Coordinator");
    if (dice.one_in(2)) it.url = text("https://foodbank.example");
    if (dice.one_in(2)) it.summary = text("Plans van routes for fourteen parishes.");
    it.period = period(dice, 2019, 1);
    it.highlights = highlights(dice, 1 + dice.below(2));
    out.volunteer.push_back(std::move(it));
}

void add_education(Dice& dice, Resume& out) {
    for (std::size_t i = 0, count = 1 + dice.below(2); i < count; ++i) {
        resume::Education it;
        it.institution = text(dice.pick(kSchools));
        it.study_type = text(dice.pick(kDegrees));
        it.area = text(dice.pick(kAreas));
        if (dice.one_in(2)) it.location = text(dice.pick(kPlaces));
        if (dice.one_in(3)) it.url = text("https://school.example/" + slug(dice));
        it.period = period(dice, 2008 - 4 * static_cast<int>(i), 3);
        if (dice.one_in(4)) it.period.start.reset();
        if (dice.one_in(2)) it.score = text("3." + std::to_string(10 + dice.below(90)));
        if (dice.one_in(2))
            it.courses = {text("Inventory Theory"), text("Queueing, Scheduling and Simulation"), text("Statistics")};
        out.education.push_back(std::move(it));
    }
}

void add_small_sections(Dice& dice, Resume& out) {
    if (dice.one_in(2))
        out.awards.push_back({text("Site of the Year"), text("Cold Chain Association"),
                              text(dice.one_in(2) ? "For the lowest loss rate of 47 sites." : ""), date(2019, 11)});
    if (dice.one_in(2)) {
        out.certificates.push_back({text("Certified Supply Chain Professional"), text("APICS"),
                                    text("https://verify.example/" + slug(dice)), date(2018, 5)});
        out.certificates.push_back({text("IOSH Managing Safely"), text("IOSH"), {}, date(2020, 0)});
    }
    if (dice.one_in(2)) {
        resume::Publication it{
            text("Voice picking below zero: what gloves do to scanners"), text("Warehouse Quarterly"), {}, {}, date(2021, 9)};
        if (dice.one_in(2)) it.url = text("https://wq.example/" + slug(dice));
        if (dice.one_in(2)) it.release_date = DateNode{{2021, 9, 14}, {}, {}};
        if (dice.one_in(2)) it.summary = text("Field study of three sites over two winters.");
        out.publications.push_back(std::move(it));
    }
    if (dice.one_in(2))
        out.references.push_back({text("Ivan Petrović"), text("Made the hardest peak that we have had look ordinary.")});
    if (dice.one_in(3)) out.unplaced.push_back({text("Driving"), {text("Clean licence, category B")}});
    if (dice.one_in(4))
        out.unplaced.push_back({text("Memberships of Note"), {text("Guild of Menders"), text("Society of Bridges")}});
    if (dice.one_in(4)) out.unplaced.push_back({{}, {text("Available from March"), text("Willing to travel")}});
}

void add_skills(Dice& dice, Resume& out) {
    const bool grouped = dice.one_in(2);
    auto names = some(dice, kSkills, 9);
    if (!grouped) {
        for (const auto& name : names) out.skills.push_back({text(name), text(dice.one_in(5) ? dice.pick(kLevels) : ""), {}});
        return;
    }
    for (const auto& group : some(dice, kGroups, 3)) {
        resume::Skill skill{text(group), text(dice.one_in(4) ? dice.pick(kLevels) : ""), {}};
        for (int i = 0; i < 3; ++i) {
            skill.keywords.push_back(text(names.back()));
            names.pop_back();
        }
        out.skills.push_back(std::move(skill));
    }
}

void add_people_sections(Dice& dice, Resume& out) {
    for (const auto& language : some(dice, kLanguages, 1 + dice.below(3)))
        out.languages.push_back({text(language), text(dice.one_in(5) ? "" : dice.pick(kFluencies))});
    if (dice.one_in(2)) {
        for (const auto& interest : some(dice, kInterests, 2)) out.interests.push_back({text(interest), {}});
        if (dice.one_in(2)) out.interests.push_back({text("Music"), {text("cello"), text("field recording")}});
    }
}

void add_projects(Dice& dice, Resume& out) {
    if (!dice.one_in(2)) return;
    resume::Project it;
    it.name = text("Route Board");
    it.description = text("Planning board for volunteer drivers");
    if (dice.one_in(2)) it.url = text("https://code.example/" + slug(dice));
    it.period = period(dice, 2018, 1);
    it.highlights = highlights(dice, 1 + dice.below(2));
    for (const auto& keyword : some(dice, kSkills, 2)) it.keywords.push_back(text(keyword));
    out.projects.push_back(std::move(it));
}

}  // namespace

Resume generate(std::uint64_t seed) {
    Dice dice(seed);
    Resume out;
    add_basics(dice, out);
    add_work(dice, out);
    add_volunteer(dice, out);
    add_education(dice, out);
    add_small_sections(dice, out);
    add_skills(dice, out);
    add_people_sections(dice, out);
    add_projects(dice, out);
    return out;
}

}  // namespace bespoke::roundtrip
