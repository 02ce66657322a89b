#pragma once

#include <map>
#include <string>

#include "support/zip_writer.hpp"

namespace bespoke::testing {

/// A small DOCX: give the XML of the body and of the parts that matter, the package around it is made.
struct DocxFile {
    std::string body;
    /// Inner XML of word/<name>.xml by name: "styles", "numbering", "footnotes", "header1", "footer1" …
    std::map<std::string, std::string> parts{};
    /// More <Relationship> elements of the main part.
    std::string relationships{};
    /// Further members by full name, such as "word/page.html".
    std::map<std::string, std::string> files{};
    std::string content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    [[nodiscard]] Bytes bytes() const {
        constexpr std::string_view kNamespaces =
            R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
            R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")"
            R"( xmlns:v="urn:schemas-microsoft-com:vml" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/")";
        const std::string relationship_namespace =
            R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
        const std::string type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        ZipWriter zip;
        zip.add("[Content_Types].xml",
                fmt::format(R"(<Types><Override PartName="/word/document.xml" ContentType="{}"/></Types>)", content_type));
        zip.add("_rels/.rels",
                relationship_namespace +
                    fmt::format(R"(<Relationship Id="a" Type="{}officeDocument" Target="word/document.xml"/>)"
                                R"(<Relationship Id="b" Type="x/core-properties" Target="word/core.xml"/></Relationships>)",
                                type));
        std::string related = relationships;
        for (const auto& [name, xml] : parts) {
            const std::string kind = name.substr(0, name.find_first_of("0123456789"));
            related += fmt::format(R"(<Relationship Id="{0}" Type="{1}{2}" Target="{0}.xml"/>)", name, type, kind);
            zip.add(fmt::format("word/{}.xml", name), fmt::format("<w:{0}{1}>{2}</w:{0}>", kind, kNamespaces, xml));
        }
        zip.add("word/_rels/document.xml.rels", relationship_namespace + related + "</Relationships>");
        for (const auto& [name, content] : files) zip.add(name, content);
        zip.add("word/document.xml",
                fmt::format(R"(<?xml version="1.0" encoding="UTF-8"?><w:document{}><w:body>{}</w:body></w:document>)",
                            kNamespaces, body));
        return zip.finish();
    }
};

/// A paragraph with one run.
inline std::string docx_paragraph(const std::string& text, const std::string& paragraph_properties = {},
                                  const std::string& run_properties = {}) {
    return fmt::format(R"(<w:p><w:pPr>{}</w:pPr><w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>)",
                       paragraph_properties, run_properties, text);
}

}  // namespace bespoke::testing
