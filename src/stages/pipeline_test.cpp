#include <gmock/gmock.h>

#include "stages/pipeline_for_test.hpp"

namespace bespoke::stages {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using testing::rewriting;
using testing::Rig;

constexpr const char* kSource = "Reconciled 14 bank accounts every week";
constexpr const char* kHonest = "Reconciled 14 bank accounts each week";
constexpr const char* kInvented = "Led the reconciliation of 40 bank accounts in SAP every week";

std::vector<json> edits_by(const json& changes, const std::string& proposer) {
    std::vector<json> found;
    for (const auto& edit : changes.at("edits")) {
        if (edit.at("proposer") == proposer) found.push_back(edit);
    }
    return found;
}

bool has_text(const json& tailored, const std::string& text) { return tailored.dump().find(text) != std::string::npos; }

TEST(Pipeline, NeedsNoModelOfAnyKind) {
    Rig rig;
    const auto report = rig.made(rig.run(), "report.json");
    EXPECT_EQ(report.at("generator"), "rules");
    EXPECT_EQ(report.at("embedder"), "lexical");
    EXPECT_FALSE(report.contains("model"));
}

TEST(Pipeline, EmbedsEachTextOnce) {
    Rig rig;
    rig.use_embedder();
    const auto ended = rig.run();
    EXPECT_EQ(rig.made(ended, "report.json").at("embedder"), "letters/1");
    EXPECT_EQ(ended.output.at("embed").at("embedder"), "letters/1");
    EXPECT_TRUE(ended.output.at("embed").contains("vectors.bin"));
    const auto first = rig.embedded;
    EXPECT_GT(first, 10U);
    // The same job in the same world: nothing but references is in the state data.
    EXPECT_LT(ended.output.dump().size(), 16'384U);
}

TEST(Pipeline, TakesAnHonestRewordingOfTheModelAndSaysWhatItCost) {
    Rig rig;
    rig.use_model({rewriting(kSource, kHonest)});
    std::vector<std::string> outcomes;
    rig.ports.on_model_call = [&](const ModelCall& call) { outcomes.emplace_back(call.outcome); };
    const auto ended = rig.run();
    const auto edits = edits_by(rig.made(ended, "changes.json"), "model");
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_TRUE(edits[0].at("verdict").at("accepted")) << edits[0];
    EXPECT_TRUE(has_text(rig.made(ended, "tailored.json"), kHonest));
    const auto report = rig.made(ended, "report.json");
    EXPECT_EQ(report.at("generator"), "openai");
    EXPECT_EQ(report.at("model").at("name"), "scripted");
    EXPECT_EQ(report.at("model").at("input_tokens"), 100);
    EXPECT_EQ(report.at("model").at("cost_usd"), 0.25);
    EXPECT_EQ(report.at("model").at("attempts").at(0).at("accepted"), 1);
    EXPECT_THAT(outcomes, ::testing::ElementsAre("ok"));
    EXPECT_EQ(rig.model.asked.at(0).owner, rig.alice);
}

TEST(Pipeline, AsksTheModelTwiceMoreWithTheReasonsAndThenTakesTheRulesAlone) {
    Rig rig;
    rig.use_model({rewriting(kSource, kInvented)});
    const auto ended = rig.run();
    EXPECT_EQ(rig.model.asked.size(), 3U);
    EXPECT_THAT(rig.model.asked.at(1).user, HasSubstr("REFUSED"));
    EXPECT_NE(rig.model.asked.at(0).user, rig.model.asked.at(1).user);
    EXPECT_FALSE(has_text(rig.made(ended, "tailored.json"), kInvented));
    const auto report = rig.made(ended, "report.json");
    ASSERT_EQ(report.at("model").at("attempts").size(), 3U);
    for (const auto& attempt : report.at("model").at("attempts")) {
        EXPECT_EQ(attempt.at("accepted"), 0);
        EXPECT_FALSE(attempt.at("refused").empty());
    }
    EXPECT_GT(report.at("validation").at("accepted"), 0) << "the rules' edits stay";
}

TEST(Pipeline, TakesTheBetterAnswerOfTheSecondAttempt) {
    Rig rig;
    rig.use_model({rewriting(kSource, kInvented), rewriting(kSource, kHonest)});
    const auto ended = rig.run();
    EXPECT_EQ(rig.model.asked.size(), 2U);
    EXPECT_TRUE(has_text(rig.made(ended, "tailored.json"), kHonest));
}

TEST(Pipeline, GoesOnWithTheRulesWhereTheModelGivesNothingOfUse) {
    for (const bool garbage : {false, true}) {
        Rig rig;
        rig.use_model({});
        if (garbage) rig.model.answers = {[](const std::string&) { return std::string("As an AI, I would rather not."); }};
        const auto report = rig.made(rig.run(), "report.json");
        EXPECT_GT(report.at("validation").at("accepted"), 0);
        EXPECT_THAT(report.at("warnings").dump(), HasSubstr("language model"));
        EXPECT_EQ(rig.model.asked.size(), garbage ? 3U : 1U);
        EXPECT_EQ(report.at("model").at("attempts").back().at("error"), garbage ? "model-answer" : "model-unreachable");
    }
}

TEST(Pipeline, FailsForALaterTryWhereTheModelIsRequired) {
    Rig rig;
    rig.use_model({});
    rig.request.generator = Generator::ModelRequired;
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->reason, "model-required");
    EXPECT_EQ(ended.error->code, ErrorCode::Unavailable) << "what Retry of the pipeline tries again";
}

TEST(Pipeline, RejectsAJobForAModelThatIsNotThere) {
    Rig rig;
    rig.request.generator = Generator::Model;
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->reason, "no-model");
}

