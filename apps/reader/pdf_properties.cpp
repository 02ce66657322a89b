#include "pdf_properties.hpp"

#include <poppler/Annot.h>
#include <poppler/Catalog.h>
#include <poppler/JSInfo.h>
#include <poppler/Link.h>
#include <poppler/PDFDoc.h>
#include <poppler/UTF.h>

#include "glyph_collector.hpp"
#include "glyph_text.hpp"
#include "text/text.hpp"

namespace bespoke::reader {
namespace {

/// Longest metadata string and link that are believed.
constexpr std::size_t kMaxString = 2048;

/// A text string of the file as clean UTF-8.
std::string decoded(const Object& object) {
    if (!object.isString()) return {};
    Unicode* code_points = nullptr;
    const int length = TextStringToUCS4(object.getString()->toStr(), &code_points);
    std::u32string text;
    for (int i = 0; i < length && text.size() < kMaxString; ++i) text += static_cast<char32_t>(code_points[i]);
    gfree(code_points);
    const std::string clean = text::clean(to_utf8(text));
    return std::string(text::trim(clean));
}

/// URIs are ASCII (ISO 32000-1, 12.6.4.7); anything else is taken out rather than guessed.
std::string clean_uri(const std::string& uri) {
    std::string out;
    for (const char c : uri.substr(0, kMaxString)) {
        if (c > 0x20 && c < 0x7F) out += c;
    }
    return out;
}

/// Counts visits of the fields below `kids`; false once there are too many.
class FormVisitor {
public:
    bool visit(const Object& kids, int depth) {
        constexpr int kMaxVisits = 200'000, kMaxDepth = 64;
        if (!kids.isArray()) return true;
        if (depth > kMaxDepth) return false;
        for (int i = 0; i < kids.arrayGetLength(); ++i) {
            if (++visits_ > kMaxVisits) return false;
            const Object field = kids.arrayGet(i);
            if (field.isDict() && !visit(field.dictLookup("Kids"), depth + 1)) return false;
        }
        return true;
    }

private:
    int visits_ = 0;
};

bool is_active(const LinkAction& action) {
    switch (action.getKind()) {
        case actionLaunch:
        case actionJavaScript:
        case actionMovie:
        case actionRendition:
        case actionSound:
        case actionUnknown: return true;  // SubmitForm, ImportData and what is not known
        default: return false;
    }
}

int active_links_of(PDFDoc& pdf, int page) {
    const std::unique_ptr<Links> links = pdf.getLinks(page);
    if (!links) return 0;
    int count = 0;
    for (const AnnotLink* link : links->getLinks()) {
        if (link->getAction() != nullptr && is_active(*link->getAction())) ++count;
    }
    return count;
}

bool opens_with_action(PDFDoc& pdf) {
    const Object catalog = pdf.getXRef()->getCatalog();
    if (!catalog.isDict()) return false;
    const Object action = catalog.dictLookup("OpenAction");
    if (!action.isDict()) return false;
    const Object kind = action.dictLookup("S");
    return kind.isName() && !kind.isName("GoTo");
}

}  // namespace

std::string iso_date(std::string_view pdf_date) {
    if (pdf_date.starts_with("D:")) pdf_date.remove_prefix(2);
    if (pdf_date.size() < 4 || pdf_date.substr(0, 8).find_first_not_of("0123456789") < 4) return {};
    const auto number = [&](std::size_t at, std::size_t count, int otherwise) {
        if (pdf_date.size() < at + count) return otherwise;
        int value = 0;
        for (const char c : pdf_date.substr(at, count)) {
            if (c < '0' || c > '9') return otherwise;
            value = value * 10 + (c - '0');
        }
        return value;
    };
    const int year = number(0, 4, 0), month = number(4, 2, 1), day = number(6, 2, 1);
    if (year < 1980 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return {};
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

document::Metadata metadata_of(PDFDoc& pdf) {
    document::Metadata metadata;
    const Object info = pdf.getDocInfo();
    if (info.isDict()) {
        metadata.title = decoded(info.dictLookup("Title"));
        metadata.author = decoded(info.dictLookup("Author"));
        metadata.producer = decoded(info.dictLookup("Producer"));
        metadata.modified = iso_date(decoded(info.dictLookup("ModDate")));
        if (metadata.modified.empty()) metadata.modified = iso_date(decoded(info.dictLookup("CreationDate")));
    }
    const Object catalog = pdf.getXRef()->getCatalog();
    if (catalog.isDict()) metadata.language = decoded(catalog.dictLookup("Lang"));
    return metadata;
}

bool has_boundless_form(PDFDoc& pdf) {
    const Object* form = pdf.getCatalog()->getAcroForm();
    return form != nullptr && form->isDict() && !FormVisitor().visit(form->dictLookup("Fields"), 0);
}

int active_content_of(PDFDoc& pdf) {
    Catalog* catalog = pdf.getCatalog();
    int count = std::max(0, catalog->numEmbeddedFiles()) + (opens_with_action(pdf) ? 1 : 0);
    const int pages = pdf.getNumPages();
    JSInfo scripts(&pdf);
    scripts.scanJS(pages, true);
    if (scripts.containsJS()) ++count;
    for (int page = 1; page <= pages; ++page) count += active_links_of(pdf, page);
    return count;
}

std::vector<LinkArea> links_of(PDFDoc& pdf, int page, const GlyphCollector& collector) {
    std::vector<LinkArea> areas;
    const std::unique_ptr<Links> links = pdf.getLinks(page);
    if (!links) return areas;
    for (const AnnotLink* link : links->getLinks()) {
        const auto* action = dynamic_cast<const LinkURI*>(link->getAction());
        if (action == nullptr) continue;
        double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
        link->getRect(&x1, &y1, &x2, &y2);
        if (std::string target = clean_uri(action->getURI()); !target.empty()) {
            areas.push_back({collector.to_page(x1, y1, x2, y2), std::move(target)});
        }
    }
    return areas;
}

}  // namespace bespoke::reader
