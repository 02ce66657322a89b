#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace bespoke::job_description {

/// One statement of the ad as its author broke it: a paragraph, a list item, a heading, one fact of the header. Lines that
/// a page's width broke are joined again.
struct AdLine {
    std::string text;  ///< trimmed, blanks collapsed, without bullet
    int number = 0;    ///< first line of the document that it comes from, from 0
    document::BlockKind kind = document::BlockKind::Paragraph;
    int level = 0;
    bool item = false;                   ///< opened by a bullet or number
    bool bold = false;                   ///< wholly set in bold
    float size_pt = 0;                   ///< largest size of its text; 0 where unknown
    std::optional<document::Cell> cell;  ///< place in a table
    bool marginal = false;               ///< stands in a page header or footer
};

/// Statements in reading order; hidden text is left out.
std::vector<AdLine> ad_lines(const document::Document&);

/// True if every letter is a capital and there are at least two of them.
bool all_capitals(std::string_view text);

}  // namespace bespoke::job_description
