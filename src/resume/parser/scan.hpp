#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bespoke::resume::parser {

/// A piece of contact data within a text. Byte offsets.
struct Found {
    std::size_t begin = 0, end = 0;
    std::string value;
};

/// E-mail addresses (the practical part of RFC 5321), "mailto:" taken off.
std::vector<Found> find_emails(std::string_view text);
/// URLs with a scheme or "www.", and bare host names with a path or a usual top-level domain. Not the hosts of e-mail addresses.
std::vector<Found> find_urls(std::string_view text);
/// Telephone numbers of 7 to 15 digits (ITU-T E.164) with their extension; dates, years and postal codes are none.
std::vector<Found> find_phones(std::string_view text);

/// False for addresses whose end cannot be a top-level domain in common use: "x@post.exampl", the rest of which stands on the next line.
bool has_usual_domain(std::string_view address);

/// A network that people have profiles on, and the user's name there.
struct NetworkUser {
    std::string network, username;
};
/// Read from a profile's URL; both empty for any other URL, username empty if the URL has none.
NetworkUser network_of_url(std::string_view url);
/// "LinkedIn" for "linkedin", "linked in", "in:"…; empty if `label` names no network.
std::string network_of_label(std::string_view label);

}  // namespace bespoke::resume::parser
