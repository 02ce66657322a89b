#include "adapters/aws/dynamodb/metadata_store.hpp"

#include <set>

#include "adapters/aws/dynamodb/attribute.hpp"
#include "adapters/aws/dynamodb/commit.hpp"
#include "adapters/aws/dynamodb/race.hpp"
#include "adapters/aws/dynamodb/table.hpp"
#include "crypto/random.hpp"

namespace bespoke::adapters::aws::dynamodb {
namespace {

using nlohmann::json;
using ports::Record;
using ports::RecordKind;
using ports::RecordQuery;
using sealing::Sealer;

constexpr std::chrono::seconds kTime{30};
constexpr std::size_t kMostActions = 100;  // of one TransactWriteItems; 4 MB in all

Result<Record> open_record(Sealer& sealer, StoredRecord stored) {
    auto body = sealer.open(sealing::body_place(stored.record.kind, stored.record.id), stored.body);
    if (!body) return tl::unexpected(body.error());
    stored.record.body = *std::move(body);
    return std::move(stored.record);
}

/// What an index finds, and what of it still is so.
struct Lookup {
    Range range;
    std::string but;  ///< sort key of an item that is left out
    std::size_t limit = 0;
    std::function<bool(const Record&)> fits;  ///< as it is stored now
};

/// Reads records by an index, in no order. An index lags: what has changed since is left out and the next taken in its place, so that fewer than
/// the limit means that there are no more.
class IndexReader {
public:
    IndexReader(const Table& table, Sealer& sealer, const TenantId& tenant, const Lookup& lookup)
        : table_(table), sealer_(sealer), caller_(Caller::tenant(tenant)), lookup_(lookup) {}

    Result<std::vector<Record>> read() {
        const auto done = table_.query(lookup_.range, caller_, [&](const json& item) { return take(item); });
        if (!done) return tl::unexpected(done.error());
        if (auto fetched = fetch(); !fetched) return tl::unexpected(fetched.error());
        return std::move(records_);
    }

private:
    Result<bool> take(const json& item) {
        Item keys(item);
        const auto partition = keys.text(kPartition);
        const auto sort = keys.text(kSort);
        if (auto whole = keys.check(); !whole) return tl::unexpected(whole.error());
        // An item that has moved in the index may stand there twice for a moment.
        if (!seen_.insert(sort).second || sort == lookup_.but) return true;
        keys_.push_back({{kPartition, text_value(partition)}, {kSort, text_value(sort)}});
        if (records_.size() + keys_.size() < lookup_.limit) return true;
        if (auto fetched = fetch(); !fetched) return tl::unexpected(fetched.error());
        return records_.size() < lookup_.limit;
    }

    Status fetch() {
        const auto items = table_.fetch(std::exchange(keys_, {}), caller_);
        if (!items) return tl::unexpected(items.error());
        for (const auto& item : *items) {
            auto stored = record_from(item);
            if (!stored) return tl::unexpected(stored.error());
            if (!lookup_.fits(stored->record)) continue;
            auto record = open_record(sealer_, *std::move(stored));
            if (!record) return tl::unexpected(record.error());
            records_.push_back(*std::move(record));
        }
        return {};
    }

