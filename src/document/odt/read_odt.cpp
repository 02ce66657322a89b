#include <algorithm>

#include "document/archive/archive.hpp"
#include "document/detect.hpp"
#include "document/flow/marker.hpp"
#include "document/flow/tidy.hpp"
#include "document/odt/odt_story.hpp"
#include "document/read.hpp"
#include "document/xml/date.hpp"

namespace bespoke::document {
namespace {

class Reader {
public:
    Reader(Archive archive, const Limits& limits) : archive_(std::move(archive)), limits_(limits) {}

    Result<Document> read() {
        if (Status status = refuse_encrypted(); !status) return tl::unexpected(status.error());
        auto content = part("content.xml");
        if (!content) return tl::unexpected(content.error());
        auto styles = part("styles.xml");
        if (!styles) return tl::unexpected(styles.error());
        auto metadata = part("meta.xml");
        if (!metadata) return tl::unexpected(metadata.error());
        const pugi::xml_node text = child(child(content->document_element(), "body"), "text");
        if (!text) {
            return fail(ErrorCode::InvalidInput, "malformed-document",
                        "The file is damaged: it has no readable text part; save it again in its editor and use the new file.",
                        "no office:text");
        }
        Document document;
        document.format = Format::Odt;
        document.metadata = read_metadata(child(metadata->document_element(), "meta"));
        document.pages.push_back({0, 0, read_blocks(text, *content, *styles)});
        return finish(std::move(document), limits_);
    }

private:
    Status refuse_encrypted() {
        auto manifest = archive_.read("META-INF/manifest.xml");
        if (!manifest) return tl::unexpected(manifest.error());
        if (!*manifest || (*manifest)->find("encryption-data") == std::string::npos) return {};
        return fail(ErrorCode::InvalidInput, "encrypted-document",
                    "The document is protected by a password; save it without the password and try again.");
    }

    Result<pugi::xml_document> part(std::string_view name) {
        auto bytes = archive_.read(name);
        if (!bytes) return tl::unexpected(bytes.error());
        if (!*bytes) return pugi::xml_document{};
        return parse_xml(std::move(**bytes), limits_);
    }

    static Metadata read_metadata(const pugi::xml_node& meta) {
        const auto value = [&](std::string_view name) { return one_line(child(meta, name).text().get()); };
        Metadata metadata{value("title"), value("initial-creator"), value("language"), value("generator"),
                          date_of(value("date"))};
        if (metadata.author.empty()) metadata.author = value("creator");
        return metadata;
    }

    std::vector<Block> read_blocks(const pugi::xml_node& text, const pugi::xml_document& content,
                                   const pugi::xml_document& styles_part) {
        // Automatic styles of the two parts share names, but only the page margins use those of the styles part.
        OdtStyles margin_styles, styles;
        margin_styles.add(styles_part.document_element());
        styles.add(styles_part.document_element());
        styles.add(content.document_element());
        int tables = 0;
        OdtStory story(styles, Region::Body, tables);
        story.read(text);
        const pugi::xml_node page = master_page(child(styles_part.document_element(), "master-styles"), story.master_page());
        std::vector<Block> blocks = read_margin(page, "header", Region::Header, margin_styles, tables);
        std::ranges::move(story.take(), std::back_inserter(blocks));
        std::ranges::move(read_margin(page, "footer", Region::Footer, margin_styles, tables), std::back_inserter(blocks));
        mark_typed_numbers(blocks);
        return blocks;
    }

    static pugi::xml_node master_page(const pugi::xml_node& pages, std::string_view name) {
        for (const std::string_view wanted : {name, std::string_view("Standard")}) {
            for (const pugi::xml_node& page : pages.children()) {
                if (local_name(page) == "master-page" && attribute(page, "name") == wanted) return page;
            }
        }
        return child(pages, "master-page");
    }

    /// The margin of the first page, if it has one of its own, else that of all.
    static std::vector<Block> read_margin(const pugi::xml_node& page, const std::string& name, Region region,
                                          const OdtStyles& styles, int& tables) {
        for (const std::string& candidate : {name + "-first", name}) {
            const pugi::xml_node margin = child(page, candidate);
            if (!margin || attribute(margin, "display") == "false") continue;
            OdtStory story(styles, region, tables);
            story.read(margin);
            return story.take();
        }
        return {};
    }

    Archive archive_;
    Limits limits_;
};

}  // namespace

Result<Document> read_odt(BytesView bytes, const Limits& limits) {
    auto archive = Archive::open(bytes, limits);
    if (!archive) return tl::unexpected(archive.error());
    return Reader(std::move(*archive), limits).read();
}

}  // namespace bespoke::document
