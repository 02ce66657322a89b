#include "crypto/password.hpp"

#include <gtest/gtest.h>

namespace bespoke::crypto {
namespace {

TEST(Password, VerifiesOnlyItself) {
    const auto hash = hash_password("correct horse", PasswordCost::Cheap);
    EXPECT_TRUE(verify_password("correct horse", hash));
    for (const char* wrong : {"", "correct hors", "correct horse ", "Correct horse"})
        EXPECT_FALSE(verify_password(wrong, hash)) << wrong;
}

TEST(Password, IsArgon2idWithAFreshSalt) {
    const auto first = hash_password("x", PasswordCost::Cheap), second = hash_password("x", PasswordCost::Cheap);
    EXPECT_TRUE(first.starts_with("$argon2id$v=19$")) << first;
    EXPECT_NE(first, second);
    EXPECT_NE(hash_password("x").find("m=65536,t=2,p=1"), std::string::npos);
}

TEST(Password, NothingMatchesWhatIsNoHash) {
    for (const std::string& hash : {std::string(), std::string("x"), std::string("$argon2id$"), std::string(5'000, 'a')}) {
        EXPECT_FALSE(verify_password("", hash));
        EXPECT_FALSE(verify_password("x", hash));
    }
}

}  // namespace
}  // namespace bespoke::crypto
