#pragma once

#include <string>
#include <vector>

#include "tailoring/nodes.hpp"
#include "tailoring/propose.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bespoke::tailoring {

/// What the rules read, and the edits that they have proposed so far.
struct Draft {
    const resume::Resume& resume;
    const job_description::JobDescription& job;
    const evidence::MatchReport& report;
    const ProposeOptions& options;
    std::vector<Edit> edits;
    std::size_t ids_given = 0;

    /// Adds an edit under the next free id.
    void add(EditKind kind, NodeId target, Change change, std::vector<RequirementId> requirements, std::vector<NodeId> evidence,
             std::string reason);
    /// True if an edit replaces or removes the node already.
    [[nodiscard]] bool changes(const NodeId& node) const;
};

// One rule a function, each in a file of its own. A later rule sees the edits of the earlier ones.
void surface_skills(Draft&);
void use_job_spelling(Draft&);
void merge_highlights(Draft&);
void normalize_voice(Draft&);
void order_skills(Draft&);
void reorder_highlights(Draft&);
void write_summary(Draft&);
void order_sections(Draft&);
void keep_page_budget(Draft&);

// ---- what several rules ask

/// The terms that a requirement asks for.
std::vector<const vocabulary::Term*> terms_of(const job_description::Requirement&);
/// Requirements that a machine can check: not character, not what the ad denies or waives.
std::vector<const job_description::Requirement*> checkable_requirements(const job_description::JobDescription&);
/// The requirements that the report says these nodes prove, in the order of the job.
std::vector<RequirementId> proven_by(const Draft&, const std::vector<NodeId>& nodes);
/// Quoted wordings of the first few of these requirements: `"Redis", "Kafka" and 2 more`.
std::string quoted_requirements(const Draft&, const std::vector<RequirementId>&);
/// Long text cut at a word: "Rewrote the billing service in Python and PostgreSQL, …".
std::string shortened(std::string_view text);
/// How much each highlight of a list has to do with the job, and what the tenant said of it before.
std::vector<double> relevance_of(const Draft&, const TextList&);
/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& items);

}  // namespace bespoke::tailoring
