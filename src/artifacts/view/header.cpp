#include "artifacts/view/writer.hpp"

namespace bespoke::artifacts {
namespace {

using resume::Basics;
using resume::Profile;

std::string telephone_link(std::string_view phone) {
    std::string digits;
    for (const char c : phone) {
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
    }
    return digits.size() < 5 ? "" : "tel:" + digits;
}

std::string mail_link(const std::string& email) {
    const bool plain = email.find_first_of(" <>\"'\\?") == std::string::npos && email.find('@') != std::string::npos;
    return plain ? "mailto:" + email : "";
}

/// True if the address ends in the user name, so that showing both would only repeat it.
bool names_user(std::string_view url, std::string_view username) {
    while (url.ends_with('/')) url.remove_suffix(1);
    if (!url.ends_with(username)) return false;
    url.remove_suffix(username.size());
    return url.ends_with('/') || url.ends_with('@');
}

/// "GitHub: mboone", "GitHub: github.com/mboone" or "GitHub: mboone (social.example/x)".
std::vector<Run> profile_item(const Profile& profile) {
    const auto network = shown_text(profile.network.value);
    const auto username = shown_text(profile.username.value);
    const auto url = shown_url(profile.url.value);
    std::vector<Run> runs;
    if (username.empty() && url.text.empty()) return {{network, Look::Contact, ""}};
    runs.push_back({(network.empty() ? "Profile" : network) + ": ", Look::Contact, ""});
    if (url.text.empty()) {
        runs.push_back({username, Look::Contact, ""});
    } else if (username.empty() || names_user(url.text, username)) {
        runs.push_back({url.text, Look::Contact, url.link});
    } else {
        runs.push_back({username + " (", Look::Contact, ""});
        runs.push_back({url.text, Look::Contact, url.link});
        runs.push_back({")", Look::Contact, ""});
    }
    return runs;
}

class ContactItems {
public:
    void add(std::vector<Run> item) {
        if (text_of(item).empty()) return;
        if (!runs_.empty()) runs_.push_back({" · ", Look::Separator, ""});
        runs_.insert(runs_.end(), item.begin(), item.end());
    }
    std::vector<Run> take() { return std::move(runs_); }

private:
    std::vector<Run> runs_;
};

}  // namespace

void write_header(ViewWriter& writer, const Basics& basics) {
    writer.add(BlockKind::Title, {{shown_text(basics.name.value), Look::Title, ""}});
    writer.add(BlockKind::Label, {{shown_text(basics.label.value), Look::Label, ""}});
    const auto email = shown_text(basics.email.value);
    const auto phone = shown_text(basics.phone.value);
    const auto url = shown_url(basics.url.value);
    ContactItems items;
    items.add({{email, Look::Contact, mail_link(email)}});
    items.add({{phone, Look::Contact, telephone_link(phone)}});
    items.add({{shown_place(basics.location), Look::Contact, ""}});
    items.add({{url.text, Look::Contact, url.link}});
    for (const auto& profile : basics.profiles) items.add(profile_item(profile));
    writer.add(BlockKind::Contact, items.take());
}

}  // namespace bespoke::artifacts
