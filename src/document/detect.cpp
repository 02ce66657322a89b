#include "document/detect.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "document/archive/archive.hpp"
#include "document/archive/foreign.hpp"
#include "document/html/looks_like_html.hpp"
#include "document/text/decode.hpp"
#include "document/text/looks_like_markdown.hpp"

namespace bespoke::document {
namespace {

using namespace std::string_view_literals;

/// Enough of a text to tell what it is.
constexpr std::size_t kHeadBytes = 64 * 1024;
/// Readers accept the PDF header anywhere in here (ISO 32000-1, annex H.3.4.1).
constexpr std::size_t kPdfHeaderBytes = 1024;

tl::unexpected<Error> unsupported(std::string_view what, std::string_view remedy) {
    return fail(ErrorCode::InvalidInput, "unsupported-media", fmt::format("This is {}; {}", what, remedy));
}

constexpr std::string_view kSaveAs = "save it as DOCX or PDF and use that file.";
constexpr std::string_view kRecognise =
    "a scan or photo of a document needs text recognition (OCR) first, or use the original PDF, DOCX or text file.";
constexpr std::string_view kChooseDocument = "choose the document itself: a PDF, DOCX, HTML, Markdown or text file.";

constexpr std::string_view kChooseOne = "save the document again from the program that made it, and use that file.";

struct Magic {
    std::size_t offset;
    std::string_view bytes;
    std::string_view what;
    std::string_view remedy;
};

constexpr Magic kMagics[] = {
    {0, "\xff\xd8\xff"sv, "a JPEG image, not a document with text", kRecognise},
    {0, "\x89PNG\r\n\x1a\n"sv, "a PNG image, not a document with text", kRecognise},
    {0, "GIF87a"sv, "a GIF image, not a document with text", kRecognise},
    {0, "GIF89a"sv, "a GIF image, not a document with text", kRecognise},
    {0, "II*\0"sv, "a TIFF image, not a document with text", kRecognise},
    {0, "MM\0*"sv, "a TIFF image, not a document with text", kRecognise},
    {8, "WEBPVP8"sv, "a WebP image, not a document with text", kRecognise},
    {4, "ftypheic"sv, "an HEIC image, not a document with text", kRecognise},
    {4, "ftypheix"sv, "an HEIC image, not a document with text", kRecognise},
    {4, "ftypmif1"sv, "an HEIF image, not a document with text", kRecognise},
    {4, "ftypavif"sv, "an AVIF image, not a document with text", kRecognise},
    {4, "ftyp"sv, "a video or audio file, not a document", kChooseDocument},
    {0, "AT&TFORM"sv, "a DjVu file", "save it as PDF and use that file."},
    {0, "{\\rtf"sv, "an RTF document", kSaveAs},
    {0, "%!PS"sv, "a PostScript file", "save it as PDF and use that file."},
    {0, "\xffWPC"sv, "a WordPerfect document", kSaveAs},
    {0, "\x1f\x8b"sv, "a gzip archive, not a document", kChooseDocument},
    {0, "7z\xbc\xaf\x27\x1c"sv, "a 7z archive, not a document", kChooseDocument},
    {0, "Rar!\x1a\x07"sv, "a RAR archive, not a document", kChooseDocument},
    {4, "1AY&SY"sv, "a bzip2 archive, not a document", kChooseDocument},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     "an xz archive, not a document", kChooseDocument},
    {0,
     "\x7f"
     "ELF"sv,
     "a program, not a document", kChooseDocument},
    {0, "MZ\x90\0"sv, "a program, not a document", kChooseDocument},
    {0, "SQLite format 3\0"sv, "a database, not a document", kChooseDocument},
};

struct PackageKind {
    std::string_view content;  ///< what a part name or a media type contains
    std::string_view what;
};

constexpr PackageKind kPackages[] = {
    {"xl/", "a spreadsheet"},
    {"ppt/", "a presentation"},
    {"visio/", "a Visio drawing"},
    {"index/document.iwa", "an Apple Pages document"},
    {"index.zip", "an Apple Pages document"},
};

constexpr PackageKind kOpenDocuments[] = {
    {"opendocument.spreadsheet", "a spreadsheet"},
    {"opendocument.presentation", "a presentation"},
    {"opendocument.graphics", "a drawing"},
    {"epub", "an e-book"},
};

bool starts_with_any_part(const Archive& archive, std::string_view prefix) {
    const auto names = archive.names();
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name.size() >= prefix.size() &&
               std::equal(prefix.begin(), prefix.end(), name.begin(), [](char expected, char byte) {
                   return expected == static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
               });
    });
}

Result<Format> detect_open_document(std::string_view media_type) {
    if (media_type.find("opendocument.text") != media_type.npos) return Format::Odt;
    for (const PackageKind& kind : kOpenDocuments) {
        if (media_type.find(kind.content) != media_type.npos) return unsupported(kind.what, kChooseDocument);
    }
    return unsupported("a ZIP archive, not a document", kChooseDocument);
}

