#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/xml/xml.hpp"

namespace bespoke::document {

/// Where a reader stands among nested complex fields (ECMA-376 part 1, 17.16.18): only results are text.
class Fields {
public:
    /// A w:fldChar.
    void mark(const pugi::xml_node& node);
    /// A piece of field code.
    void code(std::string_view text);
    /// Whether text here is shown, not code.
    [[nodiscard]] bool in_text() const;
    /// Target of the innermost HYPERLINK field around; empty for none.
    [[nodiscard]] std::string link() const;
    /// Whether a field around gives a page number.
    [[nodiscard]] bool is_page_number() const;

private:
    struct Field {
        std::string code;
        bool in_result = false;
    };
    std::vector<Field> open_;
};

/// Target of a HYPERLINK field code; empty for other fields and for places inside the document.
std::string field_link(std::string_view code);
bool is_page_number_field(std::string_view code);

}  // namespace bespoke::document
