#include "resume/parser/outline.hpp"

#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {

bool is_page_number(std::string_view text) {
    const auto letters = squashed(text);
    if (digit_count(text) == 0 || letters.size() > 14) return false;
    std::string bare;
    for (const char c : letters) {
        if (c < '0' || c > '9') bare += c;
    }
    for (const std::string_view word : {"", "page", "pageof", "of", "seite", "seitevon", "von", "pag", "pagina", "paginade", "pg",
                                        "p", "pagesur", "sur", "de", "paginavan"}) {
        if (bare == word) return digit_count(text) <= 4;
    }
    return false;
}

namespace {

bool is_outside(const Row& row) { return row.region == document::Region::Header || row.region == document::Region::Footer; }

/// Rows outside the body: running text, page numbers, contact data. Other text that only stands low on its page is body.
std::vector<bool> margin_rows(const RowSet& set) {
    std::map<std::string, int> seen;
    for (const auto& row : set.rows) ++seen[squashed(row.text)];
    std::vector<bool> out;
    for (const auto& row : set.rows) {
        const bool running = seen[squashed(row.text)] > 1 || is_page_number(row.text) || row.region == document::Region::Header;
        const bool contact = !find_emails(row.text).empty() || !find_phones(row.text).empty() || !find_urls(row.text).empty();
        const bool drawn = row.box.height() > 0;  // other formats say themselves what a footer is
        out.push_back(is_outside(row) && (running || contact || !drawn));
    }
    return out;
}

/// Rows of margins that repeat on later pages, or that repeat the body, count once.
Rows margins_of(const RowSet& set, const std::vector<bool>& is_margin) {
    Rows kept;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        const auto& row = set.rows[i];
        if (!is_margin[i] || is_page_number(row.text)) continue;
        if (seen.insert(squashed(row.text)).second) kept.push_back(row);
    }
    return kept;
}

/// Rows that continue one another from page to page.
using Flow = std::pair<document::Region, int>;
Flow flow_of(const Row& row) {
    const bool aside = row.region == document::Region::Sidebar || row.region == document::Region::TextBox;
    return aside ? Flow{row.region, row.column} : Flow{document::Region::Body, 0};
}

Row rest_of(const Row& row, const Heading& heading) {
    auto rest = part_of(row, heading.rest);
    rest.list_item = false;
    return rest;
}

}  // namespace

Outline outline_of(const RowSet& set) {
    Outline outline;
    const auto is_margin = margin_rows(set);
    outline.margins = margins_of(set, is_margin);
    const auto headings = find_headings(set);
    auto next = headings.begin();
    std::map<Flow, std::size_t> chapter_of_flow;
    std::optional<std::size_t> last;
    Flow flow_of_last{document::Region::Body, 0};
    int last_page = 0;
    for (std::size_t i = 0; i < set.rows.size(); ++i) {
        const auto& row = set.rows[i];
        const auto flow = flow_of(row);
        const bool opens = next != headings.end() && next->row == i;
        if (opens) {
            outline.chapters.push_back({next->topics, next->text, row, {}});
            last = chapter_of_flow[flow] = outline.chapters.size() - 1;
            flow_of_last = flow;
            if (!next->rest.empty()) outline.chapters.back().rows.push_back(rest_of(row, *next));
            ++next;
        } else if (!is_margin[i]) {
            // On the first page a column that has no heading yet holds name and addresses, whatever chapter the column before it ended in.
            const auto own = chapter_of_flow.find(flow);
            const bool turned = row.page != last_page && own != chapter_of_flow.end();
            if (turned) std::tie(last, flow_of_last) = std::pair{own->second, flow};
            const bool strange = row.page == 1 && own == chapter_of_flow.end() && last && flow != flow_of_last;
            if (last && !strange)
                outline.chapters[*last].rows.push_back(row);
            else if (!is_page_number(row.text))
                outline.preamble.push_back(row);
        }
        last_page = row.page;
    }
    return outline;
}

}  // namespace bespoke::resume::parser
