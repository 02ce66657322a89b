#include "document/layout/running.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bespoke::document::layout {
namespace {

/// Share of the page height at each end where running text stands.
constexpr float kEdge = 0.12F;
/// No more rows than this at each end.
constexpr std::size_t kMostRows = 4;
constexpr float kSameHeight = 4;  ///< points
constexpr float kApart = 1.0F;    ///< of the size

enum class End { Top, Bottom };

/// The row's text with each number as one '#'.
std::string pattern_of(const Row& row) {
    std::string pattern;
    for (const PlacedWord* word : row.words) {
        if (!pattern.empty()) pattern += ' ';
        for (const char c : word->span.text) {
            const bool digit = c >= '0' && c <= '9';
            if (!digit)
                pattern += c;
            else if (pattern.empty() || pattern.back() != '#')
                pattern += '#';
        }
    }
    return pattern;
}

/// "2", "- 2 -", "2/3", "Page 2 of 3", "Seite 2 von 3", for pages that a document can have.
bool is_page_number(const Row& row) {
    constexpr std::array<std::string_view, 8> kForms{"#", "-#-", "#/#", "page#", "page#of#", "page#/#", "#of#", "p.#"};
    constexpr std::array<std::string_view, 4> kOtherForms{"seite#", "seite#von#", "página#", "página#de#"};
    std::string form;
    std::size_t digits = 0;
    for (const PlacedWord* word : row.words) {
        for (const char c : word->span.text) {
            const bool digit = c >= '0' && c <= '9';
            digits = digit ? digits + 1 : 0;
            if (digits > 3) return false;
            if (!digit)
                form += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            else if (digits == 1)
                form += '#';
        }
        digits = 0;
    }
    return std::find(kForms.begin(), kForms.end(), form) != kForms.end() ||
           std::find(kOtherForms.begin(), kOtherForms.end(), form) != kOtherForms.end();
}

bool at_end(const Row& row, const PlacedPage& sheet, End end) {
    return end == End::Top ? row.box.bottom < kEdge * sheet.height_pt : row.box.top > (1 - kEdge) * sheet.height_pt;
}

/// Rows at one end of a page, from the edge inwards.
std::vector<const Row*> edge_rows(const std::vector<Row>& rows, const PlacedPage& sheet, End end) {
    std::vector<const Row*> out;
    for (std::size_t i = 0; i < rows.size() && out.size() < kMostRows; ++i) {
        const Row& row = end == End::Top ? rows[i] : rows[rows.size() - 1 - i];
        if (!at_end(row, sheet, end)) break;
        out.push_back(&row);
    }
    return out;
}

class Runner {
public:
    Runner(const std::vector<Words>& pages, const std::vector<PlacedPage>& sheets) : sheets_(&sheets) {
        for (const Words& words : pages) rows_.push_back(rows_of(words));
    }

    std::vector<Parted> part() const {
        std::vector<Parted> out(rows_.size());
        for (std::size_t page = 0; page < rows_.size(); ++page) {
            const std::size_t top = running_count(page, End::Top), bottom = running_count(page, End::Bottom);
            for (std::size_t i = 0; i < rows_[page].size(); ++i) {
                Words& part = i < top ? out[page].header : i + bottom >= rows_[page].size() ? out[page].footer : out[page].body;
                part.insert(part.end(), rows_[page][i].words.begin(), rows_[page][i].words.end());
            }
        }
        return out;
    }

private:
    /// How many rows from this end inwards are running text.
    [[nodiscard]] std::size_t running_count(std::size_t page, End end) const {
        const auto rows = edge_rows(rows_[page], (*sheets_)[page], end);
        if (rows.size() == rows_[page].size()) return 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string pattern = pattern_of(*rows[i]);
            if (is_page_number(*rows[i]) || comes_back(page, *rows[i], pattern, end))
                count = i + 1;
            else
                break;
        }
        return stands_apart(page, count, end) ? count : 0;
    }

    /// White space parts the outermost `count` rows from the body.
    [[nodiscard]] bool stands_apart(std::size_t page, std::size_t count, End end) const {
        const std::vector<Row>& rows = rows_[page];
        if (count == 0 || count >= rows.size()) return false;
        const std::size_t outer = end == End::Top ? count - 1 : rows.size() - count;
        const std::size_t inner = end == End::Top ? count : rows.size() - count - 1;
        const float gap =
            end == End::Top ? rows[inner].box.top - rows[outer].box.bottom : rows[outer].box.top - rows[inner].box.bottom;
        return gap > kApart * rows[outer].size;
    }

    [[nodiscard]] bool comes_back(std::size_t page, const Row& row, const std::string& pattern, End end) const {
        for (std::size_t other = 0; other < rows_.size(); ++other) {
            if (other == page) continue;
            for (const Row* candidate : edge_rows(rows_[other], (*sheets_)[other], end)) {
                if (std::abs(candidate->baseline - row.baseline) < kSameHeight && pattern_of(*candidate) == pattern) return true;
            }
        }
        return false;
    }

    const std::vector<PlacedPage>* sheets_;
    std::vector<std::vector<Row>> rows_;
};

}  // namespace

std::vector<Parted> part_running_text(const std::vector<Words>& pages, const std::vector<PlacedPage>& sheets) {
    return Runner(pages, sheets).part();
}

}  // namespace bespoke::document::layout
