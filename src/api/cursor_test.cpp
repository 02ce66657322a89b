#include "api/cursor.hpp"

#include <gtest/gtest.h>

#include "api/rig_for_test.hpp"

namespace bespoke::api {
namespace {

using testing::kAlice;
using testing::kBob;

struct CursorsTest : ::testing::Test {
    testing::Rig rig;
    Cursors cursors{rig.keys};
};

TEST_F(CursorsTest, OpenForTheTenantAndListThatTheyWereMadeFor) {
    const auto cursor = cursors.seal(kAlice, "listJobs", "job_1");
    ASSERT_TRUE(cursor);
    EXPECT_EQ(cursor->find("job_1"), std::string::npos);
    EXPECT_EQ(cursors.open(kAlice, "listJobs", *cursor).value(), "job_1");
    for (const auto& opened : {cursors.open(kBob, "listJobs", *cursor), cursors.open(kAlice, "listDocuments", *cursor),
                               cursors.open(kAlice, "listJobs", *cursor + "A"), cursors.open(kAlice, "listJobs", "")}) {
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().reason, "not-found");
    }
}

TEST_F(CursorsTest, OpenAfterTheKeyWasRotated) {
    const auto cursor = cursors.seal(kAlice, "listJobs", "job_1").value();
    ASSERT_TRUE(rig.keys.rotate(kAlice));
    EXPECT_TRUE(cursors.open(kAlice, "listJobs", cursor));
}

TEST_F(CursorsTest, DoNotOpenWithAnyBitChanged) {
    const auto cursor = cursors.seal(kAlice, "listJobs", "job_1").value();
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        auto changed = cursor;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(cursors.open(kAlice, "listJobs", changed)) << i;
    }
}

}  // namespace
}  // namespace bespoke::api
