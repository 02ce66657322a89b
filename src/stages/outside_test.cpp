#include <gmock/gmock.h>

#include "stages/pipeline_for_test.hpp"

// What the pipeline makes of services outside: readers of a tenant, guardrails, models of Amazon Bedrock.

namespace bespoke::stages {
namespace {

using ::testing::HasSubstr;
using testing::Rig;
using Policy = ports::Screening::Finding::Policy;
using Action = ports::Screening::Finding::Action;

constexpr const char* kSource = "Reconciled 14 bank accounts every week";
constexpr const char* kHonest = "Reconciled 14 bank accounts each week";

/// Says of each text what the test wants; remembers what it was asked.
class ScriptedGuardrail final : public ports::Guardrail {
public:
    Result<ports::Screening> screen(const ports::ScreenRequest& request, Deadline) override {
        asked.push_back(request);
        return answer(request);
    }
    std::function<Result<ports::Screening>(const ports::ScreenRequest&)> answer = [](const ports::ScreenRequest&) {
        return ports::Screening{};
    };
    std::vector<ports::ScreenRequest> asked;
};

bool is_output(const ports::ScreenRequest& request) { return request.source == ports::ScreenRequest::Source::Output; }

TEST(OutsideGuardrail, SeesBothDocumentsAndEachClaimOfTheModelWithItsLine) {
    Rig rig;
    ScriptedGuardrail guardrail;
    rig.ports.guardrail = &guardrail;
    rig.use_model({testing::rewriting(kSource, kHonest)});
    const auto edits = rig.made(rig.run(), "changes.json").at("edits");
    ASSERT_EQ(guardrail.asked.size(), 3U);
    EXPECT_THAT(guardrail.asked[0].text, HasSubstr("Quillfeather"));
    EXPECT_THAT(guardrail.asked[1].text, HasSubstr("Gannet Foods"));
    EXPECT_TRUE(is_output(guardrail.asked[2]));
    EXPECT_EQ(guardrail.asked[2].text, kHonest);
    EXPECT_THAT(guardrail.asked[2].grounding, HasSubstr(kSource));
    EXPECT_EQ(guardrail.asked[2].owner, rig.alice);
}

TEST(OutsideGuardrail, CostsAnEditThatItBlocksAndNotTheJob) {
    Rig rig;
    ScriptedGuardrail guardrail;
    guardrail.answer = [](const ports::ScreenRequest& request) {
        ports::Screening screening;
        if (is_output(request)) screening.findings.push_back({Policy::Grounding, "GROUNDING", Action::Blocked});
        return screening;
    };
    rig.ports.guardrail = &guardrail;
    rig.use_model({testing::rewriting(kSource, kHonest)});
    const auto ended = rig.run();
    EXPECT_EQ(rig.made(ended, "tailored.json").dump().find(kHonest), std::string::npos);
    EXPECT_THAT(rig.made(ended, "report.json").dump(), HasSubstr("guardrail"));
}

TEST(OutsideGuardrail, TellsTheOwnerOfWhatItFoundInADocument) {
    Rig rig;
    ScriptedGuardrail guardrail;
    guardrail.answer = [](const ports::ScreenRequest&) {
        ports::Screening screening;
        screening.findings.push_back({Policy::PromptAttack, "PROMPT_ATTACK", Action::Blocked});
        screening.findings.push_back({Policy::PersonalData, "EMAIL", Action::Masked});
        return screening;
    };
    rig.ports.guardrail = &guardrail;
    const auto ended = rig.run();
    const auto findings = ended.output.at("parse").at("findings");
    ASSERT_EQ(findings.size(), 2U) << "one a document, and none for an address that every resume has";
    EXPECT_EQ(findings[0].at("code"), "injection_suspected");
    EXPECT_EQ(findings[0].at("rule"), "guardrail:PROMPT_ATTACK");
    EXPECT_EQ(findings[1].at("document"), "job_description");
}

TEST(OutsideGuardrail, LetsNothingPassUnscreenedWhenItIsBusy) {
    Rig rig;
    ScriptedGuardrail guardrail;
    guardrail.answer = [](const ports::ScreenRequest&) -> Result<ports::Screening> {
        return fail(ErrorCode::Unavailable, "throttled", "The service is busy; try again in a moment.");
    };
    rig.ports.guardrail = &guardrail;
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->reason, "throttled");
    EXPECT_EQ(ended.error->code, ErrorCode::Unavailable) << "what Retry of the pipeline tries again";
}

TEST(OutsideGuardrail, IsAskedOnceAVisitSoThatDoingItTwiceComesToTheSame) {
    Rig rig;
    ScriptedGuardrail guardrail;
    rig.ports.guardrail = &guardrail;
    rig.use_model({testing::rewriting(kSource, kHonest)});
    const auto first = rig.made(rig.run(), "tailored.json");
    const auto asked = guardrail.asked.size();
    guardrail.answer = [](const ports::ScreenRequest&) {
        ports::Screening screening;
        screening.findings.push_back({Policy::Content, "HATE", Action::Blocked});
        return screening;
    };
    EXPECT_EQ(rig.made(rig.run(), "tailored.json"), first);
    EXPECT_EQ(guardrail.asked.size(), asked);
}

/// Reads as the rig's reader does, in one tenant's name.
class CountingReader final : public ports::DocumentReader {
public:
    explicit CountingReader(int& count) : count_(count) {}
    Result<document::Document> read(BytesView bytes, Deadline deadline) override {
        ++count_;
        return testing::TextReader().read(bytes, deadline);
    }

private:
    int& count_;
};

TEST(TenantsReader, ReadsInTheTenantsNameAndGivesTheSameArtifacts) {
    Rig plain, rig;
    int read = 0;
    std::vector<TenantId> tenants;
    rig.ports.reader_for = [&](const TenantId& tenant) {
        tenants.push_back(tenant);
        return std::make_unique<CountingReader>(read);
    };
    EXPECT_EQ(rig.made(rig.run(), "tailored.json"), plain.made(plain.run(), "tailored.json"));
    EXPECT_EQ(read, 2);
    EXPECT_EQ(tenants, (std::vector<TenantId>{rig.alice, rig.alice}));
}

TEST(BedrockGenerator, AsksTheModelForThatJob) {
    Rig rig;
    rig.use_model({testing::rewriting(kSource, kHonest)});
    rig.ports.model_service = ModelService::Bedrock;
    rig.request.generator = Generator::Bedrock;
    const auto ended = rig.run();
    EXPECT_EQ(rig.made(ended, "report.json").at("generator"), "bedrock");
    EXPECT_EQ(rig.model.asked.at(0).job, JobId("job-1"));
}

TEST(BedrockGenerator, IsAskedOnlyWhereItIsTheOneThatTheJobNames) {
    const std::pair<ModelService, Generator> cases[] = {{ModelService::Bedrock, Generator::Model},
                                                        {ModelService::OpenAi, Generator::Bedrock},
                                                        {ModelService::OpenAi, Generator::BedrockRequired}};
    for (const auto& [service, generator] : cases) {
        Rig rig;
        rig.use_model({testing::rewriting(kSource, kHonest)});
        rig.ports.model_service = service;
        rig.request.generator = generator;
        const auto ended = rig.run();
        ASSERT_TRUE(ended.error);
        EXPECT_EQ(ended.error->reason, "no-model");
        EXPECT_TRUE(rig.model.asked.empty());
    }
}

/// A model whose service is busy.
class ThrottledModel final : public ports::LanguageModel {
public:
    [[nodiscard]] std::string_view name() const override { return "busy"; }
    Result<ports::Completion> complete(const ports::CompletionRequest&, Deadline) override {
        return fail(ErrorCode::Unavailable, "throttled", "The service is busy; try again in a moment.");
    }
};

TEST(BedrockGenerator, KeepsAThrottleAThrottleWhereTheModelIsRequired) {
    Rig rig;
    ThrottledModel model;
    rig.ports.model = &model;
    rig.ports.model_service = ModelService::Bedrock;
    rig.request.generator = Generator::BedrockRequired;
    const auto ended = rig.run();
    ASSERT_TRUE(ended.error);
    EXPECT_EQ(ended.error->code, ErrorCode::Unavailable);
    EXPECT_EQ(ended.error->reason, "throttled");
}

}  // namespace
}  // namespace bespoke::stages
