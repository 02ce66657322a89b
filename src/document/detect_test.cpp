#include "document/detect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/docx_file.hpp"

namespace bespoke::document {
namespace {

using namespace std::string_literals;
using ::testing::HasSubstr;

std::string detected(BytesView bytes) {
    const auto format = detect(bytes, {});
    return format ? std::string(to_string(*format)) : format.error().reason;
}
std::string detected(std::string_view text) { return detected(as_bytes(text)); }

TEST(Detect, KnowsEachFormatByItsContent) {
    const std::pair<std::string, const char*> cases[] = {
        {"%PDF-1.7\n", "pdf"},
        {std::string(500, '\n') + "%PDF-1.4", "pdf"},
        {"<!DOCTYPE html><p>x", "html"},
        {"\xef\xbb\xbf  <!-- c --><HTML><body>x", "html"},
        {"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "html"},
        {"<div><h1>Jane</h1><p>Nurse</p></div>", "html"},
        {"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n", "html"},
        {"# Jane Doe\n\n## Experience\n\n- Ran things\n", "markdown"},
        {"Jane Doe\n========\n\n**Nurse** at [Ward](https://a.example)\n", "markdown"},
        {"Jane Doe\n\nEXPERIENCE\n==========\n* Ran things\n", "text"},
        {"Sales #1 in 2020, <b> tags and 5 * 3 = 15\n# of staff: 5\n", "text"},
        {"I write HTML such as <p> and <div> by hand\n", "text"},
        {"Skills: WEBP, GIF89 and MZ series\n", "text"},
        {"caf\xe9 and d\xe9j\xe0 vu", "text"},
        {"\xff\xfeJ\0a\0n\0e\0"s, "text"},
    };
    for (const auto& [text, format] : cases) EXPECT_EQ(detected(text), format) << text;
}

TEST(Detect, KnowsOfficeFilesByTheirParts) {
    EXPECT_EQ(detected(testing::DocxFile{.body = ""}.bytes()), "docx");
    EXPECT_EQ(detected(testing::ZipWriter().add("mimetype", "application/vnd.oasis.opendocument.text").finish()), "odt");
}

TEST(Detect, NamesWhatItDoesNotRead) {
    const auto types = [](const std::string& type) {
        return "<Types><Override ContentType='application/" + type + "'/></Types>";
    };
    const auto package = [&](const std::string& type, const std::string& part) {
        return std::string(as_text(testing::ZipWriter().add("[Content_Types].xml", types(type)).add(part, "").finish()));
    };
    const auto zip = [](const std::string& name, const std::string& content) {
        return std::string(as_text(testing::ZipWriter().add(name, content).finish()));
    };
    const auto wide = [](std::string_view name) {
        std::string text = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"s + std::string(100, '\0');
        for (const char letter : name) text += {letter, '\0'};
        return text;
    };
    const std::pair<std::string, const char*> cases[] = {
        {"\xff\xd8\xff\xe0 JFIF", "JPEG image"},
        {"\x89PNG\r\n\x1a\n", "PNG image"},
        {"II*\0...."s, "TIFF image"},
        {"RIFF....WEBPVP8 ", "WebP image"},
        {"\0\0\0\x18"
         "ftypheic...."s,
         "HEIC image"},
        {"{\\rtf1 x}", "RTF"},
        {"%!PS-Adobe-3.0", "PostScript"},
        {"<?xml version='1.0'?><w:wordDocument/>", "XML file"},
        {package("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"), "spreadsheet"},
        {package("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"),
         "presentation"},
        {package("vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"), "macros"},
        {zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"},
        {zip("mimetype", "application/epub+zip"), "e-book"},
        {zip("Index/Document.iwa", ""), "Pages"},
        {zip("a.txt", "x"), "ZIP archive"},
        {wide("WordDocument"), ".doc"},
        {wide("Workbook"), ".xls"},
    };
    for (const auto& [bytes, name] : cases) {
        const auto format = detect(as_bytes(bytes), {});
        ASSERT_FALSE(format) << name;
        EXPECT_EQ(format.error().reason, "unsupported-media") << name;
        EXPECT_THAT(format.error().public_text, HasSubstr(name));
        EXPECT_THAT(format.error().public_text, ::testing::EndsWith(".")) << name;
        EXPECT_THAT(format.error().public_text, HasSubstr("; ")) << "one sentence, cause and remedy";
    }
    EXPECT_EQ(detected(wide("EncryptedPackage")), "encrypted-document");
}

TEST(Detect, RefusesNothingAndTooMuch) {
    EXPECT_EQ(detected(""), "empty-document");
    EXPECT_EQ(detected(" \r\n\t\n"), "empty-document");
    EXPECT_EQ(detected("\xef\xbb\xbf"), "empty-document");
    EXPECT_EQ(detected("\x01\x02\x03\x04\x05\x06\x07\x08"), "bad-text");
    EXPECT_EQ(detected("PK\3\4 and no more"), "malformed-document");
    Limits limits;
    limits.document_bytes = 3;
    const auto format = detect(as_bytes("four"), limits);
    ASSERT_FALSE(format);
    EXPECT_EQ(format.error().reason, "too-large");
    EXPECT_EQ(format.error().code, ErrorCode::LimitExceeded);
}

TEST(Detect, BelievesTheArchiveRatherThanAPdfInsideIt) {
    EXPECT_EQ(detected(testing::ZipWriter().add("a", "%PDF-1.7").finish()), "unsupported-media");
}

}  // namespace
}  // namespace bespoke::document
