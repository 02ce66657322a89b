#pragma once

#include <map>
#include <string>
#include <vector>

#include "document/flow/flow.hpp"
#include "document/odt/odt_styles.hpp"

namespace bespoke::document {

/// Reads the block-level content of an OpenDocument text (ODF 1.3 part 3, chapter 5) into blocks, in the order of the file.
class OdtStory {
public:
    OdtStory(const OdtStyles& styles, Region region, int& tables) : styles_(styles), region_(region), tables_(tables) {}

    void read(const pugi::xml_node& container);
    std::vector<Block> take() { return flow_.take(); }
    /// Name of the page style that the first paragraph asks for; empty for none.
    [[nodiscard]] const std::string& master_page() const { return master_page_; }

private:
    struct Place {
        Region region = Region::Body;
        std::optional<Cell> cell;
        OdtStyle style;  ///< what the surroundings set: ground, visibility
    };
    struct List {
        std::string style;
        std::vector<int> counters;  ///< by level
    };
    struct Inline {
        OdtStyle style;
        std::string link;
    };

    void blocks(const pugi::xml_node& container, const Place& place);
    void block(const pugi::xml_node& node, const Place& place);
    void paragraph(const pugi::xml_node& node, const Place& place);
    void list(const pugi::xml_node& node, const Place& place);
    void set_marker();
    void table(const pugi::xml_node& node, const Place& place);
    void rows(const pugi::xml_node& container, Cell& next, const Place& place);
    void row(const pugi::xml_node& node, Cell& next, const Place& place);

    void inlines(const pugi::xml_node& container, const Inline& look);
    void inline_node(const pugi::xml_node& node, const Inline& look);
    void characters(std::string_view text, const Inline& look);
    void add(std::string_view text, const Inline& look);

    const OdtStyles& styles_;
    Region region_;
    int& tables_;
    Flow flow_;
    std::vector<std::string> list_styles_;              ///< of the lists around, outermost first
    std::map<std::string, std::vector<int>> counters_;  ///< by list style
    std::string marker_;                                ///< of the item whose first paragraph is yet to come
    std::vector<pugi::xml_node> later_;                 ///< text boxes and notes anchored in the open paragraph
    std::string master_page_;
    bool after_blank_ = true;
    bool has_page_number_ = false;
    bool first_paragraph_ = true;
};

}  // namespace bespoke::document