Result<Format> detect_open_xml(Archive& archive, std::string_view content_types) {
    constexpr std::string_view kMacros = "macroEnabled";
    if (content_types.find("wordprocessingml.") == content_types.npos && content_types.find("ms-word.") == content_types.npos) {
        for (const PackageKind& kind : kPackages) {
            if (starts_with_any_part(archive, kind.content)) return unsupported(kind.what, kChooseDocument);
        }
        return unsupported("an Office file without a text document in it", kChooseDocument);
    }
    const bool macros =
        content_types.find(kMacros) != content_types.npos || content_types.find("vbaProject") != content_types.npos;
    if (macros)
        return unsupported("a Word document with macros", "save it as DOCX without macros, or as PDF, and use that file.");
    return Format::Docx;
}

/// Where the header of a PDF stands, if there is one.
std::size_t find_pdf_header(std::string_view bytes) {
    for (std::size_t at = bytes.find("%PDF-"); at != bytes.npos; at = bytes.find("%PDF-", at + 1)) {
        if (at + 5 < bytes.size() && bytes[at + 5] >= '0' && bytes[at + 5] <= '9') return at;
    }
    return bytes.npos;
}

bool is_pdf(std::string_view bytes) { return find_pdf_header(bytes.substr(0, kPdfHeaderBytes)) != bytes.npos; }

/// Too far in for most readers, but not for all: a header, and behind it an object, as no text that only speaks of PDF has it.
bool has_pdf_further_in(std::string_view bytes) {
    const std::size_t header = find_pdf_header(bytes);
    return header != bytes.npos && bytes.find("endobj", header) != bytes.npos;
}

Result<Format> detect_zip(BytesView bytes, const Limits& limits) {
    auto archive = Archive::open(bytes, limits);
    const std::string_view raw = as_text(bytes);
    if (is_pdf(raw) || has_pdf_further_in(archive ? archive->comment() : raw))
        return unsupported("a ZIP archive and a PDF in one", kChooseOne);
    if (!archive) return tl::unexpected(archive.error());
    for (const std::string_view part : {"[Content_Types].xml"sv, "mimetype"sv}) {
        auto content = archive->read(part);
        if (!content) return tl::unexpected(content.error());
        if (!*content) continue;
        return part == "mimetype" ? detect_open_document(**content) : detect_open_xml(*archive, **content);
    }
    for (const PackageKind& kind : kPackages) {
        if (starts_with_any_part(*archive, kind.content)) return unsupported(kind.what, kSaveAs);
    }
    return unsupported("a ZIP archive, not a document", kChooseDocument);
}

/// Names of streams stand in a compound file as UTF-16LE ([MS-CFB] 2.6.1).
bool has_stream(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char letter : name) wide += {letter, '\0'};
    return bytes.find(wide) != bytes.npos;
}

Result<Format> detect_compound_file(std::string_view bytes) {
    if (has_stream(bytes, "EncryptedPackage")) {
        return fail(
            ErrorCode::InvalidInput, "encrypted-document",
            "The document is protected by a password; remove the password in Word (File, Info, Protect Document) and try again.");
    }
    if (has_stream(bytes, "WordDocument")) return unsupported("a legacy Word document (.doc)", kSaveAs);
    if (has_stream(bytes, "Workbook")) return unsupported("a legacy spreadsheet (.xls)", kChooseDocument);
    if (has_stream(bytes, "PowerPoint Document")) return unsupported("a legacy presentation (.ppt)", kChooseDocument);
    return unsupported("a legacy Office file", kSaveAs);
}

Result<Format> detect_text(BytesView bytes) {
    auto text = decode_text(bytes.first(std::min(bytes.size(), kHeadBytes)));
    if (!text) return tl::unexpected(text.error());
    if (text->find_first_not_of(" \t\r\n\f\v") == text->npos) {
        return fail(ErrorCode::InvalidInput, "bad-text", "The file holds nothing but blanks; choose a document with text in it.");
    }
    if (looks_like_html(*text)) return Format::Html;
    if (is_other_xml(*text)) return unsupported("an XML file, not a document", kSaveAs);
    return looks_like_markdown(*text) ? Format::Markdown : Format::Text;
}

}  // namespace

Result<Format> detect(BytesView bytes, const Limits& limits) {
    if (bytes.empty())
        return fail(ErrorCode::InvalidInput, "unsupported-media", "The file is empty; choose a document with text in it.");
    if (bytes.size() > limits.document_bytes) {
        return fail(ErrorCode::LimitExceeded, "too-large",
                    fmt::format("The file is larger than {} MiB; choose a smaller one.", limits.document_bytes / (1024 * 1024)));
    }
    const std::string_view raw = as_text(bytes);
    if (raw.starts_with("PK\3\4") || raw.starts_with("PK\5\6")) return detect_zip(bytes, limits);
    if (raw.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return detect_compound_file(raw);
    for (const Magic& magic : kMagics) {
        if (raw.size() > magic.offset && raw.substr(magic.offset).starts_with(magic.bytes))
            return unsupported(magic.what, magic.remedy);
    }
    if (is_pdf(raw)) {
        if (has_foreign_archive(bytes)) return unsupported("a PDF and a ZIP archive in one", kChooseOne);
        return Format::Pdf;
    }
    if (has_pdf_further_in(raw)) return unsupported("a PDF behind something else", kChooseOne);
    return detect_text(bytes);
}

}  // namespace bespoke::document
