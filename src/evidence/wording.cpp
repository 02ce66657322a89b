#include "evidence/wording.hpp"

#include "text/text.hpp"

namespace bespoke::evidence {
namespace {

/// " stem stem stem ", so that a phrase is found by its words and never by parts of them.
std::string stem_line(std::string_view text) {
    std::string line = " ";
    for (const auto& token : text::tokens(text)) line += text::stem(token.text) + ' ';
    return line;
}

}  // namespace

WordingCoverage wording_coverage(const resume::Resume& resume, const job_description::JobDescription& job) {
    std::string lines;
    resume::for_each_text(resume, [&](const resume::Text& node) { lines += stem_line(node.value) + '\n'; });
    WordingCoverage coverage;
    for (const auto& requirement : job.requirements) {
        if (requirement.soft) continue;
        ++coverage.of;
        const auto phrase = stem_line(requirement.text);
        if (phrase.size() > 1 && lines.find(phrase) != std::string::npos) ++coverage.found;
    }
    return coverage;
}

}  // namespace bespoke::evidence
