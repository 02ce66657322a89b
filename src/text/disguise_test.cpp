#include "text/disguise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "text/code_points.hpp"
#include "text/look_alikes_table.hpp"
#include "text/text.hpp"

namespace bespoke::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& token : tokens(text)) out.push_back(token.text);
    return out;
}

TEST(Disguises, AreUndoneWhateverLettersTheyBorrow) {
    const std::pair<const char*, const char*> rows[] = {
        {"Рython", "Python"},  // Cyrillic
        {"Ρуthοn", "Python"},  // Greek and Cyrillic, one of each
        {"ΡYTHΟN and ΝumΡy", "PYTHON and NumPy"},
        {"СRМ", "CRM"},
        {"Kubеrnetes 1.28, Тerraform", "Kubernetes 1.28, Terraform"},
        {"Роstgrе\u0301SQL", "PostgreSQL"},  // an accent on a borrowed letter goes with it
        {"Ｐｙｔｈｏｎ", "Python"},
        {"Ｐython", "Python"},
        {"𝐏𝐲𝐭𝐡𝐨𝐧, 𝙎𝙌𝙇 and 𝕁𝕒𝕧𝕒𝟠", "Python, SQL and Java8"},
        {"Py𝘁hon", "Python"},
        {"Ⓟⓨⓣⓗⓞⓝ", "Python"},
        {"ᴅᴏᴄᴋᴇʀ", "docker"},
        {"Jаvа, РНР, MySQL", "Java, PHP, MySQL"},  // all of its letters Cyrillic
        {"Опыт с С++ и С# (на русском)", "Опыт с C++ и C# (на русском)"},
        {"SQL\nРНР", "SQL\nPHP"},  // alone on its line, in a Latin text
    };
    for (const auto& [disguised, plain] : rows) {
        EXPECT_EQ(undisguised(disguised), plain);
        EXPECT_EQ(fold(disguised), fold(plain)) << disguised;
        EXPECT_EQ(words(disguised), words(plain)) << disguised;
        EXPECT_FALSE(disguises(disguised).empty()) << disguised;
    }
}

TEST(Disguises, AreNoGenuineWordsOfOtherScriptsNorTermsOfScience) {
    const char* const rows[] = {
        "Иван Петров, Москва",
        "Инженер-программист: СССР, ТЕСТ, РОСТ и сорок, но также SQL",
        "Опыт работы с SQL\nМОСКВА\nС отличием",
        "Αθήνα, Ελλάδα",
        "ΜΗΧΑΝΙΚΟΣ",
        "νέο",
        "Συντάκτης, MS Word",
        "TNFα, NFκB and IFNγ",
        "5 µm, 3 Ω, Δt, kΩ, 10 μg/ml, σx",
        "Zoë Müller, Łódź, Yıldırım",
        "日本語 N1, C言語",
        "м",
        "а",
        "x",
        "",
        "• 5 € – “quoted” … ½ m² ™",
        "ℝn",
        "тест",
        "метро in Paris",
    };
    for (const char* const row : rows) {
        EXPECT_THAT(disguises(row), testing::Each(testing::Field(&Disguise::kind, Disguise::Kind::Ornament))) << row;
        EXPECT_TRUE(undisguised(row) == row || std::string_view(row).starts_with("ℝ")) << row << " became " << undisguised(row);
    }
}

TEST(Disguises, TellWhatDeceivesFromWhatAdorns) {
    using enum Disguise::Kind;
    EXPECT_THAT(disguises("Рython 𝗦𝗤𝗟"), ElementsAre(Disguise{LookAlikes, 0, 7}, Disguise{Ornament, 8, 20}));
    EXPECT_THAT(disguises("Py𝘁hon"), ElementsAre(Disguise{LookAlikes, 0, 9}));
}

TEST(Disguises, AreTheSameToTokensThatKeepTheirPlaceInTheOriginal) {
    const std::string text = "We use Рython, РНР and Ｇｏ.";
    const auto found = tokens(text);
    ASSERT_EQ(found.size(), 6U);
    const std::pair<std::size_t, std::pair<const char*, const char*>> rows[] = {
        {2, {"python", "Рython"}}, {3, {"php", "РНР"}}, {5, {"go", "Ｇｏ"}}};
    for (const auto& [at, word] : rows) {
        EXPECT_EQ(found[at].text, word.first);
        EXPECT_EQ(text.substr(found[at].begin, found[at].end - found[at].begin), word.second);
    }
}

TEST(Disguises, OfOneWordDependOnTheLanguageAroundIt) {
    EXPECT_THAT(words("РНР"), ElementsAre("рнр"));
    EXPECT_THAT(words("РНР и ещё MySQL"), testing::Contains("рнр"));
    EXPECT_THAT(words("РНР, MySQL"), ElementsAre("php", "mysql"));
    // A few words of the other script elsewhere do not hide it.
    EXPECT_EQ(undisguised("Requires PHP and РНР and good humour, every day of the week.\nНаш офис"),
              "Requires PHP and PHP and good humour, every day of the week.\nНаш офис");
}

TEST(Disguises, OfAnyMixtureOfLookAlikesAreUndone) {
    std::mt19937 random(7);
    std::vector<std::pair<char32_t, char32_t>> letters;
    for (const auto& [look_alikes, latin] : kSameShapes)
        for (const auto each : look_alikes)
            if (each >= 0x400 && each < 0x530) letters.emplace_back(each, latin);
    for (int round = 0; round < 2'000; ++round) {
        std::string plain, disguised;
        for (int i = 0; i < 3; ++i) {  // some Latin letters, so that scripts mix
            const auto& [alike, latin] = letters[random() % letters.size()];
            append_code_point(plain, static_cast<UChar32>(latin));
            append_code_point(disguised, static_cast<UChar32>(alike));
            plain += "rug"[i];
            disguised += "rug"[i];
        }
        EXPECT_EQ(fold(disguised), plain);
    }
}

TEST(Disguises, AreFoundInBytesThatAreNoTextToo) {
    std::mt19937 random(11);
    for (int round = 0; round < 2'000; ++round) {
        std::string bytes;
        for (int i = 0; i < 24; ++i) bytes += "\xD0\xA0\xCE\x91\xF0\x9D\x90\x8F\xEF\xBC\xB0nP \n\xFF"[random() % 17];
        std::size_t last = 0;
        for (const auto& word : disguises(bytes)) {
            EXPECT_LE(last, word.begin);
            EXPECT_LT(word.begin, word.end);
            last = word.end;
        }
        EXPECT_LE(last, bytes.size());
        const auto plain = undisguised(bytes);
        EXPECT_EQ(std::ranges::count(plain, '\n'), std::ranges::count(bytes, '\n'));
    }
}

TEST(LatinLookAlike, GoesByCaseWhereShapesDiffer) {
    EXPECT_EQ(latin_look_alike(0x397), U'h');  // Η
    EXPECT_EQ(latin_look_alike(0x3B7), U'n');  // η
    EXPECT_EQ(latin_look_alike(0x41D), U'h');  // Н
    EXPECT_EQ(latin_look_alike(0x418), 0U);    // И
    EXPECT_EQ(latin_look_alike('a'), 0U);
}

}  // namespace
}  // namespace bespoke::text
