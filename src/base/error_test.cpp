#include "base/error.hpp"

#include <gtest/gtest.h>

#include "base/bytes.hpp"

namespace bespoke {
namespace {

TEST(Error, KeepsPublicTextApartFromDetail) {
    const Result<int> result = fail(ErrorCode::InvalidInput, "unsupported-media", "The file is empty.", "0 bytes read", "cv.pdf");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().public_text, "The file is empty.");
    EXPECT_EQ(result.error().detail, "0 bytes read");
    EXPECT_EQ(at(result.error(), "other.pdf").where, "other.pdf");
    EXPECT_EQ(to_string(result.error().code), "invalid-input");
}

TEST(Sha256, GivesTheStandardsTestVector) {  // FIPS 180-4 example "abc"
    EXPECT_EQ(sha256_hex(as_bytes("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace bespoke
