#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

#include "corpus.hpp"
#include "evidence/wish.hpp"
#include "ndcg.hpp"

// For each requirement of each pair, the resume's highlights are ranked by the advertisement's own wording. A highlight is worth 2 if its
// main skill is the wanted one (for a required skill: if the pair's label says 2, too), 1 if it shows the skill on the side, else 0.
// Requirements that no highlight of the resume shows are left out.
namespace bespoke::quality {
namespace {

constexpr std::size_t kDepth = 5;

struct Query {
    const Pair* pair = nullptr;
    std::string text;
    std::vector<int> grades;
    bool shares_a_stem = false;  ///< with any highlight that shows what is wanted
    int half = 0;
};

int grade(const Labelled& highlight, const Wanted& wanted) {
    const auto& skills = highlight.skills;
    if (std::find(skills.begin(), skills.end(), wanted.skill) == skills.end()) return 0;
    return skills.front() == wanted.skill && (!wanted.required || highlight.relevance == 2) ? 2 : 1;
}

bool share_a_stem(std::string_view a, std::string_view b) {
    const auto left = evidence::content_stems(a), right = evidence::content_stems(b);
    return std::any_of(left.begin(), left.end(),
                       [&](const auto& stem) { return std::find(right.begin(), right.end(), stem) != right.end(); });
}

std::vector<Query> queries_of(const Corpus& corpus) {
    std::vector<Query> queries;
    for (const auto& pair : corpus.pairs) {
        for (const auto& wanted : corpus.ads[pair.ad].wanted) {
            Query query{&pair, wanted.text, {}, false, corpus.half_of(pair)};
            for (const auto& highlight : pair.highlights) {
                query.grades.push_back(grade(highlight, wanted));
                query.shares_a_stem |= query.grades.back() > 0 && share_a_stem(wanted.text, highlight.text);
            }
            if (std::any_of(query.grades.begin(), query.grades.end(), [](int value) { return value > 0; }))
                queries.push_back(std::move(query));
        }
    }
    return queries;
}

/// Scores of all highlights by every ranker.
struct Ranked {
    std::vector<double> words, lexical, dense, fused;
};

Ranked rank(const Query& query, const evidence::Embeddings& embeddings) {
    std::vector<evidence::Evidence> texts;
    for (const auto& highlight : query.pair->highlights) texts.push_back({NodeId("h"), highlight.text});
    return {evidence::make_word_ranker(texts)->scores(query.text), evidence::make_lexical_ranker(texts)->scores(query.text),
            evidence::make_dense_ranker(texts, embeddings)->scores(query.text),
            evidence::make_fused_ranker(texts, embeddings)->scores(query.text)};
}

/// Reciprocal rank fusion (Cormack, Clarke & Buettcher 2009, k = 60), for comparison.
std::vector<double> by_ranks(const std::vector<double>& a, const std::vector<double>& b) {
    constexpr double kOffset = 60;
    std::vector<double> fused(a.size(), 0.0);
    for (const auto* scores : {&a, &b}) {
        for (std::size_t i = 0; i < fused.size(); ++i) {
            const auto better = std::count_if(scores->begin(), scores->end(), [&](double other) { return other > (*scores)[i]; });
            if ((*scores)[i] > 0) fused[i] += 1 / (kOffset + 1 + static_cast<double>(better));
        }
    }
    return fused;
}

std::vector<double> weighted(const std::vector<double>& a, double weight, const std::vector<double>& b) {
    auto sum = a;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * b[i];
    return sum;
}

class RetrievalQuality : public testing::Test {
protected:
    void SetUp() override {
        corpus_ = load_corpus();
        if (!corpus_) GTEST_SKIP() << kNoCorpus;
        const auto embeddings = embed(*corpus_);
        if (!embeddings) GTEST_SKIP() << kNoModel;
        queries_ = queries_of(*corpus_);
        for (const auto& query : queries_) ranked_.push_back(rank(query, *embeddings));
    }

    using Scores = std::function<std::vector<double>(const Ranked&)>;
    using Filter = std::function<bool(const Query&)>;
    [[nodiscard]] double mean(const Scores& scores, const Filter& filter) const {
        Mean all;
        for (std::size_t i = 0; i < queries_.size(); ++i) {
            if (filter(queries_[i])) all.add(ndcg(scores(ranked_[i]), queries_[i].grades, kDepth));
        }
        return all.value();
    }

    std::optional<Corpus> corpus_;
    std::vector<Query> queries_;
    std::vector<Ranked> ranked_;
};

bool any(const Query&) { return true; }
bool by_other_words(const Query& query) { return !query.shares_a_stem; }

TEST_F(RetrievalQuality, FusedBeatsWordsAndMeaningAlone) {
    const std::vector<std::pair<const char*, Scores>> rankers = {
        {"words alone (BM25)", [](const Ranked& r) { return r.words; }},
        {"lexical (words, vocabulary)", [](const Ranked& r) { return r.lexical; }},
        {"dense", [](const Ranked& r) { return r.dense; }},
        {"words + dense by ranks", [](const Ranked& r) { return by_ranks(r.words, r.dense); }},
        {"lexical + dense by ranks", [](const Ranked& r) { return by_ranks(r.lexical, r.dense); }},
        {"fused", [](const Ranked& r) { return r.fused; }},
    };
    std::printf("%-28s nDCG@5 of %zu requirements; of the %ld whose highlights share no stem with them\n", "", queries_.size(),
                static_cast<long>(std::count_if(queries_.begin(), queries_.end(), by_other_words)));
    for (const auto& [name, scores] : rankers)
        std::printf("%-28s %.3f  %.3f\n", name, mean(scores, any), mean(scores, by_other_words));
    const auto& fused = rankers.back().second;
    EXPECT_GE(mean(fused, any), 0.90);
    for (std::size_t i = 0; i + 1 < rankers.size(); ++i) {
        EXPECT_GT(mean(fused, any), mean(rankers[i].second, any)) << rankers[i].first;
        EXPECT_GT(mean(fused, by_other_words), mean(rankers[i].second, by_other_words)) << rankers[i].first;
    }
}

/// The weight of the cosine, chosen on one half of the occupations, must do as well on the other: it's no accident of these texts.
TEST_F(RetrievalQuality, WeightChosenOnHalfOfTheOccupationsHoldsOnTheOther) {
    for (const int tested : {0, 1}) {
        const auto in = [&](int half) { return [half](const Query& query) { return query.half == half; }; };
        double best_weight = 0, best = 0;
        for (const double weight : {0.25, 0.5, 1.0, 2.0, 4.0}) {
            const auto value = mean([&](const Ranked& r) { return weighted(r.lexical, weight, r.dense); }, in(1 - tested));
            if (value > best) best = value, best_weight = weight;
        }
        const auto chosen = mean([&](const Ranked& r) { return weighted(r.lexical, best_weight, r.dense); }, in(tested));
        const auto lexical = mean([](const Ranked& r) { return r.lexical; }, in(tested));
        const auto dense = mean([](const Ranked& r) { return r.dense; }, in(tested));
        std::printf("half %d: weight %.2f chosen on the other half gives %.3f (lexical %.3f, dense %.3f)\n", tested, best_weight,
                    chosen, lexical, dense);
        EXPECT_GE(chosen, 0.90);
        EXPECT_GT(chosen, lexical);
        EXPECT_GT(chosen, dense);
    }
}

}  // namespace
}  // namespace bespoke::quality
