#include "vocabulary/table.hpp"

#include "text/text.hpp"

namespace bespoke::vocabulary {
namespace {

constexpr std::size_t kColumns = 8;

std::vector<std::string> items(std::string_view cell) {
    std::vector<std::string> out;
    if (cell.empty()) return out;
    for (const auto item : text::split(cell, '|')) out.emplace_back(item);
    return out;
}

/// The values that the head of the file allows in a column: "#categories\tA|B".
std::vector<std::string> declared(std::string_view line, std::string_view key) {
    return line.starts_with(key) ? items(line.substr(key.size())) : std::vector<std::string>{};
}

std::optional<Matching> matching_from(std::string_view kind) {
    if (kind == "case") return Matching::ExactCase;
    if (kind == "list") return Matching::Listed;
    if (kind == "item") return Matching::Item;
    return std::nullopt;
}

/// "case", or "list:Word|Teams" where not the name but these aliases are ambiguous.
struct Flag {
    Matching matching = Matching::Folded;
    std::vector<std::string> ambiguous;
};

std::optional<Flag> flag_from(std::string_view cell, std::string_view name) {
    if (cell.empty()) return Flag{};
    const auto colon = cell.find(':');
    const auto kind = cell.substr(0, colon);
    const auto matching = matching_from(kind);
    if (!matching) return std::nullopt;
    if (colon == std::string_view::npos) return Flag{*matching, {std::string(name)}};
    return Flag{*matching, items(cell.substr(colon + 1))};
}

bool contains(const std::vector<std::string>& values, std::string_view value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

class Reader {
public:
    Result<std::vector<Term>> read(std::string_view tsv) {
        for (const auto line : text::split(tsv, '\n')) {
            ++line_;
            if (line.empty()) continue;
            if (line.front() == '#') {
                read_head(line);
            } else if (auto status = read_term(line); !status) {
                return tl::unexpected(status.error());
            }
        }
        return std::move(terms_);
    }

private:
    [[nodiscard]] tl::unexpected<Error> wrong(std::string text) const {
        return fail(ErrorCode::InvalidInput, "vocabulary", std::move(text), {}, "line " + std::to_string(line_));
    }

    void read_head(std::string_view line) {
        if (auto values = declared(line, "#categories\t"); !values.empty()) categories_ = std::move(values);
        if (auto values = declared(line, "#trades\t"); !values.empty()) trades_ = std::move(values);
    }

    Status read_term(std::string_view line) {
        const auto cells = text::split(line, '\t');
        if (cells.size() != kColumns) return wrong("A term has eight columns.");
        for (const auto cell : cells) {
            for (const auto item : text::split(cell, '|')) {
                if (item != text::trim(item)) return wrong("An item has blanks around it.");
                if (item.empty() && !cell.empty()) return wrong("A list has an empty item.");
            }
        }
        auto flag = flag_from(cells[3], cells[0]);
        if (cells[0].empty()) return wrong("A term needs a name.");
        if (!contains(categories_, cells[1])) return wrong("The category is not declared.");
        if (!contains(trades_, cells[2])) return wrong("The trade is not declared.");
        if (!flag) return wrong("The flag is none of case, list and item.");
        if (!terms_.empty() && !(sort_key(terms_.back().name) < sort_key(cells[0])))
            return wrong("The lines are not sorted by name.");
        terms_.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), items(cells[4]), items(cells[5]),
                          items(cells[7]), flag->matching, std::move(flag->ambiguous), items(cells[6])});
        return {};
    }

    /// Capitals do not matter, symbols do.
    static std::string sort_key(std::string_view name) { return text::fold(name); }

    std::vector<Term> terms_;
    std::vector<std::string> categories_, trades_;
    int line_ = 0;
};

}  // namespace

Result<std::vector<Term>> read_table(std::string_view tsv) { return Reader().read(tsv); }

}  // namespace bespoke::vocabulary
