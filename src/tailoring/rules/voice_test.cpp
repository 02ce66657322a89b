#include "tailoring/rules/voice.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace bespoke::tailoring {
namespace {

struct Case {
    const char* before;
    const char* after;
};

TEST(Voice, LeavesOutTheFirstPerson) {
    const std::vector<Case> cases = {
        {"I led a kitchen of 9 cooks", "Led a kitchen of 9 cooks"},
        {"I have trained 14 apprentices.", "Trained 14 apprentices."},
        {"I also wrote the rota", "Also wrote the rota"},
        {"I was responsible for two wards", "Responsible for two wards"},
        {"Presented the figures to my team", "Presented the figures to the team"},
        {"Baked bread. I kept the books", "Baked bread. Kept the books"},
        {"I manage 3 branches", "Manage 3 branches"},
    };
    for (const auto& [before, after] : cases) {
        EXPECT_EQ(in_usual_voice(before, RoleTime::Ongoing), after);
        EXPECT_TRUE(differs_in_voice_only(before, after)) << before;
        EXPECT_FALSE(differs_in_voice_only(after, before)) << before;
    }
}

TEST(Voice, TellsOfEndedWorkInThePast) {
    const std::vector<Case> cases = {
        {"Manage 4 key accounts and prepare monthly figures", "Managed 4 key accounts and prepared monthly figures"},
        {"Teaches 5 classes, organises excursions", "Taught 5 classes, organised excursions"},
        {"Oversee a budget of €40k", "Oversaw a budget of €40k"},
        {"I negotiate rates with 12 carriers", "Negotiated rates with 12 carriers"},
        {"Ensure that pallets leave on time", "Ensured that pallets leave on time"},
    };
    for (const auto& [before, after] : cases) {
        EXPECT_EQ(in_usual_voice(before, RoleTime::Ended), after);
        EXPECT_TRUE(differs_in_voice_only(before, after)) << before;
        EXPECT_FALSE(differs_in_voice_only(after, before)) << before;
    }
}

TEST(Voice, LeavesAloneWhatIsNotPlain) {
    for (const auto* text : {
             "Design reviews with 4 teams",             // a noun
             "Lead engineer of the chassis group",      // a title
             "Manage staff to plan and prepare meals",  // an infinitive
             "Prepare menus and order supplies",        // "order" may be a noun
             "I would lead the group",                  //
             "I did not lead the group",                //
             "Helped to manage two branches",           //
             "Led a kitchen of 9 cooks",                //
             "Leite ein Team von 5 Personen und plane die Dienste",
             "",
         })
        EXPECT_EQ(in_usual_voice(text, RoleTime::Ended), std::nullopt) << text;
}

TEST(Voice, IsNoOtherChange) {
    const std::vector<Case> cases = {
        {"Helped lead the ward", "Led the ward"},
        {"Responsible for leading the ward", "Led the ward"},
        {"Will lead the ward", "Led the ward"},
        {"I would manage the ward", "Managed the ward"},
        {"Not used Java", "Used Java"},
        {"We built a bridge", "Built a bridge"},
        {"Managed 4 people", "Managed 40 people"},
        {"Manage 4 people", "Led 4 people"},
        {"Prepared meals", "Prepared Meals"},
        {"Prepared meals for my children", "Prepared meals for the children"},
        {"Prepared meals, cleaned", "Prepared meals cleaned"},
        {"Prepared meals", "Prepared meals."},
        {"Meals prepared and manage", "Meals prepared"},
        {"The tools that manage stock", "The tools that managed stock"},
    };
    for (const auto& [before, after] : cases) EXPECT_FALSE(differs_in_voice_only(before, after)) << before << " → " << after;
}

TEST(Voice, KnowsTheFormsOfOneVerb) {
    EXPECT_TRUE(same_verb("leading", "led"));
    EXPECT_TRUE(same_verb("reviewing", "reviewed"));
    EXPECT_TRUE(same_verb("taught", "teaches"));
    EXPECT_FALSE(same_verb("leading", "loaded"));
    EXPECT_FALSE(same_verb("making", "managed"));
    EXPECT_TRUE(is_past("led"));
    EXPECT_FALSE(is_past("leading"));
    EXPECT_FALSE(is_past("need"));
}

}  // namespace
}  // namespace bespoke::tailoring
