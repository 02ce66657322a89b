#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tailoring/fixtures.hpp"
#include "tailoring/model/model_proposer.hpp"

namespace bespoke::tailoring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const char* const kResume =
    R"({"basics":{"name":"Imani Verkade","email":"imani@example.org","summary":"Platform engineer. Keeps databases up."},
  "work":[{"name":"Cloud","position":"Engineer","startDate":"2021-04","highlights":["Moved 38 services to K8s.","Imani's runbooks cut calls by 20%."]}]})";

struct Rig {
    resume::Resume resume = testing::resume_from(kResume);
    job_description::JobDescription job = testing::job_of({"Kubernetes", "PostgreSQL"});
    Prompt prompt = make_prompt(resume, job, evidence::match(resume, job), {.nonce = "n0nce"});
    std::vector<std::string> left_out;
    Result<std::vector<Edit>> read(std::string_view answer) { return edits_from_answer(answer, prompt, resume, &left_out); }
};

const std::string& text_of(const Edit& edit) { return std::get<Replace>(edit.change).text; }

TEST(EditsFromAnswer, MakesEditsOfLinesThatTheModelWasGiven) {
    Rig rig;
    const auto edits = rig.read(R"({"edits":[
      {"line":"L1","text":"Moved 38 services to Kubernetes.","evidence":["L1","L2"],"requirements":["R1","R1","R9"],"reason":"Hire me."},
      {"line":"L3","text":"Platform engineer who keeps databases up.","evidence":["L3","L2"],"requirements":[]}]})");
    ASSERT_TRUE(edits);
    ASSERT_THAT(*edits, SizeIs(2));
    const auto& highlight = edits->front();
    EXPECT_EQ(highlight.id, EditId("m01"));
    EXPECT_EQ(highlight.kind, EditKind::RewriteHighlight);
    EXPECT_EQ(highlight.target, NodeId("/work/0/highlights/0"));
    EXPECT_EQ(text_of(highlight), "Moved 38 services to Kubernetes.");
    EXPECT_THAT(highlight.evidence, ElementsAre(NodeId("/work/0/highlights/0")));
    EXPECT_THAT(highlight.requirements, ElementsAre(RequirementId("/requirements/0")));
    EXPECT_EQ(highlight.reason, "Says the same in words closer to \"Kubernetes\".");
    EXPECT_EQ(edits->back().kind, EditKind::RewriteSummary);
    EXPECT_THAT(edits->back().evidence, ElementsAre(NodeId("/basics/summary"), NodeId("/work/0/highlights/1")));
}

TEST(EditsFromAnswer, BringsPersonalDataBackToItsOwnLineOnly) {
    Rig rig;
    const auto own = rig.read(R"({"edits":[{"line":"L2","text":"⟦PERSON_1⟧'s runbooks lowered calls by 20%."}]})");
    ASSERT_TRUE(own);
    EXPECT_EQ(text_of(own->front()), "Imani's runbooks lowered calls by 20%.");
    for (const char* text : {"⟦PERSON_1⟧ moved 38 services", "⟦PERSON_7⟧ moved", "PERSON_1 moved 38 services", "Moved ⟦ 38"}) {
        const auto other = rig.read(nlohmann::json{{"edits", {{{"line", "L1"}, {"text", text}}}}}.dump());
        ASSERT_TRUE(other);
        EXPECT_THAT(*other, IsEmpty()) << text;
    }
    EXPECT_THAT(rig.left_out, SizeIs(4));
}

struct Row {
    const char* answer;
    std::vector<std::string> texts;
};

TEST(EditsFromAnswer, TakesWhatModelsMakeOfTheFormat) {
    const std::vector<Row> rows = {
        {R"({"edits":[]})", {}},
        {R"([{"line":"L1","text":"Ran K8s."}])", {"Ran K8s."}},
        {R"({"line":"L1","text":"Ran K8s."})", {"Ran K8s."}},
        {R"({"rewrites":[{"line":1,"text":"Ran K8s."}]})", {"Ran K8s."}},
        {R"({"edits":[{"line":"[l1]","text":"- **Ran K8s.**"}]})", {"Ran K8s."}},
        {R"({"edits":[{"line":"L1","text":"L1 [Engineer]: Ran K8s."},{"line":"L2","text":"L2: Wrote runbooks."}]})",
         {"Ran K8s.", "Wrote runbooks."}},
        {R"({"edits":[{"line":"L1","text":"\"Ran\u200b K8s.\"\n\n"}]})", {"Ran K8s."}},
        {R"({"edits":[{"line":"L1","text":"Ran\nK8s\tnow."},{"line":"L2","text":"Wrote)", {"Ran K8s now."}},
        {R"({"edits":[{"line":"L1","text":"First."},{"line":"L1","text":"Second."}]})", {"First."}},
        {R"({"edits":[{"line":"L1","text":"moved 38  services to K8S."}]})", {}},
        {R"({"edits":[{"line":"L99","text":"x"},{"line":"/work/0/name","text":"x"},{"line":"L1","text":7},{"line":"L1"},"L1",null]})",
         {}},
        {R"({"edits":[{"line":"L1","text":""},{"line":"L1","text":"  "}]})", {}},
        {R"({"edits":[{"line":"L1","text":"Ran K8s.","evidence":"all","requirements":{"R1":1}}]})", {"Ran K8s."}},
    };
    for (const auto& row : rows) {
        Rig rig;
        const auto edits = rig.read(row.answer);
        ASSERT_TRUE(edits) << row.answer;
        std::vector<std::string> texts;
        for (const auto& edit : *edits) texts.push_back(text_of(edit));
        EXPECT_EQ(texts, row.texts) << row.answer;
    }
}

TEST(EditsFromAnswer, SaysSoWhenThereAreNoEdits) {
    for (const char* answer : {"", "I'm sorry, I can't help with that.", "<html>502</html>", R"({"error":"overloaded"})",
                               R"(["L3","L1"])", "{\"edi"}) {
        Rig rig;
        const auto edits = rig.read(answer);
        ASSERT_FALSE(edits) << answer;
        EXPECT_EQ(edits.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(edits.error().reason, "model-answer");
    }
}

TEST(EditsFromAnswer, EndsOnHugeAnswers) {
    Rig rig;
    std::string answer = R"({"edits":[)";
    for (int i = 0; i < 50'000; ++i) answer += R"({"line":"L1","text":"Ran K8s."},)";
    const auto edits = rig.read(answer);
    ASSERT_TRUE(edits);
    EXPECT_THAT(*edits, SizeIs(1));
    EXPECT_LE(rig.left_out.size(), 200U);
    const auto long_text = rig.read(nlohmann::json{{"edits", {{{"line", "L1"}, {"text", std::string(5'000, 'x')}}}}}.dump());
    ASSERT_TRUE(long_text);
    EXPECT_THAT(*long_text, IsEmpty());
}

TEST(EditsFromAnswer, LeavesOutWithoutQuoting) {
    Rig rig;
    static_cast<void>(rig.read(R"({"edits":[{"line":"SECRET","text":"SECRET"},{"line":"L1","text":"⟦PERSON_9⟧ SECRET"}]})"));
    EXPECT_THAT(rig.left_out, SizeIs(2));
    for (const auto& reason : rig.left_out) EXPECT_THAT(reason, ::testing::Not(HasSubstr("SECRET")));
}

}  // namespace
}  // namespace bespoke::tailoring
