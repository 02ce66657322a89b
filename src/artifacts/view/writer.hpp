#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/view/view.hpp"

namespace bespoke::artifacts {

/// Collects the blocks of a view. Empty texts leave no trace.
class ViewWriter {
public:
    explicit ViewWriter(const StyleGuide& guide) : guide_(guide) {}

    [[nodiscard]] const StyleGuide& guide() const { return guide_; }
    void add(BlockKind kind, std::vector<Run> left, std::vector<Run> right = {});
    void heading(std::string_view text);
    /// One paragraph a line of the text.
    void paragraphs(const std::string& text);
    void bullets(const std::vector<resume::Text>& texts);
    /// "Label: a, b, c"; nothing if the list is empty.
    void labelled(std::string_view label, const std::vector<resume::Text>& items);
    void labelled(std::string_view label, const std::string& text);
    std::vector<Block> take() { return std::move(blocks_); }

private:
    const StyleGuide& guide_;
    std::vector<Block> blocks_;
};

/// Runs of one line, built piece by piece; later pieces are set off by " · ".
class LineBuilder {
public:
    LineBuilder& text(const std::string& value, Look look);
    LineBuilder& url(const std::string& value, Look look);
    std::vector<Run> take() { return std::move(runs_); }

private:
    void separate();
    std::vector<Run> runs_;
};

/// Name, label and contact data.
void write_header(ViewWriter&, const resume::Basics&);
/// A section with its heading; nothing if it is empty.
void write_section(ViewWriter&, const resume::Resume&, resume::Section);
void write_unplaced(ViewWriter&, const resume::Unplaced&);
/// All sections: the guide's order or else the resume's, then those not named in the order of `Section`.
std::vector<resume::Section> section_order(const resume::Resume&, const StyleGuide&);

/// A value as it is shown: NFC, no control or invisible characters, no line breaks.
std::string shown_text(std::string_view value);

/// Items joined so that they can be told apart again: by ", ", else by "; " if an item holds a comma, else by " | ".
std::string join_list(const std::vector<std::string>& items);

/// A web address as it is shown, and its hyperlink (empty if it can't be one).
struct ShownUrl {
    std::string text, link;
};
ShownUrl shown_url(const std::string& value);

/// "address, city, region, postal code, country code" without what is absent.
std::string shown_place(const resume::Location&);

}  // namespace bespoke::artifacts
