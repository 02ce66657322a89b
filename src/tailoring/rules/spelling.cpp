#include "tailoring/rules/spelling.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

/// Letters and digits of the folded text.
std::string bare(std::string_view text) {
    auto folded = text::fold(text);
    std::erase_if(
        folded, [](char c) { return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0; });
    return folded;
}

/// "k8s" for "kubernetes": first letter, number of letters left out, last letter.
bool is_numeronym(std::string_view brief, std::string_view full) {
    if (brief.size() < 3 || full.size() < 4 || brief.front() != full.front() || brief.back() != full.back()) return false;
    return brief.substr(1, brief.size() - 2) == std::to_string(full.size() - 2);
}

}  // namespace

bool spells_out(std::string_view job, std::string_view own) {
    const auto full = bare(job), brief = bare(own);
    if (brief.size() < 2 || full.size() < brief.size()) return false;
    const bool one_word = job.find(' ') == std::string_view::npos && own.find(' ') == std::string_view::npos;
    return full == brief || is_numeronym(brief, full) || (one_word && full.starts_with(brief));
}

}  // namespace bespoke::tailoring
