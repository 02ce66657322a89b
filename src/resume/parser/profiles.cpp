#include "resume/parser/profiles.hpp"

#include "resume/parser/scan.hpp"
#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// Equal for URLs that lead to the same page.
std::string url_key(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    if (url.starts_with("www.")) url.remove_prefix(4);
    while (url.ends_with('/')) url.remove_suffix(1);
    return plain(url);
}

std::string last_segment(std::string_view url) {
    while (url.ends_with('/')) url.remove_suffix(1);
    const auto slash = url.rfind('/');
    return slash == std::string_view::npos ? std::string{} : std::string(url.substr(slash + 1));
}

}  // namespace

void ProfileReader::add_url(const std::string& url, const Row& row) {
    if (!seen_.insert(url_key(url)).second) return;
    const auto user = network_of_url(url);
    if (user.network.empty() && basics_.url.value.empty()) {
        basics_.url = text_node(url, row);
        return;
    }
    Profile profile;
    profile.url = text_node(url, row);
    if (!user.network.empty()) profile.network = text_node(user.network, row);
    if (!user.username.empty()) profile.username = text_node(user.username, row);
    basics_.profiles.push_back(std::move(profile));
}

void ProfileReader::add_user(const std::string& network, std::string_view user, const Row& row) {
    while (user.starts_with('@') || user.starts_with('/')) user.remove_prefix(1);
    for (auto& profile : basics_.profiles) {
        const bool same_user = !profile.username.value.empty() && plain(profile.username.value) == plain(user);
        if (same_user && (profile.network.value == network || network.empty() || profile.network.value.empty())) return;
    }
    Profile profile;
    if (!network.empty()) profile.network = text_node(network, row);
    profile.username = text_node(user, row);
    basics_.profiles.push_back(std::move(profile));
}

bool ProfileReader::take_labelled(const std::string& item, const Row& row) {
    const auto colon = item.find(": ");
    if (colon == std::string::npos) return false;
    const std::string label(strip_decoration(std::string_view(item).substr(0, colon)));
    const std::string value(strip_edges(std::string_view(item).substr(colon + 1), ""));
    const bool generic = plain(label) == "profile";
    const auto urls = find_urls(value);
    if ((network_of_label(label).empty() && !generic) || urls.size() > 1 || words(value).size() > 2 ||
        !find_emails(value).empty())
        return false;
    Profile profile;
    if (!generic) profile.network = text_node(label, row);
    std::string user(strip_edges(urls.empty() ? value : value.substr(0, urls[0].begin), "(@"));
    if (!urls.empty()) {
        const auto known = network_of_url(urls[0].value);
        profile.url = text_node(url_of(row, urls[0].value), row);
        if (generic && !known.network.empty()) profile.network = text_node(known.network, row);
        if (user.empty()) user = known.username.empty() ? last_segment(urls[0].value) : known.username;
        seen_.insert(url_key(urls[0].value));
    }
    if (!user.empty()) profile.username = text_node(user, row);
    basics_.profiles.push_back(std::move(profile));
    return true;
}

}  // namespace bespoke::resume::parser
