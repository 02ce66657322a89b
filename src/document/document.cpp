#include "document/document.hpp"

#include <cstdlib>

namespace bespoke::document {

std::string_view to_string(Format format) {
    switch (format) {
        case Format::Pdf: return "pdf";
        case Format::Docx: return "docx";
        case Format::Odt: return "odt";
        case Format::Html: return "html";
        case Format::Markdown: return "markdown";
        case Format::Text: return "text";
    }
    std::abort();
}

std::string Line::text() const {
    std::string joined;
    for (const Span& span : spans) {
        if (span.visibility == Visibility::Shown) joined += span.text;
    }
    return joined;
}

std::string Block::text() const {
    std::string joined;
    for (const Line& line : lines) {
        if (&line != &lines.front()) joined += '\n';
        joined += line.text();
    }
    return joined;
}

std::string Document::text() const {
    std::string joined;
    for (const Page& page : pages) {
        for (const Block& block : page.blocks) {
            const std::string text = block.text();
            if (text.find_first_not_of(" \t\n") == std::string::npos) continue;
            if (!joined.empty()) joined += "\n\n";
            joined += text;
        }
    }
    return joined;
}

}  // namespace bespoke::document
