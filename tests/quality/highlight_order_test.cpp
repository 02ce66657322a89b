#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "corpus.hpp"
#include "ndcg.hpp"

// The order that relevance() gives the highlights of each role and project, against their labels; entries whose labels are all the same are
// left out. Advertisements as the parser reads them, but for PDF.
namespace bespoke::quality {
namespace {

using Entry = std::vector<const Labelled*>;

std::vector<Entry> entries_of(const Pair& pair) {
    std::map<std::pair<std::string, int>, Entry> grouped;
    for (const auto& highlight : pair.highlights) grouped[{highlight.section, highlight.entry}].push_back(&highlight);
    std::vector<Entry> entries;
    for (auto& [key, entry] : grouped) {
        const auto differs = [&](const Labelled* other) { return other->relevance != entry.front()->relevance; };
        if (std::any_of(entry.begin(), entry.end(), differs)) entries.push_back(std::move(entry));
    }
    return entries;
}

double ndcg_of(const Entry& entry, const job_description::JobDescription& ad, const evidence::Embeddings& embeddings) {
    std::vector<std::string> texts;
    std::vector<int> grades;
    for (const auto* highlight : entry) {
        texts.push_back(highlight->text);
        grades.push_back(highlight->relevance);
    }
    return ndcg(evidence::relevance(texts, ad, embeddings), grades, texts.size());
}

/// Mean over pairs of the mean over their entries; `half` of the occupations or, with -1, all.
double mean_order(const Corpus& corpus, const evidence::Embeddings& embeddings, int half) {
    Mean all;
    for (const auto& pair : corpus.pairs) {
        const auto& ad = corpus.ads[pair.ad];
        if (!ad.parsed || (half >= 0 && corpus.half_of(pair) != half)) continue;
        Mean of_pair;
        for (const auto& entry : entries_of(pair)) of_pair.add(ndcg_of(entry, *ad.parsed, embeddings));
        if (of_pair.count() > 0) all.add(of_pair.value());
    }
    return all.value();
}

TEST(HighlightOrder, IsNearTheLabelsWithAndWithoutVectors) {
    const auto corpus = load_corpus();
    if (!corpus) GTEST_SKIP() << kNoCorpus;
    const evidence::Embeddings none;
    std::printf("nDCG of the order by words %.3f (halves of occupations %.3f %.3f)\n", mean_order(*corpus, none, -1),
                mean_order(*corpus, none, 0), mean_order(*corpus, none, 1));
    EXPECT_GE(mean_order(*corpus, none, -1), 0.92);
    const auto embeddings = embed(*corpus);
    if (!embeddings) GTEST_SKIP() << kNoModel;
    std::printf("nDCG of the order with meaning %.3f (halves of occupations %.3f %.3f)\n", mean_order(*corpus, *embeddings, -1),
                mean_order(*corpus, *embeddings, 0), mean_order(*corpus, *embeddings, 1));
    EXPECT_GE(mean_order(*corpus, *embeddings, -1), 0.92);
}

}  // namespace
}  // namespace bespoke::quality
