#include "job_description/requirements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "job_description/ads_for_test.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Requirement> from(std::string_view statement, ListStyle style = ListStyle::Prose) {
    return requirements_of(statement, Importance::Required, style, 0);
}

std::vector<std::string> texts_from(std::string_view statement, ListStyle style = ListStyle::Prose) {
    std::vector<std::string> out;
    for (const auto& requirement : from(statement, style)) out.push_back(requirement.text);
    return out;
}

struct Worded {
    std::string_view statement, text;
};

class Carriers : public ::testing::TestWithParam<Worded> {};

TEST_P(Carriers, AreTakenOffTheThingAskedFor) { EXPECT_THAT(texts_from(GetParam().statement), ElementsAre(GetParam().text)); }

INSTANTIATE_TEST_SUITE_P(
    Wordings, Carriers,
    ::testing::Values(
        Worded{"Proven track record in sheep shearing", "sheep shearing"}, Worded{"Solid experience with lathes", "lathes"},
        Worded{"You have worked with kilns before", "kilns"}, Worded{"Strong negotiation skills", "negotiation"},
        Worded{"Hands-on knowledge of beekeeping", "beekeeping"}, Worded{"Confident in crop rotation", "crop rotation"},
        Worded{"Hands-on with lathes", "lathes"}, Worded{"First contact with soldering", "soldering"},
        Worded{"Exposure to tax audits", "tax audits"}, Worded{"Deep understanding of maritime law", "maritime law"},
        Worded{"You are familiar with dry stone walling", "dry stone walling"},
        Worded{"Experience designing footbridges", "designing footbridges"},
        Worded{"Ability to read blueprints", "read blueprints"},
        Worded{"Knowledge and experience of horticulture", "horticulture"}, Worded{"You know how to prune vines", "prune vines"},
        Worded{"You're comfortable with night navigation", "night navigation"},
        Worded{"Excellent knowledge of Latin inscriptions", "Latin inscriptions"},
        Worded{"Candidates must have experience in glass blowing", "glass blowing"},
        Worded{"Working knowledge of ticketing systems", "ticketing systems"},
        Worded{"4+ years of coaching rowers", "coaching rowers"},
        Worded{"Minimum of two years' experience in upholstery", "upholstery"},
        Worded{"3 to 5 years of hands-on experience with cranes", "cranes"},
        Worded{"At least one year as a beekeeper", "beekeeper"},
        Worded{"Harness making (we test this in the interview)", "Harness making"}, Worded{"Farriery, 3+ years", "Farriery"},
        Worded{"Tools: oscilloscopes", "oscilloscopes"}, Worded{"have a hot work permit", "hot work permit"},
        Worded{"have used winches", "winches"}, Worded{"can splice ropes", "splice ropes"},
        Worded{"are chartered as a surveyor", "chartered as a surveyor"}, Worded{"know tide tables", "tide tables"},
        Worded{"be committed to river conservation", "river conservation"}, Worded{"You've probably run a tannery", "tannery"},
        Worded{"know your way round a lathe", "lathe"}, Worded{"First-class engraving skills", "engraving"},
        Worded{"On-call rescue", "On-call rescue"}, Worded{"Knowledge of canon law: non-negotiable", "canon law"}));

TEST(Requirements, LoseAParenthesisWithoutGluingItsNeighbours) {
    EXPECT_THAT(texts_from("Rope (preferred)splicing"), ElementsAre("Rope splicing"));
}

TEST(Requirements, AreNotLoweredByWhatAParenthesisPrefersBesides) {
    const auto requirement = testing::only_requirement("Diving level 2 (level 3 preferred)");
    EXPECT_EQ(requirement.text, "Diving level 2");
    EXPECT_EQ(requirement.importance, Importance::Required);
}

TEST(Requirements, KeepExamplesInParentheses) {
    EXPECT_THAT(texts_from("Solid experience with herbs (thyme, sage)"), ElementsAre("herbs (thyme, sage)"));
}

TEST(Requirements, SplitCoordinatedThings) {
    EXPECT_THAT(texts_from("Java, Python and SQL"), ElementsAre("Java", "Python", "SQL"));
    EXPECT_THAT(texts_from("data preparation, transformation"), ElementsAre("data preparation", "transformation"));
    EXPECT_THAT(texts_from("Experience in Python and SQL"), ElementsAre("Python", "SQL"));
    EXPECT_THAT(texts_from("Experience with looms and knowledge of natural dyes"), ElementsAre("looms", "natural dyes"));
}

