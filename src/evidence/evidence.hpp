#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "job_description/job_description.hpp"
#include "resume/resume.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::evidence {

/// A node of the resume that can support a requirement: a highlight, a summary sentence, a skill, a title, a degree …
struct Evidence {
    NodeId node;
    std::string text;
};

/// All nodes of a resume that can be evidence, in the order of the resume. A summary gives one Evidence a sentence, all with
/// the summary's node. Names of employers, dates and contact data are no evidence.
std::vector<Evidence> collect(const resume::Resume&);

/// The terms that a text names, each once, in order of place. Only these prove a claim; what the text denies ("no experience
/// with Java") is left out.
std::vector<const vocabulary::Term*> terms_named(std::string_view text);

class Embeddings;

/// How well a text answers a query, for a fixed set of texts. With vectors: embeddings.hpp.
class Ranker {
public:
    virtual ~Ranker() = default;
    /// One score per text, in order; 0 means no relation. Comparable within one call only.
    [[nodiscard]] virtual std::vector<double> scores(std::string_view query) const = 0;
    /// How alike in meaning each text and the query are, 0..1, comparable between calls. Empty if the ranker goes by words alone.
    [[nodiscard]] virtual std::vector<double> likeness(std::string_view /*query*/) const { return {}; }
};

/// BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75) over stems and vocabulary terms, aliases folded into one.
std::unique_ptr<Ranker> make_word_ranker(std::span<const Evidence> texts);
/// The same, and what the vocabulary knows of instances, wider things and cues. The texts must outlive it.
std::unique_ptr<Ranker> make_lexical_ranker(std::span<const Evidence> texts);

enum class Judgement { Met, Partial, Missing };
std::string_view to_string(Judgement);

/// A node that supports a requirement. Score 0..1.
struct Support {
    NodeId node;
    double score = 0;
    /// True if the node names the thing (or an alias, or an instance of it), not only resembles it: only such support proves a claim.
    bool proves = false;
    std::string because;  ///< e.g. "names PostgreSQL, a relational database"
};

/// What the resume has for one requirement, best support first.
struct RequirementMatch {
    RequirementId requirement;
    Judgement judgement = Judgement::Missing;
    std::vector<Support> support;
    double points = 0, of_points = 0;  ///< contribution to the match score
    std::string explanation;           ///< one sentence
};

/// How well a resume matches a job description, and how well machines can read it. Deterministic.
struct MatchReport {
    double match = 0;        ///< 0..100; a missing must-have caps it
    double readability = 0;  ///< 0..100
    std::vector<RequirementMatch> requirements;
    std::vector<std::string> notes;  ///< one sentence for each point won, lost or capped
};

/// Points of a requirement in the match score: a required one counts twice a preferred one. Soft requirements and what the
/// advertisement itself calls "not required" count nothing.
inline constexpr double kRequiredPoints = 2;
inline constexpr double kPreferredPoints = 1;
/// A match with a missing must-have never exceeds the first figure; with half of them missing or more, the second.
inline constexpr double kCapMissing = 75;
inline constexpr double kCapHalfMissing = 50;

MatchReport match(const resume::Resume&, const job_description::JobDescription&, const Ranker&, std::span<const Evidence>);

/// The same on a known day, to which ongoing roles count; without it they count to the latest date that the resume names.
MatchReport match(const resume::Resume&, const job_description::JobDescription&, const Ranker&, std::span<const Evidence>,
                  resume::Date today);

/// Convenience for the usual case: collects the evidence and ranks it lexically.
MatchReport match(const resume::Resume&, const job_description::JobDescription&);
MatchReport match(const resume::Resume&, const job_description::JobDescription&, resume::Date today);

nlohmann::ordered_json to_json(const MatchReport&, const job_description::JobDescription&, const resume::Resume&);
/// Exact inverse of to_json; what that adds for readers is ignored. Wrong types are `Corrupt` with their JSON pointer.
Result<MatchReport> match_report_from_json(const nlohmann::json&);

nlohmann::ordered_json to_json(const std::vector<Evidence>&);
/// Exact inverse of to_json. Wrong types are `Corrupt` with their JSON pointer.
Result<std::vector<Evidence>> evidence_from_json(const nlohmann::json&);

/// Months of professional experience with overlapping roles merged; `today` ends ongoing roles. A role dated in years alone
/// counts from the middle of the first to the middle of the last.
int months_of_experience(const resume::Resume&, resume::Date today);

/// How relevant a highlight is to the job as a whole, for ordering: higher first. Uses names, aliases, cues and word overlap
/// with requirements and responsibilities; required counts more than preferred.
std::vector<double> relevance(std::span<const std::string> highlights, const job_description::JobDescription&);
/// The same with likeness in meaning, as far as the texts of both have vectors.
std::vector<double> relevance(std::span<const std::string> highlights, const job_description::JobDescription&, const Embeddings&);

}  // namespace bespoke::evidence
