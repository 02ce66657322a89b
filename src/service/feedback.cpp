#include "service/feedback.hpp"

#include <algorithm>

#include "base/rfc3339.hpp"
#include "crypto/random.hpp"
#include "service/artifacts.hpp"
#include "service/job_records.hpp"

namespace bespoke::service {
namespace {

using nlohmann::json;

constexpr int kBestRating = 5;
/// Well below what any store takes in one batch (DynamoDB: 100 items).
constexpr std::size_t kForgottenAtOnce = 50;
constexpr std::size_t kDateLength = 10;  // of an RFC 3339 time
constexpr FeedbackAction kActions[] = {FeedbackAction::Accept, FeedbackAction::Revert, FeedbackAction::Comment};

/// The job is the record's state, so that one job's feedback can be listed.
ports::Record to_record(const Feedback& feedback) {
    const json body = {{"edit", feedback.edit.str()},
                       {"action", to_string(feedback.action)},
                       {"comment", feedback.comment ? json(*feedback.comment) : json(nullptr)},
                       {"by", feedback.by},
                       {"rating", feedback.rating},
                       {"past", feedback.past}};
    return {ports::RecordKind::Feedback, feedback.id, 0, feedback.job.str(), {}, feedback.at, {}, body};
}

Result<Feedback> feedback_from(const ports::Record& record) {
    try {
        const auto& body = record.body;
        Feedback feedback;
        feedback.id = record.id;
        feedback.job = JobId(record.state);
        feedback.edit = EditId(body.at("edit").get<std::string>());
        feedback.action = feedback_action_from(body.at("action").get<std::string>()).value_or(FeedbackAction::Comment);
        if (body.at("comment").is_string()) feedback.comment = body.at("comment").get<std::string>();
        feedback.by = body.at("by").get<std::string>();
        feedback.at = record.created_at;
        feedback.rating = body.value("rating", 0);
        return feedback;
    } catch (const json::exception& error) {
        return damaged(record, error.what());
    }
}

Result<json> changes_of(const ServicePorts& ports, const TenantId& tenant, const JobId& id, Deadline deadline) {
    const auto artifact = get_artifact(ports, tenant, id, "changes.json");
    if (!artifact) return tl::unexpected(artifact.error());
    const auto bytes = artifact_content(ports, tenant, *artifact, deadline);
    if (!bytes) return tl::unexpected(bytes.error());
    auto changes = json::parse(as_text(*bytes), nullptr, false);
    if (changes.is_object() && changes.contains("edits")) return changes;
    return fail(ErrorCode::Corrupt, "integrity", "The stored change log is damaged; run the job again.", id.str());
}

/// The edit that is spoken of. Refused edits are not in the resume: there is nothing to accept.
Result<json> spoken_of(const json& changes, const NewFeedback& said) {
    const auto& edits = changes.at("edits");
    const auto found = std::ranges::find_if(edits, [&](const json& edit) { return edit.at("id") == said.edit.str(); });
    if (found == edits.end()) return not_found("/editId");
    const bool kept = found->at("verdict").at("accepted").get<bool>();
    if (kept || said.action == FeedbackAction::Comment) return *found;
    return fail(ErrorCode::InvalidInput, "edit-refused",
                "Validation refused this edit, so it is not in the resume; comment it instead.", {}, "/editId");
}

json past_of(const json& edit) {
    auto texts = tailoring::compared_texts(edit);
    return {{"kind", edit.value("kind", "")}, {"before", std::move(texts.before)}, {"after", std::move(texts.after)}};
}

Status check_words(const NewFeedback& said) {
    if (said.rating < 0 || said.rating > kBestRating)
        return fail(ErrorCode::InvalidInput, "bad-rating", "A rating is 1 to 5; give one of these or none.", {}, "/rating");
    if (said.action != FeedbackAction::Comment || said.rating != 0 || !said.comment.value_or("").empty()) return {};
    return fail(ErrorCode::InvalidInput, "empty-comment", "A comment needs its text or a rating; give one.", {}, "/comment");
}

/// The last decision on each edit.
Result<std::map<std::string, std::string>> decisions(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    std::map<std::string, std::string> last;
    const auto walked =
        walk_records(ports, tenant, ports::RecordKind::Feedback, id.str(), [&](const ports::Record& record) -> Result<bool> {
            const auto said = feedback_from(record);
            if (!said) return tl::unexpected(said.error());
            if (said->action != FeedbackAction::Comment) last[said->edit.str()] = to_string(said->action);
            return true;
        });
    if (!walked) return tl::unexpected(walked.error());
    return last;
}

/// Whether the job began to go while this was kept: its removal may not have seen it. See begin_removal() in jobs.cpp for the
/// other side.
Result<Feedback> stays(const ServicePorts& ports, const TenantId& tenant, const Feedback& feedback) {
    const auto job = get_job_record(ports, tenant, feedback.job);
    if (job || job.error().code != ErrorCode::NotFound) return feedback;
    if (auto gone = commit_one(ports, tenant, ports::Remove{ports::RecordKind::Feedback, feedback.id}); !gone)
        return tl::unexpected(gone.error());
    return tl::unexpected(job.error());
}

Result<Feedback> keep(const ServicePorts& ports, const TenantId& tenant, const Feedback& feedback) {
    ports::Batch batch;
    batch.writes.emplace_back(ports::Put{to_record(feedback), ports::Put::If::Absent});
    auto event =
        told(ports, "feedback.created", feedback.job.str(),
             {{"feedbackId", feedback.id.str()}, {"editId", feedback.edit.str()}, {"action", to_string(feedback.action)}});
    event.at = feedback.at;
    batch.events.push_back(std::move(event));
    const auto done = ports.store.commit(tenant, batch);
    if (done) return stays(ports, tenant, feedback);
    if (!lost_race(done)) return tl::unexpected(done.error());
    // The same request, done before.
    const auto there = ports.store.get(tenant, ports::RecordKind::Feedback, feedback.id);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return not_found();
    return feedback_from(**there);
}

/// Removes records piece by piece.
class Forgetting {
public:
    Forgetting(const ServicePorts& ports, const TenantId& tenant, Deadline deadline)
        : ports_(ports), tenant_(tenant), deadline_(deadline) {}
    Status add(const ports::Record& record) {
        batch_.writes.emplace_back(ports::Remove{record.kind, record.id});
        return batch_.writes.size() < kForgottenAtOnce ? Status{} : flush();
    }
    Status flush() {
        if (batch_.writes.empty()) return {};
        if (deadline_.passed())
            return fail(ErrorCode::Timeout, "deadline",
                        "There was more to remove than there was time for; the rest goes by itself.");
        if (auto done = ports_.store.commit(tenant_, batch_); !done) return done;
        done_ += batch_.writes.size();
        batch_.writes.clear();
        return {};
    }
    [[nodiscard]] std::size_t done() const { return done_; }

private:
    const ServicePorts& ports_;
    const TenantId& tenant_;
    const Deadline deadline_;
    ports::Batch batch_;
    std::size_t done_ = 0;
};

}  // namespace

std::string_view to_string(FeedbackAction action) {
    switch (action) {
        case FeedbackAction::Accept: return "accept";
        case FeedbackAction::Revert: return "revert";
        case FeedbackAction::Comment: return "comment";
    }
    return "";
}

std::optional<tailoring::PastEdit> past_edit_of(const ports::Record& record) {
    const auto said = feedback_from(record);
    const auto past = record.body.find("past");
    if (!said || past == record.body.end() || !past->is_object()) return std::nullopt;
    const auto kind = tailoring::edit_kind_from(past->value("kind", ""));
    if (!kind || (said->action == FeedbackAction::Comment && said->rating == 0)) return std::nullopt;
    using Decision = tailoring::PastEdit::Decision;
    tailoring::PastEdit edit{*kind, past->value("before", ""), past->value("after", ""), Decision::Rated, said->rating, {}};
    if (said->action == FeedbackAction::Accept) edit.decision = Decision::Accepted;
    if (said->action == FeedbackAction::Revert) edit.decision = Decision::Reverted;
    edit.on = to_rfc3339(said->at).substr(0, kDateLength);
    return edit;
}

std::optional<FeedbackAction> feedback_action_from(std::string_view text) {
    const auto* found = std::ranges::find(kActions, text, [](FeedbackAction action) { return to_string(action); });
    return found == std::end(kActions) ? std::nullopt : std::optional(*found);
}

Result<Feedback> add_feedback(const ServicePorts& ports, const TenantId& tenant, const JobId& job, const NewFeedback& said,
                              Deadline deadline) {
    if (auto sound = check_words(said); !sound) return tl::unexpected(sound.error());
    const auto changes = changes_of(ports, tenant, job, deadline);
    if (!changes) return tl::unexpected(changes.error());
    const auto edit = spoken_of(*changes, said);
    if (!edit) return tl::unexpected(edit.error());
    const auto now = ports.clock.now();
    const auto id = said.seed.empty() ? crypto::random_id("fbk", now) : "fbk_" + said.seed;
    return keep(ports, tenant,
                {RecordId(id), job, said.edit, said.action, said.comment, said.by, now, said.rating, past_of(*edit)});
}

Status remove_feedback(const ServicePorts& ports, const TenantId& tenant, const JobId& job, Deadline deadline) {
    Forgetting forgetting(ports, tenant, deadline);
    const auto walked = walk_records(ports, tenant, ports::RecordKind::Feedback, job.str(),
                                     [&](const ports::Record& said) { return forgetting.add(said).map([] { return true; }); });
    return walked ? forgetting.flush() : walked;
}

Result<std::size_t> sweep_orphan_feedback(const ServicePorts& ports, const TenantId& tenant, Deadline deadline) {
    Forgetting forgetting(ports, tenant, deadline);
    std::map<std::string, bool> jobs;  // whether there is still one, a going one too: its removal takes care of its own
    const auto look = [&](const ports::Record& said) -> Result<bool> {
        if (!jobs.contains(said.state)) {
            const auto job = ports.store.get(tenant, ports::RecordKind::Job, RecordId(said.state));
            if (!job) return tl::unexpected(job.error());
            jobs[said.state] = job->has_value();
        }
        if (jobs[said.state]) return true;
        return forgetting.add(said).map([] { return true; });
    };
    auto walked = walk_records(ports, tenant, ports::RecordKind::Feedback, std::nullopt, look);
    if (walked) walked = forgetting.flush();
    if (!walked) return tl::unexpected(walked.error());
    return forgetting.done();
}

Result<Page<Feedback>> list_feedback(const ServicePorts& ports, const TenantId& tenant, const JobId& job,
                                     const PageQuery& query) {
    if (const auto known = get_job_record(ports, tenant, job); !known) return tl::unexpected(known.error());
    const auto records = list_page(ports, tenant, ports::RecordKind::Feedback, job.str(), query);
    if (!records) return tl::unexpected(records.error());
    Page<Feedback> page{{}, records->next};
    for (const auto& record : records->records) {
        auto feedback = feedback_from(record);
        if (!feedback) return tl::unexpected(feedback.error());
        page.items.push_back(std::move(*feedback));
    }
    return page;
}

Result<json> list_edits(const ServicePorts& ports, const TenantId& tenant, const JobId& id, Deadline deadline) {
    auto changes = changes_of(ports, tenant, id, deadline);
    if (!changes) return tl::unexpected(changes.error());
    const auto last = decisions(ports, tenant, id);
    if (!last) return tl::unexpected(last.error());
    auto items = std::move(changes->at("edits"));
    for (auto& edit : items) {
        const auto found = last->find(edit.at("id").get<std::string>());
        if (!edit.contains("proposer")) edit["proposer"] = "rules";
        edit["decision"] = found == last->end() ? json(nullptr) : json(found->second);
    }
    return json{{"items", std::move(items)},
                {"gaps", changes->at("gaps")},
                {"before", changes->at("before")},
                {"after", changes->at("after")},
                {"notProposed", changes->value("notProposed", json::array())}};
}

}  // namespace bespoke::service