TEST(Requirements, KeepWholeWhatIsOneThing) {
    for (const auto* one :
         {"health and safety", "Java / JVM languages", "relational databases (Postgres or similar)", "Java or Kotlin",
          "research and development", "clouds such as AWS, Azure and GCP", "sewing of sails, ideally by hand"})
        EXPECT_THAT(texts_from(one), ElementsAre(one));
}

TEST(Requirements, SplitInlineLists) {
    EXPECT_THAT(texts_from("health and safety, in-memory caching, Python.", ListStyle::Inline),
                ElementsAre("health and safety", "in-memory caching", "Python"));
}

struct Marked {
    std::string_view statement;
    Importance importance;
};
class Marks : public ::testing::TestWithParam<Marked> {};

TEST_P(Marks, OverrideTheSection) {
    const auto opposite = GetParam().importance == Importance::Required ? Importance::Preferred : Importance::Required;
    const auto found = requirements_of(GetParam().statement, opposite, ListStyle::Prose, 0);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].importance, GetParam().importance);
    EXPECT_EQ(text::fold(found[0].text), "kite repair");
}

INSTANTIATE_TEST_SUITE_P(Wordings, Marks,
                         ::testing::Values(Marked{"Kite repair would be great", Importance::Preferred},
                                           Marked{"Kite repair is a plus", Importance::Preferred},
                                           Marked{"Knowledge of kite repair is an advantage", Importance::Preferred},
                                           Marked{"Ideally, kite repair", Importance::Preferred},
                                           Marked{"Kite repair (nice to have)", Importance::Preferred},
                                           Marked{"Kite repair preferred", Importance::Preferred},
                                           Marked{"Bonus: kite repair", Importance::Preferred},
                                           Marked{"Kite repair is not required but helpful", Importance::Preferred},
                                           Marked{"Kite repair is required", Importance::Required},
                                           Marked{"Kite repair (must have)", Importance::Required},
                                           Marked{"Experience in kite repair is essential", Importance::Required},
                                           Marked{"Erfahrung in kite repair ist wünschenswert", Importance::Preferred},
                                           Marked{"Erfahrung in kite repair wäre von Vorteil", Importance::Preferred},
                                           Marked{"Kite repair ist ein Plus", Importance::Preferred}),
                         [](const auto& test) { return "Case" + std::to_string(test.index); });

TEST(Requirements, ReadTheLettersOfAPersonSpecification) {
    const auto desirable = testing::only_requirement("Rope (hemp) splicing (D)");
    EXPECT_EQ(desirable.text, "Rope (hemp) splicing");
    EXPECT_EQ(desirable.importance, Importance::Preferred);
    EXPECT_EQ(testing::only_requirement("Rope splicing (E)").importance, Importance::Required);
    EXPECT_THAT(from("E = essential, D = desirable"), IsEmpty());
}

TEST(Requirements, AskForNoPay) {
    for (const auto* pay : {"£42,000 plus tips", "€30k - €35k a year", "$22 per hour", "£18.40 p/h", "up to £50,000"})
        EXPECT_THAT(from(pay), IsEmpty()) << pay;
    EXPECT_THAT(texts_from("£2m budget responsibility"), ElementsAre("£2m budget responsibility"));
}

TEST(Requirements, TellAHeldCertificateFromALevelThatIsTaught) {
    EXPECT_EQ(from("good outcomes at GCSE").at(0).degree, DegreeLevel::None);
    EXPECT_EQ(from("teach physics to A level").at(0).degree, DegreeLevel::None);
    EXPECT_EQ(from("Educated to GCSE standard").at(0).degree, DegreeLevel::School);
    EXPECT_EQ(from("GCSE English at grade C").at(0).degree, DegreeLevel::School);
}

TEST(Requirements, PartADegreeFromWhatStandsBeforeIt) {
    EXPECT_THAT(texts_from("You hold a pilot's licence and a degree in physics or chemistry"),
                ElementsAre("pilot's licence", "degree in physics or chemistry"));
}

TEST(Requirements, ChangeImportanceWithinALine) {
    const auto ad = testing::parsed_text(
        "Clerk\n\nRequirements\n- Welsh law required, Manx law preferred\n- Farming; fishing would be nice\n");
    EXPECT_THAT(testing::texts(ad, Importance::Required), ElementsAre("Welsh law", "Farming"));
    EXPECT_THAT(testing::texts(ad, Importance::Preferred), ElementsAre("Manx law", "fishing"));
}

