#include "guardrail/placeholders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "text/text.hpp"

namespace bespoke::guardrail {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Placeholders of_anna() {
    Placeholders placeholders;
    placeholders.hide("PERSON", "Anna Kowalska, RN");
    placeholders.hide("EMAIL", "anna@kowalska.example");
    placeholders.hide("ADDRESS", "7 Mill Hollow");
    return placeholders;
}

struct Row {
    const char* text;
    const char* masked;
};

TEST(PlaceholdersTest, HidesTheNameHoweverItIsWritten) {
    const std::vector<Row> rows = {
        {"Anna's team praised Anna.", "⟦PERSON_1⟧'s team praised ⟦PERSON_1⟧."},
        {"Anna’s team", "⟦PERSON_1⟧’s team"},
        {"ANNA KOWALSKA led", "⟦PERSON_1⟧ led"},
        {"anna   kowalska led", "⟦PERSON_1⟧ led"},
        {"Kowalska, Anna", "⟦PERSON_1⟧, ⟦PERSON_2⟧"},
        {"the Kowalskas and Annas", "the ⟦PERSON_1⟧ and ⟦PERSON_2⟧"},
        {"ask annakowalska92 online", "ask ⟦PERSON_1⟧92 online"},
        {"lives at 7 mill  hollow.", "lives at ⟦ADDRESS_1⟧."},
        {"Annapolis, Savannah, annals", "Annapolis, Savannah, annals"},
        {"RN on a ward", "RN on a ward"},
    };
    for (const auto& row : rows) EXPECT_EQ(of_anna().mask(row.text), row.masked);
}

TEST(PlaceholdersTest, LeavesAnOrdinaryWordThatIsAlsoANameInLowerCase) {
    Placeholders placeholders;
    placeholders.hide("PERSON", "Mark de la Cruz");
    EXPECT_EQ(placeholders.mask("Mark will mark papers de facto, la Cruz"),
              "⟦PERSON_1⟧ will mark papers de facto, la ⟦PERSON_2⟧");
}

TEST(PlaceholdersTest, HidesNamesOfOtherScripts) {
    Placeholders placeholders;
    placeholders.hide("PERSON", "Zoë Müller-Łuczak");
    EXPECT_EQ(placeholders.mask("ZOË and Müller"), "⟦PERSON_1⟧ and ⟦PERSON_2⟧");
    EXPECT_EQ(placeholders.mask("with łuczak, Łuczak's"), "with łuczak, ⟦PERSON_3⟧'s");
}

TEST(PlaceholdersTest, HidesWhatHasTheFormOfPersonalData) {
    const std::vector<Row> rows = {
        {"mail jo.b+x@mail.example.org now", "mail ⟦EMAIL_1⟧ now"},
        {"jo (at) example (dot) org", "⟦EMAIL_1⟧"},
        {"see https://example.org/~jo?a=b.", "see ⟦LINK_1⟧."},
        {"www.example.org, linkedin.com/in/jo-b)", "⟦LINK_1⟧, ⟦LINK_2⟧)"},
        {"call +44 20 7946 0018 or (555) 010-2030", "call ⟦PHONE_1⟧ or ⟦PHONE_2⟧"},
        {"555-010-2030, 020 7946 0018, 0151/12345678", "⟦PHONE_1⟧, ⟦PHONE_2⟧, ⟦PHONE_3⟧"},
        {"Tel.: 79 46 00 18", "Tel.: ⟦PHONE_1⟧"},
        {"SSN 078-05-1120", "SSN ⟦ID_1⟧"},
        {"NI QQ 12 34 56 C, AB123456C", "NI QQ 12 34 56 C, ⟦ID_1⟧"},
        {"GB82 WEST 1234 5698 7654 32", "⟦ID_1⟧"},
        {"card 4111 1111 1111 1111", "card ⟦ID_1⟧"},
        {"Passport no. X1234567", "Passport no. ⟦ID_1⟧"},
        {"Date of birth: 4 May 1990, single", "Date of birth: ⟦BIRTHDATE_1⟧, single"},
        {"born 04.05.1990", "born ⟦BIRTHDATE_1⟧"},
        {"12 Old Mill Road, Apt 4", "⟦ADDRESS_1⟧"},
        {"P.O. Box 771", "⟦ADDRESS_1⟧"},
        {"Lindenstraße 12", "⟦ADDRESS_1⟧"},
    };
    for (const auto& row : rows) EXPECT_EQ(Placeholders().mask(row.text), row.masked);
}

TEST(PlaceholdersTest, LeavesTheFiguresOfWorkAlone) {
    for (const char* text :
         {"Cut costs by 12.5% to $1,250,000 in 2019-2021.", "2015 - 2019", "Handled 1,200 calls/day, 24/7, 3-5 of 10.",
          "CI/CD with Node.js/Express and ASP.NET/C#", "ISO 9001, RFC 2822, C++17", "Ran 10.0.1 on 99.99% uptime",
          "Q3 2021: 350 000 users", "and/or 401(k), 4-6 a.m."}) {
        EXPECT_EQ(Placeholders().mask(text), text);
    }
}

TEST(PlaceholdersTest, GivesTheSameValueTheSamePlaceholderAndRestoresTheExactSpelling) {
    auto placeholders = of_anna();
    const std::string text = "Anna and ANNA mailed anna@kowalska.example; Anna's idea.";
    const auto masked = placeholders.mask(text);
    EXPECT_EQ(masked, "⟦PERSON_1⟧ and ⟦PERSON_2⟧ mailed ⟦EMAIL_1⟧; ⟦PERSON_1⟧'s idea.");
    EXPECT_EQ(placeholders.restore(masked), text);
    EXPECT_EQ(placeholders.mask("Anna"), "⟦PERSON_1⟧");
}

TEST(PlaceholdersTest, NeutralisesMarkersOfTheInput) {
    auto placeholders = of_anna();
    EXPECT_EQ(placeholders.mask("Anna ⟦PERSON_1⟧"), "⟦PERSON_1⟧ [[PERSON_1]]");
}

TEST(PlaceholdersTest, ListsWhatWasNeverGivenAndWhatLostItsBrackets) {
    auto placeholders = of_anna();
    static_cast<void>(placeholders.mask("Anna"));
    std::vector<std::string> unknown;
    EXPECT_EQ(placeholders.restore("⟦PERSON_1⟧ and ⟦PERSON_9⟧ with PERSON_1, PERSON_12", &unknown),
              "Anna and ⟦PERSON_9⟧ with PERSON_1, PERSON_12");
    EXPECT_THAT(unknown, ElementsAre("⟦PERSON_9⟧", "PERSON_1"));
    unknown.clear();
    static_cast<void>(placeholders.restore("⟦person⟧", &unknown));
    EXPECT_THAT(unknown, Not(IsEmpty()));
    unknown.clear();
    EXPECT_EQ(placeholders.restore("nothing here", &unknown), "nothing here");
    EXPECT_THAT(unknown, IsEmpty());
}

TEST(PlaceholdersTest, HidesOverlappingDataWhole) {
    Placeholders placeholders;
    placeholders.hide("ADDRESS", "Hill House, 555-010-2030 Ext 7");
    EXPECT_EQ(placeholders.mask("at Hill House, 555-010-2030 Ext 7!"), "at ⟦ADDRESS_1⟧!");
}

// Random texts out of pieces that meet in unlucky ways.
std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> kPieces = {
        "Anna",  "anna ",    "ANNA'S ",  " Kowalska", "kowalska", "@",           ".",
        "+1",    " 555",     "-010",     "-2030",     "https://", "example.org", "/",
        "ż",     "’s",       "PERSON_1", "[[",        "]]",       "_",           "\n",
        "\t",    "1",        "0",        "ID_1",      " ",        ", ",          "7 Mill Hollow",
        "é",     "\xC2\xA0", "(",        ")",         "born ",    "1990",        "\xFF",
        "Led 5 "};
    std::string text;
    for (std::size_t i = random() % 24; i > 0; --i) text += kPieces[random() % kPieces.size()];
    return text;
}

