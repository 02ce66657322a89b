#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/embeddings.hpp"
#include "job_description/job_description.hpp"

// The labelled pairs of BESPOKE_CORPUS_DIR/corpus (else ../shared/corpus), which are not part of the project.
namespace bespoke::quality {

/// A highlight and what it shows of one advertisement.
struct Labelled {
    std::string text, section;
    int entry = 0;
    int relevance = 0;                ///< 0..2, for the advertisement as a whole
    std::vector<std::string> skills;  ///< of those that the advertisement asks for, the main one first
};

/// A resume's highlights labelled for one advertisement.
struct Pair {
    std::string resume, occupation;
    std::size_t ad = 0;
    std::vector<Labelled> highlights;
};

/// What an advertisement asks for, by its label.
struct Wanted {
    std::string skill;  ///< the plain name; no ranker sees it
    std::string text;   ///< the advertisement's own wording
    bool required = true;
};

struct Ad {
    std::string name;
    std::vector<Wanted> wanted;
    std::optional<job_description::JobDescription> parsed;  ///< none for PDF, which only the reader process reads
};

struct Corpus {
    std::vector<Ad> ads;
    std::vector<Pair> pairs;
    /// Occupations fall into two halves by the alphabet, so that what is chosen on one can be tested on people and trades not seen.
    [[nodiscard]] int half_of(const Pair&) const;
};

/// None if there is no corpus here.
std::optional<Corpus> load_corpus();

/// The vectors of every text that the measurements compare; none if no model is installed.
std::optional<evidence::Embeddings> embed(const Corpus&);

/// What the tests say when they skip.
inline constexpr const char* kNoCorpus = "no labelled pairs here; set BESPOKE_CORPUS_DIR";
inline constexpr const char* kNoModel = "the embedding model is not installed; ./dev build installs it";

}  // namespace bespoke::quality
