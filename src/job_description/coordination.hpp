#pragma once

#include <string_view>
#include <vector>

namespace bespoke::job_description {

enum class ListStyle {
    Prose,   ///< a phrase that may coordinate: "Java, Python and SQL"
    Verbs,   ///< what follows "able to": "lift, carry and push 20 kg"
    Inline,  ///< known to be a list: what follows "Nice to have:"
};

/// The separate things of a coordinated phrase, each a trimmed view into it. Terms of the vocabulary stay whole ("tracing,
/// metrics and logs"), and so do alternatives ("Java or Kotlin"), parentheses and examples ("clouds such as AWS, Azure").
std::vector<std::string_view> coordinated(std::string_view phrase, ListStyle style);

/// Statements of a paragraph or list item: its sentences, cut at semicolons, and where importance changes after a comma
/// ("Java required, Kotlin preferred").
std::vector<std::string_view> statements(std::string_view text);

}  // namespace bespoke::job_description
