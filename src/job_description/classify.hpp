#pragma once

#include <string_view>
#include <vector>

#include "job_description/ad_lines.hpp"
#include "job_description/lexicon.hpp"

namespace bespoke::job_description {

/// Topic of a heading's words; Unknown if no pattern and no keyword knows them.
Topic heading_topic(std::string_view text);
/// Topic of words that are a heading wherever they stand alone ("Your profile"); Unknown for all others.
Topic known_heading(std::string_view text);
/// What a sentence speaks of, by its cues.
Topic sentence_topic(std::string_view text);

/// A stretch of the ad under one heading (or none), or one line "Nice to have: …".
struct Part {
    Topic topic = Topic::Unknown;
    std::string heading;
    std::vector<AdLine> lines;
};

/// Cut the ad at its headings. The first part holds what stands before any of them.
std::vector<Part> parts_of(const std::vector<AdLine>& lines);

}  // namespace bespoke::job_description
