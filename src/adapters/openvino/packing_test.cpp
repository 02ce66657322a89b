#include "adapters/openvino/packing.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <random>

namespace bespoke::adapters::openvino {
namespace {

using testing::ElementsAre;

TEST(Pack, FillsBatchesLongestFirst) {
    const std::size_t lengths[] = {30, 100, 98, 28};
    EXPECT_THAT(pack(lengths, 128), ElementsAre(ElementsAre(1, 3), ElementsAre(2, 0)));
}

TEST(Pack, GivesALongTextABatchOfItsOwn) {
    const std::size_t lengths[] = {200, 5};
    EXPECT_THAT(pack(lengths, 128), ElementsAre(ElementsAre(0), ElementsAre(1)));
}

TEST(Pack, HasNothingToDoForNothing) { EXPECT_TRUE(pack({}).empty()); }

TEST(Pack, PutsEveryTextIntoOneBatchAndWastesLittle) {
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::size_t> lengths(random() % 300);
        for (auto& length : lengths) length = 2 + random() % 60;
        const auto batches = pack(lengths, 128);
        std::vector<int> seen(lengths.size());
        std::size_t half_empty = 0;
        for (const auto& batch : batches) {
            std::size_t tokens = 0;
            for (const auto text : batch) {
                tokens += lengths[text];
                ++seen[text];
            }
            ASSERT_LE(tokens, 128);
            half_empty += tokens <= 64 ? 1 : 0;
        }
        EXPECT_LE(half_empty, 1);  // two of them would have been one
        for (const auto count : seen) ASSERT_EQ(count, 1);
    }
}

}  // namespace
}  // namespace bespoke::adapters::openvino
