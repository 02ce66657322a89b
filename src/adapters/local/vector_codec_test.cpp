#include "adapters/local/vector_codec.hpp"

#include <gtest/gtest.h>

namespace bespoke::adapters::local {
namespace {

const std::vector<ports::Chunk> kChunks{
    {"/work/0", "Ran billing", {0.6F, -0.8F}}, {"", "", {}}, {"/work/1", std::string("a\0b", 3), {1, 0}}};

TEST(VectorCodec, GivesBackWhatWasEncoded) {
    const auto decoded = decode_chunks(encode_chunks(kChunks));
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->size(), kChunks.size());
    for (std::size_t i = 0; i < kChunks.size(); ++i) {
        EXPECT_EQ((*decoded)[i].id, kChunks[i].id);
        EXPECT_EQ((*decoded)[i].text, kChunks[i].text);
        EXPECT_EQ((*decoded)[i].embedding, kChunks[i].embedding);
    }
    EXPECT_TRUE(decode_chunks(encode_chunks({}))->empty());
}

TEST(VectorCodec, RefusesOtherBytesWithoutBelievingTheirCounts) {
    const auto encoded = encode_chunks({kChunks[0]});
    for (std::size_t size = 0; size < encoded.size(); ++size) {
        if (size == 4) continue;  // no chunks at all
        EXPECT_FALSE(decode_chunks(BytesView(encoded).first(size))) << size;
    }
    EXPECT_FALSE(decode_chunks(as_bytes("{\"chunks\":[]}")));
    const Bytes huge{std::byte{1}, {}, {}, {}, std::byte{0xff}, std::byte{0xff}, std::byte{0xff}, std::byte{0xff}};
    EXPECT_FALSE(decode_chunks(huge));
}

}  // namespace
}  // namespace bespoke::adapters::local
