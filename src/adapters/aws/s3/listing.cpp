#include "adapters/aws/s3/listing.hpp"

#include <charconv>
#include <optional>
#include <pugixml.hpp>

namespace bespoke::adapters::aws::s3 {
namespace {

tl::unexpected<Error> no_listing(std::string detail) {
    return fail(ErrorCode::Corrupt, "listing", "The storage gave an answer that can't be read; try again later.",
                std::move(detail));
}

template <class Number>
std::optional<Number> number_in(std::string_view digits, int base = 10) {
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// '+' is a space here, unlike in paths.
std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out.push_back(text[at] == '+' ? ' ' : text[at]);
            continue;
        }
        const auto byte = at + 2 < text.size() ? number_in<unsigned char>(text.substr(at + 1, 2), 16) : std::nullopt;
        if (!byte) return std::nullopt;
        out.push_back(static_cast<char>(*byte));
        at += 2;
    }
    return out;
}

/// "2026-11-22T18:20:08.123Z" or without a fraction; always UTC here.
std::optional<Timestamp> time_in(std::string_view text) {
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t size) { return number_in<unsigned>(text.substr(at, size)); };
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2), minute = part(14, 2),
               second = part(17, 2);
    if (!year || !month || !day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day));
    if (!date.ok()) return std::nullopt;
    const auto millis = text.size() == 24 && text[19] == '.' ? part(20, 3) : std::optional(0U);
    if (!millis || text.back() != 'Z') return std::nullopt;
    return Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + std::chrono::milliseconds(*millis);
}

std::optional<Listing::Object> object_in(const pugi::xml_node& node) {
    Listing::Object object;
    auto key = decoded(node.child_value("Key"));
    const auto modified = time_in(node.child_value("LastModified"));
    if (!key || key->empty() || !modified) return std::nullopt;
    object.key = std::move(*key);
    object.modified = *modified;
    object.version = node.child_value("VersionId");
    if (std::string_view(node.name()) == "DeleteMarker") {
        object.kind = Listing::Object::Kind::DeleteMarker;
        return object;
    }
    const auto bytes = number_in<std::uint64_t>(node.child_value("Size"));
    if (!bytes) return std::nullopt;
    object.bytes = *bytes;
    return object;
}

bool is_object(std::string_view name) { return name == "Contents" || name == "Version" || name == "DeleteMarker"; }

Status read_marks(const pugi::xml_node& root, Listing& listing) {
    if (std::string_view(root.child_value("IsTruncated")) != "true") return {};
    listing.more = Listing::More::Yes;
    listing.token = root.child_value("NextContinuationToken");
    const auto key_marker = decoded(root.child_value("NextKeyMarker"));
    if (!key_marker) return no_listing("marker");
    listing.key_marker = *key_marker;
    listing.version_marker = root.child_value("NextVersionIdMarker");
    if (listing.token.empty() && listing.key_marker.empty()) return no_listing("truncated, but no marker");
    return {};
}

}  // namespace

Result<Listing> parse_listing(std::string_view xml) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(xml.data(), xml.size());
    if (!parsed) return no_listing(parsed.description());
    const pugi::xml_node root = document.document_element();
    const std::string_view name = root.name();
    if (name != "ListBucketResult" && name != "ListVersionsResult") return no_listing("no listing");
    Listing listing;
    for (const pugi::xml_node& node : root.children()) {
        if (!is_object(node.name())) continue;
        auto object = object_in(node);
        if (!object) return no_listing("entry");
        listing.objects.push_back(std::move(*object));
    }
    if (auto marks = read_marks(root, listing); !marks) return tl::unexpected(marks.error());
    return listing;
}

Result<std::vector<std::string>> parse_refused_deletions(std::string_view xml) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(xml.data(), xml.size());
    if (!parsed) return no_listing(parsed.description());
    const pugi::xml_node root = document.document_element();
    if (std::string_view(root.name()) != "DeleteResult") return no_listing("no result of a deletion");
    std::vector<std::string> refused;
    for (const pugi::xml_node& node : root.children("Error")) {
        refused.push_back(std::string(node.child_value("Key")) + ": " + node.child_value("Code"));
    }
    return refused;
}

}  // namespace bespoke::adapters::aws::s3
