#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "corpus.hpp"

// What match() says of each requirement when the resume is nothing but its labelled highlights, against whether a label says that one of
// them shows the wanted skill.
namespace bespoke::quality {
namespace {

using evidence::Judgement;

resume::Resume resume_of(const Pair& pair) {
    auto highlights = nlohmann::json::array();
    for (const auto& highlight : pair.highlights) highlights.push_back(highlight.text);
    const nlohmann::json json = {{"work", {{{"name", "Employer"}, {"highlights", std::move(highlights)}}}}};
    auto resume = resume::resume_from_json(json);
    return resume ? std::move(*resume) : resume::Resume{};
}

job_description::JobDescription job_of(const Ad& ad) {
    job_description::JobDescription job;
    for (const auto& wanted : ad.wanted) {
        auto& requirement = job.requirements.emplace_back();
        requirement.id = RequirementId("/requirements/" + std::to_string(job.requirements.size() - 1));
        requirement.text = requirement.sentence = wanted.text;
    }
    return job;
}

bool is_shown(const Pair& pair, const Wanted& wanted) {
    return std::any_of(pair.highlights.begin(), pair.highlights.end(), [&](const Labelled& highlight) {
        return std::find(highlight.skills.begin(), highlight.skills.end(), wanted.skill) != highlight.skills.end();
    });
}

/// Requirements by judgement (met, partial, missing) and by whether a highlight shows them.
struct Table {
    std::array<std::array<int, 2>, 3> count{};
    int met(bool shown) const { return count[0][shown ? 1 : 0]; }
    int partial(bool shown) const { return count[1][shown ? 1 : 0]; }
    int missing(bool shown) const { return count[2][shown ? 1 : 0]; }
};

Table judge(const Corpus& corpus, const evidence::Embeddings& embeddings) {
    Table table;
    for (const auto& pair : corpus.pairs) {
        const auto& ad = corpus.ads[pair.ad];
        const auto resume = resume_of(pair);
        const auto texts = evidence::collect(resume);
        const auto report = evidence::match(resume, job_of(ad), *evidence::make_fused_ranker(texts, embeddings), texts);
        for (std::size_t i = 0; i < ad.wanted.size(); ++i)
            ++table.count[static_cast<std::size_t>(report.requirements[i].judgement)][is_shown(pair, ad.wanted[i]) ? 1 : 0];
    }
    return table;
}

void print(const char* name, const Table& table) {
    std::printf("%-14s shown: %d met, %d partial, %d missing; not shown: %d met, %d partial, %d missing\n", name, table.met(true),
                table.partial(true), table.missing(true), table.met(false), table.partial(false), table.missing(false));
}

TEST(JudgementQuality, MeaningAddsPartialSupportAndProvesNothing) {
    const auto corpus = load_corpus();
    if (!corpus) GTEST_SKIP() << kNoCorpus;
    const auto by_words = judge(*corpus, {});
    print("by words", by_words);
    const auto embeddings = embed(*corpus);
    if (!embeddings) GTEST_SKIP() << kNoModel;
    const auto with_meaning = judge(*corpus, *embeddings);
    print("with meaning", with_meaning);
    for (const bool shown : {true, false}) {
        EXPECT_EQ(with_meaning.met(shown), by_words.met(shown)) << "likeness must prove nothing";
        EXPECT_GE(with_meaning.partial(shown), by_words.partial(shown));
    }
    // Most of what a highlight shows is found, and little of the rest is taken for shown.
    const auto share_found = [&](bool shown) {
        const auto found = with_meaning.met(shown) + with_meaning.partial(shown);
        return static_cast<double>(found) / (found + with_meaning.missing(shown));
    };
    EXPECT_GE(share_found(true), 0.85);
    EXPECT_LE(share_found(false), 0.15);
}

}  // namespace
}  // namespace bespoke::quality
