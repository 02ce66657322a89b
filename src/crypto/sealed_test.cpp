#include "crypto/sealed.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bespoke::crypto {
namespace {

const TenantId kAlice("alice");
const TenantId kBob("bob");

SealContext context_of(const TenantId& tenant = kAlice) { return {tenant, "record", "doc_1", "body"}; }

DataKey key_named(const std::string& id) { return {id, SecretKey::random()}; }

TEST(Sealed, OpensToWhatWasSealed) {
    const DataKey key = key_named("k1");
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 100'000U}) {
        const Bytes plain(size, std::byte{'x'});
        const auto sealed = seal(key, context_of(), plain);
        EXPECT_EQ(open(key, context_of(), sealed).value(), plain) << size;
        EXPECT_EQ(key_id_of(sealed), "k1");
    }
}

TEST(Sealed, HidesTheTextAndNeverLooksTheSameTwice) {
    const DataKey key = key_named("k1");
    const auto first = seal(key, context_of(), as_bytes("Ada Lovelace")),
               second = seal(key, context_of(), as_bytes("Ada Lovelace"));
    EXPECT_EQ(as_text(first).find("Ada"), std::string_view::npos);
    EXPECT_NE(first, second);
}

TEST(Sealed, OpensOnlyWhereItBelongs) {
    const DataKey key = key_named("k1");
    const auto sealed = seal(key, context_of(), as_bytes("secret"));
    const std::vector<SealContext> others{
        {kBob, "record", "doc_1", "body"},  {kAlice, "blob", "doc_1", "body"},   {kAlice, "record", "doc_2", "body"},
        {kAlice, "record", "doc_1", "due"}, {kAlice, "recorddoc_1", "", "body"}, {kAlice, "record", "doc_1body", ""},
    };
    for (const auto& other : others) {
        const auto opened = open(key, other, sealed);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(opened.error().reason, "sealed");
    }
    EXPECT_FALSE(open(key_named("k1"), context_of(), sealed)) << "another key of the same name";
    EXPECT_FALSE(open(DataKey{"k2", key.secret}, context_of(), sealed)) << "the same key under another name";
}

/// Makes tenants, kinds, objects, columns and keys that differ in at least one of five ways.
struct Place {
    std::array<unsigned, 5> choice{};
    [[nodiscard]] SealContext context() const {
        static const std::array<std::string, 4> kNames{"a", "b", "ab", "ba"};
        return {TenantId(kNames[choice[0]]), kNames[choice[1]], kNames[choice[2]], kNames[choice[3]]};
    }
    friend bool operator==(const Place&, const Place&) = default;
};

TEST(Sealed, NoneOfTenThousandSwapsAndFlipsOpens) {
    std::mt19937 random(20261122);  // NOLINT: the same cases in each run
    const std::array<DataKey, 4> keys{key_named("k"), key_named("k"), key_named("kk"), key_named("l")};
    const auto any_place = [&] {
        Place place;
        for (unsigned& choice : place.choice) choice = random() % 4;
        return place;
    };
    int opened = 0, sound = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Place home = any_place();
        auto sealed = seal(keys[home.choice[4]], home.context(), as_bytes("the same text everywhere"));
        Place elsewhere = any_place();
        if (elsewhere == home || i % 2 == 0) {
            elsewhere = home;
            sealed[random() % sealed.size()] ^= static_cast<std::byte>(1U << (random() % 8));
        }
        opened += open(keys[elsewhere.choice[4]], elsewhere.context(), sealed).has_value() ? 1 : 0;
        sound += open(keys[home.choice[4]], home.context(), sealed).has_value() ? 1 : 0;
    }
    EXPECT_EQ(opened, 0);
    EXPECT_GT(sound, 4'000) << "those that were only moved must open at home, or this test shows nothing";
}

TEST(Sealed, NoTruncationOpens) {
    const DataKey key = key_named("k1");
    const auto sealed = seal(key, context_of(), as_bytes("secret"));
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_FALSE(open(key, context_of(), BytesView(sealed).first(size))) << size;
    }
    auto longer = sealed;
    longer.push_back(std::byte{0});
    EXPECT_FALSE(open(key, context_of(), longer));
}

TEST(Sealed, OtherBytesHaveNoKey) {
    for (const std::string_view text :
         {"", "BSPK", "BSPK\x01", "BSPK\x01\x02k1", "{\"json\":true}", "%PDF-1.7 and so on and so on"}) {
        EXPECT_EQ(key_id_of(as_bytes(text)), std::nullopt) << text;
    }
    auto other_version = seal(key_named("k1"), context_of(), as_bytes("x"));
    other_version[4] = std::byte{2};
    EXPECT_EQ(key_id_of(other_version), std::nullopt);
}

TEST(SecretKey, TakesExactlyThirtyTwoBytes) {
    EXPECT_TRUE(SecretKey::from(Bytes(32)));
    EXPECT_FALSE(SecretKey::from(Bytes(31)));
    EXPECT_FALSE(SecretKey::from(Bytes(33)));
    EXPECT_NE(SecretKey::random().bytes(), SecretKey::random().bytes());
}

TEST(SecretKey, IsWipedWhenItGoes) {
    alignas(SecretKey) std::array<std::byte, sizeof(SecretKey)> place{};
    // Read as volatile: the compiler may think that nobody looks at a thing that has gone.
    const auto any_left = [&] {
        const volatile std::byte* bytes = place.data();
        bool any = false;
        for (std::size_t i = 0; i < place.size(); ++i) any = any || bytes[i] != std::byte{0};
        return any;
    };
    auto* key = new (place.data()) SecretKey(SecretKey::random());
    ASSERT_TRUE(any_left());
    key->~SecretKey();
    EXPECT_FALSE(any_left());
}

}  // namespace
}  // namespace bespoke::crypto
