#include "service/upload_formats.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bespoke::service {
namespace {

using document::Format;

constexpr std::pair<Format, std::string_view> kNames[] = {{Format::Pdf, "PDF"},           {Format::Docx, "DOCX"},
                                                          {Format::Odt, "ODT"},           {Format::Html, "HTML"},
                                                          {Format::Markdown, "Markdown"}, {Format::Text, "text"}};

std::string_view name_of(Format format) {
    return std::ranges::find(kNames, format, &std::pair<Format, std::string_view>::first)->second;
}

}  // namespace

UploadFormats default_upload_formats() { return {Format::Pdf, Format::Docx, Format::Html, Format::Markdown, Format::Text}; }

std::optional<UploadFormats> upload_formats_from(const std::vector<std::string>& names) {
    UploadFormats formats;
    for (const auto& name : names) {
        const auto* found = std::ranges::find(kNames, name, [](const auto& it) { return document::to_string(it.first); });
        if (found == std::end(kNames)) return std::nullopt;
        formats.push_back(found->first);
    }
    if (formats.empty()) return std::nullopt;
    return formats;
}

std::string names_of(const UploadFormats& formats) {
    std::string names;
    for (std::size_t index = 0; index < formats.size(); ++index) {
        if (index > 0) names += index + 1 == formats.size() ? " or " : ", ";
        names += name_of(formats[index]);
    }
    return names;
}

Status check_taken(Format format, const UploadFormats& taken) {
    if (std::ranges::find(taken, format) != taken.end()) return {};
    return fail(
        ErrorCode::InvalidInput, "unsupported-media",
        fmt::format("{} is not taken here, only {}; save the document in one of these, such as DOCX or PDF, and send that.",
                    name_of(format), names_of(taken)));
}

}  // namespace bespoke::service
