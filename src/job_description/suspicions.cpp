#include "job_description/ad_lines.hpp"
#include "job_description/job_description.hpp"

namespace bespoke::job_description {
namespace {

void look_at_hidden(const document::Document& document, guardrail::Notices& notices) {
    int number = 0;
    for (const auto& page : document.pages)
        for (const auto& block : page.blocks) {
            std::string hidden;
            const int first = number;
            for (const auto& line : block.lines) {
                for (const auto& span : line.spans)
                    if (span.visibility == document::Visibility::Hidden) hidden += span.text + ' ';
                ++number;
            }
            if (!hidden.empty()) notices.look_at(hidden, first, guardrail::Seen::Hidden);
        }
}

}  // namespace

std::vector<guardrail::Notice> suspicions(const document::Document& document) {
    guardrail::Notices notices(guardrail::Kind::JobDescription);
    // Statements as their author meant them, so an order that a page's width broke is found as well.
    for (const auto& line : ad_lines(document)) notices.look_at(line.text, line.number);
    notices.look_at(document.metadata.title, 0, guardrail::Seen::Hidden);
    look_at_hidden(document, notices);
    return std::move(notices).take();
}

}  // namespace bespoke::job_description
