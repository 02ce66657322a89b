#include <fmt/format.h>

#include "artifacts/docx/body.hpp"
#include "artifacts/docx/package.hpp"
#include "artifacts/docx/styles.hpp"
#include "artifacts/docx/xml.hpp"
#include "artifacts/layout/layout.hpp"
#include "artifacts/links.hpp"
#include "artifacts/render.hpp"

namespace bespoke::artifacts {
namespace {

constexpr auto kWordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

std::string content_types_part() {
    pugi::xml_document document;
    auto types = child(document, "Types", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"}});
    child(types, "Default", {{"Extension", "rels"}, {"ContentType", "application/vnd.openxmlformats-package.relationships+xml"}});
    child(types, "Default", {{"Extension", "xml"}, {"ContentType", "application/xml"}});
    const auto add = [&](const char* part, const std::string& type) {
        child(types, "Override", {{"PartName", part}, {"ContentType", type}});
    };
    add("/word/document.xml", std::string(kWordType) + "document.main+xml");
    add("/word/styles.xml", std::string(kWordType) + "styles+xml");
    add("/word/numbering.xml", std::string(kWordType) + "numbering+xml");
    add("/word/settings.xml", std::string(kWordType) + "settings+xml");
    add("/word/footer1.xml", std::string(kWordType) + "footer+xml");
    add("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    add("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    return to_xml(document);
}

pugi::xml_node add_relationship(pugi::xml_node root, const std::string& id, const std::string& type, const std::string& target) {
    return child(root, "Relationship", {{"Id", id}, {"Type", type}, {"Target", target}});
}

std::string package_relationships_part() {
    pugi::xml_document document;
    auto root = child(document, "Relationships", {{"xmlns", kPackageRelationships}});
    const std::string office = kOfficeRelationships;
    add_relationship(root, "rId1", office + "/officeDocument", "word/document.xml");
    add_relationship(root, "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                     "docProps/core.xml");
    add_relationship(root, "rId3", office + "/extended-properties", "docProps/app.xml");
    return to_xml(document);
}

std::string document_relationships_part(const std::vector<std::string>& links) {
    pugi::xml_document document;
    auto root = child(document, "Relationships", {{"xmlns", kPackageRelationships}});
    const std::string office = kOfficeRelationships;
    add_relationship(root, "styles", office + "/styles", "styles.xml");
    add_relationship(root, "numbering", office + "/numbering", "numbering.xml");
    add_relationship(root, "settings", office + "/settings", "settings.xml");
    add_relationship(root, "footer", office + "/footer", "footer1.xml");
    for (std::size_t i = 0; i < links.size(); ++i) {
        add_relationship(root, fmt::format("link{}", i), office + "/hyperlink", ascii_uri(links[i]))
            .append_attribute("TargetMode") = "External";
    }
    return to_xml(document);
}

std::string settings_part() {
    pugi::xml_document document;
    auto root = child(document, "w:settings", {{"xmlns:w", kWordNamespace}});
    value(root, "w:defaultTabStop", "720");
    // Without this Word opens the file in the compatibility mode of 2007.
    child(child(root, "w:compat"), "w:compatSetting",
          {{"w:name", "compatibilityMode"}, {"w:uri", "http://schemas.microsoft.com/office/word"}, {"w:val", "15"}});
    return to_xml(document);
}

// No dates: they would make equal resumes differ.
std::string core_properties_part(const std::string& name, const StyleGuide& guide) {
    pugi::xml_document document;
    auto root = child(document, "cp:coreProperties",
                      {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
                       {"xmlns:dc", "http://purl.org/dc/elements/1.1/"}});
    child(root, "dc:title").text().set((name.empty() ? "Resume" : name + " – Resume").c_str());
    child(root, "dc:creator").text().set(name.c_str());
    child(root, "dc:language").text().set(language_of(guide));
    return to_xml(document);
}

std::string application_properties_part() {
    pugi::xml_document document;
    auto root =
        child(document, "Properties", {{"xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"}});
    child(root, "Application").text().set("Bespoke");
    return to_xml(document);
}

}  // namespace

Result<Bytes> render_docx(const resume::Resume& resume, const StyleGuide& wanted, int max_pages) {
    const auto guide = fit(resume, wanted, max_pages).guide;
    const auto view = with_lines_cut(make_view(resume, guide), guide);
    auto body = make_body(view, guide);
    return make_package({
        {"[Content_Types].xml", content_types_part()},
        {"_rels/.rels", package_relationships_part()},
        {"word/document.xml", std::move(body.xml)},
        {"word/_rels/document.xml.rels", document_relationships_part(body.links)},
        {"word/styles.xml", styles_part(guide)},
        {"word/numbering.xml", numbering_part(guide)},
        {"word/settings.xml", settings_part()},
        {"word/footer1.xml", footer_part()},
        {"docProps/core.xml", core_properties_part(view.name, guide)},
        {"docProps/app.xml", application_properties_part()},
    });
}

}  // namespace bespoke::artifacts
