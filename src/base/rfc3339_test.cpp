#include "base/rfc3339.hpp"

#include <gtest/gtest.h>

namespace bespoke {
namespace {

TEST(Rfc3339, WritesUtcWithMilliseconds) {
    EXPECT_EQ(to_rfc3339(from_millis(0)), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(to_rfc3339(from_millis(1'763'835'608'123)), "2025-11-22T18:20:08.123Z");
    EXPECT_EQ(to_rfc3339(from_millis(951'782'399'999)), "2000-02-28T23:59:59.999Z");
}

}  // namespace
}  // namespace bespoke
