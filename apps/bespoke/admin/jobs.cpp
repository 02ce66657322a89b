#include "service/jobs.hpp"
#include "admin/operator.hpp"
#include "admin/subcommand.hpp"
#include "installation.hpp"
#include "service/dead_letters.hpp"

namespace bespoke::app {
namespace {

using nlohmann::ordered_json;
constexpr std::chrono::minutes kTimeout{5};

ordered_json row(const service::Job& job) {
    return {{"id", job.id.str()},
            {"state", service::to_string(job.state)},
            {"stage", job.stage},
            {"created", to_rfc3339(job.created_at)},
            {"reason", job.problem ? ordered_json(job.problem->slug) : ordered_json(nullptr)}};
}

ordered_json line(const ports::Transition& transition) {
    ordered_json shown = {{"at", to_rfc3339(transition.at)},
                          {"what", ports::to_string(transition.kind)},
                          {"state", transition.state},
                          {"milliseconds", transition.took.count() / 1000},
                          {"error", transition.error}};
    if (transition.crash) shown["crash"] = transition.crash->signature;
    return shown;
}

ordered_json lines(const std::vector<ports::Transition>& history) {
    auto list = ordered_json::array();
    for (const auto& transition : history) list.push_back(line(transition));
    return list;
}

ordered_json with_history(const service::Job& job, const std::vector<ports::Transition>& history) {
    auto value = row(job);
    value["problem"] = job.problem ? job.problem->text : "";
    value["trace"] = job.trace;
    value["history"] = lines(history);
    return value;
}

ordered_json crash_of(const service::DeadLetter& letter) {
    if (!letter.crash) return nullptr;
    return {{"signal", letter.crash->crash.signal},
            {"signature", letter.crash->crash.signature},
            {"stage", letter.crash->stage},
            {"times", letter.crash->times}};
}

ordered_json row_of(const service::DeadLetter& letter) {
    return {{"id", letter.job.str()},        {"stage", letter.problem.stage},      {"error", letter.problem.error_name},
            {"reason", letter.problem.slug}, {"died", to_rfc3339(letter.died_at)}, {"redrives", letter.redrives},
            {"trace", letter.trace}};
}

/// All pages of a list.
template <class Item, class List>
Result<ordered_json> rows(List list, const std::function<ordered_json(const Item&)>& row_of) {
    auto all = ordered_json::array();
    service::PageQuery query;
    do {
        const auto page = list(query);
        if (!page) return tl::unexpected(page.error());
        for (const auto& item : page->items) all.push_back(row_of(item));
        query.after = page->next;
    } while (!query.after.empty());
    return all;
}

Result<ordered_json> list_jobs(Installation& installation, const AdminOptions& options, const std::string&) {
    const auto state = options.state.empty() ? std::nullopt : std::optional(options.state);
    return rows<service::Job>(
        [&](const service::PageQuery& query) {
            return service::list_jobs(installation.ports(), options.tenant_id(), state, query);
        },
        row);
}

Result<ordered_json> show_job(Installation& installation, const AdminOptions& options, const std::string&) {
    const auto job = service::get_job(installation.ports(), options.tenant_id(), JobId(options.id));
    if (!job) return tl::unexpected(job.error());
    const auto history = service::job_history(installation.ports(), options.tenant_id(), JobId(options.id));
    if (!history) return tl::unexpected(history.error());
    return with_history(*job, *history);
}

/// Does it, and writes to the tenant's audit log that the operator did.
Result<ordered_json> on_job(Installation& installation, const AdminOptions& options, const char* action,
                            const Result<service::Job>& done) {
    if (auto noted = note(installation, options.tenant_id(), action, options.id, done ? "ok" : done.error().reason); !noted) {
        return tl::unexpected(noted.error());
    }
    if (!done) return tl::unexpected(done.error());
    return row(*done);
}

Result<ordered_json> list_dead(Installation& installation, const AdminOptions& options, const std::string&) {
    return rows<service::DeadLetter>(
        [&](const service::PageQuery& query) {
            return service::list_dead_letters(installation.ports(), options.tenant_id(), query);
        },
        row_of);
}

Result<ordered_json> show_dead(Installation& installation, const AdminOptions& options, const std::string&) {
    const auto letter = service::get_dead_letter(installation.ports(), options.tenant_id(), JobId(options.id));
    if (!letter) return tl::unexpected(letter.error());
    auto value = row_of(*letter);
    value["problem"] = letter->problem.text;
    value["crash"] = crash_of(*letter);
    value["history"] = lines(letter->history);
    return value;
}

Result<ordered_json> neither_id_nor_all() {
    return fail(ErrorCode::InvalidInput, "usage", "This needs to know which jobs are meant; name one dead letter, or give --all.",
                {}, "dlq");
}

Result<ordered_json> redrive(Installation& installation, const AdminOptions& options, const std::string&) {
    if (options.all == !options.id.empty()) return neither_id_nor_all();
    if (!options.all) {
        return on_job(installation, options, "redriveDeadLetter",
                      service::retry_job(installation.ports(), options.tenant_id(), JobId(options.id)));
    }
    const auto count = service::redrive_all(installation.ports(), options.tenant_id());
    if (!count) return tl::unexpected(count.error());
    if (auto noted = note(installation, options.tenant_id(), "redriveAllDeadLetters"); !noted)
        return tl::unexpected(noted.error());
    return ordered_json{{"redriven", count->redriven}, {"failed", count->failed}};
}

Result<ordered_json> discard_ids(Installation& installation, const AdminOptions& options, const std::vector<std::string>& ids) {
    for (const auto& id : ids) {
        const auto discarded = service::discard_dead_letter(installation.ports(), options.tenant_id(), JobId(id));
        if (!discarded) return tl::unexpected(discarded.error());
        if (auto noted = note(installation, options.tenant_id(), "discardDeadLetter", id); !noted)
            return tl::unexpected(noted.error());
    }
    return ordered_json{{"discarded", ids.size()}};
}

Result<ordered_json> discard(Installation& installation, const AdminOptions& options, const std::string& input) {
    if (options.all == !options.id.empty()) return neither_id_nor_all();
    if (!options.all) return discard_ids(installation, options, {options.id});
    const auto dead = list_dead(installation, options, input);
    if (!dead) return tl::unexpected(dead.error());
    std::vector<std::string> ids;
    for (const auto& letter : *dead) ids.push_back(letter.at("id"));
    return discard_ids(installation, options, ids);
}

}  // namespace

void add_job_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    auto list = group.add("list", "A tenant's jobs, the newest first.", list_jobs);
    list.tenant();
    list.command->add_option("--state", list.options->state, "Only these; active are all that have not ended")
        ->check(CLI::IsMember({"active", "succeeded", "rejected", "dead", "cancelled", "discarded"}));
    group.add("show", "One job with its history.", show_job).tenant().id();
    group
        .add("cancel", "End a job that has not ended.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return on_job(installation, options, "cancelJob",
                               service::cancel_job(installation.ports(), options.tenant_id(), JobId(options.id)));
             })
        .tenant()
        .id();
    group
        .add("retry", "Run a dead job again from the stage that failed.",
             [](Installation& installation, const AdminOptions& options, const std::string&) {
                 return on_job(installation, options, "retryJob",
                               service::retry_job(installation.ports(), options.tenant_id(), JobId(options.id)));
             })
        .tenant()
        .id();
    group
        .add("remove", "Forget a job that has ended, with all that it made.",
             [](Installation& installation, const AdminOptions& options, const std::string&) -> Result<ordered_json> {
                 const auto removed =
                     service::remove_job(installation.ports(), options.tenant_id(), JobId(options.id), Deadline::after(kTimeout));
                 if (!removed) return tl::unexpected(removed.error());
                 if (auto noted = note(installation, options.tenant_id(), "deleteJob", options.id); !noted) {
                     return tl::unexpected(noted.error());
                 }
                 return ordered_json{{"removed", options.id}};
             })
        .tenant()
        .id();
}

void add_dead_letter_commands(CLI::App& app, AdminCommand& command, const std::function<void()>& chosen) {
    AdminGroup group(app, command, chosen);
    group.add("list", "Jobs that failed for a reason of ours, the newest first.", list_dead).tenant();
    group.add("show", "One of them with its cause, history and trace.", show_dead).tenant().id();
    const auto one_or_all = [](AdminGroup::Added added) {
        added.tenant();
        added.command->add_option("id", added.options->id, "As shown by list")->type_name("ID");
        added.command->add_flag("--all", added.options->all, "All of the tenant's");
    };
    one_or_all(group.add("redrive", "Run again from the stage that failed.", redrive));
    one_or_all(group.add("discard", "Decide that it is not wanted any more.", discard));
}

}  // namespace bespoke::app