    const Table& table_;
    Sealer& sealer_;
    const Caller caller_;
    const Lookup& lookup_;
    std::set<std::string> seen_;
    std::vector<json> keys_;
    std::vector<Record> records_;
};

/// Ids behind the query's, in its order, as a range of sort keys with this prefix.
Range range_of(const RecordQuery& query, const std::string& prefix) {
    Range range;
    const bool newest_first = query.order == RecordQuery::Order::NewestFirst;
    range.order = newest_first ? Range::Order::Descending : Range::Order::Ascending;
    range.first = prefix + (newest_first ? std::string() : query.after.str());
    range.last = prefix + (newest_first && !query.after.empty() ? query.after.str() : std::string(kBehindAll));
    range.page = query.limit < 1'000 ? query.limit + 1 : 1'000;
    return range;
}

Result<std::vector<Record>> list_all(const Table& table, Sealer& sealer, const TenantId& tenant, const RecordQuery& query) {
    auto range = range_of(query, record_prefix(query.kind));
    range.partition = partition_of(tenant);
    std::vector<Record> records;
    const auto read = table.query(range, Caller::tenant(tenant), [&](const json& item) -> Result<bool> {
        auto stored = record_from(item);
        if (!stored) return tl::unexpected(stored.error());
        if (stored->record.id == query.after) return true;
        auto record = open_record(sealer, *std::move(stored));
        if (!record) return tl::unexpected(record.error());
        records.push_back(*std::move(record));
        return records.size() < query.limit;
    });
    if (!read) return tl::unexpected(read.error());
    return records;
}

Result<std::vector<Record>> list_in_state(const Table& table, Sealer& sealer, const TenantId& tenant, const RecordQuery& query) {
    auto range = range_of(query, "");
    range.index = kByGroup;
    range.partition_name = "GSI1PK";
    range.sort_name = "GSI1SK";
    range.partition = state_group(tenant, query.kind, *query.state);
    if (range.first.empty()) range.first = " ";  // a key may not be empty
    const Lookup lookup{range, record_sort(query.kind, query.after), query.limit,
                        [&](const Record& record) { return record.state == *query.state; }};
    auto records = IndexReader(table, sealer, tenant, lookup).read();
    if (!records) return records;
    std::ranges::sort(*records, {}, &Record::id);
    if (query.order == RecordQuery::Order::NewestFirst) std::ranges::reverse(*records);
    return records;
}

/// True for a batch that does nothing but remove, which may be done piece by piece: done again, it goes on.
bool is_removal(const ports::Batch& batch) {
    return batch.events.empty() && batch.audit.empty() &&
           std::ranges::all_of(batch.writes, [](const auto& write) { return std::holds_alternative<ports::Remove>(write); });
}

/// The transaction that does the batch on what is stored now.
Result<json> work_out(const Table& table, const TenantId& tenant, const sealing::SealedBatch& sealed) {
    Commit commit(tenant, sealed);
    const auto items = table.fetch(commit.keys(), Caller::tenant(tenant));
    if (!items) return tl::unexpected(items.error());
    for (const auto& item : *items)
        if (auto taken = commit.take(item); !taken) return tl::unexpected(taken.error());
    if (auto worked = commit.run(); !worked) return tl::unexpected(worked.error());
    auto actions = commit.actions(table.name());
    if (actions.size() <= kMostActions) return actions;
    return fail(ErrorCode::LimitExceeded, "batch-too-large", "This is too much to be stored at once; send less.",
                fmt::format("{} actions", actions.size()));
}

}  // namespace

Status MetadataStore::check_exists(const TenantId& tenant) const {
    if (!is_valid(tenant)) return tl::unexpected(ports::no_tenant());
    const auto known = tenants_.get(tenant);
    if (!known) return tl::unexpected(known.error());
    if (!*known || (*known)->state == ports::TenantState::Erased) return tl::unexpected(ports::no_tenant());
    return {};
}

Status MetadataStore::commit(const TenantId& tenant, const ports::Batch& batch) {
    if (auto exists = check_exists(tenant); !exists) return exists;
    if (!is_removal(batch) || batch.writes.size() <= kMostActions) return commit_once(tenant, batch);
    for (std::size_t begin = 0; begin < batch.writes.size(); begin += kMostActions) {
        const auto end = std::min(begin + kMostActions, batch.writes.size());
        const ports::Batch piece{
            {batch.writes.begin() + static_cast<std::ptrdiff_t>(begin), batch.writes.begin() + static_cast<std::ptrdiff_t>(end)},
            {},
            {}};
        if (auto done = commit_once(tenant, piece); !done) return done;
    }
    return {};
}

Status MetadataStore::commit_once(const TenantId& tenant, const ports::Batch& batch) {
    Sealer sealer(keys_, tenant);
    const auto sealed = sealing::seal_batch(sealer, batch, clock_.now());
    if (!sealed) return tl::unexpected(sealed.error());
    const Table table(client_, options_.table);
    const auto caller = Caller::tenant(tenant);
    for (int race = 0; race < options_.most_races; ++race) {
        if (race > 0) pause_before(race);
        const auto actions = work_out(table, tenant, *sealed);
        if (!actions) return tl::unexpected(actions.error());
        if (actions->empty()) return {};
        // The same token on every attempt of this request: an answer that got lost is given again, and nothing is done twice.
        const json request = {{"TransactItems", *actions}, {"ClientRequestToken", crypto::random_id("tx", clock_.now())}};
        const auto written = client_.call(Service::DynamoDb, "TransactWriteItems", request, caller, Deadline::after(kTime));
        if (written) return {};
        if (race_of(written.error()) == Race::None) return tl::unexpected(to_error(written.error()));
    }
    return too_many_races("TransactWriteItems");
}

Result<std::optional<Record>> MetadataStore::get(const TenantId& tenant, RecordKind kind, const RecordId& id) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    if (id.empty()) return std::nullopt;
    const json request = {{"TableName", options_.table},
                          {"Key", {{kPartition, text_value(partition_of(tenant))}, {kSort, text_value(record_sort(kind, id))}}},
                          {"ConsistentRead", true}};
    const auto answer = client_.call(Service::DynamoDb, "GetItem", request, Caller::tenant(tenant), Deadline::after(kTime));
    if (!answer) return tl::unexpected(to_error(answer.error()));
    const auto item = answer->find("Item");
    if (item == answer->end()) return std::nullopt;
    auto stored = record_from(*item);
    if (!stored) return tl::unexpected(stored.error());
    Sealer sealer(keys_, tenant);
    auto record = open_record(sealer, *std::move(stored));
    if (!record) return tl::unexpected(record.error());
    return *std::move(record);
}

