#pragma once

#include <optional>
#include <string>

#include "base/deadline.hpp"
#include "service/page.hpp"
#include "service/service_ports.hpp"
#include "tailoring/preferences.hpp"

namespace bespoke::service {

/// Accept and Revert decide; Comment only says something.
enum class FeedbackAction { Accept, Revert, Comment };
std::string_view to_string(FeedbackAction);
std::optional<FeedbackAction> feedback_action_from(std::string_view);

/// What somebody said to one edit of a job.
struct Feedback {
    RecordId id;  ///< "fbk_…"
    JobId job;
    EditId edit;
    FeedbackAction action{};
    std::optional<std::string> comment;
    std::string by;  ///< subject of the principal
    Timestamp at{};
    int rating = 0;            ///< 1..5, 0 for none
    nlohmann::json past = {};  ///< {kind, before, after} of the edit, by which the tenant's next jobs know it again
};

/// What a record of feedback teaches later jobs; `nullopt` for a mere comment, or one from before edits were kept with it.
std::optional<tailoring::PastEdit> past_edit_of(const ports::Record&);

struct NewFeedback {
    EditId edit;
    FeedbackAction action{};
    std::optional<std::string> comment;
    std::string by;
    std::string seed;  ///< as in NewDocument
    int rating = 0;    ///< 1..5, 0 for none
};

/// Keep it and tell of it ("feedback.created"). `NotFound` "not-found", also for an edit that the job hasn't; `Conflict`
/// "job-not-finished"; `InvalidInput` "edit-refused" for accepting what validation refused, "empty-comment" for a comment without
/// text or rating, "bad-rating". None outlives a job that is removed at the same time.
Result<Feedback> add_feedback(const ServicePorts&, const TenantId&, const JobId&, const NewFeedback&, Deadline);
/// Forget all that was said about a job that is going, some at a time so that each step fits every store; again goes on where it
/// was broken off. `Timeout` "deadline".
Status remove_feedback(const ServicePorts&, const TenantId&, const JobId&, Deadline);
/// Chore: forgets what was said about jobs that are gone. A listing by state may lag behind, so a removal can miss what came in
/// just before it. Gives how many went.
Result<std::size_t> sweep_orphan_feedback(const ServicePorts&, const TenantId&, Deadline);
/// Newest first. `NotFound` "not-found".
Result<Page<Feedback>> list_feedback(const ServicePorts&, const TenantId&, const JobId&, const PageQuery&);

/// The change log of a finished job: {items, gaps, before, after, notProposed} as changes.json has them, each item with
/// `decision`: "accept", "revert" or null, the last word on it. `Conflict` "job-not-finished"; `NotFound` "not-found".
Result<nlohmann::json> list_edits(const ServicePorts&, const TenantId&, const JobId&, Deadline);

}  // namespace bespoke::service
