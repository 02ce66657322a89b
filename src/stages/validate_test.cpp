#include <gmock/gmock.h>

#include "stages/generation.hpp"
#include "stages/pipeline_for_test.hpp"

// What Validate makes of edits of the rules and of a model that depend on each other.

namespace bespoke::stages {
namespace {

using tailoring::Edit;
using tailoring::EditKind;
using ::testing::ElementsAre;
using testing::Rig;

constexpr const char* kJob = "# Accountant\n\n## What you bring\n\n- Experience of VAT returns\n- Excel skills\n";
constexpr const char* kResumeJson = R"({
  "basics": {"name": "Rufus Okonjo-Bell", "email": "rufus@example.com", "summary": "Careful with figures for nine years."},
  "work": [{"name": "Halden & Moss Wholesale", "position": "Accountant", "startDate": "2017-03", "highlights": [
    "Filed 24 VAT returns without a penalty",
    "Reconciled 14 bank accounts every week",
    "Closed 4 ledgers within 3 working days"]}],
  "skills": [{"name": "Excel"}]})";
Edit edit_of(const char* id, EditKind kind, const char* target, tailoring::Change change, std::vector<NodeId> evidence) {
    return {EditId(id), kind, NodeId(target), std::move(change), {}, std::move(evidence), "It serves the job."};
}

/// Refuses every edit that it is asked about.
class Denier final : public ports::EntityRecognizer {
public:
    Result<std::vector<ports::Entity>> entities(const TenantId&, std::string_view text, Deadline) override {
        return std::vector<ports::Entity>{{ports::Entity::Kind::Person, 0, text.size(), 0.99}};
    }
};

struct Validate : ::testing::Test {
    Rig rig;
    Generation generation;
    Denier denier;
    job_description::JobDescription job = job_description::parse(*document::read_markdown(as_bytes(kJob), Limits{})).value();
    resume::Resume resume = resume::resume_from_json(nlohmann::json::parse(kResumeJson)).value();

    void of_rules(Edit edit) { generation.edits.push_back(std::move(edit)); }
    void of_model(Edit edit) {
        generation.origin.proposers[edit.id] = "model";
        generation.edits.push_back(std::move(edit));
        generation.origin.attempts.resize(1);
        ++generation.origin.attempts.back().proposed;
    }
    /// A blob's key says what is in it: what is stored once stays.
    std::string put(const nlohmann::ordered_json& value) {
        const auto text = value.dump();
        const ports::BlobKey key("made/" + sha256_hex(as_bytes(text)));
        EXPECT_TRUE(rig.blobs.put(rig.alice, key, as_bytes(text), Deadline::after(std::chrono::minutes(1))));
        return key.str();
    }
    /// Ids of the edits that stay, or the reason of the error.
    std::vector<std::string> kept() {
        auto state = to_state(rig.request);
        state["parse"] = {{"resume.json", put(to_json(resume, resume::Provenance::Include))},
                          {"job_description.json", put(job_description::to_json(job))},
                          {"asOf", "2026-06-15"}};
        state["generate"] = {{"generation.json", put(to_json(generation, resume))}, {"attempt", 3}};
        const engine::TaskContext context{
            rig.alice, JobId("job-1"), Deadline::after(std::chrono::minutes(1)), [] { return true; }, {}};
        const auto output = validate(rig.ports, context, state);
        if (!output) return {output.error().reason + ": " + output.error().public_text};
        const auto key = ports::BlobKey(output->at("validate").at("verdicts.json").get<std::string>());
        const auto bytes = rig.blobs.get(rig.alice, key, context.deadline);
        std::vector<std::string> ids;
        for (const auto& verdict : nlohmann::json::parse(as_text(**bytes))) {
            if (verdict.at("findings").empty()) ids.push_back(verdict.at("edit"));
        }
        return ids;
    }
};

/// Takes out the only line on VAT, which the model's summary says as well.
struct ValidateLeaning : Validate {
    ValidateLeaning() {
        of_rules(edit_of("r1", EditKind::DropHighlight, "/work/0/highlights/0", tailoring::Remove{},
                         {NodeId("/work/0/highlights/0")}));
        of_rules(edit_of("r2", EditKind::DropHighlight, "/work/0/highlights/2", tailoring::Remove{},
                         {NodeId("/work/0/highlights/2")}));
        of_model(edit_of("m1", EditKind::RewriteSummary, "/basics/summary",
                         tailoring::Replace{"Filed 24 VAT returns without a penalty. Careful with figures for nine years."},
                         {NodeId("/work/0/highlights/0"), NodeId("/basics/summary")}));
    }
};

TEST_F(ValidateLeaning, KeepsWhatOnlyTogetherMatchesNoWorse) { EXPECT_THAT(kept(), ElementsAre("r1", "r2", "m1")); }

TEST_F(ValidateLeaning, JudgesWhatIsLeftOnceTheRecogniserTookAModelsEditOut) {
    rig.ports.entities = &denier;
    EXPECT_THAT(kept(), ElementsAre("r2"));
}

TEST_F(Validate, LetsTheRulesAloneDecideWhereAModelsEditWouldCostTheJob) {
    // The merge leaves the line to its twin, and yields to a model that words the twin anew: then too few edits of the rules are
    // valid.
    resume.work[0].highlights[1].value = resume.work[0].highlights[0].value;
    of_rules(
        edit_of("r1", EditKind::MergeHighlights, "/work/0/highlights/1", tailoring::Remove{}, {NodeId("/work/0/highlights/0")}));
    rig.request.policy = "min_accepted_share = 0.9";
    EXPECT_THAT(kept(), ElementsAre("r1"));
    of_model(edit_of("m1", EditKind::RewriteHighlight, "/work/0/highlights/0",
                     tailoring::Replace{"Without a penalty, filed 24 VAT returns"}, {NodeId("/work/0/highlights/0")}));
    EXPECT_THAT(kept(), ElementsAre("r1"));
}

}  // namespace
}  // namespace bespoke::stages
