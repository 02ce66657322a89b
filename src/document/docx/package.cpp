#include "document/docx/package.hpp"

#include <fmt/format.h>
#include <vector>

namespace bespoke::document {
namespace {

std::string folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == part.npos ? std::string{} : std::string(part.substr(0, slash + 1));
}

/// Resolve a target against the folder of its source part: "../media/a.png", "/word/styles.xml", "styles.xml".
std::string resolve(std::string_view folder, std::string_view target) {
    std::string path(target.starts_with('/') ? std::string_view{} : folder);
    path += target;
    std::vector<std::string_view> segments;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view segment = std::string_view(path).substr(begin, end - begin);
        begin = end + 1;
        if (segment == "..") {
            if (!segments.empty()) segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
    }
    return fmt::format("{}", fmt::join(segments, "/"));
}

std::string relationships_part(std::string_view part) {
    const std::string folder = folder_of(part);
    return fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
}

}  // namespace

Result<Package> Package::open(BytesView bytes, const Limits& limits) {
    auto archive = Archive::open(bytes, limits);
    if (!archive) return tl::unexpected(archive.error());
    return Package(std::move(*archive), limits);
}

Result<pugi::xml_document> Package::xml(std::string_view part) {
    auto bytes = archive_.read(part);
    if (!bytes) return tl::unexpected(bytes.error());
    if (!*bytes) return pugi::xml_document{};
    return parse_xml(std::move(**bytes), limits_);
}

Result<Relationships> Package::relationships(std::string_view part) {
    auto document = xml(relationships_part(part));
    if (!document) return tl::unexpected(document.error());
    Relationships result;
    for (const pugi::xml_node& node : document->document_element().children()) {
        if (local_name(node) != "Relationship") continue;
        const std::string_view type = attribute(node, "Type"), target = attribute(node, "Target");
        Relationship relationship;
        relationship.type = type.substr(type.rfind('/') + 1);
        relationship.external = attribute(node, "TargetMode") == "External";
        relationship.target = relationship.external ? std::string(target) : resolve(folder_of(part), target);
        result.emplace(attribute(node, "Id"), std::move(relationship));
    }
    return result;
}

std::string target_of(const Relationships& relationships, std::string_view type) {
    for (const auto& [id, relationship] : relationships) {
        if (relationship.type == type && !relationship.external) return relationship.target;
    }
    return {};
}

}  // namespace bespoke::document
