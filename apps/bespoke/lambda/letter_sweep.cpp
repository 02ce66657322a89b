#include "lambda/letter_sweep.hpp"

#include "service/dead_letters.hpp"

namespace bespoke::app {
namespace {

using Standing = ports::ExecutionRecord::Standing;

constexpr int kLooks = 10;
constexpr std::size_t kAtOnce = 10;

/// The letter is sent before the death is committed: a job that runs, of the same run, may be dying this moment.
bool is_over(AwsInstallation& installation, const ports::DeadJob& dead) {
    const auto record = ports::get_execution(installation.store().metadata(), dead.tenant, dead.job);
    if (!record) return record.error().code == ErrorCode::NotFound;
    if (!*record || (*record)->run > dead.run) return true;
    const auto standing = (*record)->standing;
    if (standing != Standing::Failed) return standing == Standing::Succeeded || standing == Standing::Cancelled;
    const auto letter = service::get_dead_letter(installation.ports(), dead.tenant, dead.job);
    return !letter && letter.error().code == ErrorCode::NotFound;
}

}  // namespace

Result<std::size_t> sweep_letters(AwsInstallation& installation, Deadline deadline) {
    auto* queue = installation.store().orchestration().dead_letters();
    std::size_t taken = 0;
    for (int look = 0; queue != nullptr && look < kLooks && !deadline.passed(); ++look) {
        const auto letters = queue->look(kAtOnce, deadline);
        if (!letters) return tl::unexpected(letters.error());
        std::size_t removed = 0;
        for (const auto& letter : *letters) {
            if (!is_over(installation, letter.dead)) continue;
            if (auto gone = queue->remove(letter, deadline); !gone) return tl::unexpected(gone.error());
            ++removed;
        }
        taken += removed;
        // Which letters come is up to the queue: another look shows others, if there are more than that.
        if (letters->size() < kAtOnce && removed == 0) break;
    }
    return taken;
}

}  // namespace bespoke::app
