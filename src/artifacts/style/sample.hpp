#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/style_guide.hpp"
#include "document/document.hpp"

namespace bespoke::artifacts {

/// One shown line of a sample with what it stands in. Points into the Document, which has to outlive it.
struct SampleLine {
    const document::Page* page = nullptr;
    const document::Block* block = nullptr;
    const document::Line* line = nullptr;
    std::string text;                        ///< trimmed
    std::optional<resume::Section> heading;  ///< the section whose heading this line is
};

/// The body of a sample in reading order, footers and repeated headers left out, with its headings found: lines whose wording is
/// that of a heading and that look unlike the text.
std::vector<SampleLine> sample_lines(const document::Document&);

/// The look of most of the letters of `lines`; nullopt if there are none or the format has no looks.
std::optional<TextStyle> dominant_look(const std::vector<const SampleLine*>& lines);
/// The look of one run of text.
TextStyle look_of(const document::Span&);
bool same_look(const TextStyle&, const TextStyle&);

/// The family as word processors know it: "TimesNewRomanPS-BoldMT" is "Times New Roman", a metric twin goes by the
/// better-known name.
std::string family_name(std::string_view font);

/// ICU pattern in which most months of the texts are written; nullopt if no month is found.
std::optional<std::string> month_pattern(const std::vector<std::string_view>& texts);
/// True if the text names a year from 1950 to 2099.
bool holds_year(std::string_view text);

/// Page size, margins, alignment and gaps, where the format has geometry.
void learn_geometry(const document::Document&, const std::vector<SampleLine>&, StyleGuide&);

}  // namespace bespoke::artifacts
