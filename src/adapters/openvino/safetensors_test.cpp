#include "adapters/openvino/safetensors.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace bespoke::adapters::openvino {
namespace {

Bytes file(std::string header, std::size_t data_bytes) {
    while (header.size() % 8 != 0) header += ' ';
    Bytes bytes(8 + header.size() + data_bytes);
    const std::uint64_t size = header.size();
    std::memcpy(bytes.data(), &size, sizeof size);
    std::memcpy(bytes.data() + 8, header.data(), header.size());
    for (std::size_t i = 0; i < data_bytes / 4; ++i) {
        const auto value = static_cast<float>(i);
        std::memcpy(bytes.data() + 8 + header.size() + 4 * i, &value, 4);
    }
    return bytes;
}

TEST(SafeTensors, GivesTensorsByName) {
    const auto bytes = file(
        R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}})",
        24);
    const auto parsed = SafeTensors::parse(bytes);
    ASSERT_TRUE(parsed) << parsed.error().detail;
    const std::size_t shape[] = {2, 2}, other[] = {4};
    const auto a = parsed->floats("a", shape);
    ASSERT_TRUE(a);
    EXPECT_EQ(std::vector(a->begin(), a->end()), (std::vector<float>{0, 1, 2, 3}));
    EXPECT_FALSE(parsed->floats("a", other));
    EXPECT_FALSE(parsed->floats("c", shape));
}

TEST(SafeTensors, RefusesWhatTheFormatDoesNotAllow) {
    const std::pair<const char*, const char*> cases[] = {
        {"end beyond the file", R"({"a":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}})"},
        {"end before begin", R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}})"},
        {"negative offset", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}})"},
        {"fractional extent", R"({"a":{"dtype":"F32","shape":[4.0],"data_offsets":[0,16]}})"},
        {"shape too small", R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}})"},
        {"overflowing shape", R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}})"},
        {"overflow behind zero", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296,0],"data_offsets":[0,0]}})"},
        {"unknown type", R"({"a":{"dtype":"F33","shape":[4],"data_offsets":[0,16]}})"},
        {"a gap", R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[4,16]}})"},
        {"bytes left over", R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}})"},
        {"overlap",
         R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})"},
        {"a name twice",
         R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})"},
        {"extra member", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}})"},
        {"three offsets", R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16,16]}})"},
        {"too many dimensions", R"({"a":{"dtype":"F32","shape":[4,1,1,1,1,1,1,1,1],"data_offsets":[0,16]}})"},
        {"an array", "[]"},
        {"no JSON", "{"},
    };
    for (const auto& [what, header] : cases) {
        const auto parsed = SafeTensors::parse(file(header, 16));
        ASSERT_FALSE(parsed) << what;
        EXPECT_EQ(parsed.error().reason, "embedder-corrupt") << what;
    }
}

TEST(SafeTensors, RefusesEveryTruncation) {
    const auto whole = file(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 16);
    ASSERT_TRUE(SafeTensors::parse(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(SafeTensors::parse(BytesView(whole).first(size))) << size;
}

TEST(SafeTensors, RefusesAHeaderLengthThatOverflows) {
    auto bytes = file("{}", 0);
    std::fill_n(bytes.begin(), 8, std::byte{0xFF});
    EXPECT_FALSE(SafeTensors::parse(bytes));
}

}  // namespace
}  // namespace bespoke::adapters::openvino
