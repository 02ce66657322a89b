#include "document/text/looks_like_markdown.hpp"

#include <algorithm>

namespace bespoke::document {
namespace {

bool is_heading(std::string_view line) {
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    return hashes >= 1 && hashes <= 6 && hashes + 1 < line.size() && line[hashes] == ' ' && line[hashes + 1] != ' ';
}

/// **bold** within one line.
int count_bold(std::string_view line) {
    int count = 0;
    for (std::size_t open = line.find("**"); open != line.npos;) {
        const std::size_t close = line.find("**", open + 2);
        if (close == line.npos) break;
        if (close > open + 2 && line[open + 2] != ' ' && line[open + 2] != '*' && line[close - 1] != ' ') ++count;
        open = line.find("**", close + 2);
    }
    return count;
}

/// [text](target)
int count_links(std::string_view line) {
    int count = 0;
    for (std::size_t middle = line.find("]("); middle != line.npos; middle = line.find("](", middle + 2)) {
        const std::size_t close = line.find(')', middle);
        if (close != line.npos && close > middle + 2 && line.substr(0, middle).find('[') != line.npos) ++count;
    }
    return count;
}

}  // namespace

bool looks_like_markdown(std::string_view text) {
    int headings = 0, marks = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        headings += is_heading(line) ? 1 : 0;
        marks += count_bold(line) + count_links(line);
    }
    return headings >= 2 || (headings == 1 && marks >= 1) || marks >= 2;
}

}  // namespace bespoke::document
