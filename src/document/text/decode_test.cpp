#include "document/text/decode.hpp"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace bespoke::document {
namespace {

/// UTF-8 text in another encoding.
std::string encoded(const std::string& text, const char* encoding) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(encoding, &status);
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
    std::string bytes(static_cast<std::size_t>(wide.length()) * 8 + 8, '\0');
    const int32_t length =
        ucnv_fromUChars(converter, bytes.data(), static_cast<int32_t>(bytes.size()), wide.getBuffer(), wide.length(), &status);
    ucnv_close(converter);
    bytes.resize(static_cast<std::size_t>(length));
    return bytes;
}

std::string decoded(const std::string& bytes) { return decode_text(as_bytes(bytes)).value_or("refused"); }

TEST(DecodeText, ReadsEveryUnicodeFormWithAndWithoutMark) {
    const std::string text = "Résumé of Zoë: naïve café, 5 × 3, Łódź";
    for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
        EXPECT_EQ(decoded(encoded(text, encoding)), text) << encoding;
        EXPECT_EQ(decoded(encoded("\ufeff" + text, encoding)), text) << encoding;
    }
}

TEST(DecodeText, GuessesLegacyEncodings) {
    const std::string german = "Lebenslauf von Jürgen Groß\nMünchen, Größe, Übersetzer, für Straßen und Brücken zuständig\n";
    const std::string french = "Expérience: responsable d’équipe à Nîmes, diplômée de l’École supérieure, 12 000 € de budget\n";
    const std::string polish =
        "Doświadczenie zawodowe: kierownik zespołu w Łodzi, wykształcenie wyższe, umiejętności, język angielski, zarządzanie "
        "projektami i współpraca z klientami\n";
    const std::string russian =
        "Опыт работы: инженер по автоматизации, Москва. Образование: технический университет. Навыки: управление проектами\n";
    const std::string greek =
        "Επαγγελματική εμπειρία: μηχανικός λογισμικού στην Αθήνα, εκπαίδευση στο πολυτεχνείο, δεξιότητες και γλώσσες\n";
    const std::string japanese = "職務経歴書。東京の会社でソフトウェア技術者として働きました。学歴と資格は次のとおりです。\n";
    const std::string chinese = "工作经历：上海软件工程师，负责系统设计与开发。教育背景：计算机科学学士。\n";
    const std::pair<std::string, const char*> cases[] = {
        {german, "windows-1252"}, {french, "windows-1252"},  {german, "macintosh"},     {polish, "windows-1250"},
        {polish, "ISO-8859-2"},   {russian, "windows-1251"}, {russian, "KOI8-R"},       {greek, "windows-1253"},
        {japanese, "Shift_JIS"},  {japanese, "EUC-JP"},      {japanese, "ISO-2022-JP"}, {chinese, "GB18030"},
    };
    for (const auto& [text, encoding] : cases) EXPECT_EQ(decoded(encoded(text, encoding)), text) << encoding;
}

TEST(DecodeText, PrefersWesternTextWhereAFewSignsDecide) {
    const std::string text = "Zoë Müller\nChef – café “Chez Hélène”, €30k, 5°C\nManaged a team of 12 and a budget of £2m\n";
    EXPECT_EQ(decoded(encoded(text, "windows-1252")), text);
}

TEST(DecodeText, KeepsUtf8WithAFewBrokenBytes) {
    const std::string text = decoded(
        "Ünïcödé téxt wïth mäny àccénts, a stray \xff among them, löng enöugh to be täken for what it ïs, and an end that is cut "
        "off \xc3");
    EXPECT_EQ(text.substr(0, 11), "Ünïcödé");
}

TEST(DecodeText, FollowsALabelUnlessItIsNone) {
    EXPECT_EQ(decode_text(as_bytes("\xcf\xd0"), "koi8-r").value(), "оп");
    EXPECT_EQ(decode_text(as_bytes("plain"), "no-such-charset").value(), "plain");
}

TEST(DecodeText, RefusesBinaryData) {
    std::string binary = "GIF89";
    for (int index = 0; index < 2000; ++index) binary += static_cast<char>(index * index % 32);
    EXPECT_EQ(decoded(binary), "refused");
}

}  // namespace
}  // namespace bespoke::document
