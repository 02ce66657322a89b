#include "text/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace bespoke::text {
namespace {

using testing::ElementsAre;

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (auto& token : tokens(text)) out.push_back(token.text);
    return out;
}

std::string random_text(std::mt19937& random) {
    const std::vector<std::string> pieces = {
        "a",    "Z",        "e",      "\u0301", "\x01",   "\u200B",       "\u00AD", " ",          "\n",
        "\r\n", "\u2019",   "\u2014", "\uFB01", "\u00DF", "\u0130",       "\u0663", "\U000E0041", "\uFEFF",
        "\xFF", "\xE2\x80", "4",      ",",      ".",      "\u1E9B\u0323", "\u0344", "\u00B4",     "\u0600",
        "/",    "&",        "+",      "'s",     "\u3000", "\u00BD"};
    std::string text;
    for (int i = 0; i < 12; ++i) text += pieces[random() % pieces.size()];
    return text;
}

TEST(Fold, MakesSpellingsOfTheSameThingEqual) {
    const std::vector<std::pair<std::string, std::string>> same = {
        {"Caf\u00E9", "cafe\u0301"},     {"M\u00DCNCHEN", "mu\u0308nchen"},
        {"Stra\u00DFe", "STRASSE"},      {"don\u2019t", "DON'T"},
        {"don\u00B4t", "don't"},         {"\u201Clean\u201D", "\"Lean\""},
        {"front\u2011end", "front-end"}, {"2019 \u2013 2021", "2019 - 2021"},
        {"\uFF21\uFF37\uFF33", "aws"},   {"\u0661\u0662", "12"},
        {"of\uFB01ce", "office"},        {"ze\u200Bro\u00ADwidth", "zerowidth"},
        {"  a\t \n b\u00A0c ", "a b c"},
    };
    for (const auto& [a, b] : same) EXPECT_EQ(fold(a), fold(b)) << a;
}

TEST(Fold, KeepsDifferentThingsApart) {
    EXPECT_NE(fold("C++"), fold("C#"));
    EXPECT_NE(fold("r\u00E9sum\u00E9"), fold("resume"));
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold(" \t"), "");
}

TEST(Fold, IsIdempotentAndGivesUtf8ForAnyBytes) {
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        const auto text = random_text(random);
        const auto folded = fold(text);
        EXPECT_TRUE(is_utf8(folded));
        EXPECT_EQ(fold(folded), folded) << testing::PrintToString(text);
    }
}

TEST(Clean, RemovesWhatIsInvisibleAndKeepsCaseAndLines) {
    EXPECT_EQ(clean("Zo\u0308e\u200B\tWORLD\r\nx\u202Ey\U000E0041\x07"), "Z\u00F6e\tWORLD\nxy");
    EXPECT_EQ(clean("a\rb\u2028c\n\nd"), "a\nb\nc\n\nd");
    EXPECT_EQ(clean("plain text, as it is."), "plain text, as it is.");
}

TEST(Clean, IsIdempotent) {
    std::mt19937 random(11);
    for (int i = 0; i < 3000; ++i) {
        const auto once = clean(random_text(random));
        EXPECT_EQ(clean(once), once);
        EXPECT_TRUE(is_utf8(once));
    }
}

