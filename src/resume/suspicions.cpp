#include "resume/parse.hpp"
#include "resume/parser/row.hpp"

namespace bespoke::resume {
namespace {

using guardrail::Seen;

/// Text of a line that is shown, or that is not.
std::string text_of(const document::Line& line, document::Visibility visibility) {
    std::string out;
    for (const auto& span : line.spans)
        if (span.visibility == visibility) out += span.text;
    return out;
}

void look_at_hidden(const document::Document& document, guardrail::Notices& notices) {
    int number = 0;
    for (const auto& page : document.pages)
        for (const auto& block : page.blocks) {
            std::string hidden;
            const int first = number;
            for (const auto& line : block.lines) {
                const auto text = text_of(line, document::Visibility::Hidden);
                if (!text.empty()) hidden += (hidden.empty() ? "" : " ") + text;
                ++number;
            }
            if (!hidden.empty()) notices.look_at(hidden, first, Seen::Hidden);
        }
}

}  // namespace

std::vector<guardrail::Notice> suspicions(const document::Document& document) {
    guardrail::Notices notices(guardrail::Kind::Resume);
    // Rows are what the author meant as one line, so an order that a page's width broke is found as well.
    for (const auto& row : parser::rows_of(document).rows) notices.look_at(row.text, row.line);
    look_at_hidden(document, notices);
    return std::move(notices).take();
}

}  // namespace bespoke::resume
