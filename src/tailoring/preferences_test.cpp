#include "tailoring/preferences.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tailoring/fixtures.hpp"
#include "tailoring/nodes.hpp"

namespace bespoke::tailoring {
namespace {

using Decision = PastEdit::Decision;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kRewrite = EditKind::RewriteHighlight;

PastEdit past(Decision decision, std::string before, std::string after, int rating = 0, EditKind kind = kRewrite) {
    return {kind, std::move(before), std::move(after), decision, rating, "2026-03-31"};
}

TEST(Preferences, ForbidARevertedEditUntilItIsAccepted) {
    const auto no = past(Decision::Reverted, "Ran tests.", "Led tests.");
    const Preferences once({no});
    ASSERT_NE(once.reverted(kRewrite, "ran  tests.", "Led Tests."), nullptr);
    EXPECT_EQ(once.reverted(kRewrite, "Ran tests.", "Led tests.")->on, "2026-03-31");
    EXPECT_EQ(once.reverted(kRewrite, "Ran tests.", "Carried out tests."), nullptr);
    EXPECT_EQ(once.reverted(kRewrite, "Ran audits.", "Led tests."), nullptr);
    EXPECT_EQ(once.reverted(EditKind::UseJobSpelling, "Ran tests.", "Led tests."), nullptr);
    const Preferences changed_mind({no, past(Decision::Accepted, "Ran tests.", "Led tests.")});
    EXPECT_EQ(changed_mind.reverted(kRewrite, "Ran tests.", "Led tests."), nullptr);
    const Preferences again({no, past(Decision::Accepted, "Ran tests.", "Led tests."), no});
    EXPECT_NE(again.reverted(kRewrite, "Ran tests.", "Led tests."), nullptr);
}

TEST(Preferences, RankTextsByTheNewestWordOnThem) {
    struct Row {
        const char* what;
        PastEdit past;
        double before, after;
    };
    const Row rows[] = {
        {"accepted", past(Decision::Accepted, "b", "a"), 0.5, 0.5},
        {"rated 5", past(Decision::Rated, "b", "a", 5), 1, 1},
        {"rated 4", past(Decision::Accepted, "b", "a", 4), 0.5, 0.5},
        {"rated 3", past(Decision::Rated, "b", "a", 3), 0, 0},
        {"rated 2", past(Decision::Rated, "b", "a", 2), -0.5, -0.5},
        {"rated 1", past(Decision::Rated, "b", "a", 1), -1, -1},
        {"reverted", past(Decision::Reverted, "b", "a"), 0, 0},
        {"removal reverted", past(Decision::Reverted, "b", "", 0, EditKind::DropHighlight), 0.5, 0},
        {"removal accepted", past(Decision::Accepted, "b", "", 0, EditKind::DropHighlight), 0, 0},
        {"only validated", past(Decision::Validated, "b", "a"), 0, 0},
    };
    for (const auto& row : rows) {
        const Preferences preferences({row.past});
        EXPECT_DOUBLE_EQ(preferences.bonus(" B"), row.before) << row.what;
        EXPECT_DOUBLE_EQ(preferences.bonus("a"), row.after) << row.what;
        EXPECT_DOUBLE_EQ(preferences.bonus("other"), 0) << row.what;
    }
    const Preferences newest({past(Decision::Rated, "b", "a", 5), past(Decision::Rated, "b", "c", 1)});
    EXPECT_DOUBLE_EQ(newest.bonus("b"), -1);
    EXPECT_DOUBLE_EQ(newest.bonus("a"), 1);
}

TEST(Preferences, GiveAcceptedWordingsBeforeValidatedOnesAndNoRevertedOne) {
    const Preferences preferences({past(Decision::Accepted, "s", "first"), past(Decision::Validated, "s", "machine"),
                                   past(Decision::Accepted, "s", "second"), past(Decision::Validated, "s", "bad"),
                                   past(Decision::Reverted, "s", "bad"), past(Decision::Rated, "s", "disliked", 1),
                                   past(Decision::Accepted, "s", "spelling", 0, EditKind::UseJobSpelling)});
    EXPECT_THAT(preferences.accepted_wordings("S "), ElementsAre("second", "first", "machine"));
    EXPECT_THAT(preferences.accepted_wordings("another"), IsEmpty());
    EXPECT_TRUE(Preferences().empty());
}

TEST(Preferences, CompareAnEditAlikeInItsOwnFormAndInTheChangeLogs) {
    const auto& resume = testing::cases().front().resume;
    const auto target = resume.work.at(0).highlights.at(0).id;
    const auto edit = testing::edit_of(kRewrite, target.str().c_str(), Replace{"Said otherwise."}, {target.str().c_str()});
    const auto texts = compared_texts(nlohmann::json(to_json(edit, resume)));
    EXPECT_EQ(texts.before, resume.work[0].highlights[0].value);
    EXPECT_EQ(texts.after, "Said otherwise.");
    EXPECT_EQ(compared_texts({{"before", "b"}, {"after", nullptr}, {"change", {{"type", "remove"}}}}).after, "");
    const nlohmann::json order = {{"type", "permute"}, {"order", {"/work/0/highlights/1", "/work/0/highlights/0"}}};
    const auto alone = compared_texts({{"before", {"x", "y"}}, {"after", {"y", "x"}}, {"change", order}});
    const auto together = compared_texts({{"before", {"x", "y"}}, {"after", {"y", "x", "z"}}, {"change", order}});
    EXPECT_EQ(alone.after, together.after);
    EXPECT_NE(alone.after, "");
    const Preferences preferences({past(Decision::Reverted, texts.before, texts.after)});
    EXPECT_NE(preferences.reverted(edit, resume), nullptr);
}

TEST(Preferences, OfferAnEarlierWordingForTheVerySameHighlightAlone) {
    const auto& resume = testing::cases().front().resume;
    const auto& highlight = resume.work.at(0).highlights.at(0);
    const Preferences preferences({past(Decision::Accepted, highlight.value, "Said otherwise."),
                                   past(Decision::Accepted, highlight.value + " More.", "Not for this one.")});
    const auto edits = reuse_wordings(resume, preferences);
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(edits[0].kind, kRewrite);
    EXPECT_EQ(edits[0].target, highlight.id);
    EXPECT_EQ(std::get<Replace>(edits[0].change).text, "Said otherwise.");
    EXPECT_THAT(edits[0].evidence, ElementsAre(highlight.id));
    EXPECT_TRUE(reuse_wordings(resume, Preferences({past(Decision::Accepted, highlight.value, highlight.value)})).empty());
}

}  // namespace
}  // namespace bespoke::tailoring
