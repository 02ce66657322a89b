#include "webhooks/url_policy.hpp"

#include <gtest/gtest.h>

namespace bespoke::webhooks {
namespace {

TEST(WebhookUrl, AcceptsPublicHttpsReceivers) {
    for (const auto* url :
         {"https://example.org", "https://example.org/", "https://hooks.example.org/a/b?c=d", "https://example.org:443/x",
          "https://example.org:8443/x", "https://93.184.216.34/x", "https://[2606:2800:220:1:248:1893:25c8:1946]/x"}) {
        EXPECT_TRUE(check_url(url, {})) << url;
    }
}

TEST(WebhookUrl, RefusesEverySpellingOfWhatIsNotPublic) {
    for (const auto* host : {"127.0.0.1",
                             "127.1",
                             "2130706433",
                             "0x7f000001",
                             "0177.0.0.1",
                             "0x7f.1",
                             "localhost",
                             "LOCALHOST",
                             "localhost.",
                             "a.localhost",
                             "[::1]",
                             "[::]",
                             "[::ffff:127.0.0.1]",
                             "[::ffff:7f00:1]",
                             "0.0.0.0",
                             "0",
                             "10.0.0.1",
                             "172.16.0.1",
                             "192.168.1.1",
                             "169.254.169.254",
                             "100.64.0.1",
                             "[64:ff9b::7f00:1]",
                             "[2002:7f00:1::]",
                             "[2001::1]",
                             "[fc00::1]",
                             "[fd00::1]",
                             "[fe80::1]",
                             "224.0.0.1",
                             "255.255.255.255",
                             "192.0.2.1",
                             "198.18.0.1"}) {
        const auto url = fmt::format("https://{}/hook", host);
        const auto checked = check_url(url, {});
        ASSERT_FALSE(checked) << url;
        EXPECT_EQ(checked.error().reason, "webhook-url");
    }
}

TEST(WebhookUrl, RefusesOtherSchemesPortsAndParts) {
    for (const auto* url : {"",
                            "example.org",
                            "http://example.org/",
                            "ftp://example.org/",
                            "file:///etc/passwd",
                            "gopher://example.org/",
                            "https://user@example.org/",
                            "https://user:secret@example.org/",
                            "https://example.org@127.0.0.1/",
                            "https://example.org:22/",
                            "https://example.org:25/",
                            "https://example.org:0/",
                            "https://example.org:99999/",
                            "https://example.org/#part",
                            "https:///x",
                            "https://",
                            "https://exa mple.org/",
                            "https://example.org\\@evil/",
                            "https://127。0。0。1/",
                            "https://ex%61mple.org/",
                            "https://example.org/\r\nX: y",
                            "https://xn--/",
                            "//example.org/"}) {
        EXPECT_FALSE(check_url(url, {})) << url;
    }
    EXPECT_FALSE(check_url("https://example.org/" + std::string(3'000, 'a'), {}));
}

TEST(WebhookUrl, AcceptsWhatTheOperatorTrustsAndNothingBesideIt) {
    const EgressPolicy policy{.trusted = {"127.0.0.1:9000"}};
    EXPECT_TRUE(check_url("http://127.0.0.1:9000/hook", policy));
    EXPECT_FALSE(check_url("http://127.0.0.1:9001/hook", policy));
    EXPECT_FALSE(check_url("http://127.1:9000/hook", policy));
    EXPECT_FALSE(check_url("http://user@127.0.0.1:9000/hook", policy));
}

}  // namespace
}  // namespace bespoke::webhooks
