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
    EXPECT_FALSE(decode_vectors(as_bytes(R"({"model":"m","dimension":9223372036854775808,"texts":["a","b"]})"
                                         "\n")))
        << "twice that is 0";
}

TEST(UnknownTexts, AreNamedOnceInTheOrderInWhichTheyCame) {
    const std::vector<std::string> texts = {"c", "a", "known", "c", "b", "a"};
    EXPECT_EQ(unknown_texts(texts, [](const std::string& text) { return text == "known"; }),
              (std::vector<std::string>{"c", "a", "b"}));
}

}  // namespace
}  // namespace bespoke::stages
