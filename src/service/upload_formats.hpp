#pragma once

#include <optional>
#include <string>
#include <vector>

#include "document/document.hpp"

namespace bespoke::service {

/// Formats that a server takes as uploads: the operator's choice among those that can be read. Never empty.
using UploadFormats = std::vector<document::Format>;

/// PDF, DOCX, HTML, Markdown and text. ODT is one reader of untrusted archives more; who needs it switches it on.
UploadFormats default_upload_formats();
/// From names as document::to_string() gives them; `nullopt` if there is none, or one that isn't known.
std::optional<UploadFormats> upload_formats_from(const std::vector<std::string>& names);
/// For people: "PDF, DOCX or text".
std::string names_of(const UploadFormats&);
/// `InvalidInput` "unsupported-media" for a format that is not taken; names those that are, and the remedy.
Status check_taken(document::Format, const UploadFormats&);

}  // namespace bespoke::service
