#pragma once

#include <gtest/gtest.h>

#include "adapters/memory/blob_store.hpp"
#include "adapters/memory/clock.hpp"
#include "adapters/memory/journal.hpp"
#include "adapters/memory/key_service.hpp"
#include "adapters/memory/metadata_store.hpp"
#include "adapters/memory/tenant_registry.hpp"
#include "service/documents.hpp"
#include "service/job_effects.hpp"
#include "service/jobs.hpp"

// The service over the memory adapters; for the tests of this folder and of those above.

namespace bespoke::service::testing {

/// The Orchestrator's calls on a journal; the tests do the work of the stages themselves.
class JournalOrchestrator final : public ports::Orchestrator {
public:
    JournalOrchestrator(ports::Journal& journal, const ports::Clock& clock) : journal_(journal), clock_(clock) {}
    Status start(const TenantId& tenant, const ports::NewExecution& execution) override {
        if (away) return fail(ErrorCode::Unavailable, "storage-full", "The disk is full.");
        return journal_.begin(tenant, execution, "Ingest", effects_.started(tenant, execution), clock_.now());
    }
    Result<std::optional<ports::Execution>> describe(const TenantId& tenant, const JobId& job) override {
        return journal_.describe(tenant, job);
    }
    Status cancel(const TenantId& tenant, const JobId& job) override {
        return journal_.cancel(tenant, job, effects_.cancelled(tenant, job), clock_.now());
    }
    Status redrive(const TenantId& tenant, const JobId& job) override {
        return journal_.redrive(tenant, job, effects_.redriven(tenant, job), clock_.now());
    }
    Status forget(const TenantId& tenant, const JobId& job) override { return journal_.forget(tenant, job); }

    bool away = false;  ///< executions can't be begun

private:
    ports::Journal& journal_;
    const ports::Clock& clock_;
    engine::Effects effects_ = job_effects();
};

/// Finds nothing.
class NoVectors final : public ports::VectorIndex {
public:
    Status put(const TenantId&, const RecordId&, const std::vector<ports::Chunk>&) override { return {}; }
    Result<std::vector<ports::VectorHit>> search(const TenantId&, const ports::VectorQuery&) override {
        return std::vector<ports::VectorHit>{};
    }
    Status remove(const TenantId&, const RecordId& id) override {
        if (id == stuck) return fail(ErrorCode::Unavailable, "storage", "The index can't be written.");
        return {};
    }

    RecordId stuck{"none"};  ///< what can't be removed
};

inline Deadline soon() { return Deadline::after(std::chrono::seconds(30)); }

struct Rig {
    adapters::memory::Clock clock;
    adapters::memory::MetadataStore store{clock};
    adapters::memory::BlobStore blobs{&clock};
    adapters::memory::Journal journal{&store};
    JournalOrchestrator orchestrator{journal, clock};
    adapters::memory::KeyService keys{clock};
    adapters::memory::TenantRegistry tenants;
    NoVectors vectors;
    ServicePorts ports{store, blobs, orchestrator, keys, tenants, vectors, clock};
    TenantId alice{"alice"}, bob{"bob"};

    Document document(DocumentKind kind, std::string_view text = "Some text of a document.\n", std::string name = "a.txt") {
        auto made = create_document(ports, alice, {kind, std::move(name), as_bytes(text), {}, {}}, soon());
        EXPECT_TRUE(made) << (made ? "" : made.error().reason);
        clock.advance(std::chrono::milliseconds(1));
        return made.value_or(Document{});
    }
    NewJob wish() {
        NewJob wish;
        wish.resume = document(DocumentKind::Resume).id;
        wish.job_description = document(DocumentKind::JobDescription).id;
        return wish;
    }
    Job job() {
        auto job = submit_job(ports, alice, wish());
        EXPECT_TRUE(job) << (job ? "" : job.error().reason);
        clock.advance(std::chrono::milliseconds(1));
        return job.value_or(Job{});
    }

    /// Ends the job that waits longest, as the pipeline would.
    void end_next(ports::ExecutionStatus status, const std::string& state, nlohmann::json output = nlohmann::json::object()) {
        const auto claim = journal.claim(alice, clock.now(), clock.now() + std::chrono::seconds(30));
        ASSERT_TRUE(claim && *claim);
        ports::Ending ending;
        ending.status = status;
        ending.state = "Done";
        ending.output = std::move(output);
        if (status == ports::ExecutionStatus::Failed) {
            ending.error = Error{ErrorCode::Unavailable, "away", "A part of the service is away; try again later.", {}, {}};
            ending.error_name = "Dead";
            ending.failed_state = "Parse";
            ending.again = ports::Position{"Parse", (*claim)->position.data};
        }
        ports::Step step;
        ports::Transition failed;
        failed.kind =
            status == ports::ExecutionStatus::Failed ? ports::Transition::Kind::Failed : ports::Transition::Kind::Succeeded;
        failed.state = "Parse";
        failed.error = status == ports::ExecutionStatus::Failed ? "Unavailable" : "";
        failed.at = clock.now();
        step.history.push_back(failed);
        step.next = std::move(ending);
        step.batch.writes.emplace_back(
            ports::SetState{ports::RecordKind::Job, RecordId((*claim)->job.str()), state, std::nullopt});
        ports::Event event;
        event.type = "job." + state;
        event.subject = (*claim)->job.str();
        event.data = nlohmann::json::object();
        step.batch.events.push_back(event);
        ASSERT_TRUE(journal.commit(**claim, step, {}, clock.now()));
        clock.advance(std::chrono::milliseconds(1));
    }
    /// Ends it with artifacts: the files given, kept as the stages keep them.
    void succeed_next(const JobId& job, const std::map<std::string, std::string>& files) {
        auto manifest = nlohmann::json::array();
        for (const auto& [name, text] : files) {
            const ports::BlobKey key(fmt::format("jobs/{}/render/0/{}", job.str(), name));
            ASSERT_TRUE(blobs.put(alice, key, as_bytes(text), soon()));
            manifest.push_back(
                {{"name", name}, {"blob", key.str()}, {"bytes", text.size()}, {"sha256", sha256_hex(as_bytes(text))}});
        }
        end_next(ports::ExecutionStatus::Succeeded, "succeeded", {{"persist", {{"artifacts", manifest}}}});
    }
    std::vector<std::string> event_types(const std::string& subject) {
        std::vector<std::string> types;
        const auto events = store.events(alice, 0, subject, 100);
        EXPECT_TRUE(events);
        for (const auto& event : *events) types.push_back(event.type);
        return types;
    }
};

/// changes.json of two edits: e01 kept, e02 refused.
inline const std::string kChanges = R"({"version":1,"proposed":2,"accepted":1,"before":{"match":40,"readability":90},
  "after":{"match":60,"readability":90},"gaps":[],"edits":[
  {"id":"e01","verdict":{"accepted":true,"findings":[]}},{"id":"e02","verdict":{"accepted":false,"findings":[]}}]})";

}  // namespace bespoke::service::testing
