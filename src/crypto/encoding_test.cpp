#include "crypto/encoding.hpp"

#include <gtest/gtest.h>

namespace bespoke::crypto {
namespace {

TEST(Encoding, AgreesWithRfc4648) {
    struct Case {
        const char *plain, *base64, *base64url, *hex;
    };
    for (const Case& c : std::vector<Case>{{"", "", "", ""},
                                           {"f", "Zg==", "Zg", "66"},
                                           {"fo", "Zm8=", "Zm8", "666f"},
                                           {"foo", "Zm9v", "Zm9v", "666f6f"},
                                           {"foob", "Zm9vYg==", "Zm9vYg", "666f6f62"},
                                           {"fooba", "Zm9vYmE=", "Zm9vYmE", "666f6f6261"},
                                           {"\xfb\xff\xbf", "+/+/", "-_-_", "fbffbf"}}) {
        const auto bytes = to_bytes(c.plain);
        EXPECT_EQ(base64(bytes), c.base64);
        EXPECT_EQ(base64url(bytes), c.base64url);
        EXPECT_EQ(hex(bytes), c.hex);
        EXPECT_EQ(from_base64(c.base64), bytes);
        EXPECT_EQ(from_base64url(c.base64url), bytes);
        EXPECT_EQ(from_hex(c.hex), bytes);
    }
}

TEST(Encoding, Base64urlIsReadStrictly) {
    for (const char* text :
         {"Z", "Zg==", "Zg=", "Zh", "Zm9", "Zm9v ", " Zm9v", "Zm9v\n", "Zm+v", "Zm/v", "Zm9vY", "\xc3\xa4zz"}) {
        EXPECT_EQ(from_base64url(text), std::nullopt) << text;
    }
    EXPECT_EQ(from_base64url(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Encoding, Base64IsReadStrictly) {
    for (const char* text : {"Zg", "Zg=", "Zg===", "=", "====", "Z===", "Zh==", "Zm9=", "Zm-v", "Zg==Zg==", "Zm9v\n"}) {
        EXPECT_EQ(from_base64(text), std::nullopt) << text;
    }
}

TEST(Encoding, HexTakesBothCases) {
    EXPECT_EQ(from_hex("aBCdef09"), from_hex("abcdef09"));
    for (const char* text : {"a", "0x", "g0", "0 ", "abc"}) EXPECT_EQ(from_hex(text), std::nullopt) << text;
}

}  // namespace
}  // namespace bespoke::crypto
