#include "base/address.hpp"

#include <gtest/gtest.h>

#include "base/hostile_hosts_for_test.hpp"

namespace bespoke {
namespace {

TEST(Address, ReadsTheUsualSpellingsAndWritesThemCanonically) {
    const std::pair<const char*, const char*> rows[] = {
        {"1.2.3.4", "1.2.3.4"},
        {"255.255.255.255", "255.255.255.255"},
        {"0.0.0.0", "0.0.0.0"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
        {"::ffff:1.2.3.4", "::ffff:102:304"},
        {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        {"0:0:0:0:0:0:0:0", "::"},
    };
    for (const auto& [text, canonical] : rows) {
        const auto address = parse_ip(text);
        ASSERT_TRUE(address) << text;
        EXPECT_EQ(to_string(*address), canonical);
        EXPECT_EQ(parse_ip(to_string(*address)), address);
    }
}

TEST(Address, RefusesSpellingsThatOnlySomeParsersKnow) {
    for (const char* text : {"",
                             "1",
                             "1.2.3",
                             "1.2.3.4.5",
                             "01.2.3.4",
                             "1.2.3.04",
                             "0x1.2.3.4",
                             "1.2.3.256",
                             "1.2.3.",
                             ".1.2.3",
                             "1.2.3.4 ",
                             "+1.2.3.4",
                             ":",
                             ":::",
                             "1::2::3",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1:2:3:4:5:6:7:8::",
                             "12345::",
                             "g::",
                             "::1%lo",
                             "[::1]",
                             "1.2.3.4::",
                             "::1.2.3",
                             "::1.2.3.4:5",
                             "1:",
                             ":1",
                             "::1:",
                             "1:2:3:4:5:6:7:1.2.3.4"}) {
        EXPECT_FALSE(parse_ip(text)) << text;
    }
}

TEST(Address, TellsPublicAddressesByTheEdgesOfEachRange) {
    for (const char* text : {"1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "168.63.129.15",
                             "168.63.129.17",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "191.255.255.255",
                             "192.0.1.0",
                             "192.0.3.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "198.51.99.255",
                             "203.0.112.255",
                             "203.0.114.0",
                             "223.255.255.255",
                             "2001:200::1",
                             "2003::1",
                             "2606:4700:4700::1111",
                             "2a00:1450:4001:81b::200e",
                             "3ffd:ffff::1"}) {
        EXPECT_TRUE(is_public(parse_ip(text).value())) << text;
    }
    for (const char* text : {"0.255.255.255",
                             "10.0.0.0",
                             "10.255.255.255",
                             "100.64.0.0",
                             "100.127.255.255",
                             "127.255.255.255",
                             "168.63.129.16",
                             "169.254.0.0",
                             "169.254.255.255",
                             "172.16.0.0",
                             "172.31.255.255",
                             "192.0.0.255",
                             "192.168.0.0",
                             "198.18.0.0",
                             "198.19.255.255",
                             "224.0.0.0",
                             "255.255.255.255",
                             "::",
                             "::1",
                             "::ffff:8.8.8.8",
                             "64:ff9b::8.8.8.8",
                             "1fff::1",
                             "2001:1ff::1",
                             "2002:808:808::1",
                             "3fff:fff::1",
                             "4000::1",
                             "fc00::1",
                             "fdff::1",
                             "fe80::1",
                             "ff02::1",
                             "2a00::5efe:808:808",
                             "2a00::200:5efe:808:808"}) {
        EXPECT_FALSE(is_public(parse_ip(text).value())) << text;
    }
}

TEST(Address, NoHostileSpellingPassesForANameOrAPublicAddress) {
    const auto hosts = testing::hostile_hosts();
    ASSERT_GE(hosts.size(), 200U);
    for (const auto& host : hosts) {
        const auto judged = classify_host(host);
        EXPECT_TRUE(judged == HostClass::Forbidden || judged == HostClass::Loopback) << host;
    }
}

TEST(Address, OnlyLoopbackInItsUsualSpellingIsLoopback) {
    for (const char* host : {"127.0.0.1", "127.255.0.1", "[::1]", "::1", "localhost", "LocalHost", "api.localhost"}) {
        EXPECT_EQ(classify_host(host), HostClass::Loopback) << host;
    }
    for (const char* host : {"127.1", "2130706433", "[::ffff:127.0.0.1]", "localhost.", "localhost.com."}) {
        EXPECT_EQ(classify_host(host), HostClass::Forbidden) << host;
    }
}

TEST(Address, OrdinaryHostsPass) {
    for (const char* host : {"example.com", "EXAMPLE.org", "a.b-c.example.co.uk", "xn--bcher-kva.example", "1and1.com",
                             "3.pool.ntp.org", "localhost.com"}) {
        EXPECT_EQ(classify_host(host), HostClass::Name) << host;
    }
    for (const char* host : {"8.8.8.8", "[2606:4700:4700::1111]", "2606:4700:4700::1111"})
        EXPECT_EQ(classify_host(host), HostClass::PublicAddress) << host;
}

}  // namespace
}  // namespace bespoke