TEST(Pipeline, RejectsAResumeThatProvesTooLittleForThePolicyWithTheReason) {
    Rig rig;
    rig.request.policy = "min_evidence = 60\n";
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->reason, "rejected") << ended.error->public_text;
    EXPECT_THAT(ended.error->public_text, HasSubstr("60 are needed"));
    rig.request.policy.clear();
    rig.ports.policy.min_evidence = 60;
    EXPECT_EQ(rig.run().error.value_or(Error{}).reason, "rejected") << "the operator's policy holds for all";
}

TEST(Pipeline, DropsAnAnswerOfWhichTooLittleIsValid) {
    Rig rig;
    const auto both = [](const std::string& prompt) {
        auto first = json::parse(rewriting(kSource, kHonest)(prompt));
        const auto second = json::parse(rewriting("Processed 1,900", "Processed 9,900 supplier invoices a month")(prompt));
        first["edits"].push_back(second["edits"][0]);
        return first.dump();
    };
    rig.use_model({both});
    rig.request.policy = "min_accepted_share = 0.6\n";
    const auto ended = rig.run();
    EXPECT_EQ(rig.model.asked.size(), 3U);
    EXPECT_FALSE(has_text(rig.made(ended, "tailored.json"), kHonest));
}

TEST(Pipeline, DoesNotProposeARevertedRewordingAgainAndSaysSo) {
    Rig rig;
    rig.use_model({rewriting(kSource, kHonest)});
    rig.ports.memory = &rig.memory;
    rig.memory.past = {
        {tailoring::EditKind::RewriteHighlight, kSource, kHonest, tailoring::PastEdit::Decision::Reverted, 0, "2026-05-01"}};
    const auto ended = rig.run();
    EXPECT_FALSE(has_text(rig.made(ended, "tailored.json"), kHonest));
    EXPECT_TRUE(has_text(rig.made(ended, "tailored.json"), kSource));
    const auto withheld = rig.made(ended, "changes.json").at("notProposed");
    ASSERT_EQ(withheld.size(), 1U);
    EXPECT_EQ(withheld[0].at("because"), "reverted on 2026-05-01");
    EXPECT_EQ(withheld[0].at("after"), kHonest);
}

TEST(Pipeline, UsesAWordingThatWasAcceptedBeforeWithoutAnyModel) {
    Rig rig;
    rig.ports.memory = &rig.memory;
    rig.memory.past = {{tailoring::EditKind::RewriteHighlight, kSource, kHonest, tailoring::PastEdit::Decision::Accepted, 0, ""},
                       {tailoring::EditKind::RewriteHighlight, "Of another person entirely, at length", "Never", {}, 0, ""}};
    const auto ended = rig.run();
    const auto edits = edits_by(rig.made(ended, "changes.json"), "earlier-job");
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_TRUE(edits[0].at("verdict").at("accepted")) << edits[0];
    ASSERT_EQ(rig.memory.kept.size(), 1U) << "and remembers it for the next job";
    EXPECT_EQ(rig.memory.kept[0].before, kSource);
    EXPECT_EQ(rig.memory.kept[0].after, kHonest);
    const ports::BlobKey lessons(ended.output.at("retrieve").at("lessons.json").get<std::string>());
    const auto kept = rig.blobs.get(rig.alice, lessons, Deadline::after(std::chrono::minutes(1)));
    EXPECT_THAT(std::string(as_text(**kept)), Not(HasSubstr("another person"))) << "nothing of others is copied into the job";
}

TEST(Pipeline, JudgesAnAcceptedWordingAnewLikeEveryEdit) {
    Rig rig;
    rig.ports.memory = &rig.memory;
    rig.memory.past = {
        {tailoring::EditKind::RewriteHighlight, kSource, kInvented, tailoring::PastEdit::Decision::Accepted, 0, ""}};
    EXPECT_FALSE(has_text(rig.made(rig.run(), "tailored.json"), kInvented));
}

TEST(Pipeline, AsksNoModelTwiceForOneVisit) {
    Rig rig;
    rig.use_model({rewriting(kSource, kHonest), rewriting(kSource, "Reconciled 14 bank accounts, every week")});
    const auto first = rig.run();
    const auto again = rig.run();  // as after a crash: the same job over the same blobs
    EXPECT_EQ(rig.model.asked.size(), 1U);
    EXPECT_EQ(first.output.at("persist"), again.output.at("persist"));
}

}  // namespace
}  // namespace bespoke::stages
