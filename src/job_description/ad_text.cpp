#include "job_description/ad_text.hpp"

#include <fmt/format.h>

#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {

Status check_text(std::string_view text) {
    const auto clean = text::clean(text);
    if (text::fold(clean).empty()) {
        return fail(ErrorCode::InvalidInput, "bad-text",
                    "The job description has no text that anybody could see; give the advertisement's own words.");
    }
    if (clean.size() > kMostTextBytes) {
        return fail(
            ErrorCode::InvalidInput, "bad-text",
            fmt::format("The job description has {} KiB of text and at most {} KiB are read; give the advertisement alone.",
                        (clean.size() + 1023) / 1024, kMostTextBytes / 1024));
    }
    return {};
}

void undisguise(std::vector<AdLine>& lines) {
    // All at once: what a word pretends to be may depend on the language of the whole.
    std::string whole;
    for (const auto& line : lines) whole += line.text + '\n';
    const auto disguises = text::disguises(whole);
    if (disguises.empty()) return;
    std::size_t at = 0;
    for (auto& line : lines) {
        const auto end = at + line.text.size();
        line.text = text::undisguised(whole, at, end, disguises);
        at = end + 1;
    }
}

}  // namespace bespoke::job_description