TEST(IsUtf8, RefusesOverlongFormsSurrogatesAndCutSequences) {
    EXPECT_TRUE(is_utf8("na\u00EFve \U0001F600"));
    for (const auto* bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xFF"})
        EXPECT_FALSE(is_utf8(bad));
}

TEST(Tokens, KeepsNamesWithSymbolsWhole) {
    EXPECT_THAT(words("C++, C# and .NET; F#/Node.js"), ElementsAre("c++", "c#", "and", ".net", "f#", "node.js"));
    EXPECT_THAT(words("CI/CD, TCP/IP, A/B tests, R&D, P&L"), ElementsAre("ci/cd", "tcp/ip", "a/b", "tests", "r&d", "p&l"));
    EXPECT_THAT(words("ASP.NET on Socket.IO"), ElementsAre("asp.net", "on", "socket.io"));
    EXPECT_THAT(words("snake_case"), ElementsAre("snake_case"));
}

TEST(Tokens, SplitsWhatIsSeveralWords) {
    EXPECT_THAT(words("Python/SQL"), ElementsAre("python", "sql"));
    EXPECT_THAT(words("and/or"), ElementsAre("and", "or"));
    EXPECT_THAT(words("front-end"), ElementsAre("front", "end"));
    EXPECT_THAT(words("It is finished.Then we left."), ElementsAre("it", "is", "finished", "then", "we", "left"));
    EXPECT_THAT(words("black&white"), ElementsAre("black", "white"));
}

TEST(Tokens, ReadsNumbers) {
    EXPECT_THAT(words("1,200 beds, $1.5m, 99.95%, 5+ years"), ElementsAre("1200", "beds", "1.5m", "99.95", "5", "years"));
    EXPECT_THAT(words("2019,2020 1,2 12,345,678"), ElementsAre("2019", "2020", "1", "2", "12345678"));
    EXPECT_THAT(words("2019/2020"), ElementsAre("2019", "2020"));
}

TEST(Tokens, DropsThePossessiveAndKeepsContractions) {
    EXPECT_THAT(words("The customer\u2019s master's don\u2019t 'quoted'"),
                ElementsAre("the", "customer", "master", "don't", "quoted"));
}

TEST(Tokens, ReadsWordsOfAnyScript) {
    EXPECT_THAT(words("Zo\u00EB \u041C\u043E\u0441\u043A\u0432\u0430"),
                ElementsAre("zo\u00EB", "\u043C\u043E\u0441\u043A\u0432\u0430"));
    EXPECT_THAT(words("naI\u0308ve"), ElementsAre("na\u00EFve"));
}

TEST(Tokens, OffsetsSpanTheWordInTheText) {
    const std::string text = "\u2022 Used C++ at Caf\u00E9 1,200.";
    for (const auto& token : tokens(text)) {
        auto expected = fold(text.substr(token.begin, token.end - token.begin));
        std::erase(expected, ',');
        EXPECT_EQ(token.text, expected);
    }
}

TEST(Tokens, AreInOrderAndWithinTheTextForAnyBytes) {
    std::mt19937 random(3);
    for (int i = 0; i < 3000; ++i) {
        const auto text = random_text(random);
        std::size_t last = 0;
        for (const auto& token : tokens(text)) {
            EXPECT_LE(last, token.begin);
            EXPECT_LT(token.begin, token.end);
            EXPECT_LE(token.end, text.size());
            EXPECT_FALSE(token.text.empty());
            last = token.end;
        }
    }
}

TEST(Stem, JoinsFormsOfAWordAndLeavesSymbolsAlone) {
    EXPECT_EQ(stem("reconciled"), stem("reconciling"));
    EXPECT_EQ(stem("budgets"), stem("budget"));
    EXPECT_NE(stem("java"), stem("javascript"));
    for (const auto* whole : {"c++", "2019", "node.js", "h2o"}) EXPECT_EQ(stem(whole), whole);
}

TEST(StopWord, IsAFunctionWord) {
    for (const auto* word : {"the", "with", "and"}) EXPECT_TRUE(is_stop_word(word)) << word;
    for (const auto* word : {"years", "not", "no", "nurse", ""}) EXPECT_FALSE(is_stop_word(word)) << word;
}

struct SentenceCase {
    const char* text;
    std::vector<std::string_view> expected;
};

TEST(Sentences, EndAtFullStopsThatEndSentences) {
    const std::vector<SentenceCase> cases = {
        {"Led a team. Built it!  Why? Because.", {"Led a team.", "Built it!", "Why?", "Because."}},
        {"Grew sales 3.5 times. Next.", {"Grew sales 3.5 times.", "Next."}},
        {"Worked at Acme Inc. London as a cook.", {"Worked at Acme Inc. London as a cook."}},
        {"Joined Acme Inc. The team grew.", {"Joined Acme Inc.", "The team grew."}},
        {"Used tools, e.g. Excel, i.e. sheets.", {"Used tools, e.g. Excel, i.e. sheets."}},
        {"Served the U.S. Navy. Retired.", {"Served the U.S. Navy.", "Retired."}},
        {"Lived in the U.S. In 2019 moved.", {"Lived in the U.S.", "In 2019 moved."}},
        {"Assisted Dr. J. R. Smith. Wrote.", {"Assisted Dr. J. R. Smith.", "Wrote."}},
        {"Java, SQL, etc. Managed four people.", {"Java, SQL, etc.", "Managed four people."}},
        {"Wrote .NET services with Node.js tools. Then left.", {"Wrote .NET services with Node.js tools.", "Then left."}},
        {"Ran shops. iOS apps followed.", {"Ran shops.", "iOS apps followed."}},
        {"Said \"done.\" Then left.", {"Said \"done.\"", "Then left."}},
        {"1. Led the team. 2. Built it.", {"1. Led the team.", "2. Built it."}},
        {"Won in 2019. Then lost.", {"Won in 2019.", "Then lost."}},
        {"Waited... and waited. Done", {"Waited... and waited.", "Done"}},
        {"No. 5 of the list", {"No. 5 of the list"}},
        {"\u65E5\u672C\u3002\u6771\u4EAC", {"\u65E5\u672C\u3002", "\u6771\u4EAC"}},
        {"", {}},
        {" \n ", {}},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(sentences(text), expected) << text;
}

TEST(Sentences, KeepWrappedLinesTogetherAndPartBulletsAndParagraphs) {
    EXPECT_THAT(sentences("Led the team of five\nin the north"), ElementsAre("Led the team of five\nin the north"));
    EXPECT_THAT(sentences("\u2022 Led the team\n\u2022 Built it"), ElementsAre("\u2022 Led the team", "\u2022 Built it"));
    EXPECT_THAT(sentences("One part\n\nOther part"), ElementsAre("One part", "Other part"));
}

TEST(Sentences, LoseNothingButBlanks) {
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
        const auto text = random_text(random) + ". " + random_text(random);
        std::string joined;
        for (const auto sentence : sentences(text)) joined += sentence;
        auto expected = text;
        for (auto* const s : {&joined, &expected}) std::erase_if(*s, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
        EXPECT_EQ(joined, expected);
    }
}

TEST(Trim, TakesBlanksOffBothEnds) {
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim(" "), "");
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_THAT(split("a||b|", '|'), ElementsAre("a", "", "b", ""));
    EXPECT_THAT(split("", '|'), ElementsAre(""));
}

}  // namespace
}  // namespace bespoke::text
