#include "api/signed_url.hpp"

#include <gtest/gtest.h>

#include <random>

#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using testing::kAlice;

struct SignedUrl : ::testing::Test {
    testing::Rig rig;
    UrlSigner signer{rig.keys, rig.clock};
    SignedTarget target{"GET",        "/v1/artifacts/job_1/resume.pdf",  kAlice, std::string(64, 'a'),
                        "attachment", rig.clock.now() + kDefaultLinkLife};

    std::pair<std::string, std::string> signed_parts() {
        const auto url = signer.sign(target).value();
        return {url.substr(0, url.find('?')), url.substr(url.find('?') + 1)};
    }
    std::string refusal(std::string_view method, std::string_view path, std::string_view query) {
        const auto checked = signer.check(method, path, query);
        return checked ? "" : checked.error().reason;
    }
};

TEST_F(SignedUrl, SaysWhatWasSigned) {
    const auto [path, query] = signed_parts();
    const auto checked = signer.check("GET", path, query);
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->tenant, kAlice);
    EXPECT_EQ(checked->version, target.version);
    EXPECT_EQ(checked->disposition, "attachment");
}

TEST_F(SignedUrl, EndsWhenItsTimeIsOver) {
    const auto [path, query] = signed_parts();
    rig.clock.advance(kDefaultLinkLife - std::chrono::milliseconds(1));
    EXPECT_EQ(refusal("GET", path, query), "");
    rig.clock.advance(std::chrono::milliseconds(1));
    EXPECT_EQ(refusal("GET", path, query), "expired");
}

TEST_F(SignedUrl, LivesADayAtMost) {
    target.expires = rig.clock.now() + kMaxLinkLife + std::chrono::seconds(1);
    EXPECT_FALSE(signer.sign(target));
}

TEST_F(SignedUrl, IsRefusedInAnyOtherSpelling) {
    const auto [path, query] = signed_parts();
    EXPECT_EQ(refusal("HEAD", path, query), "bad-signature");
    EXPECT_EQ(refusal("PUT", path, query), "bad-signature");
    EXPECT_EQ(refusal("GET", "/v1/artifacts/job_1/RESUME.pdf", query), "bad-signature");
    EXPECT_EQ(refusal("GET", "/v1/artifacts/job_1/%72esume.pdf", query), "bad-signature");
    EXPECT_EQ(refusal("GET", path, query + "&x=1"), "bad-signature");
    EXPECT_EQ(refusal("GET", path, query + "&expires=99999999999"), "bad-signature");
    EXPECT_EQ(refusal("GET", path, "x=1&" + query), "bad-signature");
    EXPECT_EQ(refusal("GET", path, query + "&"), "bad-signature");
    EXPECT_EQ(refusal("GET", path, ""), "bad-signature");
}

TEST_F(SignedUrl, IsRefusedWithAnyPartChanged) {
    const auto [path, query] = signed_parts();
    const auto swap = [&, whole = query](const std::string& from, const std::string& to) {
        auto changed = whole;
        const auto at = changed.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return changed.replace(at, from.size(), to);
    };
    EXPECT_EQ(refusal("GET", path, swap("tenant=alice", "tenant=bob")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("tenant=alice", "tenant=ALICE")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("attachment", "inline")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("version=a", "version=b")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("expires=1", "expires=2")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("expires=", "expires=0")), "bad-signature");
    EXPECT_EQ(refusal("GET", path, swap("key=", "key=x")), "bad-signature");
}

TEST_F(SignedUrl, DiesWithTheKeyThatSignedIt) {
    const auto [path, query] = signed_parts();
    ASSERT_TRUE(rig.keys.rotate(kAlice));
    EXPECT_EQ(refusal("GET", path, query), "");
    ASSERT_TRUE(rig.keys.destroy(kAlice));
    EXPECT_EQ(refusal("GET", path, query), "bad-signature");
}

TEST_F(SignedUrl, IsNeverAcceptedAfterARandomChange) {
    const auto [path, query] = signed_parts();
    std::mt19937 random(1);
    for (int round = 0; round < 20'000; ++round) {
        auto changed = query;
        const auto at = random() % changed.size();
        if (random() % 4 == 0) {
            changed.erase(at, 1);
        } else {
            changed[at] = static_cast<char>(random() % 2 == 0 ? changed[at] ^ (1 << (random() % 8)) : random() % 256);
        }
        if (changed == query) continue;
        ASSERT_FALSE(signer.check("GET", path, changed)) << changed;
    }
}

}  // namespace
}  // namespace bespoke::api
