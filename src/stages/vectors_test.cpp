#include "stages/vectors.hpp"

#include <gtest/gtest.h>

namespace bespoke::stages {
namespace {

const Vectors kVectors{"m/1", {"Ran \"billing\"\n", "Größe"}, {{0.6F, -0.8F}, {1, 0}}};

TEST(Vectors, ComeBackAsTheyWere) {
    const auto back = decode_vectors(encode(kVectors));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->model, kVectors.model);
    EXPECT_EQ(back->texts, kVectors.texts);
    EXPECT_EQ(back->vectors, kVectors.vectors);
}

TEST(Vectors, RefuseBytesThatWereCutOff) {
    const auto bytes = encode(kVectors);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = decode_vectors(BytesView(bytes).first(size));
        ASSERT_FALSE(cut) << size;
        EXPECT_EQ(cut.error().code, ErrorCode::Corrupt);
    }
    EXPECT_FALSE(decode_vectors(as_bytes("{\"model\":\"m\",\"dimension\":4000000000,\"texts\":[\"a\"]}\n1234")));
    EXPECT_FALSE(decode_vectors(as_bytes("[]\n")));
}

}  // namespace
}  // namespace bespoke::stages
