#include "document/docx/field.hpp"

#include <algorithm>

namespace bespoke::document {
namespace {

constexpr std::size_t kMaxNesting = 64;
constexpr std::size_t kMaxCodeBytes = 4096;

std::string_view first_word(std::string_view code) {
    code.remove_prefix(std::min(code.find_first_not_of(' '), code.size()));
    return code.substr(0, code.find(' '));
}

}  // namespace

void Fields::mark(const pugi::xml_node& node) {
    const std::string_view type = attribute(node, "fldCharType");
    if (type == "begin" && open_.size() < kMaxNesting) open_.emplace_back();
    if (open_.empty()) return;
    if (type == "separate") open_.back().in_result = true;
    if (type == "end") open_.pop_back();
}

void Fields::code(std::string_view text) {
    if (!open_.empty() && !open_.back().in_result && open_.back().code.size() < kMaxCodeBytes) open_.back().code += text;
}

bool Fields::in_text() const {
    return std::all_of(open_.begin(), open_.end(), [](const Field& field) { return field.in_result; });
}

std::string Fields::link() const {
    for (auto field = open_.rbegin(); field != open_.rend(); ++field) {
        if (std::string target = field_link(field->code); !target.empty()) return target;
    }
    return {};
}

bool Fields::is_page_number() const {
    return std::any_of(open_.begin(), open_.end(), [](const Field& field) { return is_page_number_field(field.code); });
}

std::string field_link(std::string_view code) {
    if (first_word(code) != "HYPERLINK") return {};
    const std::size_t open = code.find('"');
    const std::size_t close = open == code.npos ? open : code.find('"', open + 1);
    if (close == code.npos) return {};
    // With the switch \l the text names a bookmark.
    const std::size_t local = code.find("\\l");
    return local < open ? std::string{} : std::string(code.substr(open + 1, close - open - 1));
}

bool is_page_number_field(std::string_view code) {
    const std::string_view word = first_word(code);
    return word == "PAGE" || word == "NUMPAGES" || word == "SECTIONPAGES";
}

}  // namespace bespoke::document