TEST(Requirements, AreNotMadeByWhatIsNotNeeded) {
    for (const auto* nothing :
         {"No prior experience required", "A degree is not required", "You don't need a licence", "Experience is not necessary",
          "Keine Erfahrung erforderlich", "No cold calling, please", "We don't use looms and don't plan to"})
        EXPECT_THAT(texts_from(nothing), IsEmpty()) << nothing;
}

TEST(Requirements, KnowYearsThatStandAlone) {
    for (const auto* alone : {"6+ years of professional experience in a comparable role", "Minimum 6 years on the job",
                              "At least six years of relevant experience", "6-8 years' experience"}) {
        const auto requirement = testing::only_requirement(alone);
        EXPECT_TRUE(requirement.experience_only) << alone;
        EXPECT_EQ(requirement.years, 6) << alone;
        EXPECT_EQ(requirement.text, alone);
    }
}

TEST(Requirements, TakeTheLeastOfARangeOfYears) {
    EXPECT_EQ(testing::only_requirement("2-4 years of experience in tiling").years, 2);
}

TEST(Requirements, LeaveYearsWithTheThingTheyStandBy) {
    const auto found = from("Terraform, Docker, and at least 4 years of Linux administration");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_FALSE(found[0].years);
    EXPECT_EQ(found[2].years, 4);
    EXPECT_EQ(found[2].text, "Linux administration");
}

TEST(Requirements, KeepBracketsWhole) {
    EXPECT_THAT(texts_from("Diving certificate (level 5 or above) is mandatory"),
                ElementsAre("Diving certificate (level 5 or above)"));
}

TEST(Requirements, DoNotSpreadYearsToSeparateThings) {
    const auto found = from("2 years of experience with looms and knowledge of natural dyes");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].years, 2);
    EXPECT_FALSE(found[1].years);
}

TEST(Requirements, CallMannerSoft) {
    for (const auto* manner :
         {"A friendly way with people", "Good written and spoken English", "Willingness to travel up to 20%", "Team player",
          "Excellent communication skills", "You stay calm when things get hectic", "Driving licence (class B)",
          "Right to work in Ireland", "Attention to detail", "Willingness to learn", "Fluent English", "Irish",
          "Sehr gute Deutschkenntnisse in Wort und Schrift"})
        EXPECT_TRUE(testing::only_requirement(manner).soft) << manner;
}

TEST(Requirements, KeepNamesThatBeginOrEndLikeWording) {
    for (const auto* name : {"History of art", "Contact tracing", "Background screening", "Bonus calculation", "Record keeping",
                             "Health and safety", "Skills training", "Critical care", "French polishing", "Knowledge management",
                             "Exposure therapy", "Plus size fashion"}) {
        const auto requirement = testing::only_requirement(name);
        EXPECT_EQ(requirement.text, name);
        EXPECT_FALSE(requirement.soft) << name;
        EXPECT_EQ(requirement.importance, Importance::Required) << name;
    }
}

TEST(Requirements, DoNotCallATradeSoft) {
    for (const auto* trade :
         {"Wound care", "Communication with suppliers of cut timber in three ports", "Passionate about writing Python"})
        EXPECT_FALSE(testing::only_requirement(trade).soft) << trade;
}

TEST(Requirements, ReadTheLowestDegreeThatIsAccepted) {
    const std::pair<const char*, DegreeLevel> kCases[] = {
        {"Bachelor's or Master's degree in a technical subject", DegreeLevel::Bachelor},
        {"PhD in chemistry", DegreeLevel::Doctorate},
        {"High school diploma or equivalent", DegreeLevel::School},
        {"MSc in hydrology", DegreeLevel::Master},
        {"A degree in law, politics or history", DegreeLevel::Bachelor},
        {"Abgeschlossenes Studium", DegreeLevel::Bachelor},
        {"Master data management", DegreeLevel::None},
        {"A high degree of care", DegreeLevel::None},
        {"You hold a degree", DegreeLevel::Bachelor}};
    for (const auto& [line, level] : kCases) EXPECT_EQ(testing::only_requirement(line).degree, level) << line;
}

