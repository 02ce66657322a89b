#include "base/web_url.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/hostile_hosts_for_test.hpp"

namespace bespoke {
namespace {

TEST(WebUrl, ReadsPartsAndWritesThemBack) {
    const std::tuple<const char*, const char*, std::uint16_t, const char*, const char*> rows[] = {
        {"https://example.org", "example.org", 443, "/", "https://example.org/"},
        {"HTTPS://Example.ORG/Hook?a=%20b", "example.org", 443, "/Hook?a=%20b", "https://example.org/Hook?a=%20b"},
        {"http://example.org:8080/x/../y", "example.org", 8080, "/x/../y", "http://example.org:8080/x/../y"},
        {"https://example.org?q=1", "example.org", 443, "/?q=1", "https://example.org/?q=1"},
        {"https://[2606:4700:4700:0::1111]:8443/", "2606:4700:4700::1111", 8443, "/", "https://[2606:4700:4700::1111]:8443/"},
        {"http://127.0.0.1:1234/a", "127.0.0.1", 1234, "/a", "http://127.0.0.1:1234/a"},
    };
    for (const auto& [text, host, port, target, whole] : rows) {
        const auto url = parse_web_url(text);
        ASSERT_TRUE(url) << text;
        EXPECT_EQ(url->host, host);
        EXPECT_EQ(url->port, port);
        EXPECT_EQ(url->target, target);
        EXPECT_EQ(url->str(), whole);
    }
}

TEST(WebUrl, RefusesWhateverReadersDisagreeAbout) {
    for (const std::string text : {"",
                                   "example.org",
                                   "//example.org",
                                   "ftp://example.org/",
                                   "file:///etc/passwd",
                                   "gopher://example.org/",
                                   "dict://example.org:11211/",
                                   "javascript://example.org/",
                                   "https:example.org",
                                   "https:/example.org",
                                   "https:///example.org",
                                   "https://",
                                   "https://user@example.org/",
                                   "https://user:secret@example.org/",
                                   "https://example.org@127.0.0.1/",
                                   "https://example.org:@127.0.0.1/",
                                   "https://example.org\\@127.0.0.1/",
                                   "https://example.org:0/",
                                   "https://example.org:65536/",
                                   "https://example.org:080/",
                                   "https://example.org:+80/",
                                   "https://example.org:8 0/",
                                   "https://example.org:/",
                                   "https://example.org:443:443/",
                                   "https://example.org/#fragment",
                                   "https://example.org/a b",
                                   "https://example.org/a\tb",
                                   "https://example.org/a\r\nX: y",
                                   "https://example.org/%zz",
                                   "https://example.org/%2",
                                   "https://example.org/\xC3\xA9",
                                   "https://ex\xC3\xA4mple.org/",
                                   "https://exam%70le.org/",
                                   "https://[::1/",
                                   "https://::1/",
                                   "https://[::1]x/",
                                   "https://[127.0.0.1]/",
                                   "https://[fe80::1%25eth0]/",
                                   "https://example..org/",
                                   "https://.example.org/",
                                   "https://example.org./",
                                   " https://example.org/",
                                   "https://example.org/\"",
                                   "https://a_b.org/"}) {
        const auto url = parse_web_url(text);
        ASSERT_FALSE(url) << text;
        EXPECT_EQ(url.error().reason, "url");
    }
    EXPECT_FALSE(parse_web_url("https://example.org/" + std::string(2'000, 'a')));
    EXPECT_FALSE(parse_web_url(std::string("https://example.org/\0x", 22)));
}

TEST(WebUrl, NoHostileHostIsAllowedOut) {
    const EgressPolicy lax{.plain_http = EgressPolicy::PlainHttp::Allow, .trusted = {}};
    int parsed = 0;
    for (const auto& host : testing::hostile_hosts()) {
        const auto url = parse_web_url(fmt::format("http://{}/", host));
        if (!url || url->host == "example.com")
            continue;  // what follows "example.com" in some rows is path, port or query, not host
        ++parsed;
        const auto checked = check_egress(*url, lax);
        ASSERT_FALSE(checked) << host;
        EXPECT_EQ(checked.error().reason, "address");
        EXPECT_EQ(checked.error().code, ErrorCode::Forbidden);
    }
    EXPECT_GT(parsed, 200);
}

TEST(WebUrl, TenantsGetHttpsAndOrdinaryPortsAlone) {
    const auto allowed = [](const char* text, const EgressPolicy& policy) {
        return check_egress(parse_web_url(text).value(), policy).has_value();
    };
    const EgressPolicy strict;
    EXPECT_TRUE(allowed("https://example.org/", strict));
    EXPECT_TRUE(allowed("https://example.org:8443/", strict));
    EXPECT_FALSE(allowed("http://example.org/", strict));
    for (const char* text :
         {"https://example.org:22/", "https://example.org:25/", "https://example.org:6379/", "https://example.org:9200/"}) {
        EXPECT_FALSE(allowed(text, strict)) << text;
    }
    const EgressPolicy trusting{.trusted = {"127.0.0.1:9000", "[::1]:9000", "hooks:80"}};
    EXPECT_TRUE(allowed("http://127.0.0.1:9000/", trusting));
    EXPECT_TRUE(allowed("http://[::1]:9000/", trusting));
    EXPECT_TRUE(allowed("http://hooks/", trusting));
    EXPECT_FALSE(allowed("http://127.0.0.1:9001/", trusting));
    EXPECT_FALSE(allowed("https://hooks/", trusting));
}

}  // namespace
}  // namespace bespoke
