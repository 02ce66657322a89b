#include "resume/parser/contact_labels.hpp"

#include "resume/parser/contact_table.hpp"
#include "resume/parser/scan.hpp"

namespace bespoke::resume::parser {
namespace {

template <class Table>
bool holds(const Table& table, std::string_view word) {
    return std::find(table.begin(), table.end(), word) != table.end();
}

}  // namespace

bool is_place_label(std::string_view label) { return holds(kPlaceLabels, label); }
bool is_address_label(std::string_view label) { return holds(kContactLabels, label); }
bool is_known_label(std::string_view label) {
    return is_address_label(label) || is_place_label(label) || !network_of_label(label).empty();
}

}  // namespace bespoke::resume::parser