TEST(Requirements, NameTheTermsOfTheVocabulary) {
    EXPECT_THAT(testing::only_requirement("Solid experience with K8s").skills, ElementsAre("Kubernetes"));
    EXPECT_THAT(testing::only_requirement("Solid experience with thatching").skills, IsEmpty());
}

TEST(Requirements, NeedAWordingWhereNoHeadingSaysSo) {
    EXPECT_TRUE(asks_for_something("You have at least two years of experience in archives."));
    EXPECT_TRUE(asks_for_something("Experience with parchment is a plus."));
    EXPECT_FALSE(asks_for_something("Our experience goes back to 1911."));
    EXPECT_FALSE(asks_for_something("The garden has a pond."));
}

TEST(Requirements, KeepBracketsInPairs) {
    for (const auto* item : {"SQL (window functions, CTEs)", "LEVEL 2 FOOD HYGIENE (LEVEL 3 PREFERRED)",
                             "AWS (EC2, S3), Docker (Swarm) and Git", "Python (pandas; NumPy) is essential",
                             "Experience (3 years) with Java (or Kotlin), SQL (preferred)", "((Java) or Kotlin), ideally"}) {
        const auto ad = testing::parsed_text("Clerk\n\nTasks\n- File letters\n\nRequirements\n- " + std::string(item));
        for (const auto& requirement : ad.requirements) {
            const auto count = [&](char c) { return std::ranges::count(requirement.text, c); };
            EXPECT_TRUE(count('(') == count(')')) << item << " → " << requirement.text;
        }
    }
}

TEST(Requirements, LeaveOutArticlesAndShorthand) {
    EXPECT_EQ(testing::only_requirement("a forklift licence").text, "forklift licence");
    EXPECT_EQ(testing::only_requirement("Comfortable w/ Linux").text, "Linux");
}

TEST(Requirements, KnowSoftOnesInOtherWordings) {
    for (const auto* item : {"Deutschkenntnisse mindestens B1", "fließendes Englisch", "Computer literate", "IT literate"})
        EXPECT_TRUE(testing::only_requirement(item).soft) << item;
}

TEST(Coordination, TakesAChoiceForOneThing) {
    for (const auto* text : {"One of Snowflake, BigQuery or Redshift", "At least one of: weaving, felting, spinning",
                             "Any of felting, lace making", "Either a diving certificate or a pilot's licence"})
        EXPECT_THAT(texts_from(text), ElementsAre(text));
    EXPECT_THAT(texts_from("Data preparation, transformation and validation"),
                ElementsAre("Data preparation", "transformation", "validation"));
}

TEST(Coordination, KeepsVerbsOfOneObjectTogether) {
    EXPECT_THAT(texts_from("Experience designing, building and running irrigation canals"),
                ElementsAre("designing, building and running irrigation canals"));
    EXPECT_THAT(texts_from("beekeeping, weaving and basket making"), ElementsAre("beekeeping", "weaving", "basket making"));
    EXPECT_THAT(texts_from("Very good Danish, spoken and written").size(), 1U);
}

TEST(Coordination, KeepsAdjectivesOfOneNounTogether) {
    EXPECT_THAT(texts_from("Knowledge of weaving, low and high looms"), ElementsAre("weaving", "low and high looms"));
    EXPECT_THAT(texts_from("Felting, internal and external inspections"),
                ElementsAre("Felting", "internal and external inspections"));
    EXPECT_THAT(texts_from("Felting, weaving and high looms"), ElementsAre("Felting", "weaving", "high looms"));
}

TEST(Coordination, KeepsInfinitivesOfOneObjectTogether) {
    for (const auto* text :
         {"read and understand nautical charts", "lift, carry, push and pull 20 kg", "sit, stand and row for hours"})
        EXPECT_THAT(texts_from(std::string("Ability to ") + text), ElementsAre(text));
    EXPECT_THAT(texts_from("Right to live and work in Ireland"), ElementsAre("Right to live and work in Ireland"));
    EXPECT_THAT(texts_from("Ability to improvise and knowledge of natural dyes"), ElementsAre("improvise", "natural dyes"));
    EXPECT_THAT(texts_from("Ability to swim, row and a pilot's licence"), ElementsAre("swim", "row", "pilot's licence"));
    EXPECT_THAT(texts_from("Able to use looms, kilns and bellows"), ElementsAre("use looms", "kilns", "bellows"));
}

