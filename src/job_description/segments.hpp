#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::job_description {

/// Facts that share a line: "Acme — Leeds · Full-time" has three.
std::vector<std::string_view> segments(std::string_view line);

enum class Fact { Unknown, Title, Company, Location, Employment, Other, Noise };

struct LabelledFact {
    Fact fact = Fact::Unknown;
    std::string value;
};
/// "Location: Leeds"; Unknown if there is no label that is known.
LabelledFact labelled_fact(std::string_view line);

/// The fact that a label alone announces, as in the left column of a table: "Location".
Fact label_alone(std::string_view line);

/// What a segment without a label looks like by itself: Employment, Location, Other (pay), Noise or Unknown.
Fact fact_of(std::string_view segment);

/// True for names like "Hale & Sons Ltd" or "Oakfield Primary School".
bool names_an_organisation(std::string_view segment);
/// True if the text has a word that heads job titles: "nurse", "engineer".
bool names_an_occupation(std::string_view segment);

}  // namespace bespoke::job_description
