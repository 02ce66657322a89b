#include "adapters/aws/opensearch/collection.hpp"

#include <thread>

namespace bespoke::adapters::aws::opensearch {
namespace {

constexpr int kNotFound = 404;
constexpr std::size_t kMostStored = 10'000;  // the service's window of one search
constexpr std::chrono::milliseconds kFirstWait{100}, kLongestWait{2'000};
constexpr std::size_t kLeastRoom = 1U << 20U;

bool is_there_already(const Fault& fault) {
    return (fault.code + fault.message + dumped(fault.details)).find("resource_already_exists") != std::string::npos;
}

/// What to add and what to delete; content that is there twice is deleted once.
template <class Plan>
Plan plan_for(const std::vector<Found>& stored, const std::map<std::string, nlohmann::json>& wanted) {
    Plan plan;
    std::set<std::string> there;
    for (const Found& found : stored) {
        if (!wanted.contains(found.key) || !there.insert(found.key).second) plan.deleted.push_back(found.id);
    }
    for (const auto& [key, source] : wanted) {
        if (!there.contains(key)) plan.added.push_back(source);
    }
    return plan;
}

}  // namespace

Call Collection::call(const TenantId& tenant, std::string operation, std::string method, std::string_view path) const {
    Call call;
    call.service = Service::OpenSearchServerless;
    call.operation = std::move(operation);
    call.method = std::move(method);
    call.host_prefix = options_.collection + ".";
    call.path = "/" + options_.index;
    if (options_.isolation == Options::Isolation::IndexPerTenant) call.path += "-" + tenant.str();
    call.path += path;
    call.headers = {{"content-type", "application/json"}};
    return call;
}

Result<std::vector<Found>> Collection::search(const TenantId& tenant, const nlohmann::json& query, Deadline deadline) {
    Call asked = call(tenant, "Search", "POST", "/_search");
    asked.body = dumped(query);
    asked.max_response_bytes = 64 * kLeastRoom;
    const auto reply = client_.send(asked, Caller::tenant(tenant), deadline);
    if (!reply && reply.error().status == kNotFound) return std::vector<Found>{};
    if (!reply) return tl::unexpected(to_error(reply.error()));
    return parse_hits(reply->body, tenant);
}

Status Collection::ensure_index(const TenantId& tenant, Deadline deadline) {
    const auto there = client_.send(call(tenant, "IndexExists", "HEAD", ""), Caller::tenant(tenant), deadline);
    if (there) return {};
    if (there.error().status != kNotFound) return tl::unexpected(to_error(there.error()));
    Call create = call(tenant, "CreateIndex", "PUT", "");
    create.body = dumped(index_definition(options_.dimension));
    const auto created = client_.send(create, Caller::tenant(tenant), deadline);
    if (created || is_there_already(created.error())) return {};
    return tl::unexpected(to_error(created.error()));
}

/// What was added may be added twice if an answer gets lost: it has the same key then.
Result<Collection::Change> Collection::change(const TenantId& tenant, const Plan& plan, Deadline deadline) {
    Call bulk = call(tenant, "Bulk", "POST", "/_bulk");
    bulk.headers = {{"content-type", "application/x-ndjson"}};
    bulk.body = bulk_body(plan.added, plan.deleted);
    const auto reply = client_.send(bulk, Caller::tenant(tenant), deadline);
    if (!reply && reply.error().status == kNotFound) return Change::NoIndexYet;  // it is being made
    if (!reply) return tl::unexpected(to_error(reply.error()));
    if (auto done = parse_bulk(reply->body); !done) return tl::unexpected(done.error());
    return Change::Taken;
}

void Collection::wait(int round) const {
    const auto time = std::min(kLongestWait, kFirstWait * (1 << std::min(round, 10)));
    if (options_.pause) return options_.pause(time);
    std::this_thread::sleep_for(time);
}

Status Collection::settle(const TenantId& tenant, const std::vector<std::string>& documents,
                          const std::map<std::string, nlohmann::json>& wanted) {
    const auto end = Deadline::after(options_.patience);
    const auto query = stored_query({tenant, documents, kMostStored});
    std::set<std::string> deleted;
    bool added = false;
    for (int round = 0; !end.passed(); ++round) {
        const auto deadline = Deadline::after(options_.search_patience);  // of this round: patience is for the service's lag
        const auto stored = search(tenant, query, deadline);
        if (!stored) return tl::unexpected(stored.error());
        Plan plan = plan_for<Plan>(*stored, wanted);
        if (plan.added.empty() && plan.deleted.empty()) return {};
        if (added) plan.added.clear();  // on their way; added again they would be there twice
        std::erase_if(plan.deleted, [&](const std::string& id) { return !deleted.insert(id).second; });
        if (plan.added.empty() && plan.deleted.empty()) {
            wait(round);
            continue;
        }
        if (!plan.added.empty()) {
            if (auto made = ensure_index(tenant, deadline); !made) return made;
        }
        const auto changed = change(tenant, plan, deadline);
        if (!changed) return tl::unexpected(changed.error());
        added = *changed == Change::Taken;
        if (!added) wait(round);
    }
    return fail(ErrorCode::Unavailable, "index-lag", "The search has not taken up the change yet; try again in a minute.");
}

Status Collection::drop(const TenantId& tenant) {
    const auto reply =
        client_.send(call(tenant, "DeleteIndex", "DELETE", ""), Caller::tenant(tenant), Deadline::after(options_.patience));
    if (reply || reply.error().status == kNotFound) return {};
    return tl::unexpected(to_error(reply.error()));
}

}  // namespace bespoke::adapters::aws::opensearch
