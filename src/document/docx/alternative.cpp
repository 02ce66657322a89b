#include "document/docx/alternative.hpp"

namespace bespoke::document {

pugi::xml_node chosen_alternative(const pugi::xml_node& alternate_content) {
    const pugi::xml_node choice = child(alternate_content, "Choice");
    return choice ? choice : child(alternate_content, "Fallback");
}

void find_text_boxes(const pugi::xml_node& drawing, std::vector<pugi::xml_node>& found) {
    for (const pugi::xml_node& node : drawing.children()) {
        const std::string_view name = local_name(node);
        if (name == "txbxContent")
            found.push_back(node);
        else
            find_text_boxes(name == "AlternateContent" ? chosen_alternative(node) : node, found);
    }
}

bool is_painted_box(const pugi::xml_node& text_box) {
    for (pugi::xml_node node = text_box.parent(); node; node = node.parent()) {
        const pugi::xml_node shape = child(node, "spPr");
        for (const std::string_view fill : {"solidFill", "gradFill", "blipFill", "pattFill"}) {
            if (child(shape, fill)) return true;
        }
        if (shape) {
            const std::string_view reference = attribute(child(child(node, "style"), "fillRef"), "idx");
            return !child(shape, "noFill") && !reference.empty() && reference != "0";
        }
        if (has_attribute(node, "fillcolor")) return !attribute(node, "filled").starts_with('f');
        if (local_name(node) == "p") return false;
    }
    return false;
}

}  // namespace bespoke::document
