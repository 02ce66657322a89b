#include "service/dead_letters.hpp"

#include "service/rig_for_test.hpp"

namespace bespoke::service {
namespace {

using ports::Crash;
using ports::ExecutionStatus;
using testing::Rig;

/// The worker of the job that waits longest crashes so.
void crash(Rig& rig, const std::optional<Crash>& how) {
    ASSERT_TRUE(rig.journal.claim(rig.alice, rig.clock.now(), rig.clock.now() + std::chrono::seconds(30)).value());
    const auto trace = how ? std::optional(ports::CrashTrace{*how, std::nullopt}) : std::nullopt;
    ASSERT_TRUE(rig.journal.void_leases(rig.alice, trace, rig.clock.now()));
}

TEST(DeadLetterCrash, IsTheLastOneSinceTheLastRedriveAndHowOftenItWas) {
    const Crash known{"SIGSEGV", std::string(64, 'a')}, other{"SIGABRT", std::string(64, 'b')};
    Rig rig;
    const auto job = rig.job();
    const auto letter = [&] { return get_dead_letter(rig.ports, rig.alice, job.id).value(); };
    crash(rig, std::nullopt);
    rig.end_next(ExecutionStatus::Failed, "dead");
    EXPECT_FALSE(letter().crash) << "killed, without a trace";

    ASSERT_TRUE(retry_job(rig.ports, rig.alice, job.id));
    for (const auto& how : {known, other, known}) crash(rig, how);
    rig.end_next(ExecutionStatus::Failed, "dead");
    ASSERT_TRUE(letter().crash);
    EXPECT_EQ(letter().crash->crash, known);
    EXPECT_EQ(letter().crash->stage, "Parse");
    EXPECT_EQ(letter().crash->times, 2);

    ASSERT_TRUE(retry_job(rig.ports, rig.alice, job.id));
    rig.end_next(ExecutionStatus::Failed, "dead");
    EXPECT_FALSE(letter().crash) << "it died of something else";
    EXPECT_EQ(letter().redrives, 2);
    EXPECT_EQ(std::ranges::count_if(letter().history, [](const auto& line) { return line.crash.has_value(); }), 3)
        << "history is kept";
}

}  // namespace
}  // namespace bespoke::service
