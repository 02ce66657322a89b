#include "tailoring/fixtures.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring::testing {
namespace {

constexpr const char* kSoftware = R"({
  "basics":{"name":"Imani Verkade","label":"Platform Engineer","email":"imani@example.org","phone":"+31 6 5550 1234",
    "summary":"Platform engineer who likes quiet pagers. Keeps PostgreSQL and Kubernetes running for product teams."},
  "work":[
    {"name":"Harbour Freight Cloud","position":"Platform Engineer","startDate":"2021-04","highlights":[
      "Organised the yearly team trip for 40 colleagues.",
      "Moved 38 services to K8s and cut deployment time from 50 minutes to 6 minutes.",
      "Helped the security team to rotate 1,200 credentials.",
      "Tuned PostgreSQL for a 3 TB ledger, which saved €120k a year."]},
    {"name":"Lindqvist & Daughters","position":"Junior Developer","startDate":"2017-09","endDate":"2021-03","highlights":[
      "Wrote a Redis cache that lowered response time by 45%.",
      "Answered support tickets on two evenings a week."]}],
  "education":[{"institution":"Hogeschool Westerkade","studyType":"Bachelor of Science","area":"Informatics","startDate":"2013-09","endDate":"2017-06"}],
  "certificates":[{"name":"Certified Kubernetes Administrator","issuer":"CNCF","date":"2022-05"}],
  "skills":[{"name":"Databases","keywords":["MySQL","PostgreSQL"]},{"name":"Operations","keywords":["Linux","K8s","Terraform"]}],
  "meta":{"bespoke":{"sectionOrder":["summary","education","work","skills","certificates"]}}})";

constexpr const char* kNursing = R"({
  "basics":{"name":"Teresa Okonjo","label":"Staff Nurse","email":"teresa@example.org"},
  "work":[
    {"name":"St Brannock Hospital","position":"Staff Nurse","startDate":"2018-02","highlights":[
      "Kept the stock room of a 28-bed ward in order.",
      "Gave wound care to about 15 patients a shift.",
      "Trained 9 new nurses in infection control."]},
    {"name":"Elmfield Care Home","position":"Care Assistant","startDate":"2014-06","endDate":"2018-01","highlights":[
      "Supported residents with meals and medication."]}],
  "education":[{"institution":"Brannock School of Nursing","studyType":"Diploma","area":"Nursing","endDate":"2018"}],
  "skills":[{"name":"Patient education"},{"name":"Wound care"},{"name":"Triage"},{"name":"Medication administration"}]})";

constexpr const char* kAccounting = R"({
  "basics":{"name":"Pavel Anders","email":"pavel@example.org","summary":"Accountant who likes neat files. Prepares month-end closing for four companies."},
  "work":[{"name":"Kellner Bau","position":"Accountant","startDate":"2015-01","highlights":[
      "Introduced SAP for 60 colleagues.","Prepared month-end closing for four companies within 5 days.","Reconciled 900 accounts a year."]}],
  "skills":[{"name":"Excel"},{"name":"Bookkeeping"},{"name":"SAP"}]})";

job_description::Requirement requirement_of(const std::string& text, job_description::Importance importance, std::size_t number) {
    job_description::Requirement requirement;
    requirement.id = RequirementId("/requirements/" + std::to_string(number));
    requirement.text = requirement.sentence = text;
    requirement.importance = importance;
    for (const auto& mention : vocabulary::Vocabulary::builtin().mentions(text)) {
        if (mention.kind != vocabulary::MentionKind::Cue) requirement.skills.push_back(mention.term->name);
    }
    return requirement;
}

TEST(Fixtures, NameSkillsThatTheVocabularyKnows) {
    for (const auto& test : cases()) {
        const bool known = std::any_of(test.job.requirements.begin(), test.job.requirements.end(),
                                       [](const auto& r) { return !r.skills.empty(); });
        EXPECT_TRUE(known) << test.trade;
    }
}

}  // namespace

resume::Resume resume_from(const char* json) { return resume::resume_from_json(nlohmann::json::parse(json)).value(); }

job_description::JobDescription job_of(const std::vector<std::string>& required, const std::vector<std::string>& preferred,
                                       const std::vector<std::string>& responsibilities) {
    job_description::JobDescription job;
    for (const auto& text : required) {
        job.requirements.push_back(requirement_of(text, job_description::Importance::Required, job.requirements.size()));
    }
    for (const auto& text : preferred) {
        job.requirements.push_back(requirement_of(text, job_description::Importance::Preferred, job.requirements.size()));
    }
    job.responsibilities = responsibilities;
    return job;
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"software", resume_from(kSoftware),
         job_of({"Kubernetes", "Relational databases", "Observability"}, {"in-memory caching", "Terraform"},
                {"Keep the databases of the ledger fast", "Run our clusters on Kubernetes"})},
        {"nursing", resume_from(kNursing),
         job_of({"Infection control", "Wound care"}, {"Patient education"}, {"Look after wounds", "Train new nurses"})},
        {"accounting", resume_from(kAccounting),
         job_of({"month-end closing", "Account reconciliation"}, {"SAP"}, {"Close the books every month"})},
    };
    return all;
}

const Case& case_of(const std::string& trade) {
    return *std::find_if(cases().begin(), cases().end(), [&](const Case& test) { return test.trade == trade; });
}

Edit edit_of(EditKind kind, const char* target, Change change, const std::vector<const char*>& evidence, const char* id) {
    return {EditId(id), kind, NodeId(target), std::move(change), {}, std::vector<NodeId>(evidence.begin(), evidence.end()),
            "because"};
}

}  // namespace bespoke::tailoring::testing
