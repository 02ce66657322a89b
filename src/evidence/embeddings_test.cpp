#include "evidence/embeddings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace bespoke::evidence {
namespace {

using job_description::Importance;
using job_description::JobDescription;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Directions in a plane, by their angle in degrees.
std::vector<float> direction(double degrees) {
    const auto radians = degrees * 3.14159265358979 / 180;
    return {static_cast<float>(std::cos(radians)), static_cast<float>(std::sin(radians))};
}

Embeddings embeddings_of(const std::vector<std::pair<std::string, double>>& degrees) {
    Embeddings out;
    for (const auto& [text, angle] : degrees) out.add(text, direction(angle));
    return out;
}

resume::Resume resume_of(const std::vector<std::string>& highlights) {
    const nlohmann::json json = {
        {"work", {{{"name", "Acme"}, {"startDate", "2015-01"}, {"endDate", "2020-12"}, {"highlights", highlights}}}}};
    return resume::resume_from_json(json).value_or(resume::Resume{});
}

JobDescription job_of(const std::vector<std::string>& wanted) {
    JobDescription job;
    for (const auto& text : wanted) {
        auto& requirement = job.requirements.emplace_back();
        requirement.id = RequirementId("/requirements/" + std::to_string(job.requirements.size() - 1));
        requirement.text = requirement.sentence = text;
    }
    return job;
}

RequirementMatch judged(const std::string& highlight, const std::string& wanted, double degrees) {
    const auto resume = resume_of({highlight});
    const auto texts = collect(resume);
    const auto embeddings = embeddings_of({{highlight, 0}, {wanted, degrees}});
    return match(resume, job_of({wanted}), *make_fused_ranker(texts, embeddings), texts).requirements.at(0);
}

TEST(Embeddings, CompareWhatHasVectorsOfOneLength) {
    auto embeddings = embeddings_of({{"a", 0}, {"b", 60}});
    embeddings.add("c", {1, 0, 0});
    EXPECT_NEAR(embeddings.cosine("a", "b"), 0.5, 1e-6);
    EXPECT_EQ(embeddings.cosine("a", "c"), 0);
    EXPECT_EQ(embeddings.cosine("a", "unknown"), 0);
    EXPECT_THAT(embeddings.of("unknown"), IsEmpty());
}

TEST(TextsToEmbed, AreEachOnce) {
    auto job = job_of({"Cook", "Bake"});
    job.responsibilities = {"Cook", "Wash up"};
    const std::vector<Evidence> texts = {{NodeId("a"), "Baked"}, {NodeId("b"), "Baked"}};
    EXPECT_THAT(texts_to_embed(texts, job), ElementsAre("Baked", "Cook", "Bake", "Wash up"));
}

const std::vector<Evidence>& kitchen() {
    static const std::vector<Evidence> texts = {
        {NodeId("a"), "Cooked soups"}, {NodeId("b"), "Tuned PostgreSQL"}, {NodeId("c"), "Sang"}};
    return texts;
}

TEST(FusedRanker, IsTheLexicalOneWithoutVectors) {
    for (const auto* query : {"soups", "relational databases", "nothing of it"}) {
        const auto lexical = make_lexical_ranker(kitchen())->scores(query);
        EXPECT_EQ(make_fused_ranker(kitchen(), {})->scores(query), lexical);
        const auto of_others = embeddings_of({{"unrelated", 0}});
        EXPECT_EQ(make_fused_ranker(kitchen(), of_others)->scores(query), lexical);
    }
    EXPECT_THAT(make_fused_ranker(kitchen(), {})->likeness("soups"), IsEmpty());
}

TEST(FusedRanker, FindsByNameByWordsAndByMeaning) {
    const auto embeddings =
        embeddings_of({{"Cooked soups", 0}, {"Tuned PostgreSQL", 90}, {"Sang", 180}, {"broth", 30}, {"soups", 85}});
    const auto ranker = make_fused_ranker(kitchen(), embeddings);
    const auto broth = ranker->scores("broth");
    EXPECT_GT(broth[0], broth[1]);
    EXPECT_EQ(broth[2], 0);  // what points the other way is unrelated, not worse than that
    const auto databases = ranker->scores("relational databases");
    EXPECT_GT(databases[1], databases[0]);
    EXPECT_GT(ranker->scores("soups")[0], 0.087);
}

TEST(FusedRanker, DoesNotDependOnTheOrderOfTexts) {
    const auto embeddings = embeddings_of({{"Cooked soups", 10}, {"Tuned PostgreSQL", 20}, {"Sang", 70}, {"databases", 30}});
    const std::vector<Evidence> back(kitchen().rbegin(), kitchen().rend());
    auto scores = make_fused_ranker(back, embeddings)->scores("databases");
    std::reverse(scores.begin(), scores.end());
    EXPECT_EQ(scores, make_fused_ranker(kitchen(), embeddings)->scores("databases"));
}

TEST(DenseRanker, IsDeafToNoiseOfTheHardware) {
    Embeddings one = embeddings_of({{"Sang", 0}, {"music", 50}});
    Embeddings other = embeddings_of({{"Sang", 1e-4}, {"music", 50 - 1e-4}});
    EXPECT_EQ(make_dense_ranker(kitchen(), one)->scores("music"), make_dense_ranker(kitchen(), other)->scores("music"));
}

TEST(MatchByMeaning, MakesPartialWhatResemblesAndNeverProves) {
    const auto* highlight = "Placed lost dogs with loving families nearby";
    const auto alike = judged(highlight, "animal rescue", 50);
    EXPECT_EQ(alike.judgement, Judgement::Partial);
    EXPECT_THAT(alike.explanation, HasSubstr(highlight));
    EXPECT_THAT(alike.explanation, HasSubstr("similarity 0.64"));
    EXPECT_FALSE(alike.support.at(0).proves);
    const auto identical = judged(highlight, "animal rescue", 0);
    EXPECT_EQ(identical.judgement, Judgement::Partial);
    const auto near = judged(highlight, "animal rescue", 60);
    EXPECT_EQ(near.judgement, Judgement::Missing);
    EXPECT_THAT(near.explanation, HasSubstr("comes only near"));
    EXPECT_THAT(judged(highlight, "animal rescue", 80).support, IsEmpty());
}

TEST(MatchByMeaning, SeesNoResemblanceInDenialsNamesAndRivals) {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"Has no experience with rescuing animals of any kind", "animal rescue"},  // a vector doesn't see the denial
        {"JavaScript", "Java"},                                                    // bare names are the vocabulary's
        {"Moved the nightly exports of a big shop to MySQL", "PostgreSQL"},        // another thing of the same kind
    };
    for (const auto& [highlight, wanted] : cases)
        EXPECT_EQ(judged(highlight, wanted, 10).judgement, Judgement::Missing) << highlight;
}

TEST(RelevanceByMeaning, PutsWhatResemblesATaskFirst) {
    JobDescription job;
    job.responsibilities = {"Look after strays"};
    const std::vector<std::string> highlights = {"Sang in the choir", "Walked dogs"};
    EXPECT_EQ(relevance(highlights, job), relevance(highlights, job, {}));
    EXPECT_EQ(relevance(highlights, job)[0], relevance(highlights, job)[1]);
    const auto embeddings = embeddings_of({{"Look after strays", 0}, {"Walked dogs", 40}, {"Sang in the choir", 85}});
    const auto scores = relevance(highlights, job, embeddings);
    EXPECT_GT(scores[1], scores[0]);
    EXPECT_EQ(scores[0], 0);
}

}  // namespace
}  // namespace bespoke::evidence
