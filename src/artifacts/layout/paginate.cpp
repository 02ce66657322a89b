#include "artifacts/layout/layout.hpp"

namespace bespoke::artifacts {
namespace {

/// One past the last row that has to stand on the same page as row `first`.
std::size_t end_of_group(const std::vector<Row>& rows, std::size_t first) {
    auto end = first + 1;
    while (end < rows.size() && !rows[end].may_start_page) ++end;
    return end;
}

float height_of(const std::vector<Row>& rows, std::size_t first, std::size_t end) {
    float height = 0;
    for (auto i = first; i < end; ++i) height += rows[i].height + (i == first ? 0 : rows[i].gap);
    return height;
}

class Pages {
public:
    Pages(float margin_top, float usable_height) : top_(margin_top), usable_(usable_height) {}

    void place(std::vector<Row>& rows, std::size_t first, std::size_t end) {
        const auto height = height_of(rows, first, end);
        // A group taller than a page has to be torn somewhere; it flows from where it is.
        if (height <= usable_ && !fits(rows[first].gap + height)) next_page();
        for (auto i = first; i < end; ++i) place(rows[i]);
    }
    [[nodiscard]] int count() const { return page_ + 1; }

private:
    [[nodiscard]] bool fits(float height) const { return used_ == 0 || used_ + height <= usable_ + 0.01F; }
    void next_page() {
        ++page_;
        used_ = 0;
    }
    void place(Row& row) {
        if (!fits(row.gap + row.height)) next_page();
        if (used_ > 0) used_ += row.gap;
        row.page = page_;
        row.top = top_ + used_;
        used_ += row.height;
    }

    float top_, usable_, used_ = 0;
    int page_ = 0;
};

}  // namespace

int paginate(std::vector<Row>& rows, float margin_top, float usable_height) {
    Pages pages(margin_top, usable_height);
    for (std::size_t first = 0; first < rows.size();) {
        const auto end = end_of_group(rows, first);
        pages.place(rows, first, end);
        first = end;
    }
    return pages.count();
}

}  // namespace bespoke::artifacts
