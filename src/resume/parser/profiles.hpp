#pragma once

#include <set>
#include <string>
#include <string_view>

#include "resume/parser/row.hpp"
#include "resume/resume.hpp"

namespace bespoke::resume::parser {

/// Gathers home page and profiles; each URL and each user of a network counts once.
class ProfileReader {
public:
    explicit ProfileReader(Basics& basics) : basics_(basics) {}

    /// A profile if the URL is one of a known network or a home page was found before, else the home page.
    void add_url(const std::string& url, const Row& row);
    /// A user name; `network` may be empty where only an icon told it.
    void add_user(const std::string& network, std::string_view user, const Row& row);
    /// "GitHub: github.com/jdoe", "Mastodon: jdoe (social.example/@jdoe)", "Profile: jdoe". False if `item` is no such thing.
    bool take_labelled(const std::string& item, const Row& row);

private:
    Basics& basics_;
    std::set<std::string> seen_;
};

}  // namespace bespoke::resume::parser
