#include <algorithm>

#include "document/docx/alternative.hpp"
#include "document/docx/story.hpp"

// The inline level of a story: runs, links and fields.
namespace bespoke::document {
namespace {

/// Inline wrappers whose content counts; deleted and moved-away text (w:del, w:moveFrom) does not.
bool is_wrapper(std::string_view name) {
    return name == "ins" || name == "moveTo" || name == "smartTag" || name == "customXml" || name == "sdtContent" ||
           name == "dir" || name == "bdo" || name.starts_with("oMath");
}

/// Line ends inside w:t are blanks, and so are those at its ends unless the text says otherwise (17.3.3.31).
std::string text_of(const pugi::xml_node& node) {
    std::string text(node.text().get());
    std::replace_if(
        text.begin(), text.end(), [](char byte) { return byte == '\n' || byte == '\r'; }, ' ');
    if (attribute(node, "space") == "preserve") return text;
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

std::string Story::link_of(const pugi::xml_node& hyperlink) const {
    const auto found = relationships_.find(attribute(hyperlink, "id"));
    return found != relationships_.end() && found->second.external ? found->second.target : std::string{};
}

void Story::runs(const pugi::xml_node& container, const std::string& link, Paragraph& paragraph) {
    for (const pugi::xml_node& node : container.children()) inline_node(node, link, paragraph);
}

void Story::inline_node(const pugi::xml_node& node, const std::string& link, Paragraph& paragraph) {
    const std::string_view name = local_name(node);
    if (name == "r") return run(node, link, paragraph);
    if (name == "hyperlink") return runs(node, link_of(node), paragraph);
    if (name == "sdt") return runs(child(node, "sdtContent"), link, paragraph);
    if (name == "AlternateContent") return runs(chosen_alternative(node), link, paragraph);
    if (name == "fldSimple") {
        const std::string target = field_link(attribute(node, "instr"));
        paragraph.has_page_number = paragraph.has_page_number || is_page_number_field(attribute(node, "instr"));
        return runs(node, target.empty() ? link : target, paragraph);
    }
    if (is_wrapper(name)) runs(node, link, paragraph);
}

void Story::run(const pugi::xml_node& node, const std::string& link, Paragraph& paragraph) {
    const RunProperties own = read_run_properties(child(node, "rPr"), sources_.fonts);
    Span look = run_look(sources_.styles, paragraph.style, own, paragraph.place.backdrop);
    if (paragraph.place.visibility == Visibility::Hidden) look.visibility = Visibility::Hidden;
    look.link = link;
    run_content(node, look, paragraph);
}

void Story::run_content(const pugi::xml_node& container, const Span& look, Paragraph& paragraph) {
    for (const pugi::xml_node& node : container.children()) run_piece(node, look, paragraph);
}

void Story::run_piece(const pugi::xml_node& node, const Span& look, Paragraph& paragraph) {
    const std::string_view name = local_name(node);
    const auto add = [&](std::string_view text) {
        if (!fields_.in_text()) return;
        paragraph.has_page_number = paragraph.has_page_number || fields_.is_page_number();
        Span linked = look;
        if (linked.link.empty()) linked.link = fields_.link();
        flow_.add(linked, text);
    };
    if (name == "t")
        add(text_of(node));
    else if (name == "tab" || name == "ptab")
        add("\t");
    else if (name == "br" || name == "cr")
        add("\n");
    else if (name == "noBreakHyphen")
        add("-");
    else if (name == "sym")
        add(symbol_text(node));
    else if (name == "fldChar")
        fields_.mark(node);
    else if (name == "instrText")
        fields_.code(node.text().get());
    else if (name == "footnoteReference" || name == "endnoteReference")
        notes_.push_back({std::string(name.substr(0, name.find("Ref"))), std::string(attribute(node, "id"))});
    else if (name == "AlternateContent")
        run_content(chosen_alternative(node), look, paragraph);
    else if (name == "ruby")
        runs(child(node, "rubyBase"), look.link, paragraph);
    else if (name == "drawing" || name == "pict" || name == "object")
        find_text_boxes(node, paragraph.text_boxes);
}

}  // namespace bespoke::document
