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
    EXPECT_EQ(detected(""), "unsupported-media");
    EXPECT_EQ(detected(" \r\n\t\n"), "bad-text");
    EXPECT_EQ(detected("\xef\xbb\xbf"), "bad-text");
    EXPECT_EQ(detected("\x01\x02\x03\x04\x05\x06\x07\x08"), "bad-text");
    EXPECT_EQ(detected("PK\3\4 and no more"), "malformed-document");
    Limits limits;
    limits.document_bytes = 3;
    const auto format = detect(as_bytes("four"), limits);
    ASSERT_FALSE(format);
    EXPECT_EQ(format.error().reason, "too-large");
    EXPECT_EQ(format.error().code, ErrorCode::LimitExceeded);
}

/// The least that is a PDF by its structure.
const std::string kPdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

std::string zip() {
    return std::string(as_text(testing::ZipWriter().add("a.txt", "A letter.").add("b.txt", "Another.").finish()));
}
std::string stream_of(const std::string& bytes) {
    return "%PDF-1.7\n1 0 obj\n<< /Length 1 >>\nstream\n" + bytes + "\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
}
/// As if it had been written at that place of a file: with offsets that count from the file's beginning.
std::string moved(std::string zip, std::size_t by) {
    for (const auto& [signature, field] : {std::pair{"PK\1\2"s, 42}, {"PK\5\6"s, 16}}) {
        for (std::size_t at = zip.find(signature); at != zip.npos; at = zip.find(signature, at + 1)) {
            const std::size_t low = at + static_cast<std::size_t>(field);
            const std::size_t offset =
                static_cast<unsigned char>(zip[low]) + 256U * static_cast<unsigned char>(zip[low + 1]) + by;
            zip[low] = static_cast<char>(offset & 0xff);
            zip[low + 1] = static_cast<char>(offset >> 8);
        }
    }
    return zip;
}
/// With the bytes as comment on the archive.
std::string with_comment(std::string zip, const std::string& comment) {
    zip[zip.size() - 2] = static_cast<char>(comment.size());
    return zip + comment;
}

TEST(Detect, RefusesAFileThatIsAPdfAndAnArchive) {
    const std::string docx(as_text(testing::DocxFile{.body = ""}.bytes()));
    const std::size_t in_stream = stream_of("").find("\nendstream");
    const std::pair<const char*, std::string> cases[] = {
        {"an archive behind a PDF", kPdf + zip()},
        {"a DOCX behind a PDF", kPdf + docx},
        {"with offsets from the beginning of the PDF", kPdf + moved(zip(), kPdf.size())},
        {"with bytes behind both", kPdf + zip() + "%%EOF\n"},
        {"the rest of the PDF as comment on the archive", "%PDF-1.7\n" + with_comment(zip(), kPdf)},
        {"in a stream, with offsets from the beginning of the PDF", stream_of(moved(zip(), in_stream))},
        {"in a stream that holds more", stream_of("more" + zip())},
        {"an archive behind an attached one", stream_of(zip()) + zip()},
        {"a PDF as first member", std::string(as_text(testing::ZipWriter().add("a", kPdf).finish()))},
        {"a PDF behind a DOCX", docx + kPdf},
        {"a PDF as comment on a DOCX", with_comment(docx, kPdf)},
        {"a PDF too far in", std::string(2000, 'x') + "\n" + kPdf},
        {"a PDF in a page of the web", "<!DOCTYPE html><p>" + std::string(2000, 'x') + kPdf},
    };
    for (const auto& [what, bytes] : cases) EXPECT_EQ(detected(bytes), "unsupported-media") << what;
}

TEST(Detect, TakesAPdfThatHoldsOrNamesArchivesForAPdf) {
    const std::string inner = zip();
    const std::string cut = inner.substr(inner.find("PK\1\2"s));
    const std::pair<const char*, std::string> cases[] = {
        {"an attachment that is not packed", stream_of(inner)},
        {"an attachment with a comment", stream_of(with_comment(inner, "made by hand"))},
        {"an attachment with an archive in it",
         stream_of(std::string(as_text(testing::ZipWriter().add("inner.zip", inner).finish())))},
        {"two of them", stream_of(inner) + stream_of(inner)},
        {"the letters that an archive ends with", stream_of("PK\5\6"s + std::string(18, '\0'))},
        {"a directory without members", stream_of("(" + cut + ")")},
        {"half an archive", stream_of("(" + inner.substr(0, inner.size() / 2) + ")")},
    };
    for (const auto& [what, bytes] : cases) EXPECT_EQ(detected(bytes), "pdf") << what;
    EXPECT_EQ(detected("Wrote %PDF-1.7 parsers.\n" + std::string(2000, 'x')), "pdf") << "as readers of PDF have it";
    EXPECT_EQ(detected(std::string(2000, 'x') + " wrote %PDF-1.7 parsers.\n"), "text");
    EXPECT_EQ(detected(testing::ZipWriter()
                           .add("[Content_Types].xml",
                                "<Types><Override ContentType='application/"
                                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>")
                           .add("word/filler.bin", std::string(2000, 'x'))
                           .add("word/attached.pdf", kPdf)
                           .finish()),
              "docx");
}

}  // namespace
}  // namespace bespoke::document
