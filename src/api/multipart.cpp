#include "api/multipart.hpp"

#include "api/field_value.hpp"
#include "api/percent.hpp"

namespace bespoke::api {
namespace {

constexpr std::string_view kCrlf = "\r\n";
constexpr std::size_t kMaxBoundary = 70;  ///< RFC 2046 section 5.1.1

/// Thrown within this file alone.
struct BadForm {
    std::string_view why;
};

/// Text up to `mark`, which is taken, too.
std::string_view take_until(std::string_view& text, std::string_view mark, std::string_view why) {
    const auto end = text.find(mark);
    if (end == std::string_view::npos) throw BadForm{why};
    const auto taken = text.substr(0, end);
    text.remove_prefix(end + mark.size());
    return taken;
}

/// A file name in the form of RFC 8187: "UTF-8''%e2%82%ac.pdf".
std::string extended_text(const std::string& text) {
    const auto language = text.find('\'');
    const auto end = language == std::string::npos ? language : text.find('\'', language + 1);
    if (end == std::string::npos || lower_case(text.substr(0, language)) != "utf-8")
        throw BadForm{"a file name's encoding is not UTF-8"};
    const auto decoded = percent_decoded(std::string_view(text).substr(end + 1), Plus::IsPlus);
    if (!decoded) throw BadForm{"a file name is malformed"};
    return *decoded;
}

void read_disposition(std::string_view value, Part& part) {
    const auto parsed = parse_field_value(value);
    const auto name = parsed ? parsed->get("name") : std::nullopt;
    if (!name || parsed->value != "form-data" || name->empty() || !is_utf8(*name)) throw BadForm{"a part has no name"};
    part.name = *name;
    part.filename = parsed->get("filename");
    if (const auto extended = parsed->get("filename*")) part.filename = extended_text(*extended);
    if (part.filename && !is_utf8(*part.filename)) throw BadForm{"a file name is not UTF-8"};
}

void read_type(std::string_view value, Part& part) {
    const auto parsed = parse_field_value(value);
    if (!parsed) throw BadForm{"a part's type is malformed"};
    if (parsed->value.starts_with("multipart/")) throw BadForm{"a part holds parts"};
    part.media_type = parsed->value;
}

void read_encoding(std::string_view value) {
    const auto parsed = parse_field_value(value);
    const bool plain = parsed && (parsed->value == "binary" || parsed->value == "8bit" || parsed->value == "7bit");
    if (!plain) throw BadForm{"a part has a transfer encoding"};
}

/// Fields that a part may have but once; any other is passed over.
void read_field(std::string_view line, std::set<std::string>& seen, Part& part) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) throw BadForm{"a part's header is malformed"};
    const auto name = lower_case(line.substr(0, colon));
    const auto value = line.substr(colon + 1);
    if (name.find_first_of(" \t") != std::string::npos || !seen.insert(name).second)
        throw BadForm{"a part's header is malformed"};
    if (name == "content-disposition") read_disposition(value, part);
    if (name == "content-type") read_type(value, part);
    if (name == "content-transfer-encoding") read_encoding(value);
}

Part read_part(std::string_view& rest, const std::string& delimiter, const MultipartLimits& limits) {
    // Search no further than a header may reach: a body of one long line is refused before it is walked.
    const auto end = rest.substr(0, limits.header_bytes).find("\r\n\r\n");
    if (end == std::string_view::npos) throw BadForm{"a part's header does not end or is too long"};
    auto header = rest.substr(0, end + kCrlf.size());
    rest.remove_prefix(end + 2 * kCrlf.size());
    Part part;
    std::set<std::string> seen;
    while (!header.empty()) read_field(take_until(header, kCrlf, "a part's header is malformed"), seen, part);
    if (!seen.contains("content-disposition")) throw BadForm{"a part has no name"};
    part.content = take_until(rest, delimiter, "the closing boundary is missing");
    return part;
}

std::vector<Part> read_parts(std::string_view body, std::string_view boundary, const MultipartLimits& limits) {
    const auto opening = fmt::format("--{}", boundary);
    const auto delimiter = fmt::format("\r\n--{}", boundary);
    if (!body.starts_with(opening)) throw BadForm{"the body does not begin with its boundary"};
    auto rest = body.substr(opening.size());
    std::vector<Part> parts;
    while (!rest.starts_with("--")) {
        if (!rest.starts_with(kCrlf)) throw BadForm{"a boundary is malformed"};
        rest.remove_prefix(kCrlf.size());
        if (parts.size() == limits.parts) throw BadForm{"there are too many parts"};
        auto part = read_part(rest, delimiter, limits);
        if (std::ranges::find(parts, part.name, &Part::name) != parts.end()) throw BadForm{"two parts have one name"};
        parts.push_back(std::move(part));
    }
    rest.remove_prefix(2);
    if (!rest.empty() && rest != kCrlf) throw BadForm{"something stands behind the closing boundary"};
    return parts;
}

bool may_stand_in_boundary(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
    const auto parsed = parse_field_value(content_type);
    const auto boundary = parsed && parsed->value == "multipart/form-data" ? parsed->get("boundary") : std::nullopt;
    if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary || boundary->back() == ' ') return std::nullopt;
    if (!std::ranges::all_of(*boundary, may_stand_in_boundary)) return std::nullopt;
    return boundary;
}

Result<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary, const MultipartLimits& limits) {
    try {
        return read_parts(body, boundary, limits);
    } catch (const BadForm& bad) {
        return fail(ErrorCode::InvalidInput, "bad-multipart",
                    fmt::format("The form can't be read: {}; send it as RFC 7578 says.", bad.why));
    }
}

}  // namespace bespoke::api