TEST(Requirements, LeaveOutWhatTheEmployerGives) {
    for (const auto* offer :
         {"we will teach you", "We'll train you on the lathe", "Full training is provided", "we can sponsor a licence"})
        EXPECT_THAT(from(offer), IsEmpty()) << offer;
    EXPECT_THAT(texts_from("Training young horses"), ElementsAre("Training young horses"));
}

TEST(Requirements, ReadMonthsAsFullYears) {
    const auto ward = from("Minimum 18 months of experience in a foundry");
    ASSERT_EQ(ward.size(), 1U);
    EXPECT_EQ(ward.front().years, 1);
    const auto plus = from("4 years+ of experience with looms");
    ASSERT_EQ(plus.size(), 1U);
    EXPECT_EQ(plus.front().years, 4);
    EXPECT_EQ(plus.front().text, "looms");
}

TEST(Requirements, AreNotWhatNeedNotBe) {
    for (const auto* text : {"No need for a pilot's licence", "You needn't know Latin", "Latin is not required",
                             "No experience with looms is needed", "You don't need to know Latin yet"})
        EXPECT_THAT(from(text), IsEmpty()) << text;
    for (const auto* text :
         {"Latin is desirable but not required", "Latin, useful but not essential", "Latin is a plus but not mandatory"}) {
        const auto found = from(text);
        ASSERT_EQ(found.size(), 1U) << text;
        EXPECT_EQ(found.front().importance, Importance::Preferred) << text;
    }
}

TEST(Requirements, EndInNoConjunction) {
    EXPECT_THAT(texts_from("Bachelor's degree or equivalent practical experience"), ElementsAre("Bachelor's degree"));
}

TEST(Requirements, OfMannerAndHoursAreSoft) {
    for (const auto* text : {"Excellent written Danish", "Not afraid of heights", "Early starts"}) {
        const auto found = from(text);
        ASSERT_EQ(found.size(), 1U) << text;
        EXPECT_TRUE(found.front().soft) << text;
    }
}

TEST(Requirements, WishForWhatIsOnlyIdeal) {
    const auto found = from("Driving licence class B, ideally C1");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].text, "Driving licence class B");
    EXPECT_EQ(found[0].importance, Importance::Required);
    EXPECT_EQ(found[1].text, "Driving licence class C1");
    EXPECT_EQ(found[1].importance, Importance::Preferred);
    EXPECT_THAT(texts_from("Glazing of occupied houses, preferably in listed buildings"),
                ElementsAre("Glazing of occupied houses", "listed buildings"));
    EXPECT_THAT(texts_from("sewing of sails, ideally by hand"), ElementsAre("sewing of sails, ideally by hand"));
}

TEST(Requirements, WishForWhatABracketPrefersByName) {
    const auto found = from("Experience with cloud computing (AWS preferred)");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].text, "AWS");
    EXPECT_EQ(found[1].importance, Importance::Preferred);
    EXPECT_EQ(from("Food hygiene certificate (Level 3 preferred)").size(), 1U);
}

TEST(Requirements, WishForAClauseOfItsOwn) {
    const auto found = testing::parsed_text(
                           "Clerk\n\nTasks\n- File letters\n\nRequirements\n"
                           "- at least 3 years' experience as a notary's clerk, maritime law would be an advantage")
                           .requirements;
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].importance, Importance::Required);
    EXPECT_EQ(found[1].importance, Importance::Preferred);
    EXPECT_EQ(found[1].text, "maritime law");
}

TEST(Coordination, KeepsLettersOfASchemeTogether) {
    EXPECT_THAT(texts_from("Knowledge of Building Regulations Part A, L and M"),
                ElementsAre("Building Regulations Part A, L and M"));
    EXPECT_THAT(texts_from("Python, C and R").size(), 3U);
    EXPECT_THAT(texts_from("Kubernetes (EKS/GKE) and Docker"), ElementsAre("Kubernetes (EKS/GKE)", "Docker"));
}

TEST(Requirements, AreNotWhatAQuestionToTheReaderAnswers) {
    const auto ad = testing::parsed_text(
        "Clerk\n\nTasks\n- File letters\n\nRequirements\n- Latin\n- Greek\n\nWhy work with us? Free parking, a warm office and "
        "long holidays.");
    EXPECT_EQ(ad.requirements.size(), 2U);
}

}  // namespace
}  // namespace bespoke::job_description