Result<std::vector<Record>> MetadataStore::list(const TenantId& tenant, const RecordQuery& query) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    if (query.limit == 0) return std::vector<Record>();
    const Table table(client_, options_.table);
    Sealer sealer(keys_, tenant);
    return query.state ? list_in_state(table, sealer, tenant, query) : list_all(table, sealer, tenant, query);
}

Result<std::vector<Record>> MetadataStore::due(const TenantId& tenant, RecordKind kind, Timestamp now, std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    Range range;
    range.index = kByDue;
    range.partition_name = "GSI2PK";
    range.partition = due_group(tenant, kind);
    range.sort_name = "GSI2SK";
    range.first = "0";
    range.last = due_sort(now, std::string(kBehindAll));
    range.page = std::min<std::size_t>(limit, 1'000);
    if (limit == 0) return std::vector<Record>();
    const Table table(client_, options_.table);
    Sealer sealer(keys_, tenant);
    const Lookup lookup{range, {}, limit, [&](const Record& record) { return record.due && *record.due <= now; }};
    auto records = IndexReader(table, sealer, tenant, lookup).read();
    if (!records) return records;
    std::ranges::sort(*records, [](const Record& a, const Record& b) { return std::tie(a.due, a.id) < std::tie(b.due, b.id); });
    return records;
}

Result<std::vector<ports::Event>> MetadataStore::events(const TenantId& tenant, std::uint64_t after, const std::string& subject,
                                                        std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    constexpr auto kLast = std::numeric_limits<std::uint64_t>::max();
    Range range;
    range.partition = partition_of(tenant);
    range.first = subject.empty() ? event_sort(after) : subject_sort(subject, after);
    range.last = subject.empty() ? event_sort(kLast) : subject_sort(subject, kLast);
    range.page = limit < 1'000 ? limit + 1 : 1'000;
    Sealer sealer(keys_, tenant);
    std::vector<ports::Event> events;
    if (limit == 0) return events;
    const auto read = Table(client_, options_.table).query(range, Caller::tenant(tenant), [&](const json& item) -> Result<bool> {
        auto stored = event_from(item);
        if (!stored) return tl::unexpected(stored.error());
        if (stored->event.sequence <= after || (!subject.empty() && stored->event.subject != subject)) return true;
        auto data = sealer.open(sealing::event_place(stored->event.id), stored->data);
        if (!data) return tl::unexpected(data.error());
        stored->event.data = *std::move(data);
        events.push_back(std::move(stored->event));
        return events.size() < limit;
    });
    if (!read) return tl::unexpected(read.error());
    return events;
}

Result<std::vector<ports::AuditEntry>> MetadataStore::audit(const TenantId& tenant, std::uint64_t after, std::size_t limit) {
    if (auto exists = check_exists(tenant); !exists) return tl::unexpected(exists.error());
    Range range;
    range.partition = partition_of(tenant);
    range.first = audit_sort(after);
    range.last = audit_sort(std::numeric_limits<std::uint64_t>::max());
    range.page = limit < 1'000 ? limit + 1 : 1'000;
    std::vector<ports::AuditEntry> entries;
    if (limit == 0) return entries;
    const auto read = Table(client_, options_.table).query(range, Caller::tenant(tenant), [&](const json& item) -> Result<bool> {
        auto entry = audit_from(item);
        if (!entry) return tl::unexpected(entry.error());
        if (entry->sequence > after) entries.push_back(*std::move(entry));
        return entries.size() < limit;
    });
    if (!read) return tl::unexpected(read.error());
    return entries;
}

}  // namespace bespoke::adapters::aws::dynamodb
