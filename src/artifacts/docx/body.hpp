#pragma once

#include <string>
#include <vector>

#include "artifacts/view/view.hpp"

namespace bespoke::artifacts {

/// word/document.xml and the hyperlink targets it refers to: link n has the relationship id "link<n>".
struct Body {
    std::string xml;
    std::vector<std::string> links;
};

Body make_body(const View&, const StyleGuide&);

/// word/footer1.xml: "Page 2 of 3".
std::string footer_part();

}  // namespace bespoke::artifacts
