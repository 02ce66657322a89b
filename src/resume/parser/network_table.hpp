#pragma once

#include <array>
#include <string_view>

namespace bespoke::resume::parser {

/// A network, the host of its profiles, and the path in front of the user's name.
struct Network {
    std::string_view name, host, path;
};

inline constexpr auto kNetworks = std::to_array<Network>({
    {"LinkedIn", "linkedin.com", "/in/"},
    {"LinkedIn", "linkedin.com", "/pub/"},
    {"LinkedIn", "lnkd.in", "/"},
    {"GitHub", "github.com", "/"},
    {"GitLab", "gitlab.com", "/"},
    {"Bitbucket", "bitbucket.org", "/"},
    {"X", "x.com", "/"},
    {"Twitter", "twitter.com", "/"},
    {"Stack Overflow", "stackoverflow.com", "/users/"},
    {"XING", "xing.com", "/profile/"},
    {"ORCID", "orcid.org", "/"},
    {"Dribbble", "dribbble.com", "/"},
    {"Behance", "behance.net", "/"},
    {"Medium", "medium.com", "/@"},
    {"Medium", "medium.com", "/"},
    {"Mastodon", "mastodon.social", "/@"},
    {"Mastodon", "mastodon.online", "/@"},
    {"Mastodon", "fosstodon.org", "/@"},
    {"Mastodon", "hachyderm.io", "/@"},
    {"Kaggle", "kaggle.com", "/"},
    {"Facebook", "facebook.com", "/"},
    {"Instagram", "instagram.com", "/"},
    {"YouTube", "youtube.com", "/@"},
    {"YouTube", "youtube.com", "/c/"},
    {"ResearchGate", "researchgate.net", "/profile/"},
    {"Google Scholar", "scholar.google.com", "/citations"},
    {"CodePen", "codepen.io", "/"},
    {"HackerRank", "hackerrank.com", "/"},
    {"LeetCode", "leetcode.com", "/u/"},
    {"LeetCode", "leetcode.com", "/"},
    {"npm", "npmjs.com", "/~"},
    {"Devpost", "devpost.com", "/"},
    {"DEV", "dev.to", "/"},
    {"SoundCloud", "soundcloud.com", "/"},
    {"Vimeo", "vimeo.com", "/"},
    {"Pinterest", "pinterest.com", "/"},
    {"Bluesky", "bsky.app", "/profile/"},
    {"Telegram", "t.me", "/"},
    {"Skype", "skype.com", "/"},
    {"Hugging Face", "huggingface.co", "/"},
    {"AngelList", "angel.co", "/u/"},
    {"Wellfound", "wellfound.com", "/u/"},
    {"Figma", "figma.com", "/@"},
    {"ArtStation", "artstation.com", "/"},
    {"Flickr", "flickr.com", "/people/"},
    {"Goodreads", "goodreads.com", "/"},
    {"Codeforces", "codeforces.com", "/profile/"},
    {"Academia.edu", "academia.edu", "/"},
    {"Threads", "threads.net", "/@"},
    {"TikTok", "tiktok.com", "/@"},
    {"Substack", "substack.com", "/@"},
    {"Gravatar", "gravatar.com", "/"},
    {"Keybase", "keybase.io", "/"},
    {"Gitea", "codeberg.org", "/"},
    {"Contra", "contra.com", "/"},
});

/// Top-level domains that make a bare host name a URL even without a path; those of two letters always do.
inline constexpr auto kTopLevelDomains = std::to_array<std::string_view>({
    "com",         "net",         "org",      "edu",     "gov",   "info",  "biz",    "app",     "dev",       "tech",
    "online",      "site",        "xyz",      "design",  "name",  "pro",   "page",   "blog",    "cloud",     "studio",
    "art",         "example",     "test",     "website", "space", "works", "agency", "academy", "digital",   "media",
    "consulting",  "photography", "world",    "life",    "live",  "email", "link",   "systems", "solutions", "engineer",
    "engineering", "codes",       "software", "social",  "club",  "shop",
});

}  // namespace bespoke::resume::parser
