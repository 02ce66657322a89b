#include "artifacts/docx/body.hpp"

#include <algorithm>
#include <cmath>

#include "artifacts/docx/styles.hpp"
#include "artifacts/docx/xml.hpp"

namespace bespoke::artifacts {
namespace {

void add_text(pugi::xml_node run, const std::string& text) {
    child(run, "w:t", {{"xml:space", "preserve"}}).text().set(text.c_str());
}

class BodyWriter {
public:
    explicit BodyWriter(const StyleGuide& guide) : guide_(guide) {
        root_ = child(document_, "w:document", {{"xmlns:w", kWordNamespace}, {"xmlns:r", kOfficeRelationships}});
        body_ = child(root_, "w:body");
    }

    void add(const std::vector<Block>& blocks, std::size_t index) {
        const auto& block = blocks[index];
        auto paragraph = child(body_, "w:p");
        add_properties(child(paragraph, "w:pPr"), blocks, index);
        for (const auto& run : block.left) add_run(paragraph, run, look_of(block.kind));
        if (block.right.empty()) return;
        child(child(paragraph, "w:r"), "w:tab");
        for (const auto& run : block.right) add_run(paragraph, run, look_of(block.kind));
    }

    // Order of elements as in ECMA-376 part 1, 17.6.17.
    void add_section() {
        auto section = child(body_, "w:sectPr");
        child(section, "w:footerReference", {{"w:type", "default"}, {"r:id", "footer"}});
        child(section, "w:pgSz", {{"w:w", twips(guide_.page_width_pt)}, {"w:h", twips(guide_.page_height_pt)}});
        const auto edge = twips(guide_.margin_bottom_pt / 2);
        child(section, "w:pgMar",
              {{"w:top", twips(guide_.margin_top_pt)},
               {"w:right", twips(guide_.margin_right_pt)},
               {"w:bottom", twips(guide_.margin_bottom_pt)},
               {"w:left", twips(guide_.margin_left_pt)},
               {"w:header", edge},
               {"w:footer", edge},
               {"w:gutter", "0"}});
        // The first page differs and has no footer of its own: page numbers start on the second.
        child(section, "w:titlePg");
    }

    Body take() { return {to_xml(document_), std::move(links_)}; }

private:
    // What the paragraph's style says already is left to it.
    void add_properties(pugi::xml_node properties, const std::vector<Block>& blocks, std::size_t index) {
        const auto& block = blocks[index];
        value(properties, "w:pStyle", paragraph_style(block.kind));
        const bool keeps = keeps_together(blocks, index);
        if (keeps != keeps_with_next(block.kind)) value(properties, "w:keepNext", keeps ? "1" : "0");
        const float gap = gap_above(index > 0 ? &blocks[index - 1] : nullptr, block, guide_);
        if (std::abs(gap - style_gap(block.kind, guide_)) > 0.01F) child(properties, "w:spacing", {{"w:before", twips(gap)}});
    }

    void add_run(pugi::xml_node paragraph, const Run& run, Look paragraph_look) {
        auto parent = paragraph;
        if (!run.link.empty()) {
            links_.push_back(run.link);
            parent = child(paragraph, "w:hyperlink", {{"r:id", "link" + std::to_string(links_.size() - 1)}, {"w:history", "1"}});
        }
        auto node = child(parent, "w:r");
        const bool plain = run.look == paragraph_look || (run.look == Look::Separator && paragraph_look == Look::Contact);
        const char* style = !plain ? character_style(run.look) : run.link.empty() ? nullptr : "Hyperlink";
        if (style != nullptr) value(child(node, "w:rPr"), "w:rStyle", style);
        add_text(node, run.text);
    }

    const StyleGuide& guide_;
    pugi::xml_document document_;
    pugi::xml_node root_, body_;
    std::vector<std::string> links_;
};

void add_field(pugi::xml_node paragraph, const char* instruction, const char* shown) {
    auto field = child(paragraph, "w:fldSimple", {{"w:instr", instruction}});
    add_text(child(field, "w:r"), shown);
}

}  // namespace

Body make_body(const View& view, const StyleGuide& guide) {
    BodyWriter writer(guide);
    for (std::size_t i = 0; i < view.blocks.size(); ++i) writer.add(view.blocks, i);
    writer.add_section();
    return writer.take();
}

std::string footer_part() {
    pugi::xml_document document;
    auto root = child(document, "w:ftr", {{"xmlns:w", kWordNamespace}, {"xmlns:r", kOfficeRelationships}});
    auto paragraph = child(root, "w:p");
    value(child(paragraph, "w:pPr"), "w:pStyle", "Footer");
    add_text(child(paragraph, "w:r"), "Page ");
    add_field(paragraph, " PAGE ", "2");
    add_text(child(paragraph, "w:r"), " of ");
    add_field(paragraph, " NUMPAGES ", "2");
    return to_xml(document);
}

}  // namespace bespoke::artifacts
