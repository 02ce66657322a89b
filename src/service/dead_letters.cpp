#include "service/dead_letters.hpp"

#include <ranges>

#include "service/job_records.hpp"

namespace bespoke::service {
namespace {

using ports::Transition;

const std::string kDead = "dead";
constexpr int kTries = 8;

/// Of a crash before the last redrive nobody is to think that the job died of it.
std::optional<LetterCrash> crash_in(const std::vector<Transition>& history) {
    for (const auto& line : std::views::reverse(history)) {
        if (line.kind == Transition::Kind::Redriven) break;
        if (!line.crash) continue;
        return LetterCrash{*line.crash, line.state,
                           static_cast<std::size_t>(std::ranges::count(history, line.crash, &Transition::crash))};
    }
    return std::nullopt;
}

DeadLetter letter_from(StoredJob stored) {
    DeadLetter letter;
    letter.job = JobId(stored.record.id.str());
    letter.died_at = stored.record.updated_at;
    letter.trace = stored.record.body.value("trace", "");
    if (!stored.execution) return letter;
    letter.problem = problem_of(*stored.execution);
    letter.history = std::move(stored.execution->history);
    letter.redrives = static_cast<std::size_t>(std::ranges::count(letter.history, Transition::Kind::Redriven, &Transition::kind));
    letter.crash = crash_in(letter.history);
    if (!letter.history.empty()) letter.died_at = letter.history.back().at;
    return letter;
}

}  // namespace

Result<Page<DeadLetter>> list_dead_letters(const ServicePorts& ports, const TenantId& tenant, const PageQuery& query) {
    auto records = list_page(ports, tenant, ports::RecordKind::Job, kDead, query);
    if (!records) return tl::unexpected(records.error());
    Page<DeadLetter> page{{}, records->next};
    for (auto& record : records->records) {
        auto stored = with_execution(ports, tenant, std::move(record));
        if (!stored) return tl::unexpected(stored.error());
        page.items.push_back(letter_from(std::move(*stored)));
    }
    return page;
}

Result<DeadLetter> get_dead_letter(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    auto stored = get_stored_job(ports, tenant, id);
    if (!stored) return tl::unexpected(stored.error());
    if (stored->record.state != kDead) return not_found();
    return letter_from(std::move(*stored));
}

Result<RedriveCount> redrive_all(const ServicePorts& ports, const TenantId& tenant) {
    RedriveCount count;
    const auto walked =
        walk_records(ports, tenant, ports::RecordKind::Job, kDead, [&](const ports::Record& record) -> Result<bool> {
            const auto redriven = ports.orchestrator.redrive(tenant, JobId(record.id.str()));
            ++(redriven ? count.redriven : count.failed);
            return true;
        });
    if (!walked) return tl::unexpected(walked.error());
    return count;
}

Status discard_dead_letter(const ServicePorts& ports, const TenantId& tenant, const JobId& id) {
    for (int tries = 1;; ++tries) {
        auto record = get_job_record(ports, tenant, id);
        if (!record) return tl::unexpected(record.error());
        if (record->state != kDead) return not_found();
        const auto version = record->version;
        record->state = to_string(JobState::Discarded);
        ports::Batch batch;
        batch.writes.emplace_back(ports::Put{std::move(*record), ports::Put::If::Matches, version});
        ports::Event event;
        event.type = "job.discarded";
        event.subject = id.str();
        event.at = ports.clock.now();
        event.data = nlohmann::json::object();
        batch.events.push_back(std::move(event));
        const auto done = ports.store.commit(tenant, batch);
        if (!lost_race(done) || tries == kTries) return done;
    }
}

}  // namespace bespoke::service