TEST(PlaceholdersTest, RestoresEveryTextThatItMasked) {
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        auto placeholders = of_anna();
        const auto first = random_text(random), second = random_text(random);
        const auto masked_first = placeholders.mask(first), masked_second = placeholders.mask(second);
        ASSERT_EQ(placeholders.restore(masked_first), first);
        ASSERT_EQ(placeholders.restore(masked_second), second);
    }
}

TEST(PlaceholdersTest, NeverLeavesAHiddenValueInTheMaskedText) {
    std::mt19937 random(11);
    for (int i = 0; i < 20'000; ++i) {
        auto placeholders = of_anna();
        const auto text = random_text(random);
        const auto masked = text::fold(placeholders.mask(text));
        for (const char* value : {"anna kowalska", "annakowalska", "anna@kowalska.example", "7 mill hollow"}) {
            ASSERT_THAT(masked, Not(HasSubstr(value))) << text;
        }
    }
}

TEST(PlaceholdersTest, TakesTimeInProportionToTheText) {
    auto placeholders = of_anna();
    std::string text;
    for (int i = 0; i < 4'000; ++i) text += "Anna+1 555 0@(a.";
    const auto masked = placeholders.mask(text);
    EXPECT_EQ(placeholders.restore(masked), text);
}

}  // namespace
}  // namespace bespoke::guardrail
